defmodule {= module =}.Strategy.Reflection do
  @moduledoc """
  An answer, a critique of it, and a better answer, for a number of rounds.

  The model ends the rounds early by starting its critique with the word that the prompt asks for when nothing is
  left to improve. Options: `:rounds` (default 1), `:critique_prompt`, `:revise_prompt`, `:satisfied`.
  """

  @behaviour {= module =}.Strategy

  alias {= module =}.Message

  @critique "Look at your answer as a critical reviewer: name errors and gaps. " <>
              "If there is nothing to improve, reply with the single word SATISFIED."
  @revise "Give the improved final answer, and nothing else."

  @impl true
  def prepare(opts), do: {{:drafting, Keyword.get(opts, :rounds, 1)}, [], true}

  @impl true
  def answered({:drafting, 0}, text, _opts), do: {:done, text}

  def answered({:drafting, rounds}, text, opts) do
    critique = Message.user(Keyword.get(opts, :critique_prompt, @critique))
    {:again, {:criticising, text, rounds}, [Message.assistant(text, []), critique], false}
  end

  def answered({:criticising, draft, rounds}, critique, opts) do
    if satisfied?(critique, Keyword.get(opts, :satisfied, "SATISFIED")) do
      {:done, draft}
    else
      revise = Message.user(Keyword.get(opts, :revise_prompt, @revise))
      {:again, {:drafting, rounds - 1}, [Message.assistant(critique, []), revise], true}
    end
  end

  defp satisfied?(critique, word),
    do: critique |> String.trim_leading() |> String.starts_with?(word)
end
