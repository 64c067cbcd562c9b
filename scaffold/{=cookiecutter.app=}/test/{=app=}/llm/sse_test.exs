defmodule {= module =}.LLM.SSETest do
  use ExUnit.Case, async: true

  alias {= module =}.LLM.SSE

  defp read(pieces) do
    {events, _reader} =
      Enum.reduce(pieces, {[], SSE.new()}, fn piece, {events, reader} ->
        {more, reader} = SSE.feed(reader, piece)
        {events ++ more, reader}
      end)

    Enum.map(events, &{&1.event, &1.data})
  end

  @stream "event: greeting\r\ndata: grüß\r\ndata: dich\r\n\r\n: comment\ndata:x\n\ndata: last\r\r"
  @events [{"greeting", "grüß\ndich"}, {"message", "x"}, {"message", "last"}]

  test "reads events whole" do
    assert read([@stream <> "\n"]) == @events
  end

  test "reads events cut at every byte" do
    for at <- 0..byte_size(@stream) do
      <<first::binary-size(^at), second::binary>> = @stream
      assert read([first, second, "\n"]) == @events
    end

    assert read(for(<<byte <- @stream>>, do: <<byte>>) ++ ["\n"]) == @events
  end

  test "does not end an event that the stream did not end" do
    assert read(["data: half\n"]) == []
  end
end
