defmodule {= module =}.LLM.Flow do
  @moduledoc """
  How the pieces of an answer get from the call of a model to whoever follows it.

  A flow runs the call with a function of its own to report pieces with, and sees to it that each piece reaches
  `emit`, in order, before it returns what the call returned. Answers that nobody follows do not pass through flows.
  """

  alias {= module =}.Error
  alias {= module =}.LLM.Response

  @type emit :: (String.t() -> :ok)
  @type result :: {:ok, Response.t()} | {:error, Error.t()}

  @callback run(agent :: String.t(), emit(), call :: (emit() -> result())) :: result()

  @doc "Runs `call` through all flows, the first one nearest to whoever follows."
  @spec run([module()], String.t(), emit() | nil, (emit() | nil -> result())) :: result()
  def run(_flows, _agent, nil, call), do: call.(nil)
  def run([], _agent, emit, call), do: call.(emit)

  def run([flow | rest], agent, emit, call),
    do: flow.run(agent, emit, &run(rest, agent, &1, call))
end
