defmodule {= module =}.Conversation do
  @moduledoc """
  What is remembered of a conversation, as a value. Where it lives is the store's business
  (`{= module =}.Store`), who owns it is the host's (`{= module =}.Host`).

  Messages are kept newest first, because the newest are added and read most. `size` counts them and `tokens` what
  they cost, so that neither is counted again for each question. `answered` is the key of the question that was
  answered last. `version` is the version of this struct's shape: a release that changes the shape raises it and adds
  a clause to `upgrade/1`, which is called by `code_change/3` and whenever a stored conversation is read.
  """

  alias {= module =}.Memory.Tokens
  alias {= module =}.Message

  @version 1

  @enforce_keys [:id]
  defstruct [
    :id,
    messages: [],
    size: 0,
    tokens: 0,
    turns: 0,
    model_calls: 0,
    summary: nil,
    answered: nil,
    version: @version
  ]

  @type t :: %__MODULE__{
          id: String.t(),
          messages: [Message.t()],
          size: non_neg_integer(),
          tokens: non_neg_integer(),
          turns: non_neg_integer(),
          model_calls: non_neg_integer(),
          summary: String.t() | nil,
          answered: reference() | nil,
          version: pos_integer()
        }

  @doc "An empty conversation."
  @spec new(String.t()) :: t()
  def new(id), do: %__MODULE__{id: id}

  @doc "The messages, oldest first."
  @spec history(t()) :: [Message.t()]
  def history(%__MODULE__{messages: messages}), do: Enum.reverse(messages)

  @doc """
  Adds a finished turn: its messages, oldest first, and how many calls of the model it took. Returns the messages
  that had to go so that at most `limit` are kept, oldest first, for the memory to look at.
  """
  @spec record(t(), [Message.t()], non_neg_integer(), pos_integer()) :: {t(), [Message.t()]}
  def record(%__MODULE__{} = conversation, messages, model_calls, limit) do
    all = Enum.reverse(messages, conversation.messages)
    size = conversation.size + length(messages)

    {kept, kept_size, evicted} =
      if size > limit do
        {kept, evicted} = Enum.split(all, limit)
        {kept, evicted} = give_up_orphans(kept, Enum.reverse(evicted))
        {kept, length(kept), evicted}
      else
        {all, size, []}
      end

    conversation = %{
      conversation
      | messages: kept,
        size: kept_size,
        tokens: conversation.tokens + Tokens.count(messages) - Tokens.count(evicted),
        turns: conversation.turns + 1,
        model_calls: conversation.model_calls + model_calls
    }

    {conversation, evicted}
  end

  @doc "Notes which question the last recorded turn has answered."
  @spec answered(t(), key :: reference() | nil) :: t()
  def answered(%__MODULE__{} = conversation, key), do: %{conversation | answered: key}

  @doc """
  The reply to the question with this key, if that was the last one to be answered. Whoever lost the reply, because
  the process died when it had recorded it, finds it here and has no turn done twice.
  """
  @spec reply(t(), key :: reference() | nil) :: {:ok, String.t()} | :error
  def reply(%__MODULE__{answered: key, messages: [last | _older]}, key) when is_reference(key),
    do: {:ok, Message.text(last)}

  def reply(%__MODULE__{}, _key), do: :error

  # A tool's result whose call has gone makes no sense to a model, and providers refuse it.
  defp give_up_orphans(kept, evicted) do
    {orphans, rest} = kept |> Enum.reverse() |> Enum.split_while(&(Message.role(&1) == :tool))
    {Enum.reverse(rest), evicted ++ orphans}
  end

  @doc "Brings a conversation that an older release stored to today's shape."
  @spec upgrade(t() | map()) :: t()
  def upgrade(%__MODULE__{version: @version} = conversation), do: conversation

  # Stored without its struct, with all of its fields.
  def upgrade(%{version: @version} = stored) when not is_struct(stored),
    do: struct!(__MODULE__, stored)

  def upgrade(%{id: id} = older) do
    known = Map.take(older, [:messages, :turns, :model_calls, :summary])
    conversation = struct!(__MODULE__, Map.put(known, :id, id))
    %{messages: messages} = conversation
    %{conversation | size: length(messages), tokens: Tokens.count(messages)}
  end
end
