defmodule {= module =}.MessageTest do
  @moduledoc "What a message offers, whatever it is made of."

  use ExUnit.Case, async: true

  alias {= module =}.Message
  alias {= module =}.Tool.Call

  @call %Call{id: "c1", name: "add", arguments: %{"a" => 1}}

  defp all do
    [
      Message.system("be brief"),
      Message.user("hello"),
      Message.assistant("", [@call]),
      Message.tool_result("c1", "add", "3")
    ]
  end

  test "knows its role, its text and its calls" do
    assert Enum.map(all(), &Message.role/1) == [:system, :user, :assistant, :tool]
    assert Enum.map(all(), &Message.text/1) == ["be brief", "hello", "", "3"]
    assert Enum.map(all(), &Message.calls/1) == [[], [], [@call], []]
  end

  test "survives the way through its neutral form" do
    for message <- all(), do: assert(message |> Message.to_map() |> Message.from_map() == message)
  end

  test "keeps what a tool's result belongs to" do
    assert %{role: :tool, call_id: "c1", name: "add", text: "3"} =
             "c1" |> Message.tool_result("add", "3") |> Message.to_map()
  end

  test "is not made of anything but text" do
    assert_raise FunctionClauseError, fn -> Message.user(Process.get(:nothing)) end
  end
end
