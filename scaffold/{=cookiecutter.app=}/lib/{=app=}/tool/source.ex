defmodule {= module =}.Tool.Source do
  @moduledoc """
  A way to declare tools. Each source recognises its own kind of item in an agent's `:tools` list and runs it.

  Tools run in a process of their own, under a time and a memory limit, after their arguments were checked: see
  `{= module =}.Tool.Executor`. A source only looks up and calls.
  """

  alias {= module =}.Tool.Context
  alias {= module =}.Tool.Definition

  @doc "The definition of an item that this source knows, or `:unknown`."
  @callback definition(item :: term()) :: {:ok, Definition.t()} | :unknown

  @doc "Runs the tool. Returning, raising, exiting and being killed are all dealt with by the executor."
  @callback run(item :: term(), arguments :: map(), Context.t()) ::
              {:ok, term()} | {:error, term()}

  @doc "The definition of an item by the first source that knows it."
  @spec resolve(term(), [module()]) :: {:ok, Definition.t()} | :unknown
  def resolve(item, sources) do
    Enum.find_value(sources, :unknown, fn source ->
      case source.definition(item) do
        {:ok, definition} -> {:ok, definition}
        :unknown -> nil
      end
    end)
  end
end
