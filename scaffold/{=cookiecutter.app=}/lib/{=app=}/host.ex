defmodule {= module =}.Host do
  @moduledoc """
  How a conversation is hosted: the seam of the process architecture.

  A host keeps the conversation (in a process, in a handle), starts turns through the loop, records what they add
  and tells whoever waits. It calls neither models nor tools itself.

  Streaming: `c:stream/5` sends `{host, ref, event}` messages (`host` is this module) to the subscriber, the last of which
  is `{:done, reply, handle}` or `{:error, error}`. It returns the process whose end is the end of the stream.
  """

  alias {= module =}.Conversation
  alias {= module =}.Error
  alias {= module =}.Handle
  alias {= module =}.Spec

  @callback start(Spec.t()) :: {:ok, Handle.t()} | {:error, Error.t()}

  @doc "Asks; when a question is asked again, `key` is the same, by which an answer that was recorded is found."
  @callback ask(Handle.t(), question :: String.t(), timeout(), key :: reference()) ::
              {:ok, String.t(), Handle.t()} | {:error, Error.t()}

  @callback stream(
              Handle.t(),
              question :: String.t(),
              timeout(),
              subscriber :: pid(),
              reference()
            ) ::
              {:ok, pid()} | {:error, Error.t()}

  @doc "Cancels a streamed turn; takes the process that `c:stream/5` returned."
  @callback cancel(Handle.t(), pid(), reference()) :: :ok

  @callback conversation(Handle.t()) :: {:ok, Conversation.t()} | {:error, Error.t()}

  @callback stop(Handle.t(), timeout()) :: :ok | {:error, Error.t()}

  @doc "The running agent with this name, if this host keeps agents running."
  @callback whereis(id :: String.t()) :: {:ok, pid()} | :error

  @typedoc "How a question was lost: before anybody had it, with whoever had it, or because nobody has that name."
  @type loss :: :unreached | :died | :unknown

  @doc """
  The error of a call whose agent's process went away before it answered. `details.lost` tells it from an error
  that the agent reported itself: the question may be asked again.
  """
  @spec lost(term()) :: Error.t()
  def lost(reason) do
    case Error.from_exit(reason) do
      %Error{kind: :not_found} = error -> lose(error, :unreached)
      %Error{kind: :crashed} = error -> lose(error, :died)
      error -> error
    end
  end

  @doc "The error of a question that did not get to an agent, because that could not be started."
  @spec unreached(term()) :: Error.t()
  def unreached(reason), do: reason |> Error.from_exit() |> lose(:unreached)

  @doc "The error for a name that no agent has, at this moment."
  @spec unknown(id :: String.t()) :: Error.t()
  def unknown(id), do: lose(Error.new(:not_found, "there is no agent #{inspect(id)}"), :unknown)

  @spec lose(Error.t(), loss()) :: Error.t()
  defp lose(error, how), do: %{error | details: Map.put(error.details, :lost, how)}
end
