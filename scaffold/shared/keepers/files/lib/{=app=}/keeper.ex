defmodule {= module =}.Keeper do
  @moduledoc """
  Two processes keep an ETS table alive: one owns it, the other is its heir. When the owner dies, ETS hands the table
  to the heir in the same instant, and readers and writers notice nothing. The restarted keeper becomes the new
  heir. What is in the table is lost only if both die before a restart, which takes microseconds.

      {Keeper, table: Some.Table, name: Some.Heir, partner: Some.Owner}
      {Keeper, table: Some.Table, name: Some.Owner, partner: Some.Heir, creates: true}

  The heir starts first. The table is public, so whoever has something to write writes it without a message. The two
  names only say who was started as what: after a transfer the keepers have changed places.

{= decision | doc =}
  """

  use GenServer

  @type option ::
          {:table, atom()} | {:name, module()} | {:partner, module()} | {:creates, boolean()}

  @doc false
  @spec child_spec([option()]) :: Supervisor.child_spec()
  def child_spec(opts) do
    %{id: Keyword.get(opts, :name, __MODULE__), start: {__MODULE__, :start_link, [opts]}}
  end

  @doc false
  @spec start_link([option()]) :: GenServer.on_start()
  def start_link(opts) do
    GenServer.start_link(__MODULE__, Map.new(opts), name: Keyword.fetch!(opts, :name))
  end

  @impl true
  def init(%{table: table} = keeper) do
    # It does next to nothing, and the table is at stake for as long as it has not named its heir: on a busy node
    # it must not stand in line behind what works.
    _ = Process.flag(:priority, :high)

    if :ets.whereis(table) == :undefined and Map.get(keeper, :creates, false) do
      :ok = create(table)
      {:ok, keeper, {:continue, :offer}}
    else
      # The owner names this process as heir as soon as it hears that it is there.
      {:ok, keeper, {:continue, :apply}}
    end
  end

  defp create(table) do
    ^table =
      :ets.new(table, [
        :set,
        :public,
        :named_table,
        read_concurrency: true,
        write_concurrency: :auto,
        decentralized_counters: true
      ])

    :ok
  end

  @impl true
  def handle_continue(:offer, keeper) do
    :ok = bequeath(keeper.table, Process.whereis(keeper.partner))
    {:noreply, keeper}
  end

  def handle_continue(:apply, keeper) do
    :ok = GenServer.cast(keeper.partner, {:heir, self()})
    {:noreply, keeper}
  end

  @impl true
  def handle_cast({:heir, pid}, keeper) do
    :ok = bequeath(keeper.table, pid)
    {:noreply, keeper}
  end

  @impl true
  def handle_info({:"ETS-TRANSFER", _table, _from, _data}, keeper) do
    :ok = bequeath(keeper.table, Process.whereis(keeper.partner))
    {:noreply, keeper}
  end

  defp bequeath(table, pid) when is_pid(pid) do
    if :ets.info(table, :owner) == self() do
      true = :ets.setopts(table, {:heir, pid, table})
    end

    :ok
  end

  defp bequeath(_table, nil), do: :ok
end
