defmodule {= module =}.Message do
  @moduledoc """
  A message of a conversation as an event: one flat struct for all roles, so that a subscriber of
  `{= module =}.Message.Broadcast` selects by its fields.

{= decision | doc =}
  """

  @behaviour {= module =}.Message.Contract

  alias {= module =}.Message.Contract
  alias {= module =}.Tool.Call

  @enforce_keys [:role, :text]
  defstruct [:role, :text, :call_id, :name, calls: []]

  @type t :: %__MODULE__{
          role: Contract.role(),
          text: String.t(),
          call_id: String.t() | nil,
          name: String.t() | nil,
          calls: [Call.t()]
        }

  @impl true
  @spec system(String.t()) :: t()
  def system(text) when is_binary(text), do: %__MODULE__{role: :system, text: text}

  @impl true
  @spec user(String.t()) :: t()
  def user(text) when is_binary(text), do: %__MODULE__{role: :user, text: text}

  @impl true
  @spec assistant(String.t(), [Call.t()]) :: t()
  def assistant(text, calls) when is_binary(text) and is_list(calls),
    do: %__MODULE__{role: :assistant, text: text, calls: calls}

  @impl true
  @spec tool_result(String.t(), String.t(), String.t()) :: t()
  def tool_result(call_id, name, text) when is_binary(text),
    do: %__MODULE__{role: :tool, text: text, call_id: call_id, name: name}

  @impl true
  @spec role(t()) :: Contract.role()
  def role(%__MODULE__{role: role}), do: role

  @impl true
  @spec text(t()) :: String.t()
  def text(%__MODULE__{text: text}), do: text

  @impl true
  @spec calls(t()) :: [Call.t()]
  def calls(%__MODULE__{calls: calls}), do: calls

  @impl true
  @spec to_map(t()) :: Contract.neutral()
  def to_map(%__MODULE__{role: :assistant} = message),
    do: Map.take(message, [:role, :text, :calls])

  def to_map(%__MODULE__{role: :tool} = message),
    do: Map.take(message, [:role, :text, :call_id, :name])

  def to_map(%__MODULE__{} = message), do: Map.take(message, [:role, :text])

  @impl true
  @spec from_map(Contract.neutral()) :: t()
  def from_map(%{role: :system, text: text}), do: system(text)
  def from_map(%{role: :user, text: text}), do: user(text)

  def from_map(%{role: :assistant, text: text} = map),
    do: assistant(text, Map.get(map, :calls, []))

  def from_map(%{role: :tool, text: text, call_id: call_id, name: name}),
    do: tool_result(call_id, name, text)
end
