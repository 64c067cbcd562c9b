defmodule {= module =}.Snapshot.None do
  @moduledoc "No snapshots: a restarted agent begins anew, unless its store remembers the conversation."

  @behaviour {= module =}.Snapshot

  @impl true
  def save(_spec, _conversation), do: :ok

  @impl true
  def fetch(_id), do: :error

  @impl true
  def delete(_id), do: :ok
end
