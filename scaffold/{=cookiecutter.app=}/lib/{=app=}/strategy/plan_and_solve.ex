defmodule {= module =}.Strategy.PlanAndSolve do
  @moduledoc """
  First a plan, without tools; then the plan is carried out, with them.

  Options: `:plan_prompt` and `:solve_prompt` replace the wording.
  """

  @behaviour {= module =}.Strategy

  alias {= module =}.Message

  @plan "Before you act: write a short numbered plan for this. Do not carry it out yet."
  @solve "Now carry out the plan step by step and give the final answer."

  @impl true
  def prepare(opts),
    do: {:planning, [Message.user(Keyword.get(opts, :plan_prompt, @plan))], false}

  @impl true
  def answered(:planning, plan, opts) do
    messages = [
      Message.assistant(plan, []),
      Message.user(Keyword.get(opts, :solve_prompt, @solve))
    ]

    {:again, :solving, messages, true}
  end

  def answered(:solving, text, _opts), do: {:done, text}
end
