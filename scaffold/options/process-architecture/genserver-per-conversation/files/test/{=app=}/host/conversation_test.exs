defmodule {= module =}.Host.ConversationTest do
  @moduledoc "What a process per conversation promises beyond the contract."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Conversation
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted
  alias {= module =}.Settings

  defp start(script, opts \\ []) do
    {:ok, agent} = App.start_agent([llm: {Scripted, script}] ++ opts)
    on_exit(fn -> App.stop_agent(agent) end)
    agent
  end

  defp pid(agent) do
    {:ok, pid} = agent.wiring.host.whereis(agent.id)
    pid
  end

  defp gate do
    test = self()

    fn _request ->
      send(test, {:thinking, self()})
      receive(do: ({:say, text} -> text))
    end
  end

  test "a name is taken once" do
    agent = start([], name: "once-#{System.unique_integer([:positive])}")

    assert {:error, %Error{kind: :already_started}} =
             App.start_agent(llm: {Scripted, []}, name: agent.id)
  end

  test "an agent answers while its model thinks" do
    agent = start(gate())
    task = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, model}
    assert {:ok, []} = App.history(agent)
    send(model, {:say, "done"})
    assert {:ok, "done", _agent} = await(task)
  end

  test "questions wait in line, and a full line refuses more" do
    agent = start(gate())
    limit = Settings.get(:max_queue)

    tasks =
      for number <- 0..limit, do: Task.async(fn -> App.ask(agent, "question #{number}") end)

    assert_receive {:thinking, model}
    :ok = until(fn -> :sys.get_state(pid(agent)).waiting == limit end)
    assert {:error, %Error{kind: :busy, retryable: true}} = App.ask(agent, "one too many")
    send(model, {:say, "0"})

    for number <- 1..limit do
      assert_receive {:thinking, model}
      send(model, {:say, "#{number}"})
    end

    replies = for {:ok, reply, _agent} <- await_many(tasks), do: reply
    assert Enum.sort(replies) == Enum.sort(Enum.map(0..limit, &"#{&1}"))
  end

  test "a killed agent answers the question that was under way" do
    agent = start(gate())
    task = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, first}
    monitor = Process.monitor(first)
    true = Process.exit(pid(agent), :kill)
    # The call of the model ends with its agent.
    assert_receive {:DOWN, ^monitor, :process, ^first, _reason}
    assert_receive {:thinking, second}
    send(second, {:say, "after all"})
    assert {:ok, "after all", _agent} = await(task)
  end

  test "a turn that is killed is taken again, by the same agent" do
    agent = start(gate())
    pid = pid(agent)
    task = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, _model}
    true = Process.exit(:sys.get_state(pid).turn.pid, :kill)
    assert_receive {:thinking, model}
    send(model, {:say, "after all"})
    assert {:ok, "after all", agent} = await(task)
    assert {:ok, [_question, _answer]} = App.history(agent)
    assert pid(agent) == pid
  end

  test "a turn that is killed is an error to whoever followed it, and nothing stays of it" do
    agent = start(gate())
    task = Task.async(fn -> Enum.to_list(App.stream(agent, "?")) end)
    assert_receive {:thinking, _model}
    true = Process.exit(:sys.get_state(pid(agent)).turn.pid, :kill)
    assert [{:error, %Error{kind: :crashed}}] = await(task)
    assert {:ok, []} = App.history(agent)
  end

  test "an answer that was recorded is not worked out again for whoever asks again" do
    agent = start(["first", "second"])
    key = make_ref()
    assert {:ok, "first", agent} = agent.wiring.host.ask(agent, "?", 5_000, key)
    assert {:ok, "first", agent} = agent.wiring.host.ask(agent, "?", 5_000, key)
    assert {:ok, [_question, _answer]} = App.history(agent)
    assert {:ok, "second", _agent} = agent.wiring.host.ask(agent, "?", 5_000, make_ref())
  end

  test "a question finds the agent whose registry is being restarted" do
    agent = start(["one", "two"])
    {:ok, "one", agent} = App.ask(agent, "?")
    pid = pid(agent)
    monitor = Process.monitor(pid)

    for {_id, partition, :worker, _modules} <- Supervisor.which_children(App.Agents.Registry),
        do: true = Process.exit(partition, :kill)

    assert {:ok, _reply, _agent} = App.ask(agent, "?")
    assert_receive {:DOWN, ^monitor, :process, ^pid, _reason}
  end

  test "an agent is upgraded while it runs, and keeps its conversation" do
    agent = start(["one", "two"])
    {:ok, "one", agent} = App.ask(agent, "?")
    pid = pid(agent)
    :ok = :sys.suspend(pid)
    # What a release from before the version's last change would have left behind.
    _ = :sys.replace_state(pid, fn state -> %{state | cell: older(state)} end)
    :ok = :sys.change_code(pid, agent.wiring.host, "0.0.9", [])
    :ok = :sys.resume(pid)
    assert {:ok, "two", agent} = App.ask(agent, "?")
    assert {:ok, [_first, _reply, _second, _answer]} = App.history(agent)
    assert pid(agent) == pid
  end

  defp older(state) do
    conversation = state.spec.wiring.store.get(state.cell)
    state.spec.wiring.store.put(state.cell, %{conversation | version: 0, size: 0})
  end

  test "conversations of older releases are brought to today's shape" do
    older = %{id: "x", messages: [], turns: 3, model_calls: 4, summary: "s"}
    assert %Conversation{id: "x", turns: 3, model_calls: 4, size: 0} = Conversation.upgrade(older)
  end

  test "a shutdown lets the reply under way out" do
    agent = start(gate())
    task = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, model}
    pid = pid(agent)
    monitor = Process.monitor(pid)
    stopping = Task.async(fn -> GenServer.stop(pid, :shutdown) end)
    send(model, {:say, "in time"})
    assert {:ok, "in time", _agent} = await(task)
    assert :ok = await(stopping)
    assert_receive {:DOWN, ^monitor, :process, ^pid, :shutdown}
  end
end
