defmodule {= module =}.Memory.Vectors do
  @moduledoc """
  A memory that finds texts by the cosine of their embeddings.

  Everything is in one ETS table, ordered by agent, so one agent's texts are one range. Writing stores the text and
  returns at once; its vector is made when something is recalled, in the process of a turn, where waiting for an
  embedding model does no harm, and is kept. Vectors are unit vectors in binaries, which are shared, not copied: a
  thousand of them are compared in a few milliseconds. For more, put a vector database behind
  `{= module =}.Memory.Backend` in place of this module.

  When the embedder fails or takes too long, nothing is recalled: an answer without memories is better than none.

{= decision | doc =}
  """

  @behaviour {= module =}.Memory.Backend

  use GenServer

  alias {= module =}.Memory.Backend
  alias {= module =}.Memory.Vectors.Cosine
  alias {= module =}.Memory.Vectors.Hashing
  alias {= module =}.Settings
  alias {= module =}.Tasks

  @doc false
  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(_opts), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  @impl Backend
  def put(agent, text) do
    key = {agent, System.unique_integer([:monotonic])}
    true = :ets.insert(__MODULE__, {key, text, nil})
    bound(agent)
  end

  @impl Backend
  def recall(agent, query, limit) do
    case :ets.match_object(__MODULE__, {{agent, :_}, :_, :_}) do
      [] -> []
      rows -> nearest(rows, query, limit)
    end
  end

  @impl Backend
  def forget(agent) do
    true = :ets.match_delete(__MODULE__, {{agent, :_}, :_, :_})
    :ok
  end

  @impl GenServer
  def init([]) do
    __MODULE__ =
      :ets.new(__MODULE__, [
        :named_table,
        :public,
        :ordered_set,
        read_concurrency: true,
        write_concurrency: true
      ])

    {:ok, nil}
  end

  defp nearest(rows, query, limit) do
    {new, known} = Enum.split_with(rows, fn {_key, _text, vector} -> vector == nil end)

    case embed([query | for({_key, text, nil} <- new, do: text)]) do
      {:ok, [wanted | vectors]} ->
        (known ++ keep(new, vectors))
        |> scored(wanted)
        |> Enum.sort(:desc)
        |> Enum.take(limit)
        |> Enum.map(fn {_likeness, _key, text} -> text end)

      :error ->
        []
    end
  end

  defp scored(rows, wanted) do
    least = Settings.get(:vector_likeness)
    wanted = Cosine.to_list(wanted)

    for {key, text, vector} <- rows,
        likeness = Cosine.dot(vector, wanted),
        likeness >= least,
        do: {likeness, key, text}
  end

  # Only rows that are still there get their vector: what was forgotten meanwhile stays forgotten.
  defp keep(rows, vectors) do
    for {{key, text, nil}, vector} <- Enum.zip(rows, vectors) do
      _there? = :ets.update_element(__MODULE__, key, {3, vector})
      {key, text, vector}
    end
  end

  defp embed(texts) do
    embedder = embedder()
    task = Tasks.async(fn -> embedder.embed(texts) end)

    case Task.yield(task, Settings.get(:embed_timeout)) || Task.shutdown(task, :brutal_kill) do
      {:ok, {:ok, vectors}} when length(vectors) == length(texts) ->
        {:ok, Enum.map(vectors, &Cosine.unit/1)}

      _failed ->
        :error
    end
  end

  defp embedder do
    case Settings.get(:embedder) do
      :hashing -> Hashing
      module -> module
    end
  end

  # The oldest text of the agent goes when there are too many; its keys are neighbours, so counting stops early.
  defp bound(agent) do
    limit = Settings.get(:vector_limit)

    case :ets.select(__MODULE__, [{{{agent, :"$1"}, :_, :_}, [], [:"$1"]}], limit + 1) do
      {[oldest | _more] = numbers, _continuation} when length(numbers) > limit ->
        true = :ets.delete(__MODULE__, {agent, oldest})
        :ok

      _within ->
        :ok
    end
  end
end
