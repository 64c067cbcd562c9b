defmodule {= module =}.Memory.Scratch do
  @moduledoc """
  A memory in the dictionary of the process that hosts the conversation.

  Writing is the cheapest there is, and cleaning up is not needed: the texts go with the process, also in a crash,
  and a snapshot does not bring them back. A turn runs in another process and reads them there by looking at the
  owner's dictionary (`Process.info/2`), which interrupts nobody. Nothing else in this application uses a process
  dictionary.

{= decision | doc =}
  """

  @behaviour {= module =}.Memory.Backend

  alias {= module =}.Memory.Owners
  alias {= module =}.Memory.Words
  alias {= module =}.Settings

  @impl true
  def put(agent, text) do
    texts = Process.get({__MODULE__, agent}, [])
    if texts == [], do: :ok = own(agent)
    texts = Enum.take([Words.cut(text) | texts], Settings.get(:scratch_limit))
    _before = Process.put({__MODULE__, agent}, texts)
    :ok
  end

  @impl true
  def recall(agent, query, limit) do
    with [{pid, _value}] <- Registry.lookup(Owners, agent),
         {:dictionary, dictionary} <- Process.info(pid, :dictionary),
         {_key, texts} <- List.keyfind(dictionary, {__MODULE__, agent}, 0) do
      Words.best(texts, query, limit)
    else
      _nothing -> []
    end
  end

  @doc "Forgets what is in the calling process; only the owner has anything to forget."
  @impl true
  def forget(agent) do
    _texts = Process.delete({__MODULE__, agent})
    Registry.unregister(Owners, agent)
  end

  # One process hosts an agent; another one that wrote for it would keep its texts for itself.
  defp own(agent) do
    case Registry.register(Owners, agent, nil) do
      {:ok, _registry} -> :ok
      {:error, {:already_registered, _pid}} -> :ok
    end
  end
end
