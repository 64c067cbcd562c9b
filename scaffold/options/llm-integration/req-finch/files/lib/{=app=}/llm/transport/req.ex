defmodule {= module =}.LLM.Transport.Req do
  @moduledoc """
  HTTP by Req on Finch's connection pools.

  The body is read in the calling process, piece by piece, so a slow reader slows the server down. The connection
  is lent to that process: when it dies, the connection is closed, not put back.

  Req retries nothing here and follows no redirect. Retries are the caller's, and a key must not follow an answer
  to another host.

{= decision | doc =}
  """

  @behaviour {= module =}.LLM.Transport

  alias {= module =}.Error
  alias {= module =}.LLM.Connections
  alias {= module =}.Settings

  @impl true
  def post(request, acc, on_data) do
    # Req's errors have no place for what had arrived by then: it is kept beside the call, under a key of its own.
    key = {__MODULE__, make_ref()}
    _none = Process.put(key, acc)

    try do
      request |> options(key, on_data) |> Req.request() |> answer(key)
    rescue
      # Finch raises when no connection becomes free in time.
      error in RuntimeError ->
        if String.starts_with?(error.message, "Finch was unable to provide a connection"),
          do: {:error, busy(), acc},
          else: reraise(error, __STACKTRACE__)
    after
      Process.delete(key)
    end
  end

  defp options(request, key, on_data) do
    [
      method: :post,
      url: request.url,
      headers: [{"content-type", "application/json"} | request.headers],
      body: request.body,
      into: fn {:data, data}, {req, response} ->
        _before = Process.put(key, on_data.(response.status, data, Process.get(key)))
        {:cont, {req, response}}
      end,
      raw: true,
      retry: false,
      redirect: false,
      receive_timeout: min(request.stall, request.timeout),
      request_timeout: request.timeout,
      finch: [name: Connections, pool_timeout: Settings.get(:connection_patience)]
    ]
  end

  defp answer({:ok, response}, key), do: {:ok, response.status, Process.get(key)}
  defp answer({:error, exception}, key), do: {:error, failure(exception), Process.get(key)}

  defp busy, do: Error.new(:busy, "all connections to the provider are in use")

  @spec failure(Exception.t()) :: Error.t()
  defp failure(%Req.TransportError{reason: :timeout}),
    do: Error.new(:timeout, "the provider was silent for too long")

  defp failure(%Req.TransportError{reason: :closed}),
    do: Error.new(:unavailable, "the provider closed the connection")

  defp failure(%Req.TransportError{}),
    do: Error.new(:unavailable, "the provider cannot be reached")

  # Reasons may repeat parts of the request: only their kind is told.
  defp failure(%module{}),
    do: Error.new(:unavailable, "the request failed: #{inspect(module)}")
end
