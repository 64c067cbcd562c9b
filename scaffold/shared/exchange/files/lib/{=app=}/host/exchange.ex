defmodule {= module =}.Host.Exchange do
  @moduledoc """
  One question to an agent whose conversation is in its handle: from the handle, over a turn, to the next handle.

  It runs in a process of its own (`run/1`), which owns the turn and nothing else, and ends with whoever asked. A
  supervisor that shuts it down, and `close/2`, give the turn under way `:shutdown_grace` to finish.

  A handle is a value: whoever asks twice with the same one gets two answers to the same conversation, of which a
  store outside of the handle keeps the later one.

{= decision | doc =}
  """

  alias {= module =}.Conversation
  alias {= module =}.Error
  alias {= module =}.Events
  alias {= module =}.Handle
  alias {= module =}.Host
  alias {= module =}.Host.Exchanges
  alias {= module =}.Loop
  alias {= module =}.Memory
  alias {= module =}.Settings
  alias {= module =}.Spec
  alias {= module =}.Turn

  # Whoever waits for an exchange waits a little longer than it may take, so that its own answer arrives.
  @grace 100

  @enforce_keys [:handle, :question, :timeout, :deadline, :client]
  defstruct [:handle, :question, :timeout, :deadline, :client, ref: nil, key: nil]

  @typedoc """
  A question; with a `ref` it is followed, and the client is told what happens, under that reference. One that is
  asked again has the `key` that it had before.
  """
  @type t :: %__MODULE__{
          handle: Handle.t(),
          question: String.t(),
          timeout: pos_integer(),
          deadline: integer(),
          client: pid(),
          ref: reference() | nil,
          key: reference() | nil
        }

  @typedoc "Who asks, and how."
  @type asked_by :: %{
          required(:client) => pid(),
          optional(:ref) => reference(),
          optional(:key) => reference()
        }

  @type result :: {:ok, String.t(), Handle.t()} | {:error, Error.t()}

  @doc "The handle of a new conversation."
  @spec open(Spec.t()) :: {:ok, Handle.t()} | {:error, Error.t()}
  def open(%Spec{wiring: wiring} = spec) do
    opened =
      guarded(fn ->
        cell = wiring.store.open(Conversation.new(spec.id))
        :ok = Events.emit([:agent, :start], %{}, %{agent: spec.id})
        cell
      end)

    with {:ok, cell} <- opened do
      {:ok, %Handle{id: spec.id, wiring: wiring, state: %{spec: spec, cell: cell}}}
    end
  end

  @doc "The conversation of a handle."
  @spec conversation(Handle.t()) :: {:ok, Conversation.t()} | {:error, Error.t()}
  def conversation(%Handle{wiring: wiring, state: %{cell: cell}}) do
    guarded(fn -> cell |> wiring.store.get() |> Conversation.upgrade() end)
  end

  @doc "Waits for the questions under way, then gives up what is kept of the conversation outside of its handle."
  @spec close(Handle.t(), timeout()) :: :ok | {:error, Error.t()}
  def close(%Handle{wiring: wiring, state: %{spec: spec, cell: cell}}, timeout) do
    closed =
      guarded(fn ->
        :ok = finish(under_way(spec.id), timeout)
        :ok = wiring.store.close(cell)
        :ok = Memory.forget(spec)
        Events.emit([:agent, :stop], %{}, %{agent: spec.id})
      end)

    with {:ok, _nothing} <- closed, do: :ok
  end

  @doc "A question; it may take `timeout` milliseconds from now, and no longer than its agent's turns."
  @spec new(Handle.t(), String.t(), timeout(), asked_by()) :: t()
  def new(%Handle{} = handle, question, timeout, %{client: client} = asked_by) do
    timeout = limit(timeout, handle.state.spec.timeout)

    %__MODULE__{
      handle: handle,
      question: question,
      timeout: timeout,
      deadline: now() + timeout,
      client: client,
      ref: Map.get(asked_by, :ref),
      key: Map.get(asked_by, :key)
    }
  end

  @doc "How long to wait for an exchange, in milliseconds."
  @spec patience(t()) :: non_neg_integer()
  def patience(%__MODULE__{deadline: deadline}), do: left(deadline) + @grace

  @doc "How long a supervisor has to wait for one that it shuts down, in milliseconds."
  @spec shutdown() :: pos_integer()
  def shutdown, do: Settings.get(:shutdown_grace) + @grace

  @doc "Cancels an exchange, of which nothing is recorded, and waits for its end: no event comes after that."
  @spec cancel(pid()) :: :ok
  def cancel(pid) do
    monitor = Process.monitor(pid)
    _ = send(pid, {__MODULE__, :cancel})
    gone(monitor, now() + Settings.get(:call_timeout))
  end

  @doc "Has the question answered, in the calling process, which does nothing else and ends with it."
  @spec run(t()) :: result()
  def run(%__MODULE__{handle: %Handle{state: %{spec: spec}}} = exchange) do
    _ = Process.flag(:trap_exit, true)
    {:ok, _owner} = Registry.register(Exchanges, spec.id, nil)
    conclude(exchange, answer(exchange, spec))
  end

  defp answer(exchange, spec) do
    with {:ok, conversation} <- conversation(exchange.handle) do
      case Conversation.reply(conversation, exchange.key) do
        {:ok, reply} -> {:ok, reply, exchange.handle}
        :error -> take_turn(exchange, spec, conversation)
      end
    end
  end

  defp take_turn(exchange, spec, conversation) do
    client = Process.monitor(exchange.client)
    ref = make_ref()

    turn = Turn.new(spec, conversation, exchange.question, followed: exchange.ref != nil)

    with {:ok, pid} <- begin(spec, turn, ref) do
      outcome =
        await(exchange, %{
          ref: ref,
          pid: pid,
          monitor: Process.monitor(pid),
          client: client,
          deadline: exchange.deadline,
          late: {:timeout, "no answer in #{exchange.timeout} ms"}
        })

      record(exchange, outcome)
    end
  end

  defp begin(spec, turn, ref) do
    case spec.wiring.loop.start(turn, self(), ref) do
      {:ok, pid} -> {:ok, pid}
      {:error, reason} -> {:error, Error.from_exit(reason)}
    end
  end

  defp await(exchange, %{ref: ref, pid: pid, monitor: monitor, client: client} = turn) do
    receive do
      {Loop, ^ref, {:event, event}} ->
        :ok = tell(exchange, event)
        await(exchange, turn)

      {Loop, ^ref, {:finished, outcome}} ->
        true = Process.demonitor(monitor, [:flush])
        outcome

      {:DOWN, ^monitor, :process, ^pid, reason} ->
        {:error, Error.from_down(reason)}

      {:DOWN, ^client, :process, _pid, _reason} ->
        abandon(exchange, turn, {:cancelled, "whoever asked has gone"})

      {__MODULE__, :cancel} ->
        abandon(exchange, turn, {:cancelled, "the question was cancelled"})

      {:EXIT, _supervisor, :shutdown} ->
        deadline = min(turn.deadline, now() + Settings.get(:shutdown_grace))
        late = {:shutdown, "the agent was shut down"}
        await(exchange, %{turn | deadline: deadline, late: late})

      # Its supervisor died: nobody would stop it any more. Whoever watches it hears that it was lost.
      {:EXIT, _supervisor, reason} when reason != :normal ->
        :ok = exchange.handle.wiring.loop.cancel(turn.pid)
        exit(reason)
    after
      left(turn.deadline) -> abandon(exchange, turn, turn.late)
    end
  end

  defp abandon(exchange, turn, {kind, message}) do
    true = Process.demonitor(turn.monitor, [:flush])
    :ok = exchange.handle.wiring.loop.cancel(turn.pid)
    {:error, Error.new(kind, message)}
  end

  # The conversation is read again: where a store shares it, it may have grown meanwhile.
  defp record(%__MODULE__{handle: handle, key: key}, {:ok, %Turn.Outcome{} = outcome}) do
    %Handle{wiring: wiring, state: %{spec: spec, cell: cell} = state} = handle

    with {:ok, conversation} <- conversation(handle) do
      {conversation, evicted} =
        Conversation.record(
          conversation,
          outcome.messages,
          outcome.model_calls,
          spec.history_limit
        )

      conversation =
        spec |> Memory.remember(conversation, evicted) |> Conversation.answered(key)

      cell = wiring.store.put(cell, conversation)
      {:ok, outcome.reply, %{handle | state: %{state | cell: cell}}}
    end
  end

  defp record(_exchange, {:error, %Error{} = error}), do: {:error, error}

  # Whoever cancelled, or has gone, listens no more.
  defp conclude(_exchange, {:error, %Error{kind: :cancelled}} = result), do: result

  defp conclude(exchange, result) do
    :ok = tell(exchange, last(result))
    result
  end

  defp last({:ok, reply, handle}), do: {:done, reply, handle}
  defp last({:error, error}), do: {:error, error}

  defp tell(%__MODULE__{ref: nil}, _event), do: :ok

  defp tell(%__MODULE__{ref: ref, client: client}, event) do
    _ = send(client, {Host, ref, event})
    :ok
  end

  defp under_way(id), do: for({pid, _value} <- Registry.lookup(Exchanges, id), do: pid)

  defp finish(pids, timeout) do
    monitors =
      for pid <- pids do
        true = Process.exit(pid, :shutdown)
        Process.monitor(pid)
      end

    deadline = now() + timeout
    Enum.each(monitors, &gone(&1, deadline))
  end

  defp gone(monitor, deadline) do
    receive do
      {:DOWN, ^monitor, :process, _pid, _reason} -> :ok
    after
      left(deadline) ->
        true = Process.demonitor(monitor, [:flush])
        :ok
    end
  end

  # A store may be another process or its table, and go away: that is an error like others to whoever asked.
  defp guarded(fun) do
    {:ok, fun.()}
  rescue
    _exception in [ArgumentError] -> {:error, Error.new(:not_found, "the conversation is gone")}
  catch
    :exit, reason -> {:error, Error.from_exit(reason)}
  end

  defp limit(:infinity, most), do: most
  defp limit(timeout, most), do: min(timeout, most)

  defp left(deadline), do: max(deadline - now(), 0)

  defp now, do: System.monotonic_time(:millisecond)
end
