defmodule {= module =}.Loop.Continue do
  @moduledoc """
  A turn as a GenServer: each step is a `handle_continue`, each call of a model or of tools a linked task whose
  result arrives as a message. The process stays responsive during a call, so it can be cancelled, suspended and
  upgraded in the middle of a turn.

  It lives for one turn. It watches its owner and ends with it, and its calls end with it.

{= decision | doc =}
  """

  @behaviour {= module =}.Loop

  use GenServer, restart: :temporary

  alias {= module =}.Error
  alias {= module =}.Loop
  alias {= module =}.Tasks
  alias {= module =}.Turn
  alias {= module =}.Turn.Effects
  alias {= module =}.Turns

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
  @spec start_link({pid(), reference()}) :: GenServer.on_start()
  def start_link(argument), do: GenServer.start_link(__MODULE__, argument)

  @impl GenServer
  def init({owner, ref}) do
    # A task that crashes is a failed call, not the end of the turn's process.
    _ = Process.flag(:trap_exit, true)

    state = %{
      turn: nil,
      owner: owner,
      owner_monitor: Process.monitor(owner),
      ref: ref,
      task: nil,
      started: nil
    }

    {:ok, state}
  end

  @impl GenServer
  def handle_continue(:step, state) do
    case Turn.next(state.turn) do
      {:model, request, turn} -> call({:model, request}, %{state | turn: turn})
      {:tools, calls, turn} -> call({:tools, calls}, %{state | turn: turn})
      {:done, outcome} -> finish({:ok, outcome}, state)
      {:failed, error} -> finish({:error, error}, state)
    end
  end

  @impl GenServer
  def handle_info({:turn, ref, %Turn{} = turn}, %{ref: ref, turn: nil} = state) do
    {:noreply, %{state | turn: turn, started: Loop.began(turn)}, {:continue, :step}}
  end

  def handle_info({task_ref, observation}, %{task: %Task{ref: task_ref}} = state) do
    true = Process.demonitor(task_ref, [:flush])

    {:noreply, %{state | task: nil, turn: Turn.observe(state.turn, observation)},
     {:continue, :step}}
  end

  def handle_info(
        {:DOWN, task_ref, :process, _pid, reason},
        %{task: %Task{ref: task_ref}} = state
      ) do
    finish({:error, Error.from_exit(reason)}, %{state | task: nil})
  end

  def handle_info({:DOWN, monitor, :process, _owner, _reason}, %{owner_monitor: monitor} = state) do
    {:stop, :normal, state}
  end

  # The link of a finished or crashed task; its monitor has told the story already.
  def handle_info({:EXIT, _pid, _reason}, state), do: {:noreply, state}

  @impl GenServer
  def terminate(_reason, %{task: %Task{} = task}) do
    _ = Task.shutdown(task, :brutal_kill)
    :ok
  end

  def terminate(_reason, _state), do: :ok

  defp call(action, state) do
    %{turn: turn, owner: owner, ref: ref} = state
    context = Effects.context(turn, Loop.emitter(turn, owner, ref))
    task = Tasks.async_linked(fn -> Effects.perform(action, context) end)
    {:noreply, %{state | task: task}}
  end

  defp finish(outcome, state) do
    :ok = Loop.ended(state.turn, state.started, outcome)
    :ok = Loop.finished(state.owner, state.ref, outcome)
    {:stop, :normal, state}
  end
end
