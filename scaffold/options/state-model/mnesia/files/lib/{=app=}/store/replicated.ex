defmodule {= module =}.Store.Replicated do
  @moduledoc """
  Conversations as rows of a Mnesia table, keyed by id; a cell is the id. `{= module =}.Store.Schema` says where the
  copies of the table are.

  Rows are in the neutral form of messages, so a later release, with another shape of conversations or messages,
  reads what an earlier one left on disc.

  A row outlives the process that wrote it, and on disc the node: an agent that is started again under the same name
  goes on where it was. It goes when the agent is stopped. With `:store_sync` an answer waits until the disc has
  its turn; without, a node that loses its power loses the turns of the last moments.

{= decision | doc =}
  """

  @behaviour {= module =}.Store

  alias {= module =}.Conversation
  alias {= module =}.Message
  alias {= module =}.Settings
  alias {= module =}.Store.Schema

  @doc "A conversation as it was after its last turn."
  @spec fetch(String.t()) :: {:ok, Conversation.t()} | :error
  def fetch(id) do
    case access(:read, [Schema.table(), id]) do
      [{_table, ^id, stored}] -> {:ok, decode(stored)}
      [] -> :error
    end
  end

  @impl true
  def open(%Conversation{id: id} = conversation) do
    case fetch(id) do
      {:ok, _stored} -> id
      :error -> put(id, conversation)
    end
  end

  # Whoever still holds the cell of a conversation that was closed finds it empty.
  @impl true
  def get(id) do
    case fetch(id) do
      {:ok, conversation} -> conversation
      :error -> Conversation.new(id)
    end
  end

  @impl true
  def put(id, %Conversation{id: id} = conversation) do
    :ok = access(:write, [{Schema.table(), id, encode(conversation)}])
    :ok = sync()
    id
  end

  @impl true
  def close(id) do
    :ok = access(:delete, [{Schema.table(), id}])
    sync()
  end

  defp access(function, arguments) do
    :mnesia.activity(Settings.get(:store_access), fn -> apply(:mnesia, function, arguments) end)
  end

  defp sync do
    if Settings.get(:store_sync), do: :mnesia.sync_log(), else: :ok
  end

  defp encode(%Conversation{} = conversation) do
    conversation
    |> Map.from_struct()
    |> Map.update!(:messages, fn messages -> Enum.map(messages, &Message.to_map/1) end)
  end

  defp decode(%{messages: messages} = stored) do
    Conversation.upgrade(%{stored | messages: Enum.map(messages, &Message.from_map/1)})
  end
end
