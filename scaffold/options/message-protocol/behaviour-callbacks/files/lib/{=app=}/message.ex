defmodule {= module =}.Message do
  @moduledoc """
  A message of a conversation: the module of its kind, and a content that only this module reads.

  The kinds that stand for the four roles ship with the application; `new/2` makes messages of any other.

{= decision | doc =}
  """

  @behaviour {= module =}.Message.Contract

  alias {= module =}.Message.Contract
  alias {= module =}.Message.Kind
  alias {= module =}.Tool.Call

  @enforce_keys [:kind, :content]
  defstruct [:kind, :content]

  @type t :: %__MODULE__{kind: module(), content: Kind.content()}

  @doc "A message of any kind: a module with the behaviour `{= module =}.Message.Kind`."
  @spec new(module(), Kind.content()) :: t()
  def new(kind, content) when is_atom(kind), do: %__MODULE__{kind: kind, content: content}

  @impl true
  @spec system(String.t()) :: t()
  def system(text) when is_binary(text), do: new(Kind.System, text)

  @impl true
  @spec user(String.t()) :: t()
  def user(text) when is_binary(text), do: new(Kind.User, text)

  @impl true
  @spec assistant(String.t(), [Call.t()]) :: t()
  def assistant(text, calls) when is_binary(text) and is_list(calls),
    do: new(Kind.Assistant, {text, calls})

  @impl true
  @spec tool_result(String.t(), String.t(), String.t()) :: t()
  def tool_result(call_id, name, text) when is_binary(text),
    do: new(Kind.ToolResult, {call_id, name, text})

  @impl true
  @spec role(t()) :: Contract.role()
  def role(%__MODULE__{kind: kind}), do: kind.role()

  @impl true
  @spec text(t()) :: String.t()
  def text(%__MODULE__{kind: kind, content: content}), do: kind.text(content)

  @impl true
  @spec calls(t()) :: [Call.t()]
  def calls(%__MODULE__{kind: kind, content: content}) do
    if Code.ensure_loaded?(kind) and function_exported?(kind, :calls, 1),
      do: kind.calls(content),
      else: []
  end

  @impl true
  @spec to_map(t()) :: Contract.neutral()
  def to_map(%__MODULE__{kind: kind, content: content}), do: kind.encode(content)

  @impl true
  @spec from_map(Contract.neutral()) :: t()
  def from_map(%{role: role} = map) do
    kind = kind(role)
    new(kind, kind.decode(map))
  end

  defp kind(:system), do: Kind.System
  defp kind(:user), do: Kind.User
  defp kind(:assistant), do: Kind.Assistant
  defp kind(:tool), do: Kind.ToolResult
end
