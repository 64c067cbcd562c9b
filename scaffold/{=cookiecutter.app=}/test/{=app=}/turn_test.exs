defmodule {= module =}.TurnTest do
  @moduledoc "The rules of a turn, without a process, a model or a tool."

  use ExUnit.Case, async: true

  alias {= module =}.Conversation
  alias {= module =}.Design
  alias {= module =}.Error
  alias {= module =}.LLM.Response
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.Spec
  alias {= module =}.Strategy.PlanAndSolve
  alias {= module =}.Tool.Call
  alias {= module =}.Tool.Result
  alias {= module =}.Turn

  @wiring %{Design.wiring() | memories: [], listeners: []}

  defp turn(opts \\ [], conversation \\ Conversation.new("test")) do
    {:ok, spec} = Spec.new([llm: {Scripted, []}] ++ opts, @wiring)
    Turn.new(spec, conversation, "the question")
  end

  defp answered(turn, text, calls \\ []) do
    {:model, _request, turn} = Turn.next(turn)
    Turn.observe(turn, {:model, {:ok, %Response{text: text, calls: calls}}})
  end

  defp texts(messages), do: Enum.map(messages, &{Message.role(&1), Message.text(&1)})

  test "begins by asking the model, after what was said before" do
    {earlier, []} =
      Conversation.record(
        Conversation.new("test"),
        [Message.user("before"), Message.assistant("yes", [])],
        1,
        10
      )

    assert {:model, request, _turn} = Turn.next(turn([system: "Be brief."], earlier))

    assert texts(request.messages) == [
             system: "Be brief.",
             user: "before",
             assistant: "yes",
             user: "the question"
           ]

    assert request.step == 2
  end

  test "an answer without calls ends it, with what it adds" do
    assert {:done, outcome} = turn() |> answered("the answer") |> Turn.next()
    assert outcome.reply == "the answer"
    assert texts(outcome.messages) == [user: "the question", assistant: "the answer"]
    assert outcome.model_calls == 1
  end

  test "calls are run, and the model goes on from their results, failed ones too" do
    calls = [%Call{id: "1", name: "look"}, %Call{id: "2", name: "break"}]
    turn = answered(turn(), "let me see", calls)
    assert {:tools, ^calls, turn} = Turn.next(turn)

    results = [
      %Result{id: "1", name: "look", status: :ok, text: "a boat"},
      %Result{id: "2", name: "break", status: :error, text: "error (tool): no"}
    ]

    turn = Turn.observe(turn, {:tools, results})
    assert {:model, request, turn} = Turn.next(turn)

    assert [user: _question, assistant: "let me see", tool: "a boat", tool: _error] =
             texts(request.messages)

    assert request.step == 2

    assert {:done, %{messages: messages, model_calls: 2}} =
             turn |> answered("a boat") |> Turn.next()

    assert length(messages) == 5
  end

  test "the number of model calls is bounded, and what was said by then is told" do
    turn = turn(max_iterations: 1)
    turn = answered(turn, "half", [%Call{id: "1", name: "look"}])
    {:tools, _calls, turn} = Turn.next(turn)
    turn = Turn.observe(turn, {:tools, [%Result{id: "1", name: "look", status: :ok, text: ""}]})

    assert {:failed, %Error{kind: :max_iterations, details: %{partial: "half"}}} = Turn.next(turn)
  end

  test "a model's failure is the turn's, with the text that was there" do
    {:model, _request, turn} = Turn.next(turn())
    error = Error.new(:unavailable, "gone", details: %{partial: "so far"})
    turn = Turn.observe(turn, {:model, {:error, error}})
    assert {:failed, %Error{kind: :unavailable, details: %{partial: "so far"}}} = Turn.next(turn)
  end

  test "what a strategy adds is seen by the model and not kept" do
    turn = turn(strategy: PlanAndSolve)
    assert {:model, first, _turn} = Turn.next(turn)
    assert length(first.messages) == 2
    turn = answered(turn, "1. look")
    assert {:model, second, _turn} = Turn.next(turn)
    assert length(second.messages) == 4
    assert {:done, outcome} = turn |> answered("done") |> Turn.next()
    assert texts(outcome.messages) == [user: "the question", assistant: "done"]
  end
end
