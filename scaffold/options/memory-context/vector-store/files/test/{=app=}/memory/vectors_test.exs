defmodule {= module =}.Memory.VectorsTest do
  use ExUnit.Case, async: false

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Memory.Vectors
  alias {= module =}.Memory.Vectors.Cosine
  alias {= module =}.Memory.Vectors.Hashing
  alias {= module =}.Message
  alias {= module =}.TestPatience

  @app :{= app =}

  defmodule Meaning do
    @moduledoc "A model that knows two meanings, counts what it was asked, and fails on request."
    @behaviour {= module =}.Memory.Vectors.Embedder

    @impl true
    def embed(texts) do
      test = :persistent_term.get(__MODULE__)
      send(test, {:embedded, length(texts)})
      if "fail" in texts, do: {:error, :unavailable}, else: {:ok, Enum.map(texts, &vector/1)}
    end

    defp vector(text) do
      cond do
        text =~ ~r/car|vehicle/ -> [3, 0]
        text =~ ~r/fruit|apple/ -> [0, 5]
        text =~ "both" -> [1, 1]
        text == "hang" -> receive(do: (:never -> [0, 0]))
        true -> [0, 0]
      end
    end
  end

  setup do
    agent = "agent-#{System.unique_integer([:positive])}"
    on_exit(fn -> Vectors.forget(agent) end)
    %{agent: agent}
  end

  defp with_setting(key, value) do
    before = Application.get_env(@app, key)
    Application.put_env(@app, key, value)
    on_exit(fn -> Application.put_env(@app, key, before) end)
  end

  defp with_meaning do
    :persistent_term.put(Meaning, self())
    with_setting(:embedder, Meaning)
  end

  test "finds like texts, the likest first, without a model", %{agent: agent} do
    :ok = Vectors.put(agent, "The harbour closes at eight.")
    :ok = Vectors.put(agent, "The harbour master closes the gate of the harbour.")
    :ok = Vectors.put(agent, "Lunch was good.")

    assert ["The harbour master" <> _rest, "The harbour closes" <> _more] =
             Vectors.recall(agent, "Who closes the harbour gate?", 5)

    assert ["Lunch was good."] = Vectors.recall(agent, "lunches", 1)
  end

  test "finds by meaning with a model, and asks it for each text once", %{agent: agent} do
    with_meaning()
    :ok = Vectors.put(agent, "a red car")
    :ok = Vectors.put(agent, "an apple")
    :ok = Vectors.put(agent, "both of them")
    assert Vectors.recall(agent, "vehicle", 5) == ["a red car", "both of them"]
    assert_received {:embedded, 4}
    assert Vectors.recall(agent, "fruit", 1) == ["an apple"]
    assert_received {:embedded, 1}
  end

  test "recalls nothing when the embedder fails, crashes or hangs", %{agent: agent} do
    with_meaning()
    with_setting(:embed_timeout, 20)
    :ok = Vectors.put(agent, "a red car")
    assert Vectors.recall(agent, "fail", 5) == []
    assert Vectors.recall(agent, "hang", 5) == []
    :persistent_term.put(Meaning, :nobody)
    assert Vectors.recall(agent, "vehicle", 5) == []
    :persistent_term.put(Meaning, self())
    with_setting(:embed_timeout, TestPatience.limit())
    assert Vectors.recall(agent, "vehicle", 5) == ["a red car"]
  end

  test "keeps agents apart, and forgets", %{agent: agent} do
    :ok = Vectors.put(agent <> "-other", "secret harbour")
    assert Vectors.recall(agent, "harbour", 5) == []
    assert Vectors.recall(agent <> "-other", "harbour", 5) == ["secret harbour"]
    :ok = Vectors.forget(agent <> "-other")
    assert Vectors.recall(agent <> "-other", "harbour", 5) == []
  end

  test "keeps a bounded number of texts, the newest", %{agent: agent} do
    with_setting(:vector_limit, 2)
    for number <- 1..4, do: :ok = Vectors.put(agent, "harbour number#{number}")

    assert agent |> Vectors.recall("harbour", 5) |> Enum.sort() ==
             ["harbour number3", "harbour number4"]
  end

  test "unit vectors have the length one, and their dot product is the cosine" do
    unit = Cosine.unit([3, 4])
    assert_in_delta Cosine.dot(unit, Cosine.to_list(unit)), 1.0, 1.0e-6
    assert_in_delta Cosine.dot(unit, Cosine.to_list(Cosine.unit([-4, 3]))), 0.0, 1.0e-6
    assert_in_delta Cosine.dot(unit, Cosine.to_list(Cosine.unit([-3, -4]))), -1.0, 1.0e-6
    assert Cosine.to_list(Cosine.unit([0, 0])) == [0.0, 0.0]
  end

  test "hashing is the same each time, and takes any text" do
    texts = ["Harbour", "", "日本語のテキスト", "a b", String.duplicate("word ", 1_000)]
    assert {:ok, vectors} = Hashing.embed(texts)
    assert {:ok, ^vectors} = Hashing.embed(texts)
    assert vectors |> Enum.map(&length/1) |> Enum.uniq() == [256]
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
