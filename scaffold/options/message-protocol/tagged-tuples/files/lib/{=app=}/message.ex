defmodule {= module =}.Message do
  @moduledoc """
  A message of a conversation, as a tagged tuple.

{= decision | doc =}
  """

  @behaviour {= module =}.Message.Contract

  alias {= module =}.Message.Contract
  alias {= module =}.Tool.Call

  @type t ::
          {:system, String.t()}
          | {:user, String.t()}
          | {:assistant, String.t(), [Call.t()]}
          | {:tool_result, call_id :: String.t(), name :: String.t(), String.t()}

  @impl true
  @spec system(String.t()) :: t()
  def system(text) when is_binary(text), do: {:system, text}

  @impl true
  @spec user(String.t()) :: t()
  def user(text) when is_binary(text), do: {:user, text}

  @impl true
  @spec assistant(String.t(), [Call.t()]) :: t()
  def assistant(text, calls) when is_binary(text) and is_list(calls),
    do: {:assistant, text, calls}

  @impl true
  @spec tool_result(String.t(), String.t(), String.t()) :: t()
  def tool_result(call_id, name, text), do: {:tool_result, call_id, name, text}

  @impl true
  @spec role(t()) :: Contract.role()
  def role({:system, _text}), do: :system
  def role({:user, _text}), do: :user
  def role({:assistant, _text, _calls}), do: :assistant
  def role({:tool_result, _call_id, _name, _text}), do: :tool

  @impl true
  @spec text(t()) :: String.t()
  def text({:system, text}), do: text
  def text({:user, text}), do: text
  def text({:assistant, text, _calls}), do: text
  def text({:tool_result, _call_id, _name, text}), do: text

  @impl true
  @spec calls(t()) :: [Call.t()]
  def calls({:assistant, _text, calls}), do: calls
  def calls(message) when is_tuple(message), do: []

  @impl true
  @spec to_map(t()) :: Contract.neutral()
  def to_map({:assistant, text, calls}), do: %{role: :assistant, text: text, calls: calls}

  def to_map({:tool_result, call_id, name, text}),
    do: %{role: :tool, text: text, call_id: call_id, name: name}

  def to_map({role, text}), do: %{role: role, text: text}

  @impl true
  @spec from_map(Contract.neutral()) :: t()
  def from_map(%{role: :assistant, text: text} = map),
    do: {:assistant, text, Map.get(map, :calls, [])}

  def from_map(%{role: :tool, text: text, call_id: call_id, name: name}),
    do: {:tool_result, call_id, name, text}

  def from_map(%{role: role, text: text}) when role in [:system, :user], do: {role, text}
end
