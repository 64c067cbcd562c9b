defmodule {= module =}.Coordination.Replicated do
  @moduledoc """
  Groups and placed agents in Horde: tables that every connected node has a copy of (CRDTs), and a supervisor over
  all of them.

  A change reaches the others within `:replica_period`. In a split brain each side takes the members of the other out
  of its copy, and these removals spread when the sides see each other again: by itself, Horde would then have lost
  members that are alive. So each node keeps what its own processes joined in a table that only it writes
  (`{= module =}.Coordination.Joined`), and puts back what is missing (`{= module =}.Coordination.Rechecks`): groups are
  whole again within `:recheck_period`.

  A placed agent runs on the node that a hash ring says. When that node is lost, or out of sight, another one starts
  the agent again, without its conversation. So in a split both sides may run one of the same name; when they see
  each other again Horde keeps one and stops the other. What must never run twice needs a quorum, and Horde's
  `Horde.UniformQuorumDistribution` (`distribution_strategy`) is one: the smaller side then runs nothing.

  Reading a group walks through all memberships of the cluster, in this node's memory.

{= decision | doc =}
  """

  @behaviour {= module =}.Coordination.Backend

  alias {= module =}.Coordination.Joined
  alias {= module =}.Coordination.Places
  alias {= module =}.Coordination.Replica
  alias {= module =}.Error
  alias {= module =}.Settings
  alias {= module =}.Tasks

  # Milliseconds until a look that was too early is taken again.
  @pause 20

  @typedoc "What the replicated table has an entry for."
  @type key :: {:member, group :: String.t(), pid()} | {:place, name :: String.t()}

  @impl true
  def reach, do: :cluster

  @impl true
  def join(group) do
    if self() in here(group), do: :ok, else: enter({:member, group, self()}, group)
  end

  @impl true
  def leave(group) do
    :ok = Registry.unregister(Joined, group)
    Horde.Registry.unregister(Replica, {:member, group, self()})
  end

  # What this node knows of its own is right at once, and in a split; of others it knows what it was told.
  @impl true
  def members(group) do
    entry = {{:member, group, :"$1"}, :_, :_}
    elsewhere = {:"/=", {:node, :"$1"}, node()}
    here(group) ++ Horde.Registry.select(Replica, [{entry, [elsewhere], [:"$1"]}])
  end

  defp here(group), do: for({pid, _key} <- Registry.lookup(Joined, group), do: pid)

  defp enter(key, group) do
    {:ok, _owner} = Registry.register(Joined, group, key)
    publish(key, self())
  end

  @doc "Puts an entry of a process of this node into the table that all nodes have."
  @spec publish(key(), pid()) :: :ok
  def publish(key, pid) do
    :yes = Horde.Registry.register_name({Replica, key}, pid)
    :ok
  end

  # Placed agents

  @impl true
  def place(name, starts), do: place(name, starts, now() + Settings.get(:call_timeout))

  # Until this node has heard of what somebody else has started, or of nodes that just came.
  defp place(name, starts, deadline) do
    with :error <- whereis(name), {:error, error} <- start(name, starts) do
      cond do
        not error.retryable -> {:error, error}
        now() > deadline -> {:error, error}
        true -> place_later(name, starts, deadline)
      end
    end
  end

  defp place_later(name, starts, deadline) do
    receive do
    after
      @pause -> place(name, starts, deadline)
    end
  end

  defp start(name, starts) do
    spec = %{id: name, start: {__MODULE__, :start_placed, [name, starts]}, restart: :transient}
    task = Tasks.async(fn -> Horde.DynamicSupervisor.start_child(Places, spec) end)

    case Task.yield(task, Settings.get(:call_timeout)) || Task.shutdown(task, :brutal_kill) do
      {:ok, {:ok, pid}} -> {:ok, pid}
      {:ok, {:error, %Error{} = error}} -> {:error, error}
      {:ok, refused} -> {:error, Error.new(:unavailable, "Horde says: #{inspect(refused)}")}
      {:exit, reason} -> {:error, Error.from_exit(reason)}
      nil -> {:error, Error.from_exit(:timeout)}
    end
  end

  defp now, do: System.monotonic_time(:millisecond)

  @impl true
  def whereis(name) do
    case whereis_name(name) do
      :undefined -> :error
      pid -> {:ok, pid}
    end
  end

  @doc false
  @spec start_placed(String.t(), {module(), keyword()}) :: GenServer.on_start()
  def start_placed(name, {module, options}) do
    # Of two that start at once one stays; to a supervisor the other was no failure.
    case module.start_link([{:name, {:via, __MODULE__, name}} | options]) do
      {:error, {:already_started, _other}} -> :ignore
      started -> started
    end
  end

  # What OTP asks a registry of names for: the process itself calls `register_name/2` when it starts.

  @doc false
  @spec register_name(String.t(), pid()) :: :yes | :no
  def register_name(name, pid) when pid == self() do
    {:ok, _owner} = Registry.register(Joined, {:place, name}, {:place, name})

    case Horde.Registry.register(Replica, {:place, name}, nil) do
      {:ok, _owner} ->
        :yes

      {:error, {:already_registered, _other}} ->
        :ok = Registry.unregister(Joined, {:place, name})
        :no
    end
  end

  @doc false
  @spec whereis_name(String.t()) :: pid() | :undefined
  def whereis_name(name), do: Horde.Registry.whereis_name({Replica, {:place, name}})

  @doc false
  @spec unregister_name(String.t()) :: :ok
  def unregister_name(name) do
    :ok = Registry.unregister(Joined, {:place, name})
    Horde.Registry.unregister(Replica, {:place, name})
  end
end
