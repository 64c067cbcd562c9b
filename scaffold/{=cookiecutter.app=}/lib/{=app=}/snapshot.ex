defmodule {= module =}.Snapshot do
  @moduledoc """
  A copy of each conversation outside of the process that hosts it, taken after every turn, from which a restarted
  or revived agent goes on. Without a snapshot decision `{= module =}.Snapshot.None` stands here.
  """

  alias {= module =}.Conversation
  alias {= module =}.Spec

  @callback save(Spec.t(), Conversation.t()) :: :ok
  @doc "What was saved. A spec may come back without its wiring, which is the running release's and not the agent's."
  @callback fetch(id :: String.t()) :: {:ok, Spec.t(), Conversation.t()} | :error
  @callback delete(id :: String.t()) :: :ok
end
