defmodule {= module =}.LoopTest do
  @moduledoc "What every loop promises: a turn tells its owner what comes of it, and ends with them."

  use ExUnit.Case, async: true

  alias {= module =}.Conversation
  alias {= module =}.Design
  alias {= module =}.LLM.Scripted
  alias {= module =}.Loop
  alias {= module =}.Spec
  alias {= module =}.TestPatience
  alias {= module =}.Turn

  defp turn(script, opts \\ []) do
    {:ok, spec} = Spec.new([llm: {Scripted, script}], Design.wiring())
    Turn.new(spec, Conversation.new(spec.id), "?", opts)
  end

  defp waiting do
    test = self()

    turn(fn _request ->
      send(test, {:thinking, self()})
      receive(do: (:never -> "never"))
    end)
  end

  defp start(turn, owner \\ self()) do
    ref = make_ref()
    {:ok, pid} = turn.spec.wiring.loop.start(turn, owner, ref)
    {pid, ref}
  end

  defp assert_ends(pid) do
    monitor = Process.monitor(pid)
    assert_receive {:DOWN, ^monitor, :process, ^pid, _reason}
  end

  test "tells its owner the outcome" do
    {_pid, ref} = start(turn(["done"]))

    assert_receive {Loop, ^ref, {:finished, {:ok, %Turn.Outcome{reply: "done", model_calls: 1}}}}
  end

  test "tells its owner what happens, in order, when the turn is followed" do
    {_pid, ref} = start(turn([{:chunks, ["a", "b"]}], followed: true))
    assert_receive {Loop, ^ref, {:finished, {:ok, _outcome}}}
    assert {:messages, messages} = Process.info(self(), :messages)
    assert messages == for(text <- ["a", "b"], do: {Loop, ref, {:event, {:chunk, text}}})
  end

  test "is cancelled in the middle of a call" do
    {pid, ref} = start(waiting())
    assert_receive {:thinking, model}
    assert :ok = Design.wiring().loop.cancel(pid)
    assert_ends(pid)
    assert_ends(model)
    refute_received {Loop, ^ref, _anything}
  end

  for reason <- [:normal, :shutdown, :kill] do
    @reason reason

    test "ends when its owner ends with #{inspect(reason)}" do
      owner = spawn(fn -> receive(do: ({:end, reason} -> exit(reason))) end)
      {pid, _ref} = start(waiting(), owner)
      assert_receive {:thinking, model}

      if @reason == :kill do
        true = Process.exit(owner, :kill)
      else
        _ = send(owner, {:end, @reason})
      end

      assert_ends(pid)
      assert_ends(model)
    end
  end

  test "a model that crashes is a failed turn" do
    {pid, ref} = start(turn([:crash]))
    monitor = Process.monitor(pid)

    receive do
      {Loop, ^ref, {:finished, outcome}} -> assert {:error, %{kind: :crashed}} = outcome
      {:DOWN, ^monitor, :process, ^pid, reason} -> assert reason != :normal
    after
      TestPatience.limit() -> flunk("the crash was not reported")
    end
  end
end
