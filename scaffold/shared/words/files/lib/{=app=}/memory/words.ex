defmodule {= module =}.Memory.Words do
  @moduledoc "Finds remembered texts by the words that they share with a question. Texts are cut into words once."

  @type t :: {text :: String.t(), words :: [String.t()]}

  @doc "A text with its words, of three letters or more."
  @spec cut(String.t()) :: t()
  def cut(text), do: {text, words(text)}

  @doc """
  The texts that share most words with the question, at most `limit`; of those that share as many, the earlier in
  the list first.
  """
  @spec best([t()], String.t(), pos_integer()) :: [String.t()]
  def best([], _query, _limit), do: []

  def best(texts, query, limit) do
    wanted = Map.from_keys(words(query), true)

    scored =
      for {text, words} <- texts,
          score = Enum.count(words, &is_map_key(wanted, &1)),
          score > 0,
          do: {score, text}

    scored
    |> Enum.sort_by(fn {score, _text} -> -score end)
    |> Enum.take(limit)
    |> Enum.map(fn {_score, text} -> text end)
  end

  defp words(text) do
    ~r/[\p{L}\p{N}]{3,}/u |> Regex.scan(String.downcase(text)) |> List.flatten() |> Enum.uniq()
  end
end
