defmodule {= module =}.Loop do
  @moduledoc """
  How a turn is driven: the seam of the agent loop.

  `{= module =}.Turn` knows what comes next, `{= module =}.Turn.Effects` does it, and a loop brings the two together in
  a process of its own, so that whoever hosts the conversation stays free to answer. The loop sends the owner

  - `{Loop, ref, {:event, event}}` for what happens on the way, when the turn is followed, and
  - `{Loop, ref, {:finished, outcome}}` once, as its last message,

  where `Loop` is this module. A loop process that dies without the last message failed; one whose owner dies
  ends, together with the calls it made.
  """

  alias {= module =}.Error
  alias {= module =}.Events
  alias {= module =}.Turn

  @typedoc "What a finished turn adds to its conversation, or why it failed and what was there by then."
  @type outcome :: {:ok, Turn.Outcome.t()} | {:error, Error.t()}

  @callback start(Turn.t(), owner :: pid(), reference()) :: {:ok, pid()} | {:error, term()}

  @doc "Stops a turn and the calls it has under way."
  @callback cancel(pid()) :: :ok

  @doc "Tells the sinks that a turn begins; a loop's process calls this first, and `ended/3` with the time returned."
  @spec began(Turn.t()) :: started :: integer()
  def began(%Turn{} = turn) do
    :ok =
      Events.emit([:turn, :start], %{system_time: System.system_time()}, %{agent: turn.spec.id})

    System.monotonic_time()
  end

  @doc "Tells the sinks how a turn ended."
  @spec ended(Turn.t(), started :: integer(), outcome()) :: :ok
  def ended(%Turn{} = turn, started, outcome) do
    measurements = %{duration: System.monotonic_time() - started, iterations: turn.iterations}
    Events.emit([:turn, :stop], measurements, %{agent: turn.spec.id, outcome: kind(outcome)})
  end

  defp kind({:ok, _outcome}), do: :ok
  defp kind({:error, error}), do: error.kind

  @doc "What the loop tells its owner at the end."
  @spec finished(pid(), reference(), outcome()) :: :ok
  def finished(owner, ref, outcome) do
    _ = send(owner, {__MODULE__, ref, {:finished, outcome}})
    :ok
  end

  @doc "The function by which effects report events, or nil when nobody follows the turn."
  @spec emitter(Turn.t(), pid(), reference()) :: (term() -> :ok) | nil
  def emitter(%Turn{followed: false}, _owner, _ref), do: nil

  def emitter(%Turn{followed: true}, owner, ref) do
    fn event ->
      _ = send(owner, {__MODULE__, ref, {:event, event}})
      :ok
    end
  end
end
