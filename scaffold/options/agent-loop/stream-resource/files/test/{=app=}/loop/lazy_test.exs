defmodule {= module =}.Loop.LazyTest do
  use ExUnit.Case, async: true

  alias {= module =}.Conversation
  alias {= module =}.Design
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted
  alias {= module =}.Loop.Lazy
  alias {= module =}.Spec
  alias {= module =}.Turn

  defp stream(script, opts \\ []) do
    {:ok, spec} = Spec.new([llm: {Scripted, script}] ++ opts, Design.wiring())
    spec |> Turn.new(Conversation.new(spec.id), "?", followed: true) |> Lazy.stream()
  end

  test "a turn is a stream of what happens, with the outcome at its end" do
    assert [
             {:event, {:chunk, "a"}},
             {:event, {:chunk, "b"}},
             {:finished, %Turn{iterations: 1}, {:ok, %Turn.Outcome{reply: "ab"}}}
           ] = Enum.to_list(stream([{:chunks, ["a", "b"]}]))
  end

  test "nothing happens before somebody reads" do
    test = self()
    script = fn _request -> send(test, :asked) && "done" end
    stream = stream(script)
    refute_received :asked
    assert [{:event, _chunk}, {:finished, _turn, {:ok, _outcome}}] = Enum.to_list(stream)
    assert_received :asked
  end

  test "no step is taken that nobody reads" do
    test = self()

    script = fn %{step: step} ->
      send(test, {:asked, step})
      {:calls, [{"nothing", %{}}]}
    end

    assert [{:event, {:tool_call, _call}}] = script |> stream() |> Enum.take(1)
    assert_received {:asked, 1}
    refute_received {:asked, 2}
  end

  test "whoever stops reading ends the call under way, and keeps no message of it" do
    test = self()

    script = fn _request ->
      send(test, {:model, self()})
      {:chunks, ["first", "second"]}
    end

    assert [{:event, {:chunk, "first"}}] = script |> stream() |> Enum.take(1)
    assert_received {:model, model}
    refute Process.alive?(model)
    refute_received _anything
  end

  test "a call in which nothing happens is given up" do
    assert [{:finished, _turn, {:error, %Error{kind: :timeout}}}] =
             Enum.to_list(stream([{:delay, 60_000, "never"}], timeout: 10))

    refute_received _anything
  end

  test "a call that crashes ends the turn, not the reader" do
    assert [{:finished, _turn, {:error, %Error{kind: :crashed}}}] = Enum.to_list(stream([:crash]))
  end
end
