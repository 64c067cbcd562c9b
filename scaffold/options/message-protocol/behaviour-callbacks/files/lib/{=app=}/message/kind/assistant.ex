defmodule {= module =}.Message.Kind.Assistant do
  @moduledoc "What the model said: `{text, calls}`."

  @behaviour {= module =}.Message.Kind

  @impl true
  def role, do: :assistant

  @impl true
  def text({text, _calls}), do: text

  @impl true
  def calls({_text, calls}), do: calls

  @impl true
  def encode({text, calls}), do: %{role: :assistant, text: text, calls: calls}

  @impl true
  def decode(%{text: text} = map) when is_binary(text), do: {text, Map.get(map, :calls, [])}
end
