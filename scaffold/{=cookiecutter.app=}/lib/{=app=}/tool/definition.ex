defmodule {= module =}.Tool.Definition do
  @moduledoc """
  A tool as the model and the executor see it, whatever way it was declared in.

  - `name`, `description`, `parameters`: what the model is told; `parameters` is a JSON Schema
    (`{= module =}.Schema` says which keywords count).
  - `output`: a JSON Schema for the result, or nil when any result will do.
  - `permission`: `:safe` runs for everyone; `:dangerous` runs for agents with a grant for it; `:approval` asks a
    person (the agent's `:approver`) each time. What an agent was not granted is denied.
  - `timeout`: milliseconds for one attempt, or nil for the setting `:tool_timeout`.
  - `retries`: how often a retryable failure is tried again.
  - `source`, `item`: the `{= module =}.Tool.Source` that runs it, and what that source calls it.
  """

  alias {= module =}.Schema.References

  @enforce_keys [:name, :description, :parameters, :source, :item]
  defstruct [
    :name,
    :description,
    :parameters,
    :source,
    :item,
    output: nil,
    permission: :safe,
    timeout: nil,
    retries: 0
  ]

  @type permission :: :safe | :dangerous | :approval

  @type t :: %__MODULE__{
          name: String.t(),
          description: String.t(),
          parameters: map(),
          source: module(),
          item: term(),
          output: map() | nil,
          permission: permission(),
          timeout: pos_integer() | nil,
          retries: non_neg_integer()
        }

  @doc "`:ok`, or why no call of the tool could be checked: references in its schemas that cannot be followed."
  @spec check(t()) :: :ok | {:error, String.t()}
  def check(%__MODULE__{} = definition) do
    problems =
      for field <- [:parameters, :output],
          {:error, problems} <- [References.check(Map.fetch!(definition, field))],
          problem <- problems,
          do: "#{field}: #{problem}"

    case problems do
      [] -> :ok
      problems -> {:error, "the tool #{inspect(definition.name)}: #{Enum.join(problems, "; ")}"}
    end
  end
end
