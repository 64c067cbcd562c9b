defmodule {= module =}.Loop.ContinueTest do
  @moduledoc "A turn's process goes from step to step, and answers during its calls."

  use ExUnit.Case, async: true

  alias {= module =}.Conversation
  alias {= module =}.Design
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted
  alias {= module =}.Loop
  alias {= module =}.Loop.Continue
  alias {= module =}.Spec
  alias {= module =}.Turn

  defp start(script) do
    {:ok, spec} = Spec.new([llm: {Scripted, script}], Design.wiring())
    ref = make_ref()
    {:ok, pid} = Continue.start(Turn.new(spec, Conversation.new(spec.id), "?"), self(), ref)
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
    {pid, ref} = start(gate())
    assert_receive {:thinking, model}
    send(model, {:say, {:call, "nothing", %{}}})
    assert_receive {:thinking, model}
    send(model, {:say, "done"})
    assert_receive {Loop, ^ref, {:finished, {:ok, %Turn.Outcome{reply: "done", model_calls: 2}}}}
    assert_ends(pid)
  end

  test "answers while a call is under way, and is suspended and resumed without a loss" do
    {pid, ref} = start(gate())
    assert_receive {:thinking, model}
    assert %{call: ^model} = :sys.get_state(pid)
    :ok = :sys.suspend(pid)
    send(model, {:say, "done"})
    assert_ends(model)
    refute_received {Loop, ^ref, _anything}
    :ok = :sys.resume(pid)
    assert_receive {Loop, ^ref, {:finished, {:ok, %Turn.Outcome{reply: "done"}}}}
  end

  test "reports a call that crashes" do
    {pid, ref} = start([:crash])
    assert_receive {Loop, ^ref, {:finished, {:error, %Error{kind: :crashed}}}}
    assert_ends(pid)
  end
end
