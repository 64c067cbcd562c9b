defmodule {= module =}.Coordination.Backend do
  @moduledoc "Groups of processes: the seam of the coordination between agents."

  @type group :: String.t()

  @doc "How far groups reach: this node, or all connected ones."
  @callback reach() :: :node | :cluster

  @callback join(group()) :: :ok
  @callback leave(group()) :: :ok
  @callback members(group()) :: [pid()]

  @doc "Sends a message to all in a group, where the backend has a better way than one by one."
  @callback broadcast(group(), message :: term()) :: :ok

  @optional_callbacks broadcast: 2
end
