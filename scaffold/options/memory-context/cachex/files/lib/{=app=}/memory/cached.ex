defmodule {= module =}.Memory.Cached do
  @moduledoc """
  A memory in Cachex: one entry for each agent, with its texts, the newest first.

  An entry expires `:memory_ttl` after the agent's last text, all at once. Cachex keeps `:cached_agents` of them and
  gives up those that were not written for longest. Writes to one entry wait for each other, which keeps texts that
  two processes add at the same time.

  When the cache is not there, for the moment of its restart, nothing is remembered and nothing recalled.

{= decision | doc =}
  """

  @behaviour {= module =}.Memory.Backend

  import Cachex.Spec, only: [hook: 1]

  alias {= module =}.Memory.Words
  alias {= module =}.Settings

  @doc false
  @spec child_spec(keyword()) :: Supervisor.child_spec()
  def child_spec(_opts) do
    limit = hook(module: Cachex.Limit.Scheduled, args: {Settings.get(:cached_agents), [], []})
    Supervisor.child_spec({Cachex, [__MODULE__, [hooks: [limit]]]}, id: __MODULE__)
  end

  @impl true
  def put(agent, text) do
    limit = Settings.get(:memory_limit)
    add = fn texts -> {:commit, Enum.take([Words.cut(text) | texts || []], limit)} end

    with {:commit, _texts} <- Cachex.get_and_update(__MODULE__, agent, add) do
      _there? = Cachex.expire(__MODULE__, agent, Settings.get(:memory_ttl))
    end

    :ok
  end

  @impl true
  def recall(agent, query, limit) do
    case Cachex.get(__MODULE__, agent) do
      {:ok, texts} when is_list(texts) -> Words.best(texts, query, limit)
      _nothing -> []
    end
  end

  @impl true
  def forget(agent) do
    _there? = Cachex.del(__MODULE__, agent)
    :ok
  end
end
