defmodule {= module =}.Store.InProcess do
  @moduledoc """
  The conversation is a value in the process that hosts it: the cell is the conversation. Nobody else can read
  or change it, so there is nothing to lock and nothing to copy.

{= decision | doc =}
  """

  @behaviour {= module =}.Store

  alias {= module =}.Conversation

  @impl true
  def open(%Conversation{} = conversation), do: Conversation.upgrade(conversation)

  @impl true
  def get(%Conversation{} = conversation), do: conversation

  @impl true
  def put(%Conversation{}, %Conversation{} = conversation), do: conversation

  @impl true
  def close(%Conversation{}), do: :ok
end
