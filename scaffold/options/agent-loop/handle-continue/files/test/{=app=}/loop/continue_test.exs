defmodule {= module =}.Loop.ContinueTest do
  @moduledoc "A turn's process answers during its calls, and ends with its owner."

  use ExUnit.Case, async: true

  alias {= module =}.Conversation
  alias {= module =}.Design
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted
  alias {= module =}.Loop
  alias {= module =}.Loop.Continue
  alias {= module =}.Spec
  alias {= module =}.Turn

  defp turn(script, opts \\ []) do
    {:ok, spec} = Spec.new([llm: {Scripted, script}], Design.wiring())
    Turn.new(spec, Conversation.new(spec.id), "?", opts)
  end

  defp start(turn, owner \\ self()) do
    ref = make_ref()
    {:ok, pid} = Continue.start(turn, owner, ref)
    {pid, ref}
  end

  defp gate do
    test = self()

    fn _request ->
      send(test, {:thinking, self()})
      receive(do: ({:say, step} -> step))
    end
  end

  defp assert_ends(pid) do
    monitor = Process.monitor(pid)
    assert_receive {:DOWN, ^monitor, :process, ^pid, _reason}
  end

  test "goes from step to step to the end, and ends" do
    {pid, ref} = start(turn(gate()))
    assert_receive {:thinking, model}
    send(model, {:say, {:call, "nothing", %{}}})
    assert_receive {:thinking, model}
    send(model, {:say, "done"})
    assert_receive {Loop, ^ref, {:finished, {:ok, %Turn.Outcome{reply: "done", model_calls: 2}}}}
    assert_ends(pid)
  end

  test "tells its owner what happens, in order, when the turn is followed" do
    {_pid, ref} = start(turn([{:chunks, ["a", "b"]}], followed: true))
    assert_receive {Loop, ^ref, {:finished, {:ok, _outcome}}}
    assert {:messages, messages} = Process.info(self(), :messages)
    assert messages == for(text <- ["a", "b"], do: {Loop, ref, {:event, {:chunk, text}}})
  end

  test "answers while a call is under way, and is suspended and resumed without a loss" do
    {pid, ref} = start(turn(gate()))
    assert_receive {:thinking, model}
    assert %{call: ^model} = :sys.get_state(pid)
    :ok = :sys.suspend(pid)
    send(model, {:say, "done"})
    assert_ends(model)
    refute_received {Loop, ^ref, _anything}
    :ok = :sys.resume(pid)
    assert_receive {Loop, ^ref, {:finished, {:ok, %Turn.Outcome{reply: "done"}}}}
  end

  test "is cancelled in the middle of a call" do
    {pid, ref} = start(turn(gate()))
    assert_receive {:thinking, model}
    assert :ok = Continue.cancel(pid)
    assert_ends(pid)
    assert_ends(model)
    refute_received {Loop, ^ref, _anything}
  end

  for reason <- [:normal, :shutdown, :kill] do
    @reason reason

    test "ends when its owner ends with #{inspect(reason)}, and its call with it" do
      owner = spawn(fn -> receive(do: ({:end, reason} -> exit(reason))) end)
      {pid, _ref} = start(turn(gate()), owner)
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

  test "reports a call that crashes" do
    {pid, ref} = start(turn([:crash]))
    assert_receive {Loop, ^ref, {:finished, {:error, %Error{kind: :crashed}}}}
    assert_ends(pid)
  end
end
