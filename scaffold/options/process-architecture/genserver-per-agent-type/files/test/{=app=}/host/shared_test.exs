defmodule {= module =}.Host.SharedTest do
  @moduledoc "What a process per type of agent promises beyond the contract."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Error
  alias {= module =}.Host.Exchanges
  alias {= module =}.Host.Type
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message

  defp start(script, opts \\ []) do
    {:ok, agent} = App.start_agent([llm: {Scripted, script}] ++ opts)
    on_exit(fn -> App.stop_agent(agent) end)
    agent
  end

  defp pid(agent) do
    {:ok, pid} = agent.wiring.host.whereis(agent.state.type.id)
    pid
  end

  defp name, do: "type-#{System.unique_integer([:positive])}"

  defp gate do
    test = self()

    fn _request ->
      send(test, {:thinking, self()})
      receive(do: ({:say, text} -> text))
    end
  end

  defp with_setting(key, value) do
    before = Application.get_env(:{= app =}, key)
    Application.put_env(:{= app =}, key, value)
    on_exit(fn -> Application.put_env(:{= app =}, key, before) end)
  end

  test "conversations of one type share a process and nothing else" do
    name = name()
    script = fn request -> "#{length(request.messages)} messages" end
    first = start(script, name: name)
    second = start(script, name: name)
    assert first.id == name
    assert second.id != first.id
    assert pid(first) == pid(second)
    assert {:ok, "1 messages", first} = App.ask(first, "mine")
    assert {:ok, "1 messages", second} = App.ask(second, "yours")
    assert {:ok, "3 messages", _first} = App.ask(first, "mine again")
    assert {:ok, [question, _answer]} = App.history(second)
    assert Message.text(question) == "yours"
  end

  test "a type has one set of options" do
    name = name()
    _agent = start([], name: name)

    assert {:error, %Error{kind: :already_started}} =
             App.start_agent(llm: {Scripted, ["other"]}, name: name)
  end

  test "its process ends with the last conversation" do
    name = name()
    first = start([], name: name)
    second = start([], name: name)
    pid = pid(first)
    monitor = Process.monitor(pid)
    assert :ok = App.stop_agent(first)
    assert pid(second) == pid
    assert :ok = App.stop_agent(second)
    assert_receive {:DOWN, ^monitor, :process, ^pid, :normal}
  end

  test "questions are answered at the same time, up to a limit" do
    with_setting(:type_concurrency, 2)
    agent = start(gate())
    questions = for _number <- 1..2, do: Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, first}
    assert_receive {:thinking, second}
    assert {:error, %Error{kind: :busy, retryable: true}} = App.ask(agent, "one too many")
    for model <- [first, second], do: send(model, {:say, "done"})
    assert [{:ok, "done", _one}, {:ok, "done", _other}] = await_many(questions)
  end

  test "a killed process answers the questions that were under way" do
    agent = start(gate())
    question = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, first}
    monitor = Process.monitor(first)
    true = Process.exit(pid(agent), :kill)
    # The call of the model ends with its agent.
    assert_receive {:DOWN, ^monitor, :process, ^first, _reason}
    assert_receive {:thinking, second}
    send(second, {:say, "after all"})
    assert {:ok, "after all", agent} = await(question)
    assert {:ok, [_question, _answer]} = App.history(agent)
  end

  test "an exchange that is killed is asked again, and touches nobody else" do
    agent = start(gate())
    question = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, _model}
    [{exchange, _value}] = Registry.lookup(Exchanges, agent.id)
    pid = pid(agent)
    true = Process.exit(exchange, :kill)
    assert_receive {:thinking, model}
    send(model, {:say, "after all"})
    assert {:ok, "after all", _agent} = await(question)
    assert pid(agent) == pid
  end

  test "a type is upgraded while it runs, and so are the conversations that it is given" do
    agent = start(["one", "two"])
    {:ok, "one", agent} = App.ask(agent, "?")
    pid = pid(agent)
    :ok = :sys.suspend(pid)
    :ok = :sys.change_code(pid, Type, "0.0.9", [])
    :ok = :sys.resume(pid)
    agent = older(agent)
    assert {:ok, "two", agent} = App.ask(agent, "?")
    assert {:ok, [_first, _reply, _second, _answer]} = App.history(agent)
    assert pid(agent) == pid
  end

  # What a release from before the version's last change would have left behind.
  defp older(agent) do
    store = agent.wiring.store
    cell = agent.state.cell
    cell = store.put(cell, %{store.get(cell) | version: 0, size: 0})
    %{agent | state: %{agent.state | cell: cell}}
  end

  test "a shutdown lets the reply under way out" do
    agent = start(gate())
    question = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, model}
    pid = pid(agent)
    monitor = Process.monitor(pid)
    stopping = Task.async(fn -> GenServer.stop(pid, :shutdown) end)
    send(model, {:say, "in time"})
    assert {:ok, "in time", _agent} = await(question)
    assert :ok = await(stopping)
    assert_receive {:DOWN, ^monitor, :process, ^pid, :shutdown}
  end
end
