defmodule {= module =}.Turn.Effects do
  @moduledoc """
  Does what a turn asks for: calls the model, runs the tools. Everything here blocks, so it runs in a loop's
  process or a task of it, never in a callback of a process that others talk to.
  """

  alias {= module =}.Error
  alias {= module =}.Events
  alias {= module =}.Layer
  alias {= module =}.LLM
  alias {= module =}.LLM.Flow
  alias {= module =}.LLM.Request
  alias {= module =}.LLM.Response
  alias {= module =}.Message
  alias {= module =}.Retry
  alias {= module =}.Settings
  alias {= module =}.Spec
  alias {= module =}.Tool.Call
  alias {= module =}.Tool.Definition
  alias {= module =}.Tool.Executor
  alias {= module =}.Tool.Result
  alias {= module =}.Turn

  @typedoc "What the effects need of a turn: not its conversation, which would be copied for each call."
  @type context :: %{
          spec: Spec.t(),
          definitions: %{String.t() => Definition.t()},
          question: String.t() | nil,
          emit: (term() -> :ok) | nil
        }

  @doc "The context of a turn; `emit` is told what happens on the way, if somebody follows."
  @spec context(Turn.t(), (term() -> :ok) | nil) :: context()
  def context(%Turn{} = turn, emit) do
    %{
      spec: turn.spec,
      definitions: turn.definitions,
      question: if(turn.iterations == 0, do: turn.question),
      emit: emit && overheard(emit, turn.spec)
    }
  end

  # Whoever listens to an agent hears what the one hears who follows the turn.
  defp overheard(emit, %Spec{wiring: %{listeners: []}}), do: emit

  defp overheard(emit, %Spec{} = spec) do
    fn event ->
      :ok = tell(spec, event)
      emit.(event)
    end
  end

  @doc "Performs an action and returns what `Turn.observe/2` takes."
  @spec perform({:model, Request.t()} | {:tools, [Call.t()]}, context()) ::
          {:model, {:ok, Response.t()} | {:error, Error.t()}} | {:tools, [Result.t()]}
  def perform({:model, request}, context) do
    :ok = asked(context)
    answer = model(request, context)
    :ok = answered(context, answer)
    {:model, answer}
  end

  def perform({:tools, calls}, context) do
    environment = %{
      agent: context.spec.id,
      definitions: context.definitions,
      grants: context.spec.grants,
      approver: context.spec.approver,
      layers: context.spec.wiring.layers,
      emit: context.emit
    }

    results = Executor.run(calls, environment)
    :ok = returned(context, results)
    {:tools, results}
  end

  defp asked(%{question: nil}), do: :ok
  defp asked(context), do: hear(context, fn -> [Message.user(context.question)] end)

  defp answered(context, {:ok, response}),
    do: hear(context, fn -> [Message.assistant(response.text, response.calls)] end)

  defp answered(_context, {:error, _error}), do: :ok

  defp returned(context, results) do
    hear(context, fn -> Enum.map(results, &Message.tool_result(&1.id, &1.name, &1.text)) end)
  end

  defp hear(%{spec: %Spec{wiring: %{listeners: []}}}, _messages), do: :ok

  defp hear(%{spec: spec}, messages),
    do: Enum.each(messages.(), &tell(spec, {:message, &1}))

  defp tell(spec, event), do: Enum.each(spec.wiring.listeners, & &1.hear(spec.id, event))

  defp model(request, %{spec: spec, emit: emit}) do
    metadata = %{kind: :model, name: LLM.name(spec.llm), agent: spec.id}

    call = fn ->
      Retry.run(retry_policy(), fn attempt ->
        once(%{request | attempt: attempt}, spec, metadata, emit)
      end)
    end

    Events.span([:model], metadata, call, &usage/1)
  end

  defp usage({:ok, %Response{usage: usage}}) do
    for {kind, name} <- [input: :input_tokens, output: :output_tokens],
        is_map_key(usage, kind),
        into: %{},
        do: {name, usage[kind]}
  end

  defp usage({:error, _error}), do: %{}

  # Text that somebody has already read cannot be taken back, so an answer that breaks off is not asked for again.
  defp once(request, spec, metadata, nil), do: chat(request, spec, metadata, nil)

  defp once(request, spec, metadata, emit) do
    shown = :counters.new(1, [])

    on_chunk = fn text ->
      :ok = :counters.add(shown, 1, 1)
      emit.({:chunk, text})
    end

    result = chat(request, spec, metadata, on_chunk)

    case result do
      {:error, %Error{} = error} ->
        {:error, %{error | retryable: error.retryable and :counters.get(shown, 1) == 0}}

      {:ok, %Response{}} = answered ->
        answered
    end
  end

  defp chat(request, spec, metadata, emit) do
    {provider, config} = spec.llm

    Layer.run(spec.wiring.layers, metadata, fn ->
      Flow.run(spec.wiring.flows, spec.id, emit, &provider.chat(request, config, &1))
    end)
  end

  defp retry_policy do
    %{
      retries: Settings.get(:model_retries),
      base: Settings.get(:retry_base),
      ceiling: Settings.get(:retry_ceiling)
    }
  end
end
