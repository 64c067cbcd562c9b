defmodule {= module =}.TestTools.Structs do
  @moduledoc "The contract suite's tools as structs."

  @behaviour {= module =}.TestTools

  alias {= module =}.TestTools

  @enforce_keys [:kind]
  defstruct [:kind, name: nil]

  @type t :: %__MODULE__{kind: TestTools.kind(), name: String.t() | nil}

  @impl true
  def item(kind), do: %__MODULE__{kind: kind}

  defimpl {= module =}.Tool.Executable do
    @impl true
    def describe(%{kind: kind, name: name}) do
      described = TestTools.describe(kind)

      %{
        name: name || described.name,
        description: described.description,
        parameters: described.parameters
      }
      |> Map.merge(Map.new(described.options))
    end

    @impl true
    def run(%{kind: kind}, arguments, context), do: TestTools.run(kind, arguments, context)
  end
end
