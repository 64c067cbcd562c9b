defmodule {= module =}.Memory.ScratchTest do
  use ExUnit.Case, async: true

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Memory.Scratch
  alias {= module =}.Message
  alias {= module =}.Settings

  setup do
    %{agent: "agent-#{System.unique_integer([:positive])}"}
  end

  test "finds what shares most words, also from another process", %{agent: agent} do
    :ok = Scratch.put(agent, "The harbour closes at eight.")
    :ok = Scratch.put(agent, "The harbour master is called Ines and closes the gate.")
    :ok = Scratch.put(agent, "Lunch was good.")

    found = fn -> Scratch.recall(agent, "When closes the harbour gate?", 5) end
    assert ["The harbour master" <> _rest, "The harbour closes" <> _more] = found.()
    assert await(Task.async(found)) == found.()
  end

  test "keeps agents apart", %{agent: agent} do
    :ok = Scratch.put(agent <> "-other", "secret harbour")
    assert Scratch.recall(agent, "harbour", 5) == []
  end

  test "keeps a bounded number of texts, the newest", %{agent: agent} do
    limit = Settings.get(:scratch_limit)
    for number <- 1..(limit + 1), do: :ok = Scratch.put(agent, "harbour number#{number}")
    assert Scratch.recall(agent, "number1", 1) == []
    assert Scratch.recall(agent, "number2", 1) == ["harbour number2"]
    assert length(Scratch.recall(agent, "harbour", limit * 2)) == limit
  end

  test "forgets, and goes with its process", %{agent: agent} do
    :ok = Scratch.put(agent, "a harbour")
    :ok = Scratch.forget(agent)
    assert Scratch.recall(agent, "harbour", 5) == []

    await(Task.async(fn -> Scratch.put(agent, "another harbour") end))
    assert Scratch.recall(agent, "harbour", 5) == []
    # The next owner takes over at once.
    :ok = Scratch.put(agent, "a third harbour")
    assert Scratch.recall(agent, "harbour", 5) == ["a third harbour"]
  end

  test "gives a conversation back what left it" do
    script = fn request -> request.messages |> Enum.map_join("\n", &Message.text/1) end
    {:ok, agent} = App.start_agent(llm: {Scripted, script}, history_limit: 2)
    {:ok, _reply, agent} = App.ask(agent, "My boat is called Petrel.")
    {:ok, _reply, agent} = App.ask(agent, "Something else entirely.")
    {:ok, reply, agent} = App.ask(agent, "How is my boat called?")
    assert reply =~ "Remembered: "
    assert reply =~ "Petrel"
    assert :ok = App.stop_agent(agent)
  end
end
