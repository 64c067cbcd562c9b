defmodule {= module =}.Memory.Tokens do
  @moduledoc """
  An estimate of how many tokens a text costs: a quarter of its bytes, plus a few for each message. Tokenizers
  differ by model; where the count must be exact, replace this module by one that asks the provider's.
  """

  alias {= module =}.Message

  @per_message 4

  @doc "The estimate for a message, a list of messages or a text."
  @spec count(Message.t() | [Message.t()] | String.t()) :: non_neg_integer()
  def count(text) when is_binary(text), do: div(byte_size(text) + 3, 4)
  def count([]), do: 0
  def count([message | rest]), do: count(message) + count(rest)

  def count(message) do
    @per_message + count(Message.text(message)) + calls(Message.calls(message))
  end

  defp calls([]), do: 0
  defp calls([call | rest]), do: call_size(call) + calls(rest)

  defp call_size(call),
    do: @per_message + count(call.name) + div(:erlang.external_size(call.arguments), 4)
end
