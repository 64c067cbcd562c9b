defmodule {= module =}.Strategy do
  @moduledoc """
  How an agent goes about a question: think and act (`ReAct`), plan first (`PlanAndSolve`), look at its own answer
  again (`Reflection`).

  A strategy is pure. It says what to add to the question, and each time the model answers without asking for a
  tool, whether that is the answer or what to have it think about next. The messages that it adds are seen by the
  model in this turn and do not become part of the conversation. The boolean says whether tools are offered.
  """

  alias {= module =}.Message

  @type state :: term()

  @callback prepare(opts :: keyword()) :: {state(), [Message.t()], tools :: boolean()}

  @callback answered(state(), text :: String.t(), opts :: keyword()) ::
              {:done, reply :: String.t()} | {:again, state(), [Message.t()], tools :: boolean()}
end
