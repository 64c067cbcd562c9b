defmodule {= module =}.TestTools.Annotated do
  @moduledoc "The contract suite's tools as functions under attributes."

  @behaviour {= module =}.TestTools

  use {= module =}.Tool

  alias {= module =}.TestTools
  alias {= module =}.Tool.Context

  for kind <- TestTools.kinds() do
    described = TestTools.describe(kind)

    @tool [description: described.description, parameters: described.parameters] ++
            described.options
    @doc false
    @spec unquote(kind)(map(), Context.t()) :: {:ok, term()} | {:error, term()}
    def unquote(kind)(arguments, context), do: TestTools.run(unquote(kind), arguments, context)
  end

  @impl true
  def item(kind), do: {__MODULE__, kind}
end
