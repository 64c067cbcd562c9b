defmodule {= module =}.Message.Event do
  @moduledoc "What flows through `{= module =}.Message.Broadcast`: whose event it is, what happened and when."

  alias {= module =}.Message.Listener

  @enforce_keys [:agent, :event, :at]
  defstruct [:agent, :event, :at]

  @type t :: %__MODULE__{agent: String.t(), event: Listener.event(), at: integer()}
end
