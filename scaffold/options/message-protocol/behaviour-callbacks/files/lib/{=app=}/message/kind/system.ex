defmodule {= module =}.Message.Kind.System do
  @moduledoc "What the agent was told to be. The content is its text."

  @behaviour {= module =}.Message.Kind

  @impl true
  def role, do: :system

  @impl true
  def text(text), do: text

  @impl true
  def encode(text), do: %{role: :system, text: text}

  @impl true
  def decode(%{text: text}) when is_binary(text), do: text
end
