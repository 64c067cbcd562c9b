defmodule {= module =}.Coordination.Backend do
  @moduledoc """
  Groups of processes, and where the backend can do it, processes that exist once: the seam of the coordination
  between agents.
  """

  alias {= module =}.Error

  @type group :: String.t()

  @typedoc "What is started: a module, and the options of its `start_link/1`, to which the backend may add a `:name`."
  @type starts :: {module(), keyword()}

  @doc "How far groups reach: this node, or all connected ones."
  @callback reach() :: :node | :cluster

  @callback join(group()) :: :ok | {:error, Error.t()}
  @callback leave(group()) :: :ok | {:error, Error.t()}
  @callback members(group()) :: [pid()]

  @doc "Sends a message to all in a group, where the backend has a better way than one by one."
  @callback broadcast(group(), message :: term()) :: :ok

  @doc """
  Sees to it that a process of this name exists, once in the cluster as far as nodes see each other: on a node that
  the backend chooses, and on another one when that is lost. Returns the one that is there.
  """
  @callback place(name :: String.t(), starts()) :: {:ok, pid()} | {:error, Error.t()}

  @doc "The process of that name."
  @callback whereis(name :: String.t()) :: {:ok, pid()} | :error

  @optional_callbacks broadcast: 2, place: 2, whereis: 1
end
