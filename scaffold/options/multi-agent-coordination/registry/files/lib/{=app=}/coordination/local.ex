defmodule {= module =}.Coordination.Local do
  @moduledoc """
  Groups on this node, in a Registry. Reading who is in a group is a look into a table, without a message. Other
  nodes do not see these groups.

{= decision | doc =}
  """

  @behaviour {= module =}.Coordination.Backend

  alias {= module =}.Coordination.Groups

  @impl true
  def reach, do: :node

  @impl true
  def join(group) do
    if self() in members(group) do
      :ok
    else
      {:ok, _owner} = Registry.register(Groups, group, nil)
      :ok
    end
  end

  @impl true
  def leave(group), do: Registry.unregister(Groups, group)

  @impl true
  def members(group), do: for({pid, _value} <- Registry.lookup(Groups, group), do: pid)
end
