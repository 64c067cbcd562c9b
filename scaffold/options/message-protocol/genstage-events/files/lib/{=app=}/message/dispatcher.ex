defmodule {= module =}.Message.Dispatcher do
  @moduledoc """
  GenStage's broadcast, that begins anew when its last subscriber has gone.

  The original remembers what subscribers asked for that have left since, and would ask the producer for that much
  less. The next, slow subscriber would then find a queue as long as the fast one's appetite had been.
  """

  @behaviour GenStage.Dispatcher

  alias GenStage.BroadcastDispatcher

  @impl true
  def init(opts) do
    {:ok, inner} = BroadcastDispatcher.init(opts)
    {:ok, {0, inner}}
  end

  @impl true
  def subscribe(opts, from, {count, inner}) do
    case BroadcastDispatcher.subscribe(opts, from, inner) do
      {:ok, demand, inner} -> {:ok, demand, {count + 1, inner}}
      {:error, reason} -> {:error, reason}
    end
  end

  @impl true
  def cancel(_from, {1, _inner}) do
    {:ok, state} = init([])
    {:ok, 0, state}
  end

  def cancel(from, {count, inner}) do
    {:ok, demand, inner} = BroadcastDispatcher.cancel(from, inner)
    {:ok, demand, {count - 1, inner}}
  end

  @impl true
  def ask(demand, from, {count, inner}) do
    {:ok, demand, inner} = BroadcastDispatcher.ask(demand, from, inner)
    {:ok, demand, {count, inner}}
  end

  @impl true
  def dispatch(events, length, {count, inner}) do
    {:ok, left, inner} = BroadcastDispatcher.dispatch(events, length, inner)
    {:ok, left, {count, inner}}
  end

  @impl true
  def info(message, {count, inner}) do
    {:ok, inner} = BroadcastDispatcher.info(message, inner)
    {:ok, {count, inner}}
  end
end
