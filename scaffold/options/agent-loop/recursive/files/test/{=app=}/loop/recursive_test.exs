defmodule {= module =}.Loop.RecursiveTest do
  use ExUnit.Case, async: true

  alias {= module =}.Conversation
  alias {= module =}.Design
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted
  alias {= module =}.Loop.Recursive
  alias {= module =}.Spec
  alias {= module =}.Turn

  defp turn(script, opts \\ []) do
    {:ok, spec} = Spec.new([llm: {Scripted, script}] ++ opts, Design.wiring())
    Turn.new(spec, Conversation.new(spec.id), "?")
  end

  test "a turn runs where it is driven" do
    test = self()
    script = fn _request -> send(test, {:in, self()}) && "done" end
    assert {%Turn{iterations: 1}, {:ok, outcome}} = Recursive.drive(turn(script), nil)
    assert outcome.reply == "done"
    assert_received {:in, ^test}
  end

  test "a turn is bounded" do
    script = {:cycle, [{:call, "nothing", %{}}]}

    assert {%Turn{iterations: 3}, {:error, %Error{kind: :max_iterations}}} =
             Recursive.drive(turn(script, max_iterations: 3), nil)
  end

  test "a thousand steps need no more memory than one at a time" do
    script = fn %{step: step} ->
      if step > 1_000, do: "done", else: {:call, "nothing", %{}}
    end

    assert {%Turn{iterations: 1_001}, {:ok, %Turn.Outcome{reply: "done", messages: messages}}} =
             Recursive.drive(turn(script, max_iterations: 2_000), nil)

    assert length(messages) == 2_002
  end
end
