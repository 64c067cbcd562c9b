defmodule {= module =}.Coordination.PartitionTest do
  @moduledoc "Groups that reach all connected nodes, on two real nodes: together, apart, and together again."

  use ExUnit.Case, async: false

  alias {= module =}.Coordination
  alias {= module =}.TestCluster

  @moduletag :distributed
  @moduletag timeout: 120_000

  @backends {= design.slots.coordinators | elixir_list(2) =}

  # What is eventually so has to be so by then.
  @patience 20_000

  defp nodes do
    nodes = for _side <- [:left, :right], do: TestCluster.start(presence_period: 50)
    on_exit(fn -> Enum.each(nodes, &TestCluster.stop/1) end)
    nodes
  end

  defp members(peer, group, backend) do
    {:ok, members} = :peer.call(peer, Coordination, :members, [group, [backend: backend]])
    Enum.sort(members)
  end

  defp received(peer, member), do: :peer.call(peer, TestCluster, :received, [member])

  defp eventually(condition), do: eventually(condition, System.monotonic_time(:millisecond))

  defp eventually(condition, started) do
    cond do
      condition.() ->
        :ok

      System.monotonic_time(:millisecond) - started > @patience ->
        :never

      true ->
        receive do
        after
          10 -> eventually(condition, started)
        end
    end
  end

  for backend <- @backends, backend.reach() == :cluster do
    describe "groups of #{inspect(backend)}" do
      @backend backend

      test "are whole on connected nodes, go on apart in a split, and are whole again after it" do
        [left, right] = nodes()
        :ok = TestCluster.heal(left, right)
        here = TestCluster.member(left, "crew", @backend)
        there = TestCluster.member(right, "crew", @backend)
        both = Enum.sort([here, there])

        assert :ok = eventually(fn -> members(left, "crew", @backend) == both end)
        assert :ok = eventually(fn -> members(right, "crew", @backend) == both end)
        options = [backend: @backend]
        assert {:ok, 2} = :peer.call(left, Coordination, :broadcast, ["crew", :together, options])
        assert :ok = eventually(fn -> received(right, there) == [:together] end)
        route = ["crew", "key", options]
        assert {:ok, chosen} = :peer.call(left, Coordination, :route, route)
        assert {:ok, ^chosen} = :peer.call(right, Coordination, :route, route)

        :ok = TestCluster.split(left, right)
        assert :ok = eventually(fn -> members(left, "crew", @backend) == [here] end)
        assert :ok = eventually(fn -> members(right, "crew", @backend) == [there] end)
        assert {:ok, 1} = :peer.call(left, Coordination, :broadcast, ["crew", :apart, options])
        assert received(left, here) == [:together, :apart]
        assert {:ok, ^here} = :peer.call(left, Coordination, :route, route)

        :ok = TestCluster.heal(left, right)
        assert :ok = eventually(fn -> members(left, "crew", @backend) == both end)
        assert :ok = eventually(fn -> members(right, "crew", @backend) == both end)
        assert {:ok, 2} = :peer.call(right, Coordination, :broadcast, ["crew", :again, options])
        assert :ok = eventually(fn -> received(left, here) == [:together, :apart, :again] end)
        assert received(right, there) == [:together, :again]
      end

      test "lose the members of a node that stops" do
        [left, right] = nodes()
        :ok = TestCluster.heal(left, right)
        here = TestCluster.member(left, "crew", @backend)
        there = TestCluster.member(right, "crew", @backend)
        both = Enum.sort([here, there])
        assert :ok = eventually(fn -> members(left, "crew", @backend) == both end)
        :ok = TestCluster.stop(right)
        assert :ok = eventually(fn -> members(left, "crew", @backend) == [here] end)
      end
    end
  end
end
