defmodule {= module =}.Message.Kind.User do
  @moduledoc "What a person, or whoever asks, said. The content is its text."

  @behaviour {= module =}.Message.Kind

  @impl true
  def role, do: :user

  @impl true
  def text(text), do: text

  @impl true
  def encode(text), do: %{role: :user, text: text}

  @impl true
  def decode(%{text: text}) when is_binary(text), do: text
end
