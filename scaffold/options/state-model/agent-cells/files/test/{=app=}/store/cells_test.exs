defmodule {= module =}.Store.CellsTest do
  @moduledoc "Conversations in Agents: apart from the process that runs them, and gone when they are closed."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Conversation
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.Store.Cell
  alias {= module =}.Store.Cells

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

  defp id, do: "cell-#{System.unique_integer([:positive])}"

  test "a cell is opened once, and keeps what it holds" do
    id = id()
    empty = Conversation.new(id)
    assert Cells.open(empty) == id
    {conversation, []} = Conversation.record(empty, [Message.user("?")], 1, 10)
    assert Cells.put(id, conversation) == id
    assert Cells.open(empty) == id
    assert Cells.get(id) == conversation
    assert :ok = Cells.close(id)
    assert :ok = Cells.close(id)
  end

  test "a conversation of an older release is brought to today's shape when it is opened" do
    id = id()
    _cell = Cells.open(%{Conversation.new(id) | version: 0, turns: 7})
    today = Conversation.new(id)
    assert Cells.open(today) == id
    assert Cells.get(id) == %{today | turns: 7}
    assert :ok = Cells.close(id)
  end

  test "a stopped agent leaves no cell behind" do
    agent = start(["one"])
    {:ok, "one", agent} = App.ask(agent, "?")
    cell = GenServer.whereis(Cell.name(agent.id))
    monitor = Process.monitor(cell)
    :ok = App.stop_agent(agent)
    assert_receive {:DOWN, ^monitor, :process, ^cell, _reason}
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

  test "an agent whose cell is killed opens a new one, or says that it is gone" do
    agent = start(["one", "two"])
    {:ok, "one", agent} = App.ask(agent, "first")
    :ok = kill(GenServer.whereis(Cell.name(agent.id)))

    case App.ask(agent, "second") do
      {:ok, "one", agent} ->
        assert {:ok, [_second, _one]} = App.history(agent)

      # There was a snapshot.
      {:ok, "two", agent} ->
        assert {:ok, [_first, _one, _second, _two]} = App.history(agent)

      # Nothing was running that could have opened a new one.
      {:error, error} ->
        assert %Error{kind: :not_found} = error
    end
  end
end
