defmodule {= module =}.Coordination.LocalTest do
  @moduledoc "Groups in a Registry, on two real nodes: each has its own."

  use ExUnit.Case, async: false

  alias {= module =}.Coordination
  alias {= module =}.Coordination.Local
  alias {= module =}.TestCluster

  @moduletag :distributed
  @moduletag timeout: 600_000

  defp call(peer, function, arguments),
    do: TestCluster.call(peer, Coordination, function, arguments ++ [[backend: Local]])

  test "are not seen from other nodes, whether these are in sight or not" do
    [left, right] = peers = TestCluster.pair([])
    on_exit(fn -> Enum.each(peers, &TestCluster.stop/1) end)
    here = TestCluster.member(left, "crew", Local)
    there = TestCluster.member(right, "crew", Local)

    for change <- [&TestCluster.split/2, &TestCluster.heal/2] do
      assert {:ok, [^here]} = call(left, :members, ["crew"])
      assert {:ok, [^there]} = call(right, :members, ["crew"])
      assert {:ok, ^there} = call(right, :route, ["crew", "key"])
      assert {:ok, 1} = call(left, :broadcast, ["crew", :hello])
      :ok = change.(left, right)
    end

    assert TestCluster.call(left, TestCluster, :received, [here]) == [:hello, :hello]
    assert TestCluster.call(right, TestCluster, :received, [there]) == []
    :ok = TestCluster.stop(right)
    assert {:ok, [^here]} = call(left, :members, ["crew"])
  end
end
