defmodule {= module =}.Store.Table do
  @moduledoc """
  Conversations as rows of an ETS table, keyed by id; a cell is the id.

  Whoever wants to know something about a conversation reads its row (`fetch/1`, `ids/0`) and disturbs nobody.
  Only the process that runs a conversation writes it: two writers would overwrite each other.

  A row outlives the process that wrote it, so an agent that crashed, or is started again under the same name, goes
  on where it was. It goes when the agent is stopped, and with the node. The table is public, and its keepers
  (`{= module =}.Keeper`) only keep it alive.

{= decision | doc =}
  """

  @behaviour {= module =}.Store

  alias {= module =}.Conversation

  @doc "A conversation as it was after its last turn."
  @spec fetch(String.t()) :: {:ok, Conversation.t()} | :error
  def fetch(id) do
    case :ets.lookup(__MODULE__, id) do
      [{^id, conversation}] -> {:ok, conversation}
      [] -> :error
    end
  end

  @doc "The ids of all conversations, in no order."
  @spec ids() :: [String.t()]
  def ids, do: :ets.select(__MODULE__, [{{:"$1", :_}, [], [:"$1"]}])

  @impl true
  def open(%Conversation{id: id} = conversation) do
    # One row is there at any time: of two who open a conversation, both find what the first one put there.
    unless :ets.insert_new(__MODULE__, {id, conversation}) do
      {:ok, stored} = fetch(id)
      true = :ets.insert(__MODULE__, {id, Conversation.upgrade(stored)})
    end

    id
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
    true = :ets.insert(__MODULE__, {id, conversation})
    id
  end

  @impl true
  def close(id) do
    true = :ets.delete(__MODULE__, id)
    :ok
  end
end
