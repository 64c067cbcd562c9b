defmodule {= module =}.Store do
  @moduledoc """
  Where a conversation's state lives: the seam of the state model.

  A host holds a `t:cell/0` per conversation and knows nothing about it. For a store that keeps the value in the
  hosting process the cell is the conversation itself; for others it says where to find it.
  """

  alias {= module =}.Conversation

  @type cell :: term()

  @doc "The cell of this conversation: what is stored under its id, or else the given value, stored."
  @callback open(Conversation.t()) :: cell()
  @callback get(cell()) :: Conversation.t()
  @callback put(cell(), Conversation.t()) :: cell()
  @callback close(cell()) :: :ok
end
