defmodule {= module =}.TestTools.Behaviour do
  @moduledoc "The contract suite's tools as modules with the tool behaviour."

  @behaviour {= module =}.TestTools

  alias {= module =}.TestTools

  for kind <- TestTools.kinds() do
    defmodule Module.concat(__MODULE__, Macro.camelize(Atom.to_string(kind))) do
      @moduledoc false
      @behaviour {= module =}.Tool.Behaviour
      @kind kind

      @impl true
      def name, do: TestTools.describe(@kind).name

      @impl true
      def description, do: TestTools.describe(@kind).description

      @impl true
      def parameters, do: TestTools.describe(@kind).parameters

      @impl true
      def options, do: TestTools.describe(@kind).options

      @impl true
      def run(arguments, context), do: TestTools.run(@kind, arguments, context)
    end
  end

  @impl true
  def item(kind), do: Module.concat(__MODULE__, Macro.camelize(Atom.to_string(kind)))
end
