defmodule {= module =}.Coordination.Ring do
  @moduledoc """
  Groups and placed agents in Swarm: a global registry that places what it starts by consistent hashing.

  Every node has a copy of the registry and hears of changes at once. In a split brain each side forgets the members of the
  other, and the sides merge what they know when they see each other again; among more than two nodes that takes
  up to `config :swarm, :anti_entropy_interval`.

  A placed agent (`{= module =}.Coordination.Ring.Seat`) runs on the node that the ring says. When that node is lost, or
  out of sight, another one starts the agent again; when a node joins, the agents that belong on it move there. Either
  way without the conversation. So in a split both sides may run one of the same name, and when they see each
  other again one stays. After a crash of its own an agent is gone until it is placed again: Swarm moves
  processes and does not supervise them.

  Swarm has been dormant since 2021. Its registry is one process on each node, which may wait for others, so every call
  has a limit here.

{= decision | doc =}
  """

  @behaviour {= module =}.Coordination.Backend

  alias {= module =}.Coordination.Ring.Seat
  alias {= module =}.Error
  alias {= module =}.Settings
  alias {= module =}.Tasks

  @impl true
  def reach, do: :cluster

  # Swarm keeps groups as properties of registered processes, so a member gets a name.
  @impl true
  def join(group) do
    member = self()

    limited(fn ->
      :yes = Swarm.register_name({:member, member}, member)
      Swarm.join(group, member)
    end)
  end

  @impl true
  def leave(group) do
    member = self()
    limited(fn -> Swarm.leave(group, member) end)
  end

  @impl true
  def members(group), do: Swarm.members(group)

  @impl true
  def place(name, starts) do
    start = fn ->
      Swarm.whereis_or_register_name({:place, name}, Seat, :open, [starts], limit())
    end

    with {:ok, seat} <- limited(start), do: Seat.occupant(seat)
  end

  @impl true
  def whereis(name) do
    with {:ok, seat} <- limited(fn -> seat(name) end), {:ok, pid} <- Seat.occupant(seat) do
      {:ok, pid}
    else
      _gone -> :error
    end
  end

  defp seat(name) do
    case Swarm.whereis_name({:place, name}) do
      :undefined -> :error
      seat -> {:ok, seat}
    end
  end

  defp limited(fun) do
    task = Tasks.async(fun)

    case Task.yield(task, limit()) || Task.shutdown(task, :brutal_kill) do
      {:ok, {:error, {:invalid_return, {:error, %Error{} = error}}}} -> {:error, error}
      {:ok, {:error, reason}} -> {:error, Error.from_exit(reason)}
      {:ok, result} -> result
      {:exit, reason} -> {:error, Error.from_exit(reason)}
      nil -> {:error, Error.from_exit(:timeout)}
    end
  end

  defp limit, do: Settings.get(:call_timeout)
end
