defmodule {= module =}.Loop.Worker do
  @moduledoc """
  The process of a turn for loops that are plain code: a task that drives one turn from its beginning to its end.

  It ends with the turn's owner, and the calls that it has under way end with it. A worker that crashes is a failed
  turn: the owner sees it go, and who asked decides about another try.

{= decision | doc =}
  """

  alias {= module =}.Error
  alias {= module =}.Loop
  alias {= module =}.Settings
  alias {= module =}.Tasks
  alias {= module =}.Turn
  alias {= module =}.Turns

  @typedoc "Tells the owner what happens on the way; nil when nobody follows the turn."
  @type emit :: (term() -> :ok) | nil

  @doc "Drives a turn to its end, in the calling process; returns it as it ended, with its outcome."
  @callback drive(Turn.t(), emit()) :: {Turn.t(), Loop.outcome()}

  @doc "Starts a worker in which `loop` drives the turn."
  @spec start(module(), Turn.t(), pid(), reference()) :: {:ok, pid()} | {:error, term()}
  def start(loop, %Turn{} = turn, owner, ref) do
    partition = {:via, PartitionSupervisor, {Turns, owner}}

    # The turn is sent, not given as an argument, which the supervisor would copy once more.
    case Task.Supervisor.start_child(partition, __MODULE__, :run, [loop, owner, ref]) do
      {:ok, pid} ->
        _ = send(pid, {:turn, ref, turn})
        {:ok, pid}

      {:error, reason} ->
        {:error, reason}
    end
  end

  @doc "Stops a worker; its calls end with it."
  @spec cancel(pid()) :: :ok
  def cancel(pid) do
    true = Process.exit(pid, :kill)
    :ok
  end

  @doc false
  @spec run(module(), pid(), reference()) :: :ok
  def run(loop, owner, ref) do
    :ok = Tasks.end_with(owner)

    receive do
      {:turn, ^ref, %Turn{} = turn} -> work(loop, turn, owner, ref)
    after
      Settings.get(:call_timeout) -> exit(:timeout)
    end
  end

  defp work(loop, turn, owner, ref) do
    started = Loop.began(turn)

    try do
      loop.drive(turn, Loop.emitter(turn, owner, ref))
    catch
      kind, reason ->
        :ok = Loop.ended(turn, started, {:error, Error.from_exit(reason)})
        :erlang.raise(kind, reason, __STACKTRACE__)
    else
      {turn, outcome} ->
        :ok = Loop.ended(turn, started, outcome)
        Loop.finished(owner, ref, outcome)
    end
  end
end
