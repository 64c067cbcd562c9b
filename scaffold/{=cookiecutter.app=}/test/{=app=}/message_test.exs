defmodule {= module =}.MessageTest do
  @moduledoc "What holds for messages, whatever they are made of."

  use ExUnit.Case, async: true

  alias {= module =}.Message
  alias {= module =}.Tool.Call

  @call %Call{id: "call_1", name: "add", arguments: %{"a" => 1}}

  @kinds [
    {:system, [text: "Be brief."], %{role: :system, text: "Be brief."}},
    {:user, [text: "Hello \"you\""], %{role: :user, text: "Hello \"you\""}},
    {:assistant, [text: "", calls: [@call]], %{role: :assistant, text: "", calls: [@call]}},
    {:tool, [text: "1"], %{role: :tool, text: "1", call_id: "call_1", name: "add"}}
  ]

  defp build(:system), do: Message.system("Be brief.")
  defp build(:user), do: Message.user("Hello \"you\"")
  defp build(:assistant), do: Message.assistant("", [@call])
  defp build(:tool), do: Message.tool_result("call_1", "add", "1")

  # The compiler would refuse what these tests hand over.
  defp unchecked(term), do: term |> :erlang.term_to_binary() |> :erlang.binary_to_term()

  for {role, fields, neutral} <- @kinds do
    @role role
    @fields fields
    @neutral neutral

    test "of the role #{role} say whose they are, and what" do
      message = build(@role)
      assert Message.role(message) == @role
      assert Message.text(message) == @fields[:text]
      assert Message.calls(message) == Keyword.get(@fields, :calls, [])
    end

    test "of the role #{role} have a neutral form, and come back from it" do
      message = build(@role)
      assert Message.to_map(message) == @neutral
      assert @neutral |> Message.from_map() |> Message.to_map() == @neutral
      assert message |> Message.to_map() |> Message.from_map() |> Message.role() == @role
    end
  end

  test "need a text" do
    nothing = unchecked(nil)
    assert_raise FunctionClauseError, fn -> Message.user(nothing) end
    assert_raise FunctionClauseError, fn -> Message.assistant("text", nothing) end
  end

  test "in a form that nobody knows are refused" do
    unknown = unchecked(%{role: :nobody, text: "?"})
    assert_raise FunctionClauseError, fn -> Message.from_map(unknown) end
  end

  test "survive storage as bytes" do
    for {role, _fields, neutral} <- @kinds do
      stored = role |> build() |> :erlang.term_to_binary()
      assert stored |> :erlang.binary_to_term([:safe]) |> Message.to_map() == neutral
    end
  end
end
