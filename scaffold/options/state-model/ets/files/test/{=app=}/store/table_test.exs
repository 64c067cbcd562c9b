defmodule {= module =}.Store.TableTest do
  @moduledoc "Conversations that everybody reads, and that outlive the process that wrote them."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Conversation
  alias {= module =}.LLM.Scripted
  alias {= module =}.Store.Heir
  alias {= module =}.Store.Owner
  alias {= module =}.Store.Table
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

  test "a conversation is read while its agent is busy" do
    test = self()

    agent =
      start(fn
        %{step: 1} ->
          "first"

        _second ->
          send(test, {:thinking, self()})
          receive(do: (:on -> "second"))
      end)

    {:ok, "first", agent} = App.ask(agent, "?")
    task = Task.async(fn -> App.ask(agent, "and?") end)
    assert_receive {:thinking, model}
    assert {:ok, %Conversation{turns: 1, size: 2}} = Table.fetch(agent.id)
    assert agent.id in Table.ids()
    send(model, :on)
    assert {:ok, "second", _agent} = await(task)
    assert {:ok, %Conversation{turns: 2, size: 4}} = Table.fetch(agent.id)
  end

  test "a stopped agent leaves no row behind" do
    agent = start(["one"])
    {:ok, "one", agent} = App.ask(agent, "?")
    :ok = App.stop_agent(agent)
    assert Table.fetch(agent.id) == :error
  end

  test "a conversation of an older release is brought to today's shape when it is opened" do
    id = "older-#{System.unique_integer([:positive])}"
    older = %{Conversation.new(id) | version: 0, turns: 7}
    true = :ets.insert(Table, {id, older})
    today = Conversation.new(id)
    assert Table.open(today) == id
    assert Table.get(id) == %{today | turns: 7}
    assert :ok = Table.close(id)
  end

  test "the table outlives its owner, again and again" do
    agent = start(["one", "two"])
    {:ok, "one", agent} = App.ask(agent, "first")
    table = :ets.whereis(Table)

    for _round <- 1..5 do
      :ok = TestKeepers.kill_owner(Table, [Heir, Owner])
      assert :ets.whereis(Table) == table
    end

    assert {:ok, "two", agent} = App.ask(agent, "second")
    assert {:ok, [_first, _one, _second, _two]} = App.history(agent)
  end

  test "an agent whose process is killed goes on where it was" do
    agent = start(["one", "two"])
    {:ok, "one", agent} = App.ask(agent, "first")

    host = agent.wiring.host

    with {:ok, pid} <- host.whereis(agent.id) do
      :ok = kill(pid)
      :ok = until(fn -> match?({:ok, _restarted}, host.whereis(agent.id)) end)
    end

    assert {:ok, "two", agent} = App.ask(agent, "second")
    assert {:ok, [_first, _one, _second, _two]} = App.history(agent)
  end
end
