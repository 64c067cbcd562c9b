defmodule {= module =}.Host.Type do
  @moduledoc """
  The process of one type of agent: it has the type's spec and starts an exchange for each question, with the
  conversation that the question brings. Exchanges run in tasks, at the same time, and are watched here, so the
  process only ever does what takes microseconds.

  It is `:transient`: it comes back after a crash, and ends when its last conversation is closed. Its exchanges end
  with it. When it is shut down they may finish within `:shutdown_grace`, and whoever waits gets the reply.

{= decision | doc =}
  """

  use GenServer, restart: :transient

  alias {= module =}.Agents
  alias {= module =}.Error
  alias {= module =}.Host.Exchange
  alias {= module =}.Settings
  alias {= module =}.Spec
  alias {= module =}.Tasks

  @state_version 1

  @doc false
  @spec child_spec(Spec.t()) :: Supervisor.child_spec()
  def child_spec(spec), do: Map.put(super(spec), :shutdown, Exchange.shutdown())

  @doc false
  @spec start_link(Spec.t()) :: GenServer.on_start()
  def start_link(%Spec{} = spec) do
    name = {:via, Registry, {Agents.Registry, spec.id}}

    # As an error a second start would count as a crash of the partition; ignored, it leaves one process.
    case GenServer.start_link(__MODULE__, spec, name: name) do
      {:error, {:already_started, _pid}} -> :ignore
      started -> started
    end
  end

  @doc "An exchange as it is sent: without the spec, which this process has."
  @spec strip(Exchange.t()) :: Exchange.t()
  def strip(%Exchange{handle: handle} = exchange) do
    %{exchange | handle: %{handle | state: Map.take(handle.state, [:cell])}}
  end

  @impl true
  def init(%Spec{} = spec) do
    _ = Process.flag(:trap_exit, true)
    {:ok, %{version: @state_version, spec: spec, open: MapSet.new(), running: %{}}}
  end

  @impl true
  def handle_call({:join, id, spec}, _from, %{spec: spec} = state) do
    {:reply, {:ok, id}, open(state, id)}
  end

  def handle_call({:join, _id, _other}, _from, state) do
    message = "there is an agent #{inspect(state.spec.id)} already, with other options"
    {:reply, {:error, Error.new(:already_started, message)}, state}
  end

  def handle_call({:leave, id}, _from, state) do
    open = MapSet.delete(state.open, id)
    state = %{state | open: open}
    if MapSet.size(open) == 0, do: {:stop, :normal, :ok, state}, else: {:reply, :ok, state}
  end

  def handle_call({:ask, exchange}, from, state) do
    case begin(exchange, {:caller, from}, state) do
      {:ok, _pid, state} -> {:noreply, state}
      {:error, error} -> {:reply, {:error, error}, state}
    end
  end

  def handle_call({:stream, exchange}, _from, state) do
    case begin(exchange, :follower, state) do
      {:ok, pid, state} -> {:reply, {:ok, pid}, state}
      {:error, error} -> {:reply, {:error, error}, state}
    end
  end

  @impl true
  def handle_info({ref, result}, state) when is_map_key(state.running, ref) do
    true = Process.demonitor(ref, [:flush])
    {:noreply, conclude(state, ref, result)}
  end

  def handle_info({:DOWN, ref, :process, _pid, reason}, state)
      when is_map_key(state.running, ref) do
    {:noreply, conclude(state, ref, {:error, Error.from_exit(reason)})}
  end

  # Registering links to the registry: when that goes the name is gone, so the process starts anew and registers. The
  # registry shuts down those of its partitions that did not crash, and a transient process that stops with
  # `:shutdown` would stay away.
  def handle_info({:EXIT, _pid, reason}, state) when reason != :normal do
    {:stop, {:unregistered, reason}, state}
  end

  # A task's exit, or the late answer to somebody who is no longer waited for.
  def handle_info(_late, state), do: {:noreply, state}

  @impl true
  def terminate(_reason, state) do
    deadline = System.monotonic_time(:millisecond) + Settings.get(:shutdown_grace)
    drain(state, deadline)
  end

  @impl true
  def code_change(_old, %{version: @state_version} = state, _extra), do: {:ok, state}

  defp begin(exchange, client, state) do
    most = Settings.get(:type_concurrency)

    if map_size(state.running) < most do
      exchange = complete(exchange, state.spec)
      task = Tasks.async(fn -> Exchange.run(exchange) end)
      state = open(state, exchange.handle.id)
      {:ok, task.pid, %{state | running: Map.put(state.running, task.ref, client)}}
    else
      {:error, Error.new(:busy, "#{most} questions are under way already")}
    end
  end

  defp complete(%Exchange{handle: %{id: id, state: state} = handle} = exchange, spec) do
    state = Map.merge(state, %{type: spec, spec: %{spec | id: id}})
    %{exchange | handle: %{handle | state: state}}
  end

  # Also noted with each question, because a restarted process does not know who had joined.
  defp open(state, id), do: %{state | open: MapSet.put(state.open, id)}

  defp conclude(state, ref, result) do
    {client, running} = Map.pop!(state.running, ref)
    :ok = answer(client, result)
    %{state | running: running}
  end

  defp answer({:caller, from}, result), do: GenServer.reply(from, result)
  defp answer(:follower, _result), do: :ok

  defp drain(%{running: running}, _deadline) when map_size(running) == 0, do: :ok

  defp drain(state, deadline) do
    receive do
      {ref, result} when is_map_key(state.running, ref) ->
        state |> conclude(ref, result) |> drain(deadline)

      {:DOWN, ref, :process, _pid, reason} when is_map_key(state.running, ref) ->
        state |> conclude(ref, {:error, Error.from_exit(reason)}) |> drain(deadline)
    after
      max(deadline - System.monotonic_time(:millisecond), 0) ->
        error = {:error, Error.new(:shutdown, "the agent was shut down")}
        Enum.each(state.running, fn {_ref, client} -> answer(client, error) end)
    end
  end
end
