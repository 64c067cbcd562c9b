defmodule {= module =}.LLM.SSE do
  @moduledoc """
  Reads server-sent events from a stream that is cut anywhere: in the middle of a line, of a line end or of a
  character.
  """

  @type event :: %{event: String.t(), data: String.t()}
  @opaque t :: %__MODULE__{rest: binary(), event: String.t(), data: [String.t()]}

  defstruct rest: "", event: "message", data: []

  @doc "A reader at the start of a stream."
  @spec new() :: t()
  def new, do: %__MODULE__{}

  @doc "Takes in the next piece; returns the events that it completes, in order."
  @spec feed(t(), binary()) :: {[event()], t()}
  def feed(%__MODULE__{} = reader, piece) do
    {lines, rest} = lines(reader.rest <> piece, [])
    {events, reader} = Enum.reduce(lines, {[], %{reader | rest: rest}}, &line/2)
    {Enum.reverse(events), reader}
  end

  # A carriage return at the very end may be half of a line end: it waits for the next piece.
  defp lines(text, found) do
    case :binary.match(text, ["\r\n", "\n", "\r"]) do
      {at, 1} when binary_part(text, at, 1) == "\r" and at + 1 == byte_size(text) ->
        {Enum.reverse(found), text}

      {at, width} ->
        <<line::binary-size(^at), _end::binary-size(^width), rest::binary>> = text
        lines(rest, [line | found])

      :nomatch ->
        {Enum.reverse(found), text}
    end
  end

  defp line("", {events, %{data: []} = reader}), do: {events, %{reader | event: "message"}}

  defp line("", {events, reader}) do
    event = %{event: reader.event, data: reader.data |> Enum.reverse() |> Enum.join("\n")}
    {[event | events], %{reader | event: "message", data: []}}
  end

  defp line(":" <> _comment, acc), do: acc

  defp line("data:" <> value, {events, reader}),
    do: {events, %{reader | data: [value(value) | reader.data]}}

  defp line("event:" <> value, {events, reader}), do: {events, %{reader | event: value(value)}}
  defp line(_other, acc), do: acc

  defp value(" " <> value), do: value
  defp value(value), do: value
end
