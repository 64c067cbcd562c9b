defmodule {= module =}.Message.Kind.ToolResult do
  @moduledoc "What came of a call of a tool, as the model reads it: `{call_id, name, text}`."

  @behaviour {= module =}.Message.Kind

  @impl true
  def role, do: :tool

  @impl true
  def text({_call_id, _name, text}), do: text

  @impl true
  def encode({call_id, name, text}), do: %{role: :tool, text: text, call_id: call_id, name: name}

  @impl true
  def decode(%{text: text, call_id: call_id, name: name}) when is_binary(text),
    do: {call_id, name, text}
end
