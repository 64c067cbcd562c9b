defmodule {= module =}.Memory.Expiring do
  @moduledoc """
  A memory in an ETS table that forgets.

  Texts are keyed by agent and number, in an ordered table: one agent's texts are one range, the oldest first, and
  what others remember costs nothing. A second table is the index, from words to numbers, so that a question looks
  at the texts that share a word with it and at no others. Agents write and read without a message; this process
  owns the tables and removes what has expired, in rounds. What has expired is not found, removed or not.

  Found is what shares most words with the question, the newest first among equals. The work has a limit: a
  question's first words are looked up (`@query_words`), and of each word the newest texts.

{= decision | doc =}
  """

  @behaviour {= module =}.Memory.Backend

  use GenServer

  alias {= module =}.Memory.Backend
  alias {= module =}.Memory.Expiring.Index
  alias {= module =}.Settings

  @query_words 20

  # Rows removed at a time, so that a round never holds many of them at once.
  @batch 500

  @doc false
  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(_opts), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  @impl Backend
  def put(agent, text) do
    words = Index.words(text)
    number = insert(agent, newest(agent) + 1, text, words)
    :ok = Index.add(agent, number, words)
    bound(agent, number)
  end

  @impl Backend
  def recall(agent, query, limit) do
    case newest(agent) do
      0 -> []
      _some -> best(agent, query |> Index.words() |> Enum.take(@query_words), limit)
    end
  end

  @impl Backend
  def forget(agent) do
    true = :ets.match_delete(__MODULE__, {{agent, :_}, :_, :_, :_})
    Index.forget(agent)
  end

  @doc "Removes what has expired by now; returns how many texts that were."
  @spec sweep() :: non_neg_integer()
  def sweep do
    expired = [{{:"$1", :"$2", :_, :_}, [{:"=<", :"$2", now()}], [:"$1"]}]
    remove(:ets.select(__MODULE__, expired, @batch), 0)
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

    :ok = Index.create()
    {:ok, schedule()}
  end

  @impl GenServer
  def handle_info(:sweep, _timer) do
    _removed = sweep()
    {:noreply, schedule()}
  end

  defp schedule, do: Process.send_after(self(), :sweep, Settings.get(:memory_sweep))

  # Numbers follow each other, from 1. Should two processes write for one agent, the later takes the next number.
  defp insert(agent, number, text, words) do
    row = {{agent, number}, now() + Settings.get(:memory_ttl), text, words}
    if :ets.insert_new(__MODULE__, row), do: number, else: insert(agent, number + 1, text, words)
  end

  # An atom comes after every number, so what precedes it is the agent's last text.
  defp newest(agent) do
    case :ets.prev(__MODULE__, {agent, :last}) do
      {^agent, number} -> number
      _none -> 0
    end
  end

  # The oldest texts of the agent go when there are too many.
  defp bound(agent, newest) do
    case :ets.next(__MODULE__, {agent, 0}) do
      {^agent, oldest} = key ->
        if newest - oldest >= Settings.get(:memory_limit) do
          _removed = delete(key)
          bound(agent, newest)
        else
          :ok
        end

      _forgotten ->
        :ok
    end
  end

  defp best(agent, words, limit) do
    now = now()

    agent
    |> Index.scores(words)
    |> Enum.sort_by(fn {number, score} -> {score, number} end, :desc)
    |> Stream.flat_map(fn {number, _score} -> living(agent, number, now) end)
    |> Enum.take(limit)
  end

  defp living(agent, number, now) do
    case :ets.lookup(__MODULE__, {agent, number}) do
      [{_key, expires_at, text, _words}] when expires_at > now -> [text]
      _gone -> []
    end
  end

  defp remove(:"$end_of_table", removed), do: removed

  defp remove({keys, continuation}, removed) do
    count = keys |> Enum.map(&delete/1) |> Enum.sum()
    remove(:ets.select(continuation), removed + count)
  end

  defp delete({agent, number} = key) do
    case :ets.take(__MODULE__, key) do
      [{^key, _expires_at, _text, words}] ->
        :ok = Index.remove(agent, number, words)
        1

      [] ->
        0
    end
  end

  defp now, do: System.monotonic_time(:millisecond)
end
