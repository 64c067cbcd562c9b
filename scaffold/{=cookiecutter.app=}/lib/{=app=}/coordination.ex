defmodule {= module =}.Coordination do
  @moduledoc """
  How agents find each other and hand over.

  Processes join groups; messages to a group arrive as `{:group, group, message}`. A backend says how far that
  reaches: one node, or all connected ones. The first chosen backend is the default, `:backend` names another.

  Agents join through a desk (`{= module =}.Coordination.Desk`), a process that answers for one wherever it is found. Some
  backends also place desks in the cluster, each name once, and start them again elsewhere when their node is lost.

{= decided("multi-agent-coordination") | doc =}
  """

  alias {= module =}, as: App
  alias {= module =}.Coordination.Desk
  alias {= module =}.Design
  alias {= module =}.Error
  alias {= module =}.Handle

  @type group :: String.t()

  @typedoc "An agent of this node, or the desk of one anywhere."
  @type party :: App.agent() | pid()

  @doc "The calling process joins a group; it leaves when it ends."
  @spec join(group(), keyword()) :: :ok | {:error, Error.t()}
  def join(group, opts \\ []), do: with_backend(opts, & &1.join(group))

  @doc "The calling process leaves a group."
  @spec leave(group(), keyword()) :: :ok | {:error, Error.t()}
  def leave(group, opts \\ []), do: with_backend(opts, & &1.leave(group))

  @doc "Who is in a group."
  @spec members(group(), keyword()) :: {:ok, [pid()]} | {:error, Error.t()}
  def members(group, opts \\ []), do: with_backend(opts, &{:ok, &1.members(group)})

  @doc "Sends a message to all in a group, and says how many that were."
  @spec broadcast(group(), term(), keyword()) :: {:ok, non_neg_integer()} | {:error, Error.t()}
  def broadcast(group, message, opts \\ []) do
    with_backend(opts, fn backend ->
      members = backend.members(group)
      :ok = deliver(backend, group, {:group, group, message}, members)
      {:ok, length(members)}
    end)
  end

  defp deliver(backend, group, message, members) do
    if function_exported?(backend, :broadcast, 2),
      do: backend.broadcast(group, message),
      else: Enum.each(members, &send(&1, message))
  end

  @doc """
  One of a group for a key: the same one for the same key as long as the group stays the same.
  """
  @spec route(group(), term(), keyword()) :: {:ok, pid()} | {:error, Error.t()}
  def route(group, key, opts \\ []) do
    case members(group, opts) do
      {:ok, []} -> {:error, Error.new(:not_found, "nobody is in the group #{inspect(group)}")}
      {:ok, members} -> {:ok, Enum.max_by(members, &:erlang.phash2({&1, key}))}
      {:error, error} -> {:error, error}
    end
  end

  @doc """
  Hands a conversation over: asks one agent to brief the other, then asks the other the question.

  Either may be a desk on another node. `:brief` replaces the request for the briefing.
  """
  @spec hand_over(party(), receiver, String.t(), keyword()) ::
          {:ok, String.t(), receiver} | {:error, Error.t()}
        when receiver: party()
  def hand_over(from, to, question, opts \\ []) do
    request =
      Keyword.get(opts, :brief, "Sum up what a colleague needs to know who takes over from you.")

    with {:ok, briefing, _from} <- ask(from, request) do
      ask(to, "You take over from a colleague, who says: #{briefing}\n\n#{question}")
    end
  end

  defp ask(%Handle{} = agent, question), do: App.ask(agent, question)

  defp ask(desk, question) when is_pid(desk) do
    with {:ok, reply} <- Desk.ask(desk, question), do: {:ok, reply, desk}
  end

  @doc """
  Sees to it that an agent of this name is somewhere in the cluster, once as far as nodes see each other, and returns
  its desk. The agent's options count when it is not there yet. `:groups` are joined wherever it is.

  Its conversation does not move along: on another node the agent starts anew.
  """
  @spec place(String.t(), keyword(), keyword()) :: {:ok, pid()} | {:error, Error.t()}
  def place(name, agent, opts \\ []) do
    placing(opts, fn backend ->
      groups = Keyword.get(opts, :groups, [])
      backend.place(name, {Desk, agent: agent, groups: groups, backend: backend})
    end)
  end

  @doc "The desk of a placed agent."
  @spec whereis(String.t(), keyword()) :: {:ok, pid()} | {:error, Error.t()}
  def whereis(name, opts \\ []) do
    placing(opts, fn backend ->
      with :error <- backend.whereis(name) do
        {:error, Error.new(:not_found, "no agent #{inspect(name)} was placed")}
      end
    end)
  end

  defp placing(opts, fun) do
    with_backend(opts, fn backend ->
      if Code.ensure_loaded?(backend) and function_exported?(backend, :place, 2) do
        fun.(backend)
      else
        message = "#{inspect(backend)} places no agents"
        {:error, Error.new(:unavailable, message, retryable: false)}
      end
    end)
  end

  defp with_backend(opts, fun) do
    case Keyword.get_lazy(opts, :backend, &default/0) do
      nil -> {:error, Error.new(:unavailable, "no coordination was decided on", retryable: false)}
      backend -> fun.(backend)
    end
  end

  defp default, do: List.first(Design.wiring().coordinators)
end
