defmodule {= module =}.Memory.Expiring do
  @moduledoc """
  A memory in an ETS table that forgets.

  Rows are keyed by agent and number, in an ordered table, so that one agent's texts are one range: finding them
  costs nothing for what others remember. Agents write and read without a message; this process owns the table and
  removes what has expired, in rounds. What has expired is not found, removed or not.

  The words of a text are found when it is written, once. Found is what shares most words with the question, the newest first among equals.

{= decision | doc =}
  """

  @behaviour {= module =}.Memory.Backend

  use GenServer

  alias {= module =}.Memory.Backend
  alias {= module =}.Settings

  @doc false
  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(_opts), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  @impl Backend
  def put(agent, text) do
    number = System.unique_integer([:monotonic])

    true =
      :ets.insert(
        __MODULE__,
        {{agent, number}, now() + Settings.get(:memory_ttl), text, words(text)}
      )

    bound(agent)
  end

  @impl Backend
  def recall(agent, query, limit) do
    case :ets.match_object(__MODULE__, {{agent, :_}, :_, :_, :_}) do
      [] -> []
      rows -> best(rows, Map.from_keys(words(query), true), limit)
    end
  end

  defp best(rows, wanted, limit) do
    now = now()

    scored =
      for {{_agent, number}, expires_at, text, words} <- rows,
          expires_at > now,
          score = Enum.count(words, &is_map_key(wanted, &1)),
          score > 0,
          do: {score, number, text}

    scored
    |> Enum.sort(:desc)
    |> Enum.take(limit)
    |> Enum.map(fn {_score, _number, text} -> text end)
  end

  @impl Backend
  def forget(agent) do
    true = :ets.match_delete(__MODULE__, {{agent, :_}, :_, :_, :_})
    :ok
  end

  @doc "Removes what has expired by now; returns how many texts that were."
  @spec sweep() :: non_neg_integer()
  def sweep do
    :ets.select_delete(__MODULE__, [{{:_, :"$1", :_, :_}, [{:"=<", :"$1", now()}], [true]}])
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

    {:ok, schedule()}
  end

  @impl GenServer
  def handle_info(:sweep, _timer) do
    _removed = sweep()
    {:noreply, schedule()}
  end

  defp schedule, do: Process.send_after(self(), :sweep, Settings.get(:memory_sweep))

  # The oldest text of the agent goes when there are too many; its keys are neighbours, so counting stops early.
  defp bound(agent) do
    limit = Settings.get(:memory_limit)

    case :ets.select(__MODULE__, [{{{agent, :"$1"}, :_, :_, :_}, [], [:"$1"]}], limit + 1) do
      {[oldest | _more] = numbers, _continuation} when length(numbers) > limit ->
        true = :ets.delete(__MODULE__, {agent, oldest})
        :ok

      _within ->
        :ok
    end
  end

  defp words(text) do
    ~r/[\p{L}\p{N}]{3,}/u |> Regex.scan(String.downcase(text)) |> List.flatten() |> Enum.uniq()
  end

  defp now, do: System.monotonic_time(:millisecond)
end
