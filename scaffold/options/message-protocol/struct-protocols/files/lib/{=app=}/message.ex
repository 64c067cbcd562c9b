defmodule {= module =}.Message do
  @moduledoc """
  A message of a conversation: a struct of its own for each kind, with one protocol to read and encode them all.

  What a message is made of is checked when it is built, so a wrong one fails where it is made and not where it is
  sent. A new kind is a new struct with an implementation of `{= module =}.Message.Encoding`.

{= decision | doc =}
  """

  @behaviour {= module =}.Message.Contract

  alias {= module =}.Message.Assistant
  alias {= module =}.Message.Contract
  alias {= module =}.Message.Encoding
  alias {= module =}.Message.System
  alias {= module =}.Message.ToolResult
  alias {= module =}.Message.User
  alias {= module =}.Tool.Call

  @type t :: System.t() | User.t() | Assistant.t() | ToolResult.t()

  @impl true
  @spec system(String.t()) :: t()
  def system(text) when is_binary(text), do: %System{text: text}

  @impl true
  @spec user(String.t()) :: t()
  def user(text) when is_binary(text), do: %User{text: text}

  @impl true
  @spec assistant(String.t(), [Call.t()]) :: t()
  def assistant(text, calls) when is_binary(text) and is_list(calls),
    do: %Assistant{text: text, calls: calls}

  @impl true
  @spec tool_result(String.t(), String.t(), String.t()) :: t()
  def tool_result(call_id, name, text)
      when is_binary(call_id) and is_binary(name) and is_binary(text),
      do: %ToolResult{call_id: call_id, name: name, text: text}

  @impl true
  @spec role(t()) :: Contract.role()
  def role(message), do: Encoding.role(message)

  @impl true
  @spec text(t()) :: String.t()
  def text(%_kind{text: text}), do: text

  @impl true
  @spec calls(t()) :: [Call.t()]
  def calls(%Assistant{calls: calls}), do: calls
  def calls(%_kind{}), do: []

  @impl true
  @spec to_map(t()) :: Contract.neutral()
  def to_map(message), do: Encoding.to_map(message)

  @impl true
  @spec from_map(Contract.neutral()) :: t()
  def from_map(%{role: :system, text: text}), do: system(text)
  def from_map(%{role: :user, text: text}), do: user(text)

  def from_map(%{role: :assistant, text: text} = map),
    do: assistant(text, Map.get(map, :calls, []))

  def from_map(%{role: :tool} = map), do: tool_result(map.call_id, map.name, map.text)
end
