defmodule {= module =}.Coordination.PlacementTest do
  @moduledoc "Agents that are placed somewhere in the cluster, on two real nodes. Not every backend does that."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience, only: [until: 1]

  alias {= module =}.Coordination
  alias {= module =}.Coordination.Desk
  alias {= module =}.LLM.Scripted
  alias {= module =}.TestCluster

  @moduletag :distributed
  @moduletag timeout: 600_000

  @backends {= design.slots.coordinators | elixir_list(2) =}
  @settings [replica_period: 100, recheck_period: 50]
  @agent [llm: {Scripted, :echo}]

  # What another node has not heard of it cannot start again. How long that takes depends on the machine, so each
  # story is told anew, with more milliseconds for the news, until it ends well.
  @times [200, 1_000, 5_000, 25_000]

  defp ends_well?(story) do
    Enum.any?(@times, fn milliseconds ->
      [left, right] = peers = TestCluster.pair(@settings)

      try do
        story.(left, right, fn -> TestCluster.pass(milliseconds) end)
      after
        Enum.each(peers, &TestCluster.stop/1)
      end
    end)
  end

  defp place(peer, name, backend) do
    options = [backend: backend, groups: ["placed"]]
    TestCluster.call(peer, Coordination, :place, [name, @agent, options])
  end

  defp whereis(peer, name, backend),
    do: TestCluster.call(peer, Coordination, :whereis, [name, [backend: backend]])

  defp ask(peer, desk), do: TestCluster.call(peer, Desk, :ask, [desk, "ahoy"])

  defp answers?(peer, name, backend) do
    case whereis(peer, name, backend) do
      {:ok, desk} -> ask(peer, desk) == {:ok, "echo: ahoy"}
      {:error, _gone} -> false
    end
  end

  defp members(peer, backend) do
    group = ["placed", [backend: backend]]
    {:ok, members} = TestCluster.call(peer, Coordination, :members, group)
    members
  end

  # The nodes by where a desk is: its own, and the other one.
  defp sides(left, right, desk) do
    if node(desk) == TestCluster.node_of(left), do: {left, right}, else: {right, left}
  end

  defp alive?(peer, desk), do: TestCluster.call(peer, Process, :alive?, [desk])

  for backend <- @backends,
      Code.ensure_loaded?(backend) and function_exported?(backend, :place, 2) do
    describe "agents placed by #{inspect(backend)}" do
      @backend backend

      test "exist once, and are found and asked from everywhere" do
        [left, right] = peers = TestCluster.pair(@settings)
        on_exit(fn -> Enum.each(peers, &TestCluster.stop/1) end)
        {:ok, desk} = place(left, "pilot", @backend)
        assert {:ok, ^desk} = place(right, "pilot", @backend)
        assert {:ok, ^desk} = place(left, "pilot", @backend)
        assert {:ok, "echo: ahoy"} = ask(left, desk)
        assert {:ok, "echo: ahoy"} = ask(right, desk)
        :ok = until(fn -> members(left, @backend) == [desk] end)
        :ok = until(fn -> members(right, @backend) == [desk] end)
      end

      test "are started again on another node when theirs is lost" do
        assert ends_well?(fn left, right, time ->
                 {:ok, desk} = place(left, "pilot", @backend)
                 {its, other} = sides(left, right, desk)
                 :ok = time.()
                 :ok = TestCluster.stop(its)
                 TestCluster.soon?(fn -> answers?(other, "pilot", @backend) end)
               end)
      end

      test "run on both sides of a split, and one of the two stays after it" do
        assert ends_well?(fn left, right, time ->
                 {:ok, desk} = place(left, "pilot", @backend)
                 {its, other} = sides(left, right, desk)
                 :ok = time.()
                 :ok = TestCluster.split(its, other)

                 TestCluster.soon?(fn -> answers?(other, "pilot", @backend) end) and
                   one_stays(its, desk, other, @backend)
               end)
      end
    end
  end

  defp one_stays(its, desk, other, backend) do
    {:ok, twin} = whereis(other, "pilot", backend)
    assert {:ok, "echo: ahoy"} = ask(its, desk)
    :ok = TestCluster.heal(its, other)

    one = fn ->
      alive?(its, desk) != alive?(other, twin) and
        whereis(its, "pilot", backend) == whereis(other, "pilot", backend)
    end

    :ok = until(one)
    assert {:ok, stayed} = whereis(its, "pilot", backend)
    assert stayed in [desk, twin]
    assert {:ok, "echo: ahoy"} = ask(other, stayed)
    true
  end
end
