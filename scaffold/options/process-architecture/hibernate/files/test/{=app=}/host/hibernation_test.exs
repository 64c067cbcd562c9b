defmodule {= module =}.Host.HibernationTest do
  @moduledoc "An idle agent needs less memory, and answers as if it had not slept."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Settings

  @app :{= app =}

  setup do
    before = Application.get_env(@app, :hibernate_after)
    on_exit(fn -> Application.put_env(@app, :hibernate_after, before) end)
  end

  # An agent that was asked, with so many idle milliseconds before it hibernates.
  defp asked(idle) do
    :ok = Application.put_env(@app, :hibernate_after, idle)
    {:ok, agent} = App.start_agent(llm: {Scripted, ["one", "two"]})
    on_exit(fn -> App.stop_agent(agent) end)
    {:ok, "one", agent} = App.ask(agent, String.duplicate("a long question ", 100))
    agent
  end

  defp memory(agent) do
    {:ok, pid} = agent.wiring.host.whereis(agent.id)
    {:memory, bytes} = Process.info(pid, :memory)
    bytes
  end

  test "it is decided that agents hibernate" do
    assert Settings.get(:hibernate_after) in 1..600_000
  end

  test "one that sleeps is smaller than one that is awake" do
    awake = asked(:infinity)
    sleeping = asked(1)
    assert :ok = until(fn -> memory(sleeping) < memory(awake) end)
  end

  test "one that slept answers, and remembers" do
    awake = asked(:infinity)
    agent = asked(1)
    :ok = until(fn -> memory(agent) < memory(awake) end)
    assert {:ok, "two", agent} = App.ask(agent, "?")
    assert {:ok, [_first, _one, _second, _two]} = App.history(agent)
  end
end
