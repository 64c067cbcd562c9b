defmodule {= module =}.Host.PipelineTest do
  @moduledoc "What a pipeline promises beyond the contract."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted
  alias {= module =}.Pipeline
  alias {= module =}.Pipeline.Queue
  alias {= module =}.Pipeline.Workers

  @app :{= app =}

  defp start(script) do
    {:ok, agent} = App.start_agent(llm: {Scripted, script})
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

  test "more questions than there are workers wait in line" do
    :ok = restart_with(pipeline_workers: 2)
    agents = for _number <- 1..4, do: start(gate())
    questions = for agent <- agents, do: Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, first}
    assert_receive {:thinking, second}
    refute_receive {:thinking, _third}, 20
    send(first, {:say, "done"})
    assert_receive {:thinking, third}
    send(second, {:say, "done"})
    assert_receive {:thinking, fourth}
    for model <- [third, fourth], do: send(model, {:say, "done"})
    assert Enum.all?(await_many(questions), &match?({:ok, "done", _agent}, &1))
  end

  test "a full line refuses more" do
    :ok = restart_with(pipeline_workers: 1, pipeline_queue: 0)
    agent = start(gate())
    question = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, model}
    assert {:error, %Error{kind: :busy, retryable: true}} = App.ask(agent, "one too many")
    send(model, {:say, "done"})
    assert {:ok, "done", _agent} = await(question)
  end

  test "a question whose time is up before a worker is free is given up" do
    :ok = restart_with(pipeline_workers: 1)
    agent = start(gate())
    question = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, model}
    assert {:error, %Error{kind: :timeout}} = App.ask(agent, "?", timeout: 20)

    assert [{:error, %Error{kind: :timeout}}] =
             agent |> App.stream("?", timeout: 20) |> Enum.to_list()

    send(model, {:say, "done"})
    assert {:ok, "done", agent} = await(question)
    assert {:ok, [_question, _answer]} = App.history(agent)
    refute_received _late
  end

  test "questions in line and under way outlive the queue" do
    :ok = restart_with(pipeline_workers: 1)
    agents = for _number <- 1..2, do: start(gate())
    questions = for agent <- agents, do: Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, first}
    true = Process.exit(Process.whereis(Queue), :kill)
    assert_receive {:thinking, second}
    for model <- [first, second], do: send(model, {:say, "done"})
    assert Enum.all?(await_many(questions), &match?({:ok, "done", _agent}, &1))
    assert {:ok, "done", _agent} = ask_again(hd(agents))
  end

  test "questions outlive the workers" do
    agent = start(gate())
    question = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, first}
    monitor = Process.monitor(first)
    true = Process.exit(Process.whereis(Workers), :kill)
    assert_receive {:DOWN, ^monitor, :process, ^first, _reason}
    assert_receive {:thinking, second}
    send(second, {:say, "after all"})
    assert {:ok, "after all", _agent} = await(question)
  end

  defp ask_again(agent) do
    question = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, model}
    send(model, {:say, "done"})
    await(question)
  end

  defp restart_with(settings) do
    # Runs last.
    on_exit(&restart/0)

    for {key, value} <- settings do
      before = Application.get_env(@app, key)
      :ok = Application.put_env(@app, key, value)
      on_exit(fn -> Application.put_env(@app, key, before) end)
    end

    restart()
  end

  defp restart do
    :ok = Supervisor.terminate_child(App.Supervisor, Pipeline)
    {:ok, _pid} = Supervisor.restart_child(App.Supervisor, Pipeline)
    :ok
  end
end
