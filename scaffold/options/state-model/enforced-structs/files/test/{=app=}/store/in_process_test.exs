defmodule {= module =}.Store.InProcessTest do
  @moduledoc "The cell is the conversation: a value, complete from the start, that nobody else can change."

  use ExUnit.Case, async: true

  alias {= module =}, as: App
  alias {= module =}.Conversation
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.Store.InProcess

  test "a conversation without an id cannot be made" do
    assert_raise ArgumentError, ~r/:id/, fn -> struct!(Conversation, turns: 1) end
  end

  test "a conversation has no field that nobody declared" do
    assert_raise KeyError, fn -> struct!(Conversation, id: "x", colour: :red) end
  end

  test "the cell is the conversation itself" do
    conversation = Conversation.new("x")
    cell = InProcess.open(conversation)
    assert cell == conversation
    assert InProcess.get(cell) == conversation
    assert InProcess.close(cell) == :ok
  end

  test "what is put is a new value, and the old one stays as it was" do
    empty = Conversation.new("x")
    cell = InProcess.open(empty)
    {longer, []} = Conversation.record(empty, [Message.user("?")], 1, 10)
    assert cell |> InProcess.put(longer) |> InProcess.get() == longer
    assert InProcess.get(cell) == empty
  end

  test "a conversation of an older release is brought to today's shape when it is opened" do
    older = %{Conversation.new("x") | version: 0, turns: 7}
    assert InProcess.open(older) == %{Conversation.new("x") | turns: 7}
  end

  test "two agents have nothing in common" do
    agents = for name <- ["one", "two"], do: start(["I am #{name}"])
    [first, second] = for agent <- agents, do: elem(App.ask(agent, "?"), 2)
    assert {:ok, [_question, one]} = App.history(first)
    assert {:ok, [_question, two]} = App.history(second)
    assert {Message.text(one), Message.text(two)} == {"I am one", "I am two"}
  end

  defp start(script) do
    {:ok, agent} = App.start_agent(llm: {Scripted, script})
    on_exit(fn -> App.stop_agent(agent) end)
    agent
  end
end
