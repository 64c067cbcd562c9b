defmodule {= module =}.Coordination.Backend do
  @moduledoc """
  Groups of processes, and where the backend can do it, desks that exist once: the seam of the coordination between
  agents.
  """

  alias {= module =}.Coordination.Desk
  alias {= module =}.Error

  @type group :: String.t()

  @doc "How far groups reach: this node, or all connected ones."
  @callback reach() :: :node | :cluster

  @callback join(group()) :: :ok | {:error, Error.t()}
  @callback leave(group()) :: :ok | {:error, Error.t()}
  @callback members(group()) :: [pid()]

  @doc "Sends a message to all in a group, where the backend has a better way than one by one."
  @callback broadcast(group(), message :: term()) :: :ok

  @doc """
  Sees to it that a desk of this name exists, once in the cluster as far as nodes see each other: on a node that the
  backend chooses, and on another one when that is lost. Returns the one that is there.
  """
  @callback place(name :: String.t(), [Desk.option()]) :: {:ok, pid()} | {:error, Error.t()}

  @doc "The desk of that name."
  @callback whereis(name :: String.t()) :: {:ok, pid()} | :error

  @optional_callbacks broadcast: 2, place: 2, whereis: 1
end
