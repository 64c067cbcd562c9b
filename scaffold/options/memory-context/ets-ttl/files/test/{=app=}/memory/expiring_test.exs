defmodule {= module =}.Memory.ExpiringTest do
  use ExUnit.Case, async: false

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Memory.Expiring
  alias {= module =}.Memory.Expiring.Index
  alias {= module =}.Message

  setup do
    agent = "agent-#{System.unique_integer([:positive])}"
    on_exit(fn -> Expiring.forget(agent) end)
    %{agent: agent}
  end

  defp with_setting(key, value) do
    before = Application.get_env(:{= app =}, key)
    Application.put_env(:{= app =}, key, value)
    on_exit(fn -> Application.put_env(:{= app =}, key, before) end)
  end

  test "finds what shares most words with the question", %{agent: agent} do
    :ok = Expiring.put(agent, "The harbour closes at eight.")
    :ok = Expiring.put(agent, "The harbour master is called Ines and closes the gate.")
    :ok = Expiring.put(agent, "Lunch was good.")

    assert ["The harbour master" <> _rest, "The harbour closes" <> _more] =
             Expiring.recall(agent, "When closes the harbour gate?", 5)
  end

  test "keeps agents apart", %{agent: agent} do
    :ok = Expiring.put(agent <> "-other", "secret harbour")
    assert Expiring.recall(agent, "harbour", 5) == []
    :ok = Expiring.forget(agent <> "-other")
  end

  test "does not find what has expired, and removes it", %{agent: agent} do
    with_setting(:memory_ttl, 0)
    :ok = Expiring.put(agent, "old harbour")
    assert Expiring.recall(agent, "harbour", 5) == []
    assert Expiring.sweep() >= 1
  end

  test "keeps a bounded number of texts, the newest", %{agent: agent} do
    with_setting(:memory_limit, 2)
    for number <- 1..4, do: :ok = Expiring.put(agent, "harbour number#{number}")
    assert Expiring.recall(agent, "harbour", 5) == ["harbour number4", "harbour number3"]
  end

  test "leaves no word behind of what it forgot, dropped or let expire", %{agent: agent} do
    with_setting(:memory_limit, 1)
    :ok = Expiring.put(agent, "harbour gate")
    :ok = Expiring.put(agent, "harbour master")
    assert Index.scores(agent, ["harbour", "gate", "master"]) == %{2 => 2}
    with_setting(:memory_ttl, 0)
    :ok = Expiring.put(agent, "boat")
    assert Expiring.sweep() >= 1
    assert Index.scores(agent, ["harbour", "boat"]) == %{}
    :ok = Expiring.put(agent, "boat")
    :ok = Expiring.forget(agent)
    assert Index.scores(agent, ["boat"]) == %{}
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
