defmodule {= module =}.Loop.Machine do
  @moduledoc """
  A turn as a state machine:

      waiting --turn--> thinking --calls of tools--> acting
                          |  ^                         |
                          |  `-------- results --------'
                          `--answer, or an error--> the end

  Each state takes the events that are its own and lasts a limited time: a turn that nobody sends, a model that does
  not answer. A call runs in a linked task, so the machine answers at any time, and can be cancelled, suspended and
  upgraded in the middle of a turn.

  It lives for one turn. It watches its owner and ends with it, and its calls end with it.

{= decision | doc =}
  """

  @behaviour {= module =}.Loop
  @behaviour :gen_statem

  alias {= module =}.Error
  alias {= module =}.Loop
  alias {= module =}.Settings
  alias {= module =}.Tasks
  alias {= module =}.Turn
  alias {= module =}.Turn.Effects
  alias {= module =}.Turns

  @type state :: :waiting | :thinking | :acting

  @enforce_keys [:owner, :monitor, :ref]
  defstruct [:owner, :monitor, :ref, :turn, :started, :task]

  @impl Loop
  def start(%Turn{} = turn, owner, ref) do
    partition = {:via, PartitionSupervisor, {Turns, owner}}

    # The turn is sent, not given as an argument, which the supervisor would copy once more.
    with {:ok, pid} <- DynamicSupervisor.start_child(partition, {__MODULE__, {owner, ref}}) do
      _ = send(pid, {:turn, ref, turn})
      {:ok, pid}
    end
  end

  @impl Loop
  def cancel(pid) do
    true = Process.exit(pid, :kill)
    :ok
  end

  @doc false
  @spec child_spec({pid(), reference()}) :: Supervisor.child_spec()
  def child_spec(argument) do
    %{id: __MODULE__, start: {__MODULE__, :start_link, [argument]}, restart: :temporary}
  end

  @doc false
  @spec start_link({pid(), reference()}) :: :gen_statem.start_ret()
  def start_link(argument), do: :gen_statem.start_link(__MODULE__, argument, [])

  @impl :gen_statem
  def callback_mode, do: :handle_event_function

  @impl :gen_statem
  def init({owner, ref}) do
    # A task that crashes is a failed call, not the end of the turn's process.
    _ = Process.flag(:trap_exit, true)
    data = %__MODULE__{owner: owner, monitor: Process.monitor(owner), ref: ref}
    {:ok, :waiting, data, overdue(Settings.get(:call_timeout))}
  end

  @impl :gen_statem
  def handle_event(:info, {:turn, ref, %Turn{} = turn}, :waiting, %{ref: ref} = data) do
    step(%{data | turn: turn, started: Loop.began(turn)})
  end

  def handle_event(:state_timeout, :overdue, :waiting, _data), do: {:stop, :timeout}

  def handle_event(:info, {ref, {:model, _} = answer}, :thinking, %{task: %{ref: ref}} = data),
    do: observe(data, answer)

  def handle_event(:info, {ref, {:tools, _} = results}, :acting, %{task: %{ref: ref}} = data),
    do: observe(data, results)

  def handle_event(:info, {:DOWN, ref, _, _, reason}, _state, %{task: %{ref: ref}} = data),
    do: finish({:error, Error.from_exit(reason)}, %{data | task: nil})

  def handle_event(:state_timeout, :overdue, state, data) do
    error = Error.new(:timeout, "#{state} took more than #{data.turn.spec.timeout} ms")
    finish({:error, error}, data)
  end

  def handle_event(:info, {:DOWN, owner, :process, _pid, _reason}, _state, %{monitor: owner}),
    do: {:stop, :normal}

  # The link of a finished or crashed task; its monitor has told the story already.
  def handle_event(:info, {:EXIT, _pid, _reason}, _state, _data), do: :keep_state_and_data

  @impl :gen_statem
  def terminate(_reason, _state, %{task: %Task{} = task}) do
    _ = Task.shutdown(task, :brutal_kill)
    :ok
  end

  def terminate(_reason, _state, _data), do: :ok

  defp step(data) do
    case Turn.next(data.turn) do
      {:model, request, turn} -> call(:thinking, {:model, request}, %{data | turn: turn})
      {:tools, calls, turn} -> call(:acting, {:tools, calls}, %{data | turn: turn})
      {:done, outcome} -> finish({:ok, outcome}, data)
      {:failed, error} -> finish({:error, error}, data)
    end
  end

  defp call(state, action, data) do
    context = Effects.context(data.turn, Loop.emitter(data.turn, data.owner, data.ref))
    task = Tasks.async_linked(fn -> Effects.perform(action, context) end)
    {:next_state, state, %{data | task: task}, overdue(data.turn.spec.timeout)}
  end

  defp observe(data, observation) do
    true = Process.demonitor(data.task.ref, [:flush])
    step(%{data | task: nil, turn: Turn.observe(data.turn, observation)})
  end

  defp finish(outcome, data) do
    :ok = Loop.ended(data.turn, data.started, outcome)
    :ok = Loop.finished(data.owner, data.ref, outcome)
    {:stop, :normal, data}
  end

  defp overdue(milliseconds), do: {:state_timeout, milliseconds, :overdue}
end
