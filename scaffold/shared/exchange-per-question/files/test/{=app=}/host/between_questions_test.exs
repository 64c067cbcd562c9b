defmodule {= module =}.Host.BetweenQuestionsTest do
  @moduledoc "What hosts promise beyond the contract that keep no process between two questions."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Error
  alias {= module =}.Host.Exchanges
  alias {= module =}.LLM.Scripted

  defp start(script, opts \\ []) do
    {:ok, agent} = App.start_agent([llm: {Scripted, script}] ++ opts)
    on_exit(fn -> App.stop_agent(agent) end)
    agent
  end

  defp gate do
    test = self()

    fn _request ->
      send(test, {:thinking, self()})
      receive(do: ({:say, text} -> text))
    end
  end

  defp running(agent),
    do: for({pid, _value} <- Registry.lookup(Exchanges, agent.id), do: pid)

  test "nothing runs between two questions" do
    agent = start({:cycle, ["here"]})
    assert running(agent) == []
    assert {:ok, "here", agent} = App.ask(agent, "?")
    assert {:ok, [_question, _answer]} = App.history(agent)
    assert agent.wiring.host.whereis(agent.id) == :error
  end

  test "an agent is asked again when the process of its question is killed" do
    agent = start(gate())
    question = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, first}
    monitor = Process.monitor(first)
    [request] = running(agent)
    true = Process.exit(request, :kill)
    # The call of the model ends with its question.
    assert_receive {:DOWN, ^monitor, :process, ^first, _reason}
    assert_receive {:thinking, second}
    send(second, {:say, "after all"})
    assert {:ok, "after all", agent} = await(question)
    assert {:ok, [_question, _answer]} = App.history(agent)
  end

  test "the questions of many agents wait for none of each other" do
    agents = for _number <- 1..20, do: start(gate())
    questions = for agent <- agents, do: Task.async(fn -> App.ask(agent, "?") end)

    models =
      for _agent <- agents do
        assert_receive {:thinking, model}
        model
      end

    for model <- models, do: send(model, {:say, "done"})
    assert Enum.all?(await_many(questions), &match?({:ok, "done", _agent}, &1))
  end

  test "a question ends with whoever asked it" do
    agent = start(gate())
    {asking, watch} = spawn_monitor(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, model}
    monitor = Process.monitor(model)
    true = Process.exit(asking, :kill)
    assert_receive {:DOWN, ^watch, :process, ^asking, :killed}
    assert_receive {:DOWN, ^monitor, :process, ^model, _reason}
  end

  test "a question that takes too long is given up with its model" do
    agent = start(gate())

    model =
      short_of_time(fn limit ->
        assert {:error, %Error{kind: :timeout}} = App.ask(agent, "?", timeout: limit)

        receive do
          {:thinking, model} -> model
        after
          0 -> nil
        end
      end)

    monitor = Process.monitor(model)
    assert_receive {:DOWN, ^monitor, :process, ^model, _reason}
    assert {:ok, []} = App.history(agent)
  end

  test "a shutdown lets the reply under way out" do
    agent = start(gate())
    question = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, model}
    [request] = running(agent)
    true = Process.exit(request, :shutdown)
    send(model, {:say, "in time"})
    assert {:ok, "in time", _agent} = await(question)
  end

  test "a handle of an older release is brought to today's shape" do
    agent = start(["one", "two"])
    {:ok, "one", agent} = App.ask(agent, "?")
    agent = older(agent)
    assert {:ok, "two", agent} = App.ask(agent, "?")
    assert {:ok, [_first, _reply, _second, _answer]} = App.history(agent)
  end

  # What a release from before the version's last change would have left behind.
  defp older(agent) do
    store = agent.wiring.store
    cell = agent.state.cell
    cell = store.put(cell, %{store.get(cell) | version: 0, size: 0})
    %{agent | state: %{agent.state | cell: cell}}
  end
end
