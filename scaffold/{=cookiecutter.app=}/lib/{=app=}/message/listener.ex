defmodule {= module =}.Message.Listener do
  @moduledoc """
  Somebody who listens to all agents: a seam of the message protocol.

  A listener hears each message of a turn when it is there, whatever becomes of the turn, and of turns that are
  followed also what their followers hear, in the same order.

  It is called in the process that calls the model and the tools, so it may make that process wait, for a limited
  time, when it cannot keep up. What goes wrong in a listener is its own business: it never fails the turn.
  """

  alias {= module =}.Message
  alias {= module =}.Tool.Call
  alias {= module =}.Tool.Result

  @type event ::
          {:message, Message.t()}
          | {:chunk, String.t()}
          | {:tool_call, Call.t()}
          | {:tool_progress, call_id :: String.t(), term()}
          | {:tool_result, Result.t()}

  @callback hear(agent :: String.t(), event()) :: :ok
end
