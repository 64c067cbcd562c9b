defmodule {= module =}.LLM.Transport.Httpc do
  @moduledoc """
  HTTP by OTP's own client, `:httpc`, without a library.

  The body arrives piece by piece, each asked for when the one before has been dealt with, so a slow reader slows
  the server down. A companion process cancels the request when the caller dies, because the client would go on
  reading for nobody.

  The client holds back a first piece that arrives in one packet with the head until the next packet comes.

{= decision | doc =}
  """

  @behaviour {= module =}.LLM.Transport

  alias {= module =}.Error
  alias {= module =}.LLM.Connections

  @connect_timeout 5_000

  @impl true
  def post(request, acc, on_data) do
    headers =
      for {name, value} <- request.headers,
          do: {String.to_charlist(name), String.to_charlist(value)}

    body = IO.iodata_to_binary(request.body)
    http = {String.to_charlist(request.url), headers, ~c"application/json", body}

    options = [
      timeout: request.timeout,
      connect_timeout: min(@connect_timeout, request.timeout),
      autoredirect: false
    ]

    client = [sync: false, stream: {:self, :once}, body_format: :binary]
    tls = tls(request.url)

    case :httpc.request(:post, http, tls ++ options, client, Connections.profile()) do
      {:ok, id} ->
        companion = watch(id)
        deadline = now() + request.timeout

        try do
          await(
            %{id: id, request: request, deadline: deadline, on_data: on_data, handler: nil},
            acc
          )
        after
          _ = Process.exit(companion, :kill)
        end

      {:error, reason} ->
        {:error, failure(reason), acc}
    end
  end

  defp tls("https:" <> _rest) do
    [
      ssl: [
        verify: :verify_peer,
        cacerts: :public_key.cacerts_get(),
        depth: 3,
        customize_hostname_check: [match_fun: :public_key.pkix_verify_hostname_match_fun(:https)]
      ]
    ]
  end

  defp tls(_plain), do: []

  defp await(exchange, acc) do
    id = exchange.id

    receive do
      {:http, {^id, :stream_start, _headers, handler}} ->
        :ok = :httpc.stream_next(handler)
        await(%{exchange | handler: handler}, acc)

      {:http, {^id, :stream, data}} ->
        acc = exchange.on_data.(200, data, acc)
        :ok = :httpc.stream_next(exchange.handler)
        await(exchange, acc)

      {:http, {^id, :stream_end, _headers}} ->
        {:ok, 200, acc}

      {:http, {^id, {{_version, status, _phrase}, _headers, body}}} ->
        {:ok, status, exchange.on_data.(status, body, acc)}

      {:http, {^id, {:error, reason}}} ->
        {:error, failure(reason), acc}
    after
      patience(exchange) ->
        :ok = cancel(id)
        {:error, Error.new(:timeout, "the provider was silent for too long"), acc}
    end
  end

  defp patience(exchange), do: min(exchange.request.stall, max(exchange.deadline - now(), 0))

  defp now, do: System.monotonic_time(:millisecond)

  defp watch(id) do
    caller = self()

    spawn(fn ->
      ref = Process.monitor(caller)

      receive do
        {:DOWN, ^ref, :process, ^caller, _reason} -> cancel(id)
      end
    end)
  end

  defp cancel(id), do: :httpc.cancel_request(id, Connections.profile())

  @spec failure(term()) :: Error.t()
  defp failure({:failed_connect, _details}),
    do: Error.new(:unavailable, "the provider cannot be reached")

  defp failure(:timeout), do: Error.new(:timeout, "the provider did not answer in time")

  defp failure(:socket_closed_remotely),
    do: Error.new(:unavailable, "the provider closed the connection")

  defp failure(reason) when is_atom(reason),
    do: Error.new(:unavailable, "the request failed: #{reason}")

  defp failure(_details), do: Error.new(:unavailable, "the request failed")
end
