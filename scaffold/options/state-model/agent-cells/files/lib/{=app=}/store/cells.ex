defmodule {= module =}.Store.Cells do
  @moduledoc """
  Conversations in Agents, one each (`{= module =}.Store.Cell`); a cell is known by the conversation's id.

  A cell outlives the process that runs its conversation, so an agent that crashed goes on where it was, and others
  read the conversation while that process is busy. When the cell itself dies, whoever needs it next fails: a
  process of the agent is restarted and opens a new one, with what a snapshot holds; an agent without a process is
  gone. Stopping the agent ends its cell.

{= decision | doc =}
  """

  @behaviour {= module =}.Store

  alias {= module =}.Cells
  alias {= module =}.Conversation
  alias {= module =}.Store.Cell

  @impl true
  def open(%Conversation{id: id} = conversation) do
    partition = {:via, PartitionSupervisor, {Cells.Holders, id}}

    case DynamicSupervisor.start_child(partition, {Cell, conversation}) do
      {:ok, _pid} -> id
      {:error, {:already_started, _pid}} -> reopen(id)
    end
  end

  defp reopen(id) do
    :ok = Cell.update(id, Conversation, :upgrade, [])
    id
  end

  @impl true
  def get(id), do: Cell.read(id)

  @impl true
  def put(id, %Conversation{id: id} = conversation) do
    :ok = Cell.update(id, __MODULE__, :replace, [conversation])
    id
  end

  @doc false
  @spec replace(Conversation.t(), Conversation.t()) :: Conversation.t()
  def replace(_old, new), do: new

  @impl true
  def close(id), do: Cell.stop(id)
end
