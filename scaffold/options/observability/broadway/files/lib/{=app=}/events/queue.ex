defmodule {= module =}.Events.Queue do
  @moduledoc """
  Where events wait for the pipeline: a producer with a bound.

  Whoever emits an event pays for a counter and a message, never for the pipeline's pace: when `:limit` events are
  waiting, in the mailbox or in the queue, further ones are dropped and counted. When the pipeline is drained, all
  that waits is handed over.

{= decision | doc =}
  """

  @behaviour Broadway.Producer

  use GenStage

  alias Broadway.Message
  alias Broadway.NoopAcknowledger

  @waiting 1
  @dropped 2

  @type key :: term()

  @doc "Puts an event in the queue of this key, unless it is full or not there."
  @spec push(key(), term()) :: :ok | :dropped
  def push(key, event) do
    case :persistent_term.get({__MODULE__, key}, nil) do
      {pid, counters, limit} -> push(pid, counters, limit, event)
      nil -> :dropped
    end
  end

  defp push(pid, counters, limit, event) do
    if :counters.get(counters, @waiting) < limit do
      :ok = :counters.add(counters, @waiting, 1)
      _ = send(pid, {__MODULE__, event})
      :ok
    else
      :ok = :counters.add(counters, @dropped, 1)
      :dropped
    end
  end

  @doc "How many events the queue of this key has dropped since it was started."
  @spec dropped(key()) :: non_neg_integer()
  def dropped(key) do
    {_pid, counters, _limit} = :persistent_term.get({__MODULE__, key})
    :counters.get(counters, @dropped)
  end

  @impl GenStage
  def init(opts) do
    counters = :counters.new(2, [])
    key = {__MODULE__, Keyword.fetch!(opts, :key)}
    :ok = :persistent_term.put(key, {self(), counters, Keyword.fetch!(opts, :limit)})
    {:producer, %{queue: :queue.new(), demand: 0, counters: counters}}
  end

  @impl GenStage
  def handle_demand(demand, state), do: dispatch(%{state | demand: state.demand + demand}, [])

  @impl GenStage
  def handle_info({__MODULE__, event}, state),
    do: dispatch(%{state | queue: :queue.in(event, state.queue)}, [])

  def handle_info(_other, state), do: {:noreply, [], state}

  @impl Broadway.Producer
  def prepare_for_draining(state), do: dispatch(%{state | demand: :queue.len(state.queue)}, [])

  defp dispatch(%{demand: 0} = state, taken), do: hand_over(state, taken)

  defp dispatch(state, taken) do
    case :queue.out(state.queue) do
      {{:value, event}, queue} ->
        dispatch(%{state | queue: queue, demand: state.demand - 1}, [event | taken])

      {:empty, _queue} ->
        hand_over(state, taken)
    end
  end

  defp hand_over(state, taken) do
    :ok = :counters.sub(state.counters, @waiting, length(taken))
    {:noreply, taken |> Enum.reverse() |> Enum.map(&message/1), state}
  end

  # There is nobody to tell that an event arrived: what cannot be written is logged.
  defp message(event), do: %Message{data: event, acknowledger: NoopAcknowledger.init()}
end
