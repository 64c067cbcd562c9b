defmodule {= module =}.TestServer do
  @moduledoc """
  A model provider on a local socket, with the faults of real ones: it plays one script per request and tells the
  test what it received.

  A script is a list of `{:send, data}`, `{:pause, milliseconds}`, `:until_told` and `:close`.
  """

  @type step :: {:send, iodata()} | {:pause, non_neg_integer()} | :until_told | :close

  @doc "Starts a server; returns its base URL. The owner gets `{:request, body}` and `:connection_closed`."
  @spec start([step()], pid()) :: String.t()
  def start(script, owner) do
    {:ok, listener} =
      :gen_tcp.listen(0, [:binary, active: false, reuseaddr: true, ip: {127, 0, 0, 1}])

    {:ok, port} = :inet.port(listener)
    _pid = spawn_link(fn -> accept(listener, script, owner) end)
    "http://127.0.0.1:#{port}"
  end

  @doc """
  The beginning of a stream of server-sent events, in chunks; `finish/0` ends it as it should. The head goes ahead
  of the first event, as a model's does, by so many milliseconds: a client that reads both at once may hold the event
  back until more arrives.
  """
  @spec events([String.t()], pos_integer()) :: [step()]
  def events(datas, pause \\ 20), do: stream("connection: close\r\n", datas, pause)

  @doc """
  A whole stream of events, which the server does not end before it is told to. It keeps the connection for the
  next request, as real ones do. The owner gets `{:answering, connection}`, and `tell/1` takes that connection.
  """
  @spec until_told([String.t()]) :: [step()]
  def until_told(datas), do: stream("", datas, 20) ++ [:until_told, finish()]

  @doc "Lets a stream end."
  @spec tell(pid()) :: :ok
  def tell(connection) do
    _ = send(connection, :told)
    :ok
  end

  defp stream(header, datas, pause) do
    head =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n#{header}\r\n"

    [{:send, head}, {:pause, pause} | Enum.map(datas, &{:send, chunk("data: #{&1}\n\n")})]
  end

  @doc "What goes on and says nothing, until the client has gone."
  @spec trickle() :: [step()]
  def trickle do
    Enum.flat_map(1..10_000, fn _time -> [{:pause, 20}, {:send, still_here()}] end)
  end

  @doc "The end of a stream."
  @spec finish() :: step()
  def finish, do: {:send, "0\r\n\r\n"}

  defp still_here, do: chunk(": still here\n\n")

  defp chunk(data), do: [Integer.to_string(byte_size(data), 16), "\r\n", data, "\r\n"]

  @doc "A response with a status and a body."
  @spec response(pos_integer(), String.t()) :: iodata()
  def response(status, body) do
    "HTTP/1.1 #{status} Something\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: #{byte_size(body)}\r\n\r\n#{body}"
  end

  defp accept(listener, script, owner) do
    {:ok, socket} = :gen_tcp.accept(listener)
    _pid = spawn_link(fn -> serve(socket, script, owner) end)
    accept(listener, script, owner)
  end

  defp serve(socket, script, owner) do
    case read_request(socket, "") do
      {:ok, body} ->
        _ = send(owner, {:request, body})
        _ = play(script, socket, owner)
        serve(socket, script, owner)

      {:error, _closed} ->
        send(owner, :connection_closed)
    end
  end

  defp play([], _socket, _owner), do: :ok

  defp play([{:send, data} | rest], socket, owner) do
    with :ok <- :gen_tcp.send(socket, data), do: play(rest, socket, owner)
  end

  defp play([{:pause, milliseconds} | rest], socket, owner) do
    receive do
    after
      milliseconds -> play(rest, socket, owner)
    end
  end

  defp play([:until_told | rest], socket, owner) do
    _ = send(owner, {:answering, self()})
    with :ok <- wait(socket), do: play(rest, socket, owner)
  end

  defp play([:close | _rest], socket, _owner), do: :gen_tcp.close(socket)

  # A client that holds back what came last gets it with what comes next.
  defp wait(socket) do
    receive do
      :told -> :ok
    after
      20 -> with :ok <- :gen_tcp.send(socket, still_here()), do: wait(socket)
    end
  end

  defp read_request(socket, read) do
    case :binary.split(read, "\r\n\r\n") do
      [head, body] ->
        [_all, length] = Regex.run(~r/content-length: *(\d+)/i, head)
        read_body(socket, body, String.to_integer(length))

      [_incomplete] ->
        with {:ok, data} <- :gen_tcp.recv(socket, 0), do: read_request(socket, read <> data)
    end
  end

  defp read_body(_socket, body, length) when byte_size(body) >= length, do: {:ok, body}

  defp read_body(socket, body, length) do
    with {:ok, data} <- :gen_tcp.recv(socket, 0), do: read_body(socket, body <> data, length)
  end
end
