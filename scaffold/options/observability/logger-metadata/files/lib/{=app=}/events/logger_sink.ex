defmodule {= module =}.Events.LoggerSink do
  @moduledoc """
  Writes events to the log: failures as warnings, exceptions as errors, the rest for debugging.

  The agent is put into the metadata of the process that works for it, so every other line that this process logs
  carries it as well. Texts of conversations are never logged.

{= decision | doc =}
  """

  @behaviour {= module =}.Events.Sink

  require Logger

  @impl true
  def handle(event, measurements, metadata) do
    level = level(event, metadata)

    # Most events are never printed: asking first costs less than describing them.
    if :logger.allow(level, __MODULE__),
      do: write(level, event, measurements, metadata),
      else: :ok
  end

  defp write(level, event, measurements, metadata) do
    :ok = Logger.metadata(agent: metadata[:agent])

    Logger.log(level, fn -> Enum.map_join(event, " ", &Atom.to_string/1) end,
      event: event,
      outcome: metadata[:outcome],
      name: metadata[:name],
      milliseconds: milliseconds(measurements)
    )
  end

  defp level(event, metadata) do
    case {List.last(event), metadata} do
      {:exception, _metadata} -> :error
      {_event, %{outcome: outcome}} when outcome != :ok -> :warning
      _other -> :debug
    end
  end

  defp milliseconds(%{duration: duration}),
    do: System.convert_time_unit(duration, :native, :millisecond)

  defp milliseconds(_measurements), do: nil
end
