defmodule {= module =}.Memory.Vectors.Embedder do
  @moduledoc """
  Turns texts into vectors, such that texts of like meaning get vectors of like direction. The setting `:embedder`
  names the module; it is called in a process of its own, with all texts at once, and has `:embed_timeout`.

  Vectors of different embedders do not compare: changing the embedder takes a new table.
  """

  @type vector :: [number(), ...]

  @doc "A vector for each text, in the same order and all of the same length; they need not be of unit length."
  @callback embed([String.t(), ...]) :: {:ok, [vector(), ...]} | {:error, term()}
end
