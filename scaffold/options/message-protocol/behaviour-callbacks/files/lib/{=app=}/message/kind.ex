defmodule {= module =}.Message.Kind do
  @moduledoc """
  A kind of message: the callbacks by which the rest of the application reads it.

  The content is the kind's own business: a text, a struct, a reference to something stored elsewhere. Whoever adds
  a kind writes one module and builds its messages with `{= module =}.Message.new/2`; nothing else changes. Its
  neutral form has one of the four roles, so providers, stores and memories understand it at once, and in that
  form it is one of the kinds that stand for a role.

{= decision | doc =}
  """

  alias {= module =}.Message.Contract
  alias {= module =}.Tool.Call

  @type content :: term()

  @doc "Whose messages of this kind are."
  @callback role() :: Contract.role()

  @doc "The content as a model or a person reads it."
  @callback text(content()) :: String.t()

  @doc "The tools that it calls; none where a kind does not say."
  @callback calls(content()) :: [Call.t()]

  @callback encode(content()) :: Contract.neutral()

  @doc "The content from the neutral form; only of kinds that stand for a role."
  @callback decode(Contract.neutral()) :: content()

  @optional_callbacks calls: 1, decode: 1
end
