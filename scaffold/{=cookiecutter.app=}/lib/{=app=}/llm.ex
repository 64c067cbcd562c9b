defmodule {= module =}.LLM do
  @moduledoc """
  A model: `{module, config}`, where the module has this behaviour.

  `c:chat/3` blocks until the answer is there and calls `emit` with each piece of text as it arrives, if somebody
  follows (`emit` is nil otherwise). It is called in a process of its own that may be killed at any time: whatever
  it holds (a connection) must go when that process goes.

{= decided("llm-integration") | doc =}
  """

  alias {= module =}.Error
  alias {= module =}.LLM.Request
  alias {= module =}.LLM.Response

  @type emit :: (String.t() -> :ok) | nil

  @callback chat(Request.t(), config :: term(), emit()) ::
              {:ok, Response.t()} | {:error, Error.t()}
end
