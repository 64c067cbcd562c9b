defmodule {= module =}.Snapshot.Table do
  @moduledoc """
  Snapshots in an ETS table. The table is public and named, so agents write their own rows without a message and
  never wait for each other; its keepers (`{= module =}.Keeper`) only keep it alive.

  The table does not outlive the node.

{= decision | doc =}
  """

  @behaviour {= module =}.Snapshot

  alias {= module =}.Conversation
  alias {= module =}.Spec

  @impl true
  def save(%Spec{} = spec, %Conversation{} = conversation) do
    # The wiring is the release's, not the agent's: a copy of it in each row would outlive an upgrade.
    true = :ets.insert(__MODULE__, {spec.id, %{spec | wiring: nil}, conversation})
    :ok
  end

  @impl true
  def fetch(id) do
    case :ets.lookup(__MODULE__, id) do
      [{^id, spec, conversation}] -> {:ok, spec, conversation}
      [] -> :error
    end
  end

  @impl true
  def delete(id) do
    true = :ets.delete(__MODULE__, id)
    :ok
  end
end
