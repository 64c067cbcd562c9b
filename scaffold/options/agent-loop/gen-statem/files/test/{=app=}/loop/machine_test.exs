defmodule {= module =}.Loop.MachineTest do
  @moduledoc "A turn is in one state at a time, for a limited time."

  use ExUnit.Case, async: true

  alias {= module =}.Conversation
  alias {= module =}.Design
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted
  alias {= module =}.Loop
  alias {= module =}.Loop.Machine
  alias {= module =}.Spec
  alias {= module =}.Tool.Definition
  alias {= module =}.Turn

  defmodule Gate do
    @moduledoc "A tool that is done when it is told so."
    @behaviour {= module =}.Tool.Source

    @impl true
    def definition(test) do
      {:ok,
       %Definition{name: "gate", description: "", parameters: %{}, source: __MODULE__, item: test}}
    end

    @impl true
    def run(test, _arguments, _context) do
      send(test, {:acting, self()})
      receive(do: (:done -> {:ok, nil}))
    end
  end

  defp turn(script, opts \\ []) do
    wiring = %{Design.wiring() | tool_sources: [Gate]}
    {:ok, spec} = Spec.new([llm: {Scripted, script}] ++ opts, wiring)
    Turn.new(spec, Conversation.new(spec.id), "?")
  end

  defp start(turn) do
    ref = make_ref()
    {:ok, pid} = Machine.start(turn, self(), ref)
    {pid, ref}
  end

  defp gate do
    test = self()

    fn _request ->
      send(test, {:thinking, self()})
      receive(do: ({:say, step} -> step))
    end
  end

  defp state(pid), do: pid |> :sys.get_state() |> elem(0)

  defp assert_ends(pid) do
    monitor = Process.monitor(pid)
    assert_receive {:DOWN, ^monitor, :process, ^pid, _reason}
  end

  test "thinks, acts, thinks again, and ends" do
    {pid, ref} = start(turn(gate(), tools: [self()]))
    assert_receive {:thinking, model}
    assert state(pid) == :thinking
    send(model, {:say, {:call, "gate", %{}}})
    assert_receive {:acting, tool}
    assert state(pid) == :acting
    send(tool, :done)
    assert_receive {:thinking, model}
    assert state(pid) == :thinking
    send(model, {:say, "done"})
    assert_receive {Loop, ^ref, {:finished, {:ok, %Turn.Outcome{reply: "done", model_calls: 2}}}}
    assert_ends(pid)
  end

  test "does not think longer than it may" do
    {_pid, ref} = start(turn([{:delay, 60_000, "never"}], timeout: 10))
    assert_receive {Loop, ^ref, {:finished, {:error, %Error{kind: :timeout, message: message}}}}
    assert message =~ "thinking"
  end

  test "is suspended and resumed in the middle of a call, and loses nothing" do
    {pid, ref} = start(turn(gate()))
    assert_receive {:thinking, model}
    :ok = :sys.suspend(pid)
    send(model, {:say, "done"})
    assert_ends(model)
    refute_received {Loop, ^ref, _anything}
    :ok = :sys.resume(pid)
    assert_receive {Loop, ^ref, {:finished, {:ok, %Turn.Outcome{reply: "done"}}}}
  end

  test "reports a call that crashes" do
    {pid, ref} = start(turn([:crash]))
    assert_receive {Loop, ^ref, {:finished, {:error, %Error{kind: :crashed}}}}
    assert_ends(pid)
  end
end
