defmodule {= module =}.Store.Schema do
  @moduledoc """
  Sees to the Mnesia table of conversations: joins the nodes of `:store_nodes`, makes the table or takes a copy of
  theirs, as `:store_copies` says, and waits until it is loaded.

  With `:disc_copies` Mnesia writes to its directory, `Mnesia.<node>` in the working directory unless
  `config :mnesia, dir: ~c"..."` says otherwise. A directory belongs to a node's name.

  After a split of the network both sides go on, each with its own rows, and Mnesia does not merge them: this process
  logs that it happened, tells the sinks (`[:store, :split]`) and remembers from whom (`split_from/0`). Somebody
  decides which side is right and calls `:mnesia.set_master_nodes/2` on the others, which are then restarted; a
  conversation that went on on both sides keeps that side's turns.

{= decision | doc =}
  """

  use GenServer

  alias {= module =}.Events
  alias {= module =}.Settings
  alias {= module =}.Store.Conversations

  require Logger

  @doc false
  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(_opts), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  @doc "The name of the table."
  @spec table() :: module()
  def table, do: Conversations

  @doc "The nodes whose rows may differ from this one's, because both went on while they could not see each other."
  @spec split_from() :: [node()]
  def split_from, do: GenServer.call(__MODULE__, :split_from, Settings.get(:call_timeout))

  @impl true
  def init([]) do
    copies = Settings.get(:store_copies)

    with :ok <- join(Settings.get(:store_nodes)),
         :ok <- copy(:schema, copies),
         :ok <- create(copies),
         :ok <- copy(table(), copies),
         :ok <- :mnesia.wait_for_tables([table()], Settings.get(:store_wait)),
         {:ok, _node} <- :mnesia.subscribe(:system) do
      {:ok, %{split_from: []}}
    else
      {:timeout, _tables} -> {:stop, {:not_loaded, table()}}
      {:error, reason} -> {:stop, reason}
    end
  end

  @impl true
  def handle_call(:split_from, _from, state), do: {:reply, state.split_from, state}

  @impl true
  def handle_info({:mnesia_system_event, {:inconsistent_database, context, node}}, state) do
    Logger.error("conversations differ from those of #{node}: #{context}")
    :ok = Events.emit([:store, :split], %{count: 1}, %{node: node, context: context})
    {:noreply, %{state | split_from: Enum.uniq([node | state.split_from])}}
  end

  def handle_info({:mnesia_system_event, _event}, state), do: {:noreply, state}

  defp join([]), do: :ok

  defp join(nodes) do
    case :mnesia.change_config(:extra_db_nodes, nodes) do
      {:ok, _connected} -> :ok
      {:error, reason} -> {:error, reason}
    end
  end

  defp create(copies) do
    options = [{copies, [node()]}, attributes: [:id, :conversation]]

    case :mnesia.create_table(table(), options) do
      {:atomic, :ok} -> :ok
      {:aborted, {:already_exists, _table}} -> :ok
      {:aborted, reason} -> {:error, reason}
    end
  end

  # The copy of a table on this node: as it is wanted, changed to that, or made.
  defp copy(table, copies) do
    case :mnesia.table_info(table, :storage_type) do
      ^copies -> :ok
      :unknown -> done(:mnesia.add_table_copy(table, node(), copies))
      _other -> done(:mnesia.change_table_copy_type(table, node(), copies))
    end
  end

  defp done({:atomic, :ok}), do: :ok
  defp done({:aborted, reason}), do: {:error, reason}
end
