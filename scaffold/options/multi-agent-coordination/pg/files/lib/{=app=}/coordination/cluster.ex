defmodule {= module =}.Coordination.Cluster do
  @moduledoc """
  Groups across all connected nodes, in OTP's `:pg`.

  Membership is eventually consistent: a node hears of others' members a moment later. In a split brain each side
  goes on with the members it can reach, and when the sides see each other again the groups are whole again: a
  group is a set of living processes, so there is nothing to reconcile. What must exist once in the whole cluster
  needs more than this.

{= decision | doc =}
  """

  @behaviour {= module =}.Coordination.Backend

  alias {= module =}.Coordination.Scope

  @impl true
  def reach, do: :cluster

  @impl true
  def join(group) do
    if self() in :pg.get_local_members(Scope, group),
      do: :ok,
      else: :pg.join(Scope, group, self())
  end

  @impl true
  def leave(group) do
    _ = :pg.leave(Scope, group, self())
    :ok
  end

  @impl true
  def members(group), do: :pg.get_members(Scope, group)
end
