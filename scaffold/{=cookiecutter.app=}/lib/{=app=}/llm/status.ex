defmodule {= module =}.LLM.Status do
  @moduledoc "What a provider's HTTP status means for the caller."

  alias {= module =}.Error

  @doc "The error for a status that is no success; `body` goes into the details, cut to a length one can read."
  @spec error(pos_integer(), binary()) :: Error.t()
  def error(status, body \\ "") do
    Error.new(kind(status), "the provider answered with status #{status}",
      retryable: retryable?(status),
      details: %{status: status, body: String.slice(body, 0, 500)}
    )
  end

  defp kind(429), do: :rate_limited
  defp kind(status) when status in [408, 504], do: :timeout
  defp kind(status) when status >= 500, do: :unavailable
  defp kind(_status), do: :model

  defp retryable?(status), do: status in [408, 409, 425, 429] or status >= 500
end
