defmodule {= module =}.LLM.Request do
  @moduledoc """
  What a model is asked. `step` counts the model calls of the whole conversation and `attempt` the tries of this
  one, from 1, which lets a scripted model answer the same way after a crash.
  """

  alias {= module =}.Message
  alias {= module =}.Tool.Definition

  @enforce_keys [:messages, :agent]
  defstruct [:messages, :agent, tools: [], step: 1, attempt: 1, timeout: 30_000]

  @type t :: %__MODULE__{
          messages: [Message.t()],
          agent: String.t(),
          tools: [Definition.t()],
          step: pos_integer(),
          attempt: pos_integer(),
          timeout: pos_integer()
        }
end
