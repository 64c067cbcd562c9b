defprotocol {= module =}.Message.Encoding do
  @moduledoc """
  What every kind of message says about itself: whose it is, and its neutral form, from which provider adapters
  make their own.

{= decision | doc =}
  """

  alias {= module =}.Message.Contract

  @doc "Whose message it is."
  @spec role(t()) :: Contract.role()
  def role(message)

  @doc "The message as a plain map."
  @spec to_map(t()) :: Contract.neutral()
  def to_map(message)
end
