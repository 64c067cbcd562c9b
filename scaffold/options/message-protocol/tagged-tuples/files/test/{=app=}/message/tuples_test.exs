defmodule {= module =}.Message.TuplesTest do
  @moduledoc "A message is a tuple whose first element says what it is."

  use ExUnit.Case, async: true

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.Tool.Call

  @test_tools {= design.slots.test_tools | elixir_list(2) =}

  test "has the tag and the fields of its kind" do
    call = %Call{id: "call_1", name: "add", arguments: %{}}
    assert Message.system("Be brief.") == {:system, "Be brief."}
    assert Message.user("?") == {:user, "?"}
    assert Message.assistant("!", [call]) == {:assistant, "!", [call]}
    assert Message.tool_result("call_1", "add", "3") == {:tool_result, "call_1", "add", "3"}
  end

  test "is matched as it stands, and so is a whole conversation" do
    script = [{:call, "add", %{"a" => 1, "b" => 2}}, "three"]
    tools = [hd(@test_tools).item(:add)]
    {:ok, agent} = App.start_agent(llm: {Scripted, script}, tools: tools)
    on_exit(fn -> App.stop_agent(agent) end)
    {:ok, "three", agent} = App.ask(agent, "1 + 2?")

    assert {:ok,
            [
              {:user, "1 + 2?"},
              {:assistant, "", [%Call{id: id, name: "add"}]},
              {:tool_result, id, "add", "3"},
              {:assistant, "three", []}
            ]} = App.history(agent)
  end

  test "of an unknown tag is refused where it is read" do
    # The compiler would refuse what this test hands over.
    unknown = :erlang.binary_to_term(:erlang.term_to_binary({:nobody, "?"}))
    assert_raise FunctionClauseError, fn -> Message.role(unknown) end
    assert_raise FunctionClauseError, fn -> Message.text(unknown) end
  end
end
