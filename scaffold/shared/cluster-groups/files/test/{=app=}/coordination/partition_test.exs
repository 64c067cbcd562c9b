defmodule {= module =}.Coordination.PartitionTest do
  @moduledoc "Groups on two real nodes: together, apart, and together again."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience, only: [until: 1]

  alias {= module =}, as: App
  alias {= module =}.Coordination
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.TestCluster

  @moduletag :distributed
  @moduletag timeout: 600_000

  @backends {= design.slots.coordinators | elixir_list(2) =}

  # As often as tests want to hear of each other; a project without a setting does not look at it.
  @settings [presence_period: 50, replica_period: 100, recheck_period: 50]

  setup do
    [left, right] = peers = TestCluster.pair(@settings)
    on_exit(fn -> Enum.each(peers, &TestCluster.stop/1) end)
    %{left: left, right: right}
  end

  defp third(nodes) do
    peer = TestCluster.start(@settings)
    on_exit(fn -> TestCluster.stop(peer) end)
    Enum.each(nodes, &TestCluster.heal(peer, &1))
    peer
  end

  defp members(peer, group, backend) do
    {:ok, members} = TestCluster.call(peer, Coordination, :members, [group, [backend: backend]])
    Enum.sort(members)
  end

  defp member(peer, backend), do: TestCluster.member(peer, "crew", backend)

  defp received(peer, member), do: TestCluster.call(peer, TestCluster, :received, [member])

  defp routed(peer, backend),
    do: TestCluster.call(peer, Coordination, :route, ["crew", "key", [backend: backend]])

  defp broadcast(peer, message, backend),
    do: TestCluster.call(peer, Coordination, :broadcast, ["crew", message, [backend: backend]])

  defp sees?(peer, members, backend), do: members(peer, "crew", backend) == Enum.sort(members)

  for backend <- @backends, backend.reach() == :cluster do
    describe "groups of #{inspect(backend)}" do
      @backend backend

      test "are whole on connected nodes, go on apart in a split, and are whole again after it",
           %{left: left, right: right} do
        here = member(left, @backend)
        there = member(right, @backend)
        :ok = until(fn -> sees?(left, [here, there], @backend) end)
        :ok = until(fn -> sees?(right, [here, there], @backend) end)
        assert {:ok, 2} = broadcast(left, :together, @backend)
        :ok = until(fn -> received(right, there) == [:together] end)
        assert {:ok, chosen} = routed(left, @backend)
        assert {:ok, ^chosen} = routed(right, @backend)

        :ok = TestCluster.split(left, right)
        :ok = until(fn -> sees?(left, [here], @backend) end)
        :ok = until(fn -> sees?(right, [there], @backend) end)
        assert {:ok, 1} = broadcast(left, :apart, @backend)
        assert received(left, here) == [:together, :apart]
        assert {:ok, ^here} = routed(left, @backend)
        assert {:ok, ^there} = routed(right, @backend)
        late = member(right, @backend)
        :ok = until(fn -> sees?(right, [there, late], @backend) end)

        :ok = TestCluster.heal(left, right)
        :ok = until(fn -> sees?(left, [here, there, late], @backend) end)
        :ok = until(fn -> sees?(right, [here, there, late], @backend) end)
        assert {:ok, 3} = broadcast(right, :again, @backend)
        :ok = until(fn -> received(left, here) == [:together, :apart, :again] end)
        assert received(right, there) == [:together, :again]
      end

      test "are whole on all of three nodes after one was cut off", %{left: left, right: right} do
        far = third([left, right])
        [here, there, alone] = for peer <- [left, right, far], do: member(peer, @backend)
        all = [here, there, alone]
        for peer <- [left, right, far], do: :ok = until(fn -> sees?(peer, all, @backend) end)

        for peer <- [left, right], do: :ok = TestCluster.split(far, peer)
        :ok = until(fn -> sees?(far, [alone], @backend) end)
        for peer <- [left, right], do: :ok = until(fn -> sees?(peer, [here, there], @backend) end)
        late = member(far, @backend)

        for peer <- [left, right], do: :ok = TestCluster.heal(far, peer)

        for peer <- [left, right, far],
            do: :ok = until(fn -> sees?(peer, [late | all], @backend) end)
      end

      test "lose whoever leaves, and the members of a node that stops",
           %{left: left, right: right} do
        here = member(left, @backend)
        gone = member(right, @backend)
        there = member(right, @backend)
        :ok = until(fn -> sees?(left, [here, gone, there], @backend) end)
        true = TestCluster.call(right, Process, :exit, [gone, :kill])
        :ok = until(fn -> sees?(left, [here, there], @backend) end)
        :ok = TestCluster.stop(right)
        :ok = until(fn -> sees?(left, [here], @backend) end)
      end

      test "lead to agents of other nodes, which take conversations over",
           %{left: left, right: right} do
        from = [llm: {Scripted, ["The boat is called Petrel."]}]
        desk = TestCluster.desk(left, agent: from, groups: ["crew"], backend: @backend)
        :ok = until(fn -> sees?(right, [desk], @backend) end)
        assert {:ok, ^desk} = routed(right, @backend)

        {:ok, agent} = TestCluster.call(right, App, :start_agent, [[llm: {Scripted, :echo}]])
        arguments = [desk, agent, "What is the boat called?"]
        assert {:ok, reply, agent} = TestCluster.call(right, Coordination, :hand_over, arguments)
        assert reply =~ "Petrel"
        assert {:ok, [question, _answer]} = TestCluster.call(right, App, :history, [agent])
        assert Message.text(question) =~ "What is the boat called?"
      end
    end
  end
end
