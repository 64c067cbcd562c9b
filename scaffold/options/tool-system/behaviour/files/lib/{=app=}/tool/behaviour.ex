defmodule {= module =}.Tool.Behaviour do
  @moduledoc """
  Tools as modules: the compiler checks that one is complete.

      defmodule Weather do
        @behaviour {= module =}.Tool.Behaviour

        @impl true
        def name, do: "weather"

        @impl true
        def description, do: "The weather at a place."

        @impl true
        def parameters do
          %{
            "type" => "object",
            "properties" => %{"place" => %{"type" => "string"}},
            "required" => ["place"]
          }
        end

        @impl true
        def run(%{"place" => place}, _context), do: {:ok, "sunny in " <> place}
      end

  `c:options/0` may add what a tool needs beyond the defaults: `:permission`, `:timeout`, `:retries`, `:output`.

{= decision | doc =}
  """

  @behaviour {= module =}.Tool.Source

  alias {= module =}.Tool.Context
  alias {= module =}.Tool.Definition
  alias {= module =}.Tool.Source

  @type option ::
          {:permission, Definition.permission()}
          | {:timeout, pos_integer()}
          | {:retries, non_neg_integer()}
          | {:output, map()}

  @callback name() :: String.t()
  @callback description() :: String.t()
  @callback parameters() :: map()
  @callback options() :: [option()]
  @callback run(arguments :: map(), Context.t()) :: {:ok, term()} | {:error, term()}

  @optional_callbacks options: 0

  @impl Source
  def definition(module) when is_atom(module) do
    if Code.ensure_loaded?(module) and function_exported?(module, :run, 2) and
         function_exported?(module, :parameters, 0) do
      {:ok, describe(module)}
    else
      :unknown
    end
  end

  def definition(_item), do: :unknown

  @impl Source
  def run(module, arguments, context), do: module.run(arguments, context)

  defp describe(module) do
    options = if function_exported?(module, :options, 0), do: module.options(), else: []

    struct!(
      %Definition{
        name: module.name(),
        description: module.description(),
        parameters: module.parameters(),
        source: __MODULE__,
        item: module
      },
      options
    )
  end
end
