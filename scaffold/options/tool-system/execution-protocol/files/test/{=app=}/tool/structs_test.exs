defmodule {= module =}.Tool.StructsTest do
  use ExUnit.Case, async: true

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.TestTools
  alias {= module =}.Tool.Structs

  test "one implementation is as many tools as there are values of it" do
    tools = [
      %TestTools.Structs{kind: :add, name: "sum"},
      %TestTools.Structs{kind: :add, name: "total"}
    ]

    calls = [{"sum", %{"a" => 1, "b" => 2}}, {"total", %{"a" => 3, "b" => 4}}]
    {:ok, agent} = App.start_agent(llm: {Scripted, [{:calls, calls}, "done"]}, tools: tools)
    assert {:ok, "done", agent} = App.ask(agent, "?")
    {:ok, messages} = App.history(agent)

    assert ["3", "7"] =
             for(message <- messages, Message.role(message) == :tool, do: Message.text(message))

    assert :ok = App.stop_agent(agent)
  end

  test "structs without an implementation and other terms are no tools" do
    for item <- [%URI{}, %{kind: :add}, TestTools.Structs, {TestTools.Structs, :add}, "add", nil] do
      assert Structs.definition(item) == :unknown
    end
  end

  test "the protocol is consolidated, so finding an implementation costs nothing" do
    assert Protocol.consolidated?({= module =}.Tool.Executable)
  end
end
