defmodule {= module =}.Loop.Continue do
  @moduledoc """
  A turn as a GenServer: each step is a `handle_continue`, each call of a model or of tools a linked process whose
  result arrives as a message. The process stays responsive during a call, so it can be cancelled, suspended and
  upgraded in the middle of a turn.

  It lives for one turn and is started for it by its owner alone, without a supervisor in between: a supervisor
  would make the owner wait for two more processes, and has nothing to decide about a process that is never
  restarted. It watches its owner and ends with it, and its call ends with it.

{= decision | doc =}
  """

  @behaviour {= module =}.Loop

  use GenServer, restart: :temporary

  alias {= module =}.Error
  alias {= module =}.Loop
  alias {= module =}.Tasks
  alias {= module =}.Turn
  alias {= module =}.Turn.Effects

  @impl Loop
  def start(%Turn{} = turn, owner, ref) do
    pid = :proc_lib.spawn_opt(__MODULE__, :enter, [turn, owner, ref], Tasks.roomy())
    # It would be a pair with a monitor's reference, if that were among the options.
    true = is_pid(pid)
    {:ok, pid}
  end

  @impl Loop
  def cancel(pid) do
    true = Process.exit(pid, :kill)
    :ok
  end

  # The owner does not wait for the process to be ready, so nothing is acknowledged.
  @doc false
  @spec enter(Turn.t(), pid(), reference()) :: no_return()
  def enter(%Turn{} = turn, owner, ref) do
    {:ok, state, next} = init({turn, owner, ref})
    :gen_server.enter_loop(__MODULE__, [], state, next)
  end

  @impl GenServer
  def init({turn, owner, ref}) do
    # A call that crashes is a failed call, not the end of the turn's process.
    _ = Process.flag(:trap_exit, true)

    state = %{
      turn: turn,
      owner: owner,
      owner_monitor: Process.monitor(owner),
      ref: ref,
      call: nil,
      started: Loop.began(turn)
    }

    {:ok, state, {:continue, :step}}
  end

  @impl GenServer
  def handle_continue(:step, state) do
    case Turn.next(state.turn) do
      {:model, request, turn} -> {:noreply, call({:model, request}, %{state | turn: turn})}
      {:tools, calls, turn} -> {:noreply, call({:tools, calls}, %{state | turn: turn})}
      {:done, outcome} -> finish({:ok, outcome}, state)
      {:failed, error} -> finish({:error, error}, state)
    end
  end

  @impl GenServer
  def handle_info({Tasks, call, observation}, %{call: call} = state) do
    {:noreply, %{state | call: nil, turn: Turn.observe(state.turn, observation)},
     {:continue, :step}}
  end

  def handle_info({:EXIT, call, reason}, %{call: call} = state) do
    finish({:error, Error.from_exit(reason)}, %{state | call: nil})
  end

  # The link takes the call along.
  def handle_info({:DOWN, monitor, :process, _owner, _reason}, %{owner_monitor: monitor} = state) do
    {:stop, {:shutdown, :owner}, state}
  end

  # The end of a call that has told its result.
  def handle_info({:EXIT, _pid, _reason}, state), do: {:noreply, state}

  defp call(action, %{turn: turn, owner: owner, ref: ref} = state) do
    context = Effects.context(turn, Loop.emitter(turn, owner, ref))
    %{state | call: Tasks.start_linked(fn -> Effects.perform(action, context) end)}
  end

  defp finish(outcome, state) do
    :ok = Loop.ended(state.turn, state.started, outcome)
    :ok = Loop.finished(state.owner, state.ref, outcome)
    {:stop, :normal, state}
  end
end
