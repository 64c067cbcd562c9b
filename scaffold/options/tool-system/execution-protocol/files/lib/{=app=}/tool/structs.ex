defmodule {= module =}.Tool.Structs do
  @moduledoc """
  Runs tools that are structs with an implementation of `{= module =}.Tool.Executable`. An item is such a struct.

{= decision | doc =}
  """

  @behaviour {= module =}.Tool.Source

  alias {= module =}.Tool.Definition
  alias {= module =}.Tool.Executable

  @impl true
  def definition(%_struct{} = item) do
    case Executable.impl_for(item) do
      nil ->
        :unknown

      implementation ->
        fields = Map.merge(implementation.describe(item), %{source: __MODULE__, item: item})
        {:ok, struct!(Definition, fields)}
    end
  end

  def definition(_item), do: :unknown

  @impl true
  def run(item, arguments, context), do: Executable.run(item, arguments, context)
end
