defmodule {= module =}.Message.EncodingTest do
  @moduledoc "Each kind of message is a struct, and one protocol reads them all, also those that somebody added."

  use ExUnit.Case, async: true

  alias {= module =}, as: App
  alias {= module =}.LLM.Request
  alias {= module =}.LLM.Scripted
  alias {= module =}.Memory.Tokens
  alias {= module =}.Message
  alias {= module =}.Message.Assistant
  alias {= module =}.Message.Encoding
  alias {= module =}.Message.ToolResult
  alias {= module =}.Message.User
  alias {= module =}.TestPicture

  defmodule Show do
    @moduledoc false
    @behaviour {= module =}.Strategy

    @impl true
    def prepare(_opts), do: {nil, [%TestPicture{text: "a boat", url: "x.png"}], true}

    @impl true
    def answered(nil, text, _opts), do: {:done, text}
  end

  test "a message that lacks a part cannot be made" do
    for kind <- [Message.System, User, Assistant, ToolResult] do
      assert_raise ArgumentError, ~r/:text/, fn -> struct!(kind, []) end
    end

    assert_raise ArgumentError, ~r/:call_id/, fn -> struct!(ToolResult, text: "3") end
  end

  test "the protocol is consolidated, so finding an implementation costs nothing" do
    assert Protocol.consolidated?(Encoding)
  end

  test "what is no message is refused" do
    assert_raise Protocol.UndefinedError, fn -> Message.role(%URI{}) end
  end

  test "a kind that somebody added is a message like any other" do
    picture = %TestPicture{text: "a boat", url: "x.png"}
    assert Message.role(picture) == :user
    assert Message.text(picture) == "a boat"
    assert Message.calls(picture) == []
    assert Message.to_map(picture) == %{role: :user, text: "a boat (x.png)"}
    assert picture |> Message.to_map() |> Message.from_map() == %User{text: "a boat (x.png)"}
    assert Tokens.count(picture) > 0
  end

  test "it reaches the model" do
    script = fn %Request{messages: messages} -> inspect(List.last(messages).__struct__) end
    {:ok, agent} = App.start_agent(llm: {Scripted, script}, strategy: Show)
    assert {:ok, reply, agent} = App.ask(agent, "what is it?")
    assert reply == inspect(TestPicture)
    assert :ok = App.stop_agent(agent)
  end
end
