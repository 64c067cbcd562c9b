defmodule {= module =}.Coordination do
  @moduledoc """
  How agents find each other and hand over.

  Processes join groups; messages to a group arrive as `{:group, group, message}`. A backend says how far that
  reaches: one node, or all connected ones. The first chosen backend is the default, `:backend` names another.

{= decided("multi-agent-coordination") | doc =}
  """

  alias {= module =}, as: App
  alias {= module =}.Design
  alias {= module =}.Error

  @type group :: String.t()

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

  `:brief` replaces the request for the briefing.
  """
  @spec hand_over(App.agent(), App.agent(), String.t(), keyword()) ::
          {:ok, String.t(), App.agent()} | {:error, Error.t()}
  def hand_over(from, to, question, opts \\ []) do
    request =
      Keyword.get(opts, :brief, "Sum up what a colleague needs to know who takes over from you.")

    with {:ok, briefing, _from} <- App.ask(from, request) do
      App.ask(to, "You take over from a colleague, who says: #{briefing}\n\n#{question}")
    end
  end

  defp with_backend(opts, fun) do
    case Keyword.get_lazy(opts, :backend, &default/0) do
      nil -> {:error, Error.new(:unavailable, "no coordination was decided on", retryable: false)}
      backend -> fun.(backend)
    end
  end

  defp default, do: List.first(Design.wiring().coordinators)
end
