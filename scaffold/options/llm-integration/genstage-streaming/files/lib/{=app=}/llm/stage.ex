defmodule {= module =}.LLM.Stage do
  @moduledoc """
  One answer as a GenStage producer.

  The process that calls the model feeds it by `push/2`. What consumers have not asked for yet waits in a bounded
  queue; when that is full the feeder waits, and with it the connection to the provider. All consumers get all
  pieces, so the slowest sets the pace.

  It waits for the consumers that it was promised, so that none misses the beginning, ends when the feeder has and
  all is handed out, and ends with its owner.

{= decision | doc =}
  """

  use GenStage, restart: :temporary

  alias {= module =}.Settings

  @doc false
  @spec start_link({pid(), pos_integer()}) :: GenServer.on_start()
  def start_link(argument), do: GenStage.start_link(__MODULE__, argument)

  @doc "Makes the calling process the feeder; the answer ends when it does."
  @spec feed(pid()) :: :ok
  def feed(stage), do: GenStage.call(stage, :feed, Settings.get(:call_timeout))

  @doc "Hands in a piece; waits while there is no room for it."
  @spec push(pid(), String.t()) :: :ok
  def push(stage, piece), do: GenStage.call(stage, {:push, piece}, Settings.get(:stream_patience))

  @impl GenStage
  def init({owner, consumers}) do
    # A consumer that was promised may be gone by now: the others do not wait for it for ever.
    _timer = Process.send_after(self(), :begin, Settings.get(:call_timeout))

    state = %{
      owner: Process.monitor(owner),
      feeder: nil,
      missing: consumers,
      queue: :queue.new(),
      demand: 0,
      waiting: nil,
      ended: false
    }

    {:producer, state, dispatcher: GenStage.BroadcastDispatcher, demand: :accumulate}
  end

  @impl GenStage
  def handle_subscribe(:consumer, _options, _from, state) do
    missing = state.missing - 1
    _ = if missing == 0, do: send(self(), :begin)
    {:automatic, %{state | missing: missing}}
  end

  @impl GenStage
  def handle_call(:feed, {feeder, _tag}, state),
    do: {:reply, :ok, [], %{state | feeder: Process.monitor(feeder)}}

  def handle_call({:push, piece}, from, state) do
    state = %{state | queue: :queue.in(piece, state.queue)}
    hand_out(%{state | waiting: from})
  end

  @impl GenStage
  def handle_demand(demand, state), do: hand_out(%{state | demand: state.demand + demand})

  @impl GenStage
  def handle_info(:begin, state) do
    :ok = GenStage.demand(self(), :forward)
    hand_out(%{state | missing: 0})
  end

  def handle_info({:DOWN, feeder, :process, _pid, _reason}, %{feeder: feeder} = state),
    do: hand_out(%{state | ended: true})

  def handle_info({:DOWN, owner, :process, _pid, _reason}, %{owner: owner} = state),
    do: {:stop, :normal, state}

  # The last pieces are on their way by now.
  def handle_info(:end, state), do: {:stop, :normal, state}
  def handle_info(_other, state), do: {:noreply, [], state}

  defp hand_out(state) do
    count = min(state.demand, :queue.len(state.queue))
    {pieces, queue} = :queue.split(count, state.queue)
    state = %{state | queue: queue, demand: state.demand - count}
    :ok = end_if_empty(state)
    {:noreply, :queue.to_list(pieces), release(state)}
  end

  # An answer may be over before all have come to read it.
  defp end_if_empty(%{ended: true, missing: missing, queue: queue}) when missing <= 0 do
    _ = if :queue.is_empty(queue), do: send(self(), :end)
    :ok
  end

  defp end_if_empty(_state), do: :ok

  defp release(%{waiting: nil} = state), do: state

  defp release(%{waiting: from} = state) do
    if :queue.len(state.queue) < Settings.get(:stream_buffer) do
      :ok = GenStage.reply(from, :ok)
      %{state | waiting: nil}
    else
      state
    end
  end
end
