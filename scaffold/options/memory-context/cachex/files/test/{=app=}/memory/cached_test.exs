defmodule {= module =}.Memory.CachedTest do
  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Memory.Cached
  alias {= module =}.Message
  alias {= module =}.Settings

  @app :{= app =}

  setup do
    agent = "agent-#{System.unique_integer([:positive])}"
    on_exit(fn -> Cached.forget(agent) end)
    %{agent: agent}
  end

  defp with_setting(key, value) do
    before = Application.get_env(@app, key)
    Application.put_env(@app, key, value)
    on_exit(fn -> Application.put_env(@app, key, before) end)
  end

  test "finds what shares most words with the question", %{agent: agent} do
    :ok = Cached.put(agent, "The harbour closes at eight.")
    :ok = Cached.put(agent, "The harbour master is called Ines and closes the gate.")
    :ok = Cached.put(agent, "Lunch was good.")

    assert ["The harbour master" <> _rest, "The harbour closes" <> _more] =
             Cached.recall(agent, "When closes the harbour gate?", 5)
  end

  test "keeps agents apart, and forgets", %{agent: agent} do
    :ok = Cached.put(agent <> "-other", "secret harbour")
    assert Cached.recall(agent, "harbour", 5) == []
    :ok = Cached.forget(agent <> "-other")
    assert Cached.recall(agent <> "-other", "harbour", 5) == []
  end

  test "lets an agent's texts expire, counted from the last one", %{agent: agent} do
    :ok = Cached.put(agent, "old harbour")
    assert {:ok, milliseconds} = Cachex.ttl(Cached, agent)
    assert milliseconds in 1..Settings.get(:memory_ttl)
    with_setting(:memory_ttl, 1)
    :ok = Cached.put(agent, "newer harbour")
    assert :ok = until(fn -> Cached.recall(agent, "harbour", 5) == [] end)
  end

  test "keeps a bounded number of texts, the newest", %{agent: agent} do
    with_setting(:memory_limit, 2)
    for number <- 1..4, do: :ok = Cached.put(agent, "harbour number#{number}")
    assert Cached.recall(agent, "harbour", 5) == ["harbour number4", "harbour number3"]
  end

  test "loses nothing that is added at the same time", %{agent: agent} do
    1..50
    |> Task.async_stream(&Cached.put(agent, "harbour number#{&1}"), max_concurrency: 50)
    |> Enum.each(fn {:ok, :ok} -> :ok end)

    assert length(Cached.recall(agent, "harbour", 100)) == 50
  end

  test "remembers nothing while the cache is away, and says nothing of it", %{agent: agent} do
    :ok = Supervisor.terminate_child(App.Supervisor, Cached)
    assert :ok = Cached.put(agent, "a harbour")
    assert Cached.recall(agent, "harbour", 5) == []
    assert :ok = Cached.forget(agent)
    {:ok, _pid} = Supervisor.restart_child(App.Supervisor, Cached)
    :ok = Cached.put(agent, "a harbour")
    assert Cached.recall(agent, "harbour", 5) == ["a harbour"]
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
