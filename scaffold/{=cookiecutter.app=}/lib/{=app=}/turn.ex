defmodule {= module =}.Turn do
  @moduledoc """
  One question and everything that happens until it is answered, as a pure state machine.

  A loop asks `next/1` what to do, has it done, and hands what came of it to `observe/2`:

      {:model, request, turn}  ->  observe(turn, {:model, {:ok, response} or {:error, error}})
      {:tools, calls, turn}    ->  observe(turn, {:tools, results})
      {:done, outcome}         the answer and what it adds to the conversation
      {:failed, error}         why there is none; `details.partial` holds the last text of the model

  Nothing here calls, waits or sends, so every loop drives the same machine and its rules are tested without one.
  The number of model calls is bounded by the agent's `max_iterations`, whatever the strategy wants.
  """

  alias {= module =}.Conversation
  alias {= module =}.Error
  alias {= module =}.LLM.Request
  alias {= module =}.LLM.Response
  alias {= module =}.Memory
  alias {= module =}.Message
  alias {= module =}.Spec
  alias {= module =}.Tool.Call
  alias {= module =}.Tool.Definition
  alias {= module =}.Tool.Result
  alias {= module =}.Tool.Source
  alias {= module =}.Turn.Outcome

  @enforce_keys [:spec, :conversation, :question, :definitions]
  defstruct [
    :spec,
    :conversation,
    :question,
    :definitions,
    followed: false,
    # Newest first. `kept` become part of the conversation, `scratch` is only seen by the model in this turn.
    entries: [],
    strategy_state: nil,
    offer_tools: true,
    iterations: 0,
    pending: :think,
    partial: ""
  ]

  @type entry :: {:kept | :scratch, Message.t()}

  @type pending ::
          :think | {:act, [Call.t()]} | {:done, String.t()} | {:failed, Error.t()}

  @type t :: %__MODULE__{
          spec: Spec.t(),
          conversation: Conversation.t(),
          question: String.t(),
          definitions: %{String.t() => Definition.t()},
          followed: boolean(),
          entries: [entry()],
          strategy_state: term(),
          offer_tools: boolean(),
          iterations: non_neg_integer(),
          pending: pending(),
          partial: String.t()
        }

  @type action ::
          {:model, Request.t(), t()}
          | {:tools, [Call.t()], t()}
          | {:done, Outcome.t()}
          | {:failed, Error.t()}

  @doc "A turn that is about to think about the question. `:followed` says whether events are wanted."
  @spec new(Spec.t(), Conversation.t(), String.t(), keyword()) :: t()
  def new(%Spec{} = spec, %Conversation{} = conversation, question, opts \\ []) do
    {strategy, strategy_opts} = spec.strategy

    {state, messages, tools?} = strategy.prepare(strategy_opts)

    again(
      %__MODULE__{
        spec: spec,
        conversation: conversation,
        question: question,
        definitions: definitions(spec),
        followed: Keyword.get(opts, :followed, false),
        entries: [{:kept, Message.user(question)}]
      },
      messages,
      state,
      tools?
    )
  end

  @doc "What has to be done next."
  @spec next(t()) :: action()
  def next(%__MODULE__{pending: :think, spec: %{max_iterations: max}, iterations: max} = turn) do
    message = "no answer after #{max} calls of the model"
    {:failed, Error.new(:max_iterations, message, details: %{partial: turn.partial})}
  end

  def next(%__MODULE__{pending: :think} = turn), do: {:model, request(turn), turn}
  def next(%__MODULE__{pending: {:act, calls}} = turn), do: {:tools, calls, turn}
  def next(%__MODULE__{pending: {:failed, error}}), do: {:failed, error}

  def next(%__MODULE__{pending: {:done, reply}} = turn) do
    kept = for {:kept, message} <- Enum.reverse(turn.entries), do: message

    {:done,
     %Outcome{
       reply: reply,
       messages: kept ++ [Message.assistant(reply, [])],
       model_calls: turn.iterations
     }}
  end

  @doc "Takes in what came of the last action."
  @spec observe(
          t(),
          {:model, {:ok, Response.t()} | {:error, Error.t()}} | {:tools, [Result.t()]}
        ) :: t()
  def observe(%__MODULE__{} = turn, {:model, {:ok, %Response{calls: []} = response}}) do
    {strategy, strategy_opts} = turn.spec.strategy
    turn = %{turn | iterations: turn.iterations + 1, partial: response.text}

    case strategy.answered(turn.strategy_state, response.text, strategy_opts) do
      {:done, reply} -> %{turn | pending: {:done, reply}}
      {:again, state, messages, tools?} -> again(turn, messages, state, tools?)
    end
  end

  def observe(%__MODULE__{} = turn, {:model, {:ok, %Response{} = response}}) do
    %{
      turn
      | iterations: turn.iterations + 1,
        partial: response.text,
        entries: [{:kept, Message.assistant(response.text, response.calls)} | turn.entries],
        pending: {:act, response.calls}
    }
  end

  def observe(%__MODULE__{} = turn, {:model, {:error, %Error{} = error}}) do
    partial = Map.get(error.details, :partial, turn.partial)
    %{turn | pending: {:failed, %{error | details: Map.put(error.details, :partial, partial)}}}
  end

  def observe(%__MODULE__{} = turn, {:tools, results}) do
    entries =
      Enum.reduce(results, turn.entries, fn %Result{} = result, entries ->
        [{:kept, Message.tool_result(result.id, result.name, result.text)} | entries]
      end)

    %{turn | entries: entries, pending: :think}
  end

  defp again(turn, messages, state, tools?) do
    entries =
      Enum.reduce(messages, turn.entries, fn message, entries ->
        [{:scratch, message} | entries]
      end)

    %{turn | entries: entries, strategy_state: state, offer_tools: tools?, pending: :think}
  end

  defp request(turn) do
    spec = turn.spec
    current = for {_kind, message} <- Enum.reverse(turn.entries), do: message

    %Request{
      messages: Memory.context(spec, turn.conversation, turn.question, current),
      tools: if(turn.offer_tools, do: Map.values(turn.definitions), else: []),
      agent: spec.id,
      step: turn.conversation.model_calls + turn.iterations + 1,
      timeout: spec.timeout
    }
  end

  # Tools are resolved for each turn, not stored: a tool that was replaced or switched off since is seen at once.
  defp definitions(%Spec{tools: []}), do: %{}

  defp definitions(%Spec{} = spec) do
    for item <- spec.tools,
        {:ok, definition} <- [Source.resolve(item, spec.wiring.tool_sources)],
        into: %{},
        do: {definition.name, definition}
  end
end
