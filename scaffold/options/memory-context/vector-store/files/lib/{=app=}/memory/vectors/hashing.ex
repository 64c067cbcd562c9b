defmodule {= module =}.Memory.Vectors.Hashing do
  @moduledoc """
  An embedder without a model: words and their trigrams are hashed into the dimensions of the vector, each with a
  sign, so that texts which share words, or forms of them, point in like directions. It knows nothing of meaning:
  where "car" should find "vehicle", name an embedding model in the setting `:embedder`.
  """

  @behaviour {= module =}.Memory.Vectors.Embedder

  @dimensions 256
  @word_weight 2.0

  @impl true
  def embed(texts), do: {:ok, Enum.map(texts, &vector/1)}

  defp vector(text) do
    weights =
      for word <- words(text), feature <- features(word), reduce: %{} do
        weights -> add(weights, feature)
      end

    for dimension <- 0..(@dimensions - 1), do: Map.get(weights, dimension, 0.0)
  end

  defp add(weights, {feature, weight}) do
    hash = :erlang.phash2(feature, @dimensions * 2)
    signed = if hash < @dimensions, do: weight, else: -weight
    Map.update(weights, rem(hash, @dimensions), signed, &(&1 + signed))
  end

  defp features(word) do
    trigrams = word |> String.graphemes() |> Enum.chunk_every(3, 1, :discard)
    [{word, @word_weight} | Enum.map(trigrams, &{&1, 1.0})]
  end

  defp words(text) do
    ~r/[\p{L}\p{N}]{3,}/u |> Regex.scan(String.downcase(text)) |> List.flatten()
  end
end
