defmodule {= module =}.Events do
  @moduledoc """
  Tells the chosen sinks what happens. See `{= module =}.Events.Sink` for the events.

{= decided("observability") | doc =}
  """

  @doc "Tells all sinks about an event."
  @spec emit([atom()], map(), map()) :: :ok
  def emit(event, measurements, metadata) do
    Enum.each(sinks(), & &1.handle(event, measurements, metadata))
  end

  @doc """
  Runs `fun` between a `:start` and a `:stop` event (an `:exception` event when it raises, exits or throws).

  The outcome goes into the metadata of the last one as `:ok` or the error's kind, what `measure` makes of the
  result into its measurements, beside the `:duration`.
  """
  @spec span([atom()], map(), (-> result), (result -> map())) :: result when result: term()
  def span(event, metadata, fun, measure \\ fn _result -> %{} end) do
    started = System.monotonic_time()
    emit(event ++ [:start], %{system_time: System.system_time()}, metadata)

    try do
      fun.()
    catch
      kind, reason ->
        emit(event ++ [:exception], since(started), Map.put(metadata, :kind, kind))
        :erlang.raise(kind, reason, __STACKTRACE__)
    else
      result ->
        measurements = Map.merge(measure.(result), since(started))
        emit(event ++ [:stop], measurements, Map.put(metadata, :outcome, outcome(result)))
        result
    end
  end

  @doc "The sinks, in the order in which they are told."
  @spec sinks() :: [module()]
  def sinks do
    {= design.slots.sinks | elixir_list(4) =}
  end

  defp since(started), do: %{duration: System.monotonic_time() - started}

  defp outcome({:error, %{kind: kind}}), do: kind
  defp outcome(_result), do: :ok
end
