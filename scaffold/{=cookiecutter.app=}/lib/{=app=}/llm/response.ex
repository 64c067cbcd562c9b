defmodule {= module =}.LLM.Response do
  @moduledoc "What a model answered: text, calls of tools, or both; `usage` is in tokens where the provider says so."

  alias {= module =}.Tool.Call

  @enforce_keys [:text]
  defstruct [:text, calls: [], usage: %{}]

  @type t :: %__MODULE__{
          text: String.t(),
          calls: [Call.t()],
          usage: %{optional(:input | :output) => non_neg_integer()}
        }
end
