defmodule {= module =}.Coordination.Topics do
  @moduledoc """
  Groups as topics of Phoenix.PubSub. A broadcast goes to each node once, and from there to its subscribers.

  Who is in a group is replicated, and eventually consistent: a node hears of others' members within
  `:presence_period`. In a split brain each side broadcasts to those it reaches; the others leave its groups when
  they were silent for a while, and are back when the sides see each other again. What was broadcast meanwhile is not
  delivered later.

{= decision | doc =}
  """

  @behaviour {= module =}.Coordination.Backend

  alias {= module =}.Coordination.Bus
  alias {= module =}.Coordination.Presence

  alias Phoenix.PubSub
  alias Phoenix.Tracker

  @impl true
  def reach, do: :cluster

  # Subscribed first: whoever is seen in the group also gets what is sent to it.
  @impl true
  def join(group) do
    :ok = PubSub.subscribe(Bus, group)

    case Tracker.track(Presence, self(), group, self(), %{}) do
      {:ok, _ref} -> :ok
      {:error, {:already_tracked, _pid, _group, _key}} -> subscribe_once(group)
    end
  end

  # Two subscriptions would bring everything twice. Asking the tracker first would cost a copy of all that it knows.
  defp subscribe_once(group) do
    :ok = PubSub.unsubscribe(Bus, group)
    PubSub.subscribe(Bus, group)
  end

  @impl true
  def leave(group) do
    :ok = Tracker.untrack(Presence, self(), group, self())
    PubSub.unsubscribe(Bus, group)
  end

  @impl true
  def members(group), do: for({pid, _meta} <- Tracker.list(Presence, group), do: pid)

  @impl true
  def broadcast(group, message), do: PubSub.broadcast(Bus, group, message)
end
