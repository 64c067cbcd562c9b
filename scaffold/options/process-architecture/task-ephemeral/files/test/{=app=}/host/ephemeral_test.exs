defmodule {= module =}.Host.EphemeralTest do
  @moduledoc "What a task per question promises beyond the contract."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Host.Exchanges
  alias {= module =}.LLM.Scripted

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

  defp running(agent),
    do: for({pid, _value} <- Registry.lookup(Exchanges, agent.id), do: pid)

  test "questions outlive the supervisor of their tasks" do
    agent = start(gate())
    question = Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:thinking, first}
    monitor = Process.monitor(first)
    [request] = running(agent)
    {:dictionary, dictionary} = Process.info(request, :dictionary)
    [supervisor | _above] = dictionary[:"$ancestors"]
    true = Process.exit(supervisor, :kill)
    assert_receive {:DOWN, ^monitor, :process, ^first, _reason}
    assert_receive {:thinking, second}
    send(second, {:say, "after all"})
    assert {:ok, "after all", _agent} = await(question)
  end
end
