defmodule {= module =}.Loop.Lazy do
  @moduledoc """
  A turn as a lazy stream: nothing happens until somebody reads, each pull goes on to the next event, and whoever
  stops reading ends the call that is under way.

  `stream/1` needs no process of the application's: a script may read it where it stands. The application reads it
  in a worker.

{= decision | doc =}
  """

  @behaviour {= module =}.Loop
  @behaviour {= module =}.Loop.Worker

  alias {= module =}.Error
  alias {= module =}.Loop
  alias {= module =}.Loop.Worker
  alias {= module =}.Tasks
  alias {= module =}.Turn
  alias {= module =}.Turn.Effects

  @typedoc "What happens on the way, when the turn is followed, and at the end the turn with its outcome."
  @type item :: {:event, term()} | {:finished, Turn.t(), Loop.outcome()}

  @impl Loop
  def start(turn, owner, ref), do: Worker.start(__MODULE__, turn, owner, ref)

  @impl Loop
  def cancel(pid), do: Worker.cancel(pid)

  @impl Worker
  def drive(turn, emit) do
    Enum.find_value(stream(turn), fn
      {:event, event} ->
        :ok = emit.(event)
        nil

      {:finished, turn, outcome} ->
        {turn, outcome}
    end)
  end

  @doc "All that happens in a turn, as it is read."
  @spec stream(Turn.t()) :: Enumerable.t(item())
  def stream(%Turn{} = turn) do
    Stream.resource(fn -> {:step, turn} end, &pull/1, &close/1)
  end

  defp pull({:step, turn}) do
    case Turn.next(turn) do
      {:model, request, turn} -> {[], call(turn, {:model, request})}
      {:tools, calls, turn} -> {[], call(turn, {:tools, calls})}
      {:done, outcome} -> {[{:finished, turn, {:ok, outcome}}], :closed}
      {:failed, error} -> {[{:finished, turn, {:error, error}}], :closed}
    end
  end

  defp pull({:call, turn, tag, %Task{ref: ref} = task} = calling) do
    timeout = turn.spec.timeout

    receive do
      {Loop, ^tag, {:event, event}} ->
        {[{:event, event}], calling}

      {^ref, observation} ->
        true = Process.demonitor(ref, [:flush])
        {[], {:step, Turn.observe(turn, observation)}}

      {:DOWN, ^ref, :process, _pid, reason} ->
        {[{:finished, turn, {:error, Error.from_exit(reason)}}], :closed}
    after
      timeout ->
        :ok = give_up(task, tag)
        error = Error.new(:timeout, "nothing happened in #{timeout} ms")
        {[{:finished, turn, {:error, error}}], :closed}
    end
  end

  defp pull(:closed), do: {:halt, :closed}

  defp close({:call, _turn, tag, task}), do: give_up(task, tag)
  defp close(_between_calls), do: :ok

  defp call(turn, action) do
    tag = make_ref()
    context = Effects.context(turn, Loop.emitter(turn, self(), tag))
    {:call, turn, tag, Tasks.async(fn -> Effects.perform(action, context) end)}
  end

  defp give_up(task, tag) do
    _ = Task.shutdown(task, :brutal_kill)
    forget(tag)
  end

  defp forget(tag) do
    receive do
      {Loop, ^tag, _event} -> forget(tag)
    after
      0 -> :ok
    end
  end
end
