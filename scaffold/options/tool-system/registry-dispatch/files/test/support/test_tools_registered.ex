defmodule {= module =}.TestTools.Registered do
  @moduledoc "The contract suite's tools, registered at run time under names of their own."

  @behaviour {= module =}.TestTools

  alias {= module =}.TestTools
  alias {= module =}.Tool.Context
  alias {= module =}.Tool.Directory

  @impl true
  def item(kind) do
    described = TestTools.describe(kind)
    fields = [description: described.description, parameters: described.parameters]
    :ok = Directory.register(described.name, {__MODULE__, kind}, fields ++ described.options)
    described.name
  end

  for kind <- TestTools.kinds() do
    @kind kind

    @doc false
    @spec unquote(kind)(map(), Context.t()) :: {:ok, term()} | {:error, term()}
    def unquote(kind)(arguments, context), do: TestTools.run(@kind, arguments, context)
  end
end
