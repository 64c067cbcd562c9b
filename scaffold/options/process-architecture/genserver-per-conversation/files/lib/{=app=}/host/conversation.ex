defmodule {= module =}.Host.Conversation do
  @moduledoc """
  A process per conversation.

  The process owns the conversation and answers at any time, because it does nothing that blocks: a turn runs in a
  process of the loop, which reports back. Questions that arrive during a turn wait in a bounded queue.

  It is `:transient`: it comes back after a crash, with what the snapshot holds, and stays away after a stop. It
  traps exits so that a supervisor's shutdown lets the turn under way finish (within `:shutdown_grace`) and its
  caller have the reply. An agent whose process has gone, but of which there is a snapshot, is revived by the next
  call.

  After `:hibernate_after` idle milliseconds the process hibernates, which costs nothing while it is busy.

{= decision | doc =}
  """

  @behaviour {= module =}.Host

  use GenServer, restart: :transient

  alias {= module =}.Agents
  alias {= module =}.Conversation
  alias {= module =}.Error
  alias {= module =}.Events
  alias {= module =}.Handle
  alias {= module =}.Host
  alias {= module =}.Loop
  alias {= module =}.Memory
  alias {= module =}.Settings
  alias {= module =}.Spec
  alias {= module =}.Turn

  @state_version 1

  # A caller waits a little longer than its turn may take, so that the agent's own answer about a timeout arrives.
  @grace 100

  # How many milliseconds a registry that is being restarted is waited for.
  @registry_tries 200

  # The host's interface

  @impl Host
  def start(%Spec{} = spec) do
    case start_process(spec) do
      {:ok, _pid} -> {:ok, %Handle{id: spec.id, wiring: spec.wiring}}
      {:error, error} -> {:error, error}
    end
  end

  @impl Host
  def ask(%Handle{} = handle, question, timeout, key) do
    case call(handle, {:ask, question, timeout, key}, timeout) do
      {:ok, reply} -> {:ok, reply, handle}
      {:error, error} -> {:error, error}
    end
  end

  @impl Host
  def stream(%Handle{} = handle, question, timeout, subscriber, ref) do
    request = {:stream, question, timeout, subscriber, ref}

    with {:ok, pid} <- running(handle),
         :ok <- call_process(pid, request, Settings.get(:call_timeout)) do
      {:ok, pid}
    end
  end

  @impl Host
  def cancel(%Handle{}, pid, ref), do: GenServer.cast(pid, {:cancel, ref})

  @impl Host
  def conversation(%Handle{} = handle),
    do: call(handle, :conversation, Settings.get(:call_timeout))

  @impl Host
  def stop(%Handle{} = handle, timeout) do
    case whereis(handle.id) do
      {:ok, pid} ->
        try do
          GenServer.stop(pid, :normal, timeout)
        catch
          :exit, :noproc -> :ok
          :exit, {:noproc, _call} -> :ok
          :exit, reason -> {:error, Error.from_exit(reason)}
        end

      :error ->
        handle.wiring.snapshot.delete(handle.id)
    end
  end

  @impl Host
  def whereis(id) do
    case Registry.lookup(Agents.Registry, id) do
      [{pid, _value}] -> {:ok, pid}
      [] -> :error
    end
  end

  @doc false
  @spec start_link(Spec.t()) :: GenServer.on_start()
  def start_link(%Spec{} = spec) do
    GenServer.start_link(__MODULE__, spec, hibernate_after: Settings.get(:hibernate_after))
  end

  defp start_process(spec) do
    partition = {:via, PartitionSupervisor, {Agents, spec.id}}

    case DynamicSupervisor.start_child(partition, {__MODULE__, spec}) do
      {:ok, pid} ->
        {:ok, pid}

      :ignore ->
        {:error, Error.new(:already_started, "there is an agent #{inspect(spec.id)} already")}

      {:error, reason} ->
        {:error, Host.unreached(reason)}
    end
  rescue
    # The partitions are being started again at this moment.
    ArgumentError -> {:error, Host.unreached(:noproc)}
  catch
    :exit, reason -> {:error, Host.unreached(reason)}
  end

  defp call(handle, request, timeout) do
    with {:ok, pid} <- running(handle), do: call_process(pid, request, timeout)
  end

  defp call_process(pid, request, timeout) do
    GenServer.call(pid, request, patience(timeout))
  catch
    :exit, reason -> {:error, Host.lost(reason)}
  end

  defp running(handle) do
    case whereis(handle.id) do
      {:ok, pid} -> {:ok, pid}
      :error -> revive(handle)
    end
  end

  defp revive(handle) do
    with {:ok, spec, _conversation} <- handle.wiring.snapshot.fetch(handle.id),
         {:ok, pid} <- start_process(%{spec | wiring: handle.wiring}) do
      {:ok, pid}
    else
      :error -> {:error, Host.unknown(handle.id)}
      # Another caller has revived it, or it was restarted, and by the next try it is there.
      {:error, %Error{kind: :already_started}} -> {:error, Host.lost(:noproc)}
      {:error, error} -> {:error, error}
    end
  end

  defp patience(:infinity), do: :infinity
  defp patience(timeout), do: timeout + @grace

  # The process

  @impl GenServer
  def init(%Spec{} = spec) do
    case register(spec.id, @registry_tries) do
      :ok ->
        _ = Process.flag(:trap_exit, true)
        conversation = restore(spec)

        {:ok,
         %{
           version: @state_version,
           spec: spec,
           cell: spec.wiring.store.open(conversation),
           turn: nil,
           queue: :queue.new(),
           waiting: 0
         }}

      # A restart may find that a caller has revived the agent already. As an error that would count as another
      # crash of the partition, again and again; ignored, it leaves one agent.
      :taken ->
        :ignore
    end
  end

  # Here, not by the `:name` of a GenServer: that would look for the name once more, which costs as much as all else
  # that the process does to start.
  defp register(id, tries) do
    case Registry.register(Agents.Registry, id, nil) do
      {:ok, _registry} -> :ok
      {:error, {:already_registered, _pid}} -> :taken
    end
  rescue
    # The registry is being restarted, together with everybody who was registered. To fail now would make each of
    # them another crash.
    error in [ArgumentError, ErlangError] ->
      if tries > 0, do: register_later(id, tries), else: reraise(error, __STACKTRACE__)
  end

  defp register_later(id, tries) do
    receive do
    after
      1 -> register(id, tries - 1)
    end
  end

  defp restore(spec) do
    metadata = %{agent: spec.id}

    case spec.wiring.snapshot.fetch(spec.id) do
      {:ok, _spec, conversation} ->
        :ok = Events.emit([:agent, :restore], %{turns: conversation.turns}, metadata)
        Conversation.upgrade(conversation)

      :error ->
        :ok = Events.emit([:agent, :start], %{}, metadata)
        conversation = Conversation.new(spec.id)
        :ok = spec.wiring.snapshot.save(spec, conversation)
        conversation
    end
  end

  @impl GenServer
  def handle_call({:ask, question, timeout, key}, from, state) do
    case Conversation.reply(state.spec.wiring.store.get(state.cell), key) do
      {:ok, reply} ->
        {:reply, {:ok, reply}, state}

      :error ->
        job = %{question: question, timeout: timeout, client: {:caller, from}, key: key}
        request(job, state)
    end
  end

  def handle_call({:stream, question, timeout, subscriber, ref}, from, state) do
    monitor = Process.monitor(subscriber)
    client = {:subscriber, subscriber, ref, monitor}
    job = %{question: question, timeout: timeout, client: client, key: nil}

    case request(job, state) do
      {:noreply, state} ->
        :ok = GenServer.reply(from, :ok)
        {:noreply, state}

      {:reply, error, state} ->
        true = Process.demonitor(monitor, [:flush])
        {:reply, error, state}
    end
  end

  def handle_call(:conversation, _from, state) do
    {:reply, {:ok, state.spec.wiring.store.get(state.cell)}, state}
  end

  @impl GenServer
  def handle_cast({:cancel, ref}, state), do: {:noreply, cancel_subscription(ref, state)}

  @impl GenServer
  def handle_info({Loop, ref, {:event, event}}, %{turn: %{ref: ref} = turn} = state) do
    :ok = forward(turn.client, event)
    {:noreply, state}
  end

  def handle_info({Loop, ref, {:finished, outcome}}, %{turn: %{ref: ref} = turn} = state) do
    :ok = forget_turn(turn)
    {:noreply, state |> settle(turn, outcome) |> next_job()}
  end

  def handle_info(
        {:DOWN, monitor, :process, _pid, reason},
        %{turn: %{monitor: monitor} = turn} = state
      ) do
    _ = Process.cancel_timer(turn.timer)
    {:noreply, state |> settle(turn, {:error, Error.from_down(reason)}) |> next_job()}
  end

  def handle_info({:turn_timeout, ref}, %{turn: %{ref: ref} = turn} = state) do
    :ok = abandon(state, turn)
    error = Error.new(:timeout, "no answer in #{turn.timeout} ms")
    {:noreply, state |> settle(turn, {:error, error}) |> next_job()}
  end

  def handle_info({:DOWN, monitor, :process, _subscriber, _reason}, state) do
    {:noreply, cancel_where(state, &match?({:subscriber, _pid, _ref, ^monitor}, &1))}
  end

  # Registering links to the registry: when that goes the name is gone, so the process starts anew and registers. The
  # registry shuts down those of its partitions that did not crash, and a transient process that stops with
  # `:shutdown` would stay away.
  def handle_info({:EXIT, _pid, reason}, state) when reason != :normal do
    {:stop, {:unregistered, reason}, state}
  end

  # Messages of a turn that was given up a moment ago.
  def handle_info(_late, state), do: {:noreply, state}

  @impl GenServer
  def terminate(reason, state) do
    :ok = leave(reason, state)
    Events.emit([:agent, :stop], %{}, %{agent: state.spec.id})
  end

  defp leave(:normal, state) do
    :ok = leave(:shutdown, state)
    :ok = state.spec.wiring.snapshot.delete(state.spec.id)
    :ok = state.spec.wiring.store.close(state.cell)
    Memory.forget(state.spec)
  end

  defp leave(:shutdown, state), do: state |> drain() |> refuse_waiting()
  defp leave({:shutdown, _why}, state), do: leave(:shutdown, state)

  # In a crash another process may have taken over by now. Whoever waits hears that the question was lost, and asks
  # that one; an answer recorded here would undo what was recorded there.
  defp leave(_crash, %{turn: nil}), do: :ok
  defp leave(_crash, %{turn: turn} = state), do: abandon(state, turn)

  @impl GenServer
  def code_change(_old, %{version: @state_version} = state, _extra) do
    store = state.spec.wiring.store
    conversation = state.cell |> store.get() |> Conversation.upgrade()
    {:ok, %{state | cell: store.put(state.cell, conversation)}}
  end

  # Turns

  defp request(job, %{turn: nil} = state), do: {:noreply, begin(job, state)}

  defp request(job, state) do
    if state.waiting < Settings.get(:max_queue) do
      {:noreply, %{state | queue: :queue.in(job, state.queue), waiting: state.waiting + 1}}
    else
      {:reply, {:error, Error.new(:busy, "#{state.waiting} questions are waiting already")},
       state}
    end
  end

  defp begin(job, state) do
    %{spec: spec} = state
    ref = make_ref()
    followed = match?({:subscriber, _pid, _ref, _monitor}, job.client)
    conversation = spec.wiring.store.get(state.cell)
    turn = Turn.new(spec, conversation, job.question, followed: followed)

    case spec.wiring.loop.start(turn, self(), ref) do
      {:ok, pid} ->
        running = %{
          ref: ref,
          pid: pid,
          monitor: Process.monitor(pid),
          timer:
            Process.send_after(self(), {:turn_timeout, ref}, limit(job.timeout, spec.timeout)),
          timeout: limit(job.timeout, spec.timeout),
          client: job.client,
          key: job.key
        }

        %{state | turn: running}

      {:error, reason} ->
        :ok = conclude(job.client, {:error, Error.from_exit(reason)}, spec)
        next_job(state)
    end
  end

  defp limit(:infinity, most), do: most
  defp limit(timeout, most), do: min(timeout, most)

  defp next_job(state) do
    case :queue.out(state.queue) do
      {:empty, _queue} ->
        %{state | turn: nil}

      {{:value, job}, queue} ->
        begin(job, %{state | turn: nil, queue: queue, waiting: state.waiting - 1})
    end
  end

  # The reply goes out when the state is safe: who has read an answer can rely on its being remembered.
  defp settle(state, turn, {:ok, %Turn.Outcome{} = outcome}) do
    %{spec: spec} = state
    conversation = spec.wiring.store.get(state.cell)

    {conversation, evicted} =
      Conversation.record(conversation, outcome.messages, outcome.model_calls, spec.history_limit)

    conversation =
      spec |> Memory.remember(conversation, evicted) |> Conversation.answered(turn.key)

    cell = spec.wiring.store.put(state.cell, conversation)
    :ok = spec.wiring.snapshot.save(spec, conversation)
    :ok = conclude(turn.client, {:ok, outcome.reply}, spec)
    %{state | cell: cell}
  end

  defp settle(state, turn, {:error, %Error{}} = failed) do
    :ok = conclude(turn.client, failed, state.spec)
    state
  end

  defp forward({:subscriber, pid, ref, _monitor}, event), do: tell(pid, ref, event)
  defp forward({:caller, _from}, _event), do: :ok

  defp conclude({:caller, from}, result, _spec), do: GenServer.reply(from, result)

  defp conclude({:subscriber, pid, ref, monitor}, result, spec) do
    true = Process.demonitor(monitor, [:flush])

    case result do
      {:ok, reply} -> tell(pid, ref, {:done, reply, %Handle{id: spec.id, wiring: spec.wiring}})
      {:error, error} -> tell(pid, ref, {:error, error})
    end
  end

  defp tell(pid, ref, event) do
    _ = send(pid, {Host, ref, event})
    :ok
  end

  defp cancel_subscription(ref, state) do
    cancel_where(state, &match?({:subscriber, _pid, ^ref, _monitor}, &1))
  end

  defp cancel_where(%{turn: %{client: client} = turn} = state, match?) do
    if match?.(client) do
      :ok = abandon(state, turn)
      :ok = release(client)
      next_job(state)
    else
      cancel_waiting(state, match?)
    end
  end

  defp cancel_where(%{turn: nil} = state, _match?), do: state

  defp cancel_waiting(state, match?) do
    {cancelled, kept} = state.queue |> :queue.to_list() |> Enum.split_with(&match?.(&1.client))
    :ok = Enum.each(cancelled, &release(&1.client))
    %{state | queue: :queue.from_list(kept), waiting: length(kept)}
  end

  defp release({:subscriber, _pid, _ref, monitor}) do
    true = Process.demonitor(monitor, [:flush])
    :ok
  end

  defp release({:caller, _from}), do: :ok

  defp abandon(state, turn) do
    :ok = forget_turn(turn)
    state.spec.wiring.loop.cancel(turn.pid)
  end

  defp forget_turn(turn) do
    true = Process.demonitor(turn.monitor, [:flush])
    _ = Process.cancel_timer(turn.timer)
    :ok
  end

  # While the process ends, the turn under way may still finish: its model has been paid for and its caller waits.
  defp drain(%{turn: nil} = state), do: state

  defp drain(%{turn: %{ref: ref, monitor: monitor} = turn} = state) do
    receive do
      {Loop, ^ref, {:event, event}} ->
        :ok = forward(turn.client, event)
        drain(state)

      {Loop, ^ref, {:finished, outcome}} ->
        %{settle(state, turn, outcome) | turn: nil}

      {:DOWN, ^monitor, :process, _pid, reason} ->
        %{settle(state, turn, {:error, Error.from_down(reason)}) | turn: nil}
    after
      Settings.get(:shutdown_grace) ->
        :ok = abandon(state, turn)

        %{
          settle(state, turn, {:error, Error.new(:shutdown, "the agent was shut down")})
          | turn: nil
        }
    end
  end

  defp refuse_waiting(state) do
    error = {:error, Error.new(:shutdown, "the agent was shut down")}
    Enum.each(:queue.to_list(state.queue), &conclude(&1.client, error, state.spec))
  end
end
