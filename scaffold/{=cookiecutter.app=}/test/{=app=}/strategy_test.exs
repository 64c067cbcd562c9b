defmodule {= module =}.StrategyTest do
  use ExUnit.Case, async: true

  alias {= module =}.Message
  alias {= module =}.Strategy.PlanAndSolve
  alias {= module =}.Strategy.ReAct
  alias {= module =}.Strategy.Reflection

  defp texts(messages), do: Enum.map(messages, &{Message.role(&1), Message.text(&1)})

  test "ReAct takes the first answer, with tools from the start" do
    assert {state, [], true} = ReAct.prepare([])
    assert {:done, "answer"} = ReAct.answered(state, "answer", [])
  end

  test "Plan-and-Solve asks for a plan without tools, then for its execution with them" do
    opts = [plan_prompt: "Plan!", solve_prompt: "Solve!"]
    assert {state, messages, false} = PlanAndSolve.prepare(opts)
    assert texts(messages) == [user: "Plan!"]
    assert {:again, state, messages, true} = PlanAndSolve.answered(state, "1. look", opts)
    assert texts(messages) == [assistant: "1. look", user: "Solve!"]
    assert {:done, "found"} = PlanAndSolve.answered(state, "found", opts)
  end

  test "Reflection has each draft criticised without tools and improved with them" do
    opts = [rounds: 1, critique_prompt: "Critique!", revise_prompt: "Revise!"]
    assert {state, [], true} = Reflection.prepare(opts)
    assert {:again, state, messages, false} = Reflection.answered(state, "draft", opts)
    assert texts(messages) == [assistant: "draft", user: "Critique!"]
    assert {:again, state, messages, true} = Reflection.answered(state, "too long", opts)
    assert texts(messages) == [assistant: "too long", user: "Revise!"]
    assert {:done, "better"} = Reflection.answered(state, "better", opts)
  end

  test "Reflection ends when the critic has nothing to say, with the draft" do
    {state, [], true} = Reflection.prepare(rounds: 5)
    {:again, state, _messages, false} = Reflection.answered(state, "draft", [])
    assert {:done, "draft"} = Reflection.answered(state, " SATISFIED.", [])
  end

  test "Reflection without rounds is the first answer" do
    {state, [], true} = Reflection.prepare(rounds: 0)
    assert {:done, "draft"} = Reflection.answered(state, "draft", [])
  end
end
