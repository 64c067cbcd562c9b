defmodule {= module =}.Store.Keeper do
  @moduledoc """
  Two processes keep the table of conversations alive: one owns it, the other is its heir. When the owner dies, ETS hands
  the table to the heir in the same instant, and readers and writers notice nothing. The restarted keeper becomes
  the new heir. Conversations are lost only if both die before a restart, which takes microseconds.

{= decision | doc =}
  """

  use GenServer

  alias {= module =}.Store.Heir
  alias {= module =}.Store.Owner
  alias {= module =}.Store.Table

  @type role :: :owner | :heir

  @doc false
  @spec child_spec(role()) :: Supervisor.child_spec()
  def child_spec(role) do
    %{id: name(role), start: {__MODULE__, :start_link, [role]}}
  end

  @doc false
  @spec start_link(role()) :: GenServer.on_start()
  def start_link(role), do: GenServer.start_link(__MODULE__, role, name: name(role))

  # The two names only say who was started as what: after a transfer the keepers have changed places.
  defp name(:owner), do: Owner
  defp name(:heir), do: Heir

  defp other(:owner), do: Heir
  defp other(:heir), do: Owner

  @impl true
  def init(role) do
    case {:ets.whereis(Table), role} do
      {:undefined, :owner} ->
        :ok = Table.create()
        {:ok, role, {:continue, :offer}}

      {_table, _role} ->
        # The owner names this process as heir as soon as it hears that it is there.
        {:ok, role, {:continue, :apply}}
    end
  end

  @impl true
  def handle_continue(:offer, role) do
    :ok = bequeath(Process.whereis(other(role)))
    {:noreply, role}
  end

  def handle_continue(:apply, role) do
    :ok = GenServer.cast(other(role), {:heir, self()})
    {:noreply, role}
  end

  @impl true
  def handle_cast({:heir, pid}, role) do
    :ok = bequeath(pid)
    {:noreply, role}
  end

  @impl true
  def handle_info({:"ETS-TRANSFER", _table, _from, _data}, role) do
    :ok = bequeath(Process.whereis(other(role)))
    {:noreply, role}
  end

  defp bequeath(pid) when is_pid(pid) do
    if :ets.info(Table, :owner) == self() do
      true = :ets.setopts(Table, {:heir, pid, Table})
    end

    :ok
  end

  defp bequeath(nil), do: :ok
end
