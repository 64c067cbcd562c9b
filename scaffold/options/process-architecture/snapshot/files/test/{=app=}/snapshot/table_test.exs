defmodule {= module =}.Snapshot.TableTest do
  use ExUnit.Case, async: false

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Snapshot.Heir
  alias {= module =}.Snapshot.Owner
  alias {= module =}.Snapshot.Table
  alias {= module =}.TestKeepers

  defp start(script) do
    {:ok, agent} = App.start_agent(llm: {Scripted, script})
    on_exit(fn -> App.stop_agent(agent) end)
    agent
  end

  defp kill(pid) do
    monitor = Process.monitor(pid)
    true = Process.exit(pid, :kill)
    assert_receive {:DOWN, ^monitor, :process, ^pid, _reason}
    :ok
  end

  test "a killed agent comes back with its whole conversation" do
    agent = start(["one", "two", "three"])
    {:ok, "one", agent} = App.ask(agent, "first")
    {:ok, "two", agent} = App.ask(agent, "second")
    {:ok, before} = App.history(agent)
    {:ok, pid} = agent.wiring.host.whereis(agent.id)
    :ok = kill(pid)
    assert {:ok, ^before} = App.history(agent)
    assert {:ok, "three", _agent} = App.ask(agent, "third")
  end

  test "agents are revived when nothing else restarts them" do
    agent = start(["one", "two"])
    {:ok, "one", agent} = App.ask(agent, "first")
    {:ok, pid} = agent.wiring.host.whereis(agent.id)
    monitor = Process.monitor(pid)
    :ok = GenServer.stop(pid, :shutdown)
    assert_receive {:DOWN, ^monitor, :process, ^pid, :shutdown}
    assert {:ok, "two", agent} = App.ask(agent, "second")
    assert {:ok, [_first, _one, _second, _two]} = App.history(agent)
  end

  test "the table outlives its owner, again and again" do
    agent = start(["one", "two"])
    {:ok, "one", agent} = App.ask(agent, "first")
    table = :ets.whereis(Table)

    for _round <- 1..5 do
      :ok = TestKeepers.kill_owner(Table, [Heir, Owner])
      assert :ets.whereis(Table) == table
    end

    {:ok, pid} = agent.wiring.host.whereis(agent.id)
    :ok = kill(pid)
    assert {:ok, "two", _agent} = App.ask(agent, "second")
  end

  test "a stopped agent leaves nothing behind" do
    agent = start(["one"])
    {:ok, "one", agent} = App.ask(agent, "first")
    :ok = App.stop_agent(agent)
    assert Table.fetch(agent.id) == :error
  end
end
