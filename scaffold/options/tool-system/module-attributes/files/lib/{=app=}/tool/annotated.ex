defmodule {= module =}.Tool.Annotated do
  @moduledoc """
  Runs tools that are functions of modules with `use {= module =}.Tool`. An item is `{module, function}`.

{= decision | doc =}
  """

  @behaviour {= module =}.Tool.Source

  alias {= module =}.Tool.Definition

  @impl true
  def definition({module, function} = item) when is_atom(module) and is_atom(function) do
    with true <- Code.ensure_loaded?(module) and function_exported?(module, :__tools__, 0),
         {:ok, options} <- Keyword.fetch(module.__tools__(), function) do
      {:ok, struct!(Definition, [source: __MODULE__, item: item] ++ options)}
    else
      _no_tool -> :unknown
    end
  end

  def definition(_item), do: :unknown

  @impl true
  def run({module, function}, arguments, context),
    do: apply(module, function, [arguments, context])
end
