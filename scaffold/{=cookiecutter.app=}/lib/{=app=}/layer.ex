defmodule {= module =}.Layer do
  @moduledoc """
  Something that stands around each call that leaves the application: a rate limit, a circuit breaker.

  A layer either calls `next` and returns what it returned, perhaps after noting it, or returns an error without
  calling. Layers run in the process that makes the call, never in an agent's.
  """

  alias {= module =}.Error

  @typedoc "What is about to be called: a model or a tool, by name, and for which agent."
  @type context :: %{kind: :model | :tool, name: String.t(), agent: String.t()}

  @type result :: {:ok, term()} | {:error, Error.t()}

  @callback call(context(), next :: (-> result())) :: result()

  @doc "Runs `fun` inside of all layers, the first one outermost."
  @spec run([module()], context(), (-> result())) :: result()
  def run([], _context, fun), do: fun.()

  def run([layer | rest], context, fun),
    do: layer.call(context, fn -> run(rest, context, fun) end)
end
