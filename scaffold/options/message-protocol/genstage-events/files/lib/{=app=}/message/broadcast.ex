defmodule {= module =}.Message.Broadcast do
  @moduledoc """
  All messages of all agents as one GenStage flow: a producer that gives each event to every subscriber.

  A subscriber is a GenStage consumer (`subscribe_to: [Broadcast.subscription(max_demand: 100)]`) or whoever runs
  `stream/1`.
  It takes what it can handle, and the slowest sets the pace: when `:event_queue` events wait, turns wait too, each
  `:event_patience` milliseconds at most for an event. What has not found room by then is dropped and counted
  (`dropped/0`): a subscriber slows agents down, but never stops them. Without subscribers events cost a look into
  a table.

  Nothing is kept for later: a subscriber hears what happens while it is there. Conversations are recorded by
  their hosts, whatever becomes of events.

{= decision | doc =}
  """

  @behaviour {= module =}.Message.Listener

  use GenStage

  alias {= module =}.Message.Dispatcher
  alias {= module =}.Message.Event
  alias {= module =}.Message.Listener
  alias {= module =}.Settings

  @doc false
  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(_opts), do: GenStage.start_link(__MODULE__, [], name: __MODULE__)

  @doc """
  What a GenStage consumer subscribes to: the events from now on.

  Options: `:agent`, the id of the one agent to listen to (all of them by default), `:select`, a function that says
  which events are wanted, and those of GenStage's subscriptions, such as `:max_demand`.
  """
  @spec subscription(keyword()) :: {module(), keyword()}
  def subscription(opts \\ []) do
    {agent, opts} = Keyword.pop(opts, :agent)
    {select, opts} = Keyword.pop(opts, :select, fn %Event{} -> true end)
    now = System.monotonic_time()

    selector = fn %Event{} = event ->
      event.at >= now and agent in [nil, event.agent] and select.(event)
    end

    {__MODULE__, [selector: selector] ++ opts}
  end

  @doc "The events from now on, as an enumerable; the options are those of `subscription/1`."
  @spec stream(keyword()) :: Enumerable.t(Event.t())
  def stream(opts \\ []), do: GenStage.stream([subscription([cancel: :transient] ++ opts)])

  @doc "How many events found no room since the broadcast started."
  @spec dropped() :: non_neg_integer()
  def dropped, do: counter(:dropped)

  @doc "How many subscribers there are."
  @spec subscribers() :: non_neg_integer()
  def subscribers, do: counter(:subscribers)

  @impl Listener
  def hear(agent, event) do
    if subscribers() > 0 do
      publish(%Event{agent: agent, event: event, at: System.monotonic_time()})
    else
      :ok
    end
  end

  defp publish(event) do
    patience = Settings.get(:event_patience)
    deadline = System.monotonic_time(:millisecond) + patience
    GenStage.call(__MODULE__, {:publish, event, deadline}, patience)
  catch
    # Too slow, or not there at this moment.
    :exit, _reason -> :ok
  end

  defp counter(key) do
    :ets.lookup_element(__MODULE__, key, 2, 0)
  rescue
    # The table is gone while the broadcast restarts.
    ArgumentError -> 0
  end

  @impl GenStage
  def init([]) do
    __MODULE__ = :ets.new(__MODULE__, [:named_table, :public, read_concurrency: true])
    true = :ets.insert(__MODULE__, subscribers: 0, dropped: 0)

    # `waiting` are publishers for whom there was no room, oldest first.
    state = %{queue: :queue.new(), size: 0, waiting: :queue.new(), demand: 0}
    {:producer, state, dispatcher: Dispatcher}
  end

  @impl GenStage
  def handle_subscribe(:consumer, _opts, _from, state) do
    _count = :ets.update_counter(__MODULE__, :subscribers, 1)
    {:automatic, state}
  end

  @impl GenStage
  def handle_cancel(_reason, _from, state) do
    case :ets.update_counter(__MODULE__, :subscribers, -1) do
      0 -> {:noreply, [], forget(state)}
      _others -> {:noreply, [], state}
    end
  end

  @impl GenStage
  def handle_demand(demand, state) do
    {events, state} = deliver(%{state | demand: state.demand + demand})
    {:noreply, events, state}
  end

  @impl GenStage
  def handle_call({:publish, event, deadline}, from, state) do
    cond do
      # The last subscriber has gone since the publisher looked.
      subscribers() == 0 ->
        {:reply, :ok, [], state}

      state.size < Settings.get(:event_queue) ->
        {events, state} = state |> enqueue(event) |> deliver()
        {:reply, :ok, events, state}

      true ->
        state = give_up_late(state)
        {:noreply, [], %{state | waiting: :queue.in({event, deadline, from}, state.waiting)}}
    end
  end

  defp enqueue(state, event),
    do: %{state | queue: :queue.in(event, state.queue), size: state.size + 1}

  # What the subscribers asked for leaves, and what waited for room moves up.
  defp deliver(state) do
    count = min(state.demand, state.size)
    {events, queue} = :queue.split(count, state.queue)
    state = %{state | queue: queue, size: state.size - count, demand: state.demand - count}

    case admit(give_up_late(state), count) do
      {0, state} ->
        {:queue.to_list(events), state}

      {_admitted, state} ->
        {more, state} = deliver(state)
        {:queue.to_list(events) ++ more, state}
    end
  end

  defp admit(state, room), do: admit(state, room, 0)

  defp admit(state, 0, admitted), do: {admitted, state}

  defp admit(state, room, admitted) do
    case :queue.out(state.waiting) do
      {{:value, {event, _deadline, from}}, waiting} ->
        :ok = GenStage.reply(from, :ok)
        admit(enqueue(%{state | waiting: waiting}, event), room - 1, admitted + 1)

      {:empty, _waiting} ->
        {admitted, state}
    end
  end

  # Publishers wait equally long, so those that have gone are in front.
  defp give_up_late(state) do
    now = System.monotonic_time(:millisecond)

    case :queue.peek(state.waiting) do
      {:value, {_event, deadline, _from}} when deadline <= now ->
        _count = :ets.update_counter(__MODULE__, :dropped, 1)
        give_up_late(%{state | waiting: :queue.drop(state.waiting)})

      _in_time_or_empty ->
        state
    end
  end

  # Nobody listens any more: what the last one asked for, and has not got, is not asked for any longer.
  defp forget(state) do
    :ok =
      Enum.each(:queue.to_list(state.waiting), fn {_event, _deadline, from} ->
        GenStage.reply(from, :ok)
      end)

    %{state | queue: :queue.new(), size: 0, waiting: :queue.new(), demand: 0}
  end
end
