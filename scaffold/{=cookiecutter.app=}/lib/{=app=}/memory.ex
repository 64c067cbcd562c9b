defmodule {= module =}.Memory do
  @moduledoc """
  What the model sees: the system prompt, what the memory recalls, and as much of the recent conversation as fits
  the agent's token budget.

  There are three tiers. *Recent* is the conversation itself, newest first, cut at the budget but never between a
  tool's call and its result. *Summary* is one text about what had to leave it. *Semantic* is what the backends
  find for the question among everything that left. Backends are told about messages when they leave the
  conversation (`remember/2`) and asked for each question (`context/4`).

{= decided("memory-context") | doc =}
  """

  alias {= module =}.Conversation
  alias {= module =}.Memory.Tokens
  alias {= module =}.Message
  alias {= module =}.Spec

  @recalled 3
  @beginning 80
  @summary_bytes 2_000

  @doc "The messages for a model call, oldest first; those of the current turn are always all there."
  @spec context(Spec.t(), Conversation.t(), String.t(), [Message.t()]) :: [Message.t()]
  def context(%Spec{} = spec, %Conversation{} = conversation, question, current)
      when is_list(current) do
    head = system(spec) ++ summary(conversation) ++ recalled(spec, question)
    budget = spec.token_budget - Tokens.count(head) - Tokens.count(current)
    head ++ recent(conversation, budget) ++ current
  end

  # Most conversations fit, which is known without looking at their messages.
  defp recent(%Conversation{tokens: tokens, messages: messages}, budget) when tokens <= budget,
    do: Enum.reverse(messages)

  defp recent(%Conversation{messages: messages}, budget), do: window(messages, budget)

  @doc "Hands messages that left the conversation to the backends and notes them in the summary."
  @spec remember(Spec.t(), Conversation.t(), [Message.t()]) :: Conversation.t()
  def remember(_spec, conversation, []), do: conversation

  def remember(%Spec{} = spec, %Conversation{} = conversation, messages) do
    for backend <- spec.wiring.memories, message <- messages, worth_keeping?(message) do
      :ok = backend.put(spec.id, Message.text(message))
    end

    %{conversation | summary: summarise(conversation.summary, messages)}
  end

  @doc "Forgets all that was remembered of an agent."
  @spec forget(Spec.t()) :: :ok
  def forget(%Spec{} = spec), do: Enum.each(spec.wiring.memories, & &1.forget(spec.id))

  @doc "The newest messages that fit the budget, oldest first. Takes them newest first."
  @spec window([Message.t()], integer()) :: [Message.t()]
  def window(newest_first, budget), do: take(newest_first, budget, [])

  defp take([], _budget, taken), do: taken

  defp take([message | older], budget, taken) do
    case budget - Tokens.count(message) do
      left when left >= 0 -> take(older, left, [message | taken])
      _over -> Enum.drop_while(taken, &(Message.role(&1) == :tool))
    end
  end

  defp system(%Spec{system: nil}), do: []
  defp system(%Spec{system: text}), do: [Message.system(text)]

  defp summary(%Conversation{summary: nil}), do: []

  defp summary(%Conversation{summary: text}),
    do: [Message.system("Earlier in this conversation: " <> text)]

  defp recalled(%Spec{wiring: %{memories: []}}, _question), do: []

  defp recalled(%Spec{} = spec, question) do
    case Enum.flat_map(spec.wiring.memories, & &1.recall(spec.id, question, @recalled)) do
      [] -> []
      texts -> [Message.system("Remembered: " <> Enum.join(Enum.uniq(texts), " | "))]
    end
  end

  defp worth_keeping?(message),
    do: Message.role(message) in [:user, :assistant] and Message.text(message) != ""

  # Without a model at hand the summary is extractive: the beginning of each question that left, newest last.
  defp summarise(summary, messages) do
    added =
      for message <- messages,
          Message.role(message) == :user,
          do: beginning(Message.text(message))

    (List.wrap(summary) ++ added) |> Enum.join("; ") |> ending()
  end

  defp beginning(text) when byte_size(text) <= @beginning, do: text
  defp beginning(text), do: String.slice(text, 0, @beginning)

  # Cut by bytes: counting the characters of a long text for each message that leaves takes longer than all else.
  defp ending(text) when byte_size(text) <= @summary_bytes, do: text

  defp ending(text) do
    text |> binary_part(byte_size(text) - @summary_bytes, @summary_bytes) |> whole_characters()
  end

  defp whole_characters(<<0b10::2, _bits::6, rest::binary>>), do: whole_characters(rest)
  defp whole_characters(text), do: text
end
