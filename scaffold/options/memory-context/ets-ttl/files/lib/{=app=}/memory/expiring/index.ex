defmodule {= module =}.Memory.Expiring.Index do
  @moduledoc """
  Which texts of an agent hold a word: a row for each pair of word and text, in an ordered table, so that the texts
  of one word are a range and the newest of them are its end.
  """

  # A word that is in more texts than this says little about any of them.
  @per_word 50

  @type word :: String.t()

  @doc "Makes the table, owned by the calling process."
  @spec create() :: :ok
  def create do
    __MODULE__ =
      :ets.new(__MODULE__, [
        :named_table,
        :public,
        :ordered_set,
        read_concurrency: true,
        write_concurrency: true
      ])

    :ok
  end

  @doc "The words of a text, of three letters or more, each once."
  @spec words(String.t()) :: [word()]
  def words(text) do
    ~r/[\p{L}\p{N}]{3,}/u |> Regex.scan(String.downcase(text)) |> Enum.concat() |> Enum.uniq()
  end

  @doc "Notes the words of a text."
  @spec add(String.t(), pos_integer(), [word()]) :: :ok
  def add(agent, number, words) do
    true = :ets.insert(__MODULE__, for(word <- words, do: {{agent, word, number}}))
    :ok
  end

  @doc "Removes the words of a text."
  @spec remove(String.t(), pos_integer(), [word()]) :: :ok
  def remove(agent, number, words) do
    Enum.each(words, &:ets.delete(__MODULE__, {agent, &1, number}))
  end

  @doc "Removes all words of an agent."
  @spec forget(String.t()) :: :ok
  def forget(agent) do
    true = :ets.match_delete(__MODULE__, {{agent, :_, :_}})
    :ok
  end

  @doc "How many of these words each text has, of the texts that have any."
  @spec scores(String.t(), [word()]) :: %{pos_integer() => pos_integer()}
  def scores(agent, words) do
    for word <- words, number <- numbers(agent, word), reduce: %{} do
      scores -> Map.update(scores, number, 1, &(&1 + 1))
    end
  end

  defp numbers(agent, word) do
    case :ets.select_reverse(__MODULE__, [{{{agent, word, :"$1"}}, [], [:"$1"]}], @per_word) do
      {numbers, _continuation} -> numbers
      :"$end_of_table" -> []
    end
  end
end
