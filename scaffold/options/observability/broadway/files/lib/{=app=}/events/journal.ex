defmodule {= module =}.Events.Journal do
  @moduledoc """
  Where events are kept: a file with one JSON object a line.

  A store or a queue takes its place by other bodies of these two functions: `entry/4` is called for each event, by
  several processes, and `append/1` for a batch, by one.

{= decision | doc =}
  """

  alias {= module =}.Error
  alias {= module =}.Settings

  @doc "An event as a line of the journal."
  @spec entry([atom()], map(), map(), DateTime.t()) :: iodata()
  def entry(event, measurements, metadata, time) do
    line = %{
      event: Enum.map_join(event, ".", &Atom.to_string/1),
      time: DateTime.to_iso8601(time),
      measurements: measurements,
      metadata: metadata
    }

    [JSON.encode_to_iodata!(line), "\n"]
  end

  @doc "Writes a batch of entries."
  @spec append([iodata()]) :: {:ok, pos_integer()} | {:error, Error.t()}
  def append(entries) do
    case File.write(Settings.get(:event_file), entries, [:append]) do
      :ok ->
        {:ok, length(entries)}

      {:error, reason} ->
        {:error, Error.new(:unavailable, "the journal cannot be written: #{reason}")}
    end
  end
end
