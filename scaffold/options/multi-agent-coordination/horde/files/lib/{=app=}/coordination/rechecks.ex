defmodule {= module =}.Coordination.Rechecks do
  @moduledoc """
  Makes Horde's table say of this node what is so, again and again.

  When nodes lose sight of each other, each takes the other's entries out of the table. Removals win over entries that
  were there before, so after the split those are gone on both sides although their processes live. The node that
  they run on puts them back; what it adds anew wins.

{= decision | doc =}
  """

  use GenServer

  alias {= module =}.Coordination.Joined
  alias {= module =}.Coordination.Replica
  alias {= module =}.Coordination.Replicated
  alias {= module =}.Settings

  @doc false
  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(_opts), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  @impl true
  def init([]), do: {:ok, nil, {:continue, :recheck}}

  # At the start too: when the table was lost, its entries are put back before anybody is placed.
  @impl true
  def handle_continue(:recheck, state), do: recheck(state)

  @impl true
  def handle_info(:recheck, state), do: recheck(state)

  defp recheck(state) do
    published = MapSet.new(published())
    joined = MapSet.new(joined())
    for {key, pid} <- MapSet.difference(joined, published), do: :ok = restore(key, pid)

    # One that left, or ended, while it was being put back.
    for {key, _pid} <- MapSet.difference(published, joined),
        do: :ok = Horde.Registry.unregister(Replica, key)

    _timer = Process.send_after(self(), :recheck, Settings.get(:recheck_period))
    {:noreply, state}
  end

  # A name that another desk has meanwhile is that one's: Horde has told, or tells, this one to stop.
  defp restore({:place, name} = key, pid) do
    if Replicated.whereis_name(name) == :undefined, do: Replicated.publish(key, pid), else: :ok
  end

  defp restore(key, pid), do: Replicated.publish(key, pid)

  defp joined do
    Registry.select(Joined, [{{:_, :"$1", :"$2"}, [], [{{:"$2", :"$1"}}]}])
  end

  defp published do
    here = [{:==, {:node, :"$2"}, node()}]
    Horde.Registry.select(Replica, [{{:"$1", :"$2", :_}, here, [{{:"$1", :"$2"}}]}])
  end
end
