defprotocol {= module =}.Tool.Executable do
  @moduledoc """
  What makes a struct a tool. Its fields are the tool's settings, so one implementation is as many tools as there
  are values of it, each with its own name:

      defmodule Weather do
        defstruct [:name, unit: :celsius]

        defimpl {= module =}.Tool.Executable do
          def describe(weather) do
            %{
              name: weather.name,
              description: "The weather at a place, in \#{weather.unit}.",
              parameters: %{"type" => "object", "required" => ["place"]}
            }
          end

          def run(weather, %{"place" => place}, _context), do: Station.ask(place, weather.unit)
        end
      end

  The struct is part of the agent: keep in it what may be stored, and secrets out of it.

{= decision | doc =}
  """

  alias {= module =}.Tool.Context
  alias {= module =}.Tool.Definition

  @typedoc "The fields of a `{= module =}.Tool.Definition`, of which the first three are required."
  @type description :: %{
          required(:name) => String.t(),
          required(:description) => String.t(),
          required(:parameters) => map(),
          optional(:permission) => Definition.permission(),
          optional(:timeout) => pos_integer(),
          optional(:retries) => non_neg_integer(),
          optional(:output) => map()
        }

  @doc "What the model and the executor have to know about the tool."
  @spec describe(t()) :: description()
  def describe(tool)

  @doc "Runs the tool, with arguments that match its parameters."
  @spec run(t(), map(), Context.t()) :: {:ok, term()} | {:error, term()}
  def run(tool, arguments, context)
end
