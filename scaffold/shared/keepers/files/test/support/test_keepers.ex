defmodule {= module =}.TestKeepers do
  @moduledoc "Kills whoever owns a table, which has to outlive that."

  import ExUnit.Assertions
  import {= module =}.TestPatience, only: [until: 1]

  @doc "Kills the owner of a table once its other keeper is ready to inherit, and waits for both to be there again."
  @spec kill_owner(module(), [module()]) :: :ok
  def kill_owner(table, keepers) do
    owner = :ets.info(table, :owner)
    :ok = until(fn -> :ets.info(table, :heir) not in [:none, owner] end)
    monitor = Process.monitor(owner)
    true = Process.exit(owner, :kill)
    assert_receive {:DOWN, ^monitor, :process, ^owner, _reason}
    until(fn -> Enum.all?(keepers, &(Process.whereis(&1) not in [nil, owner])) end)
  end
end
