defmodule {= module =}.Turn.Effects do
  @moduledoc """
  Does what a turn asks for: calls the model, runs the tools. Everything here blocks, so it runs in a loop's
  process or a task of it, never in a callback of a process that others talk to.
  """

  alias {= module =}.Error
  alias {= module =}.Events
  alias {= module =}.Layer
  alias {= module =}.LLM.Request
  alias {= module =}.LLM.Response
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
          emit: (term() -> :ok) | nil
        }

  @doc "The context of a turn; `emit` is told what happens on the way, if somebody follows."
  @spec context(Turn.t(), (term() -> :ok) | nil) :: context()
  def context(%Turn{} = turn, emit) do
    %{spec: turn.spec, definitions: turn.definitions, emit: emit}
  end

  @doc "Performs an action and returns what `Turn.observe/2` takes."
  @spec perform({:model, Request.t()} | {:tools, [Call.t()]}, context()) ::
          {:model, {:ok, Response.t()} | {:error, Error.t()}} | {:tools, [Result.t()]}
  def perform({:model, request}, context), do: {:model, model(request, context)}

  def perform({:tools, calls}, context) do
    environment = %{
      agent: context.spec.id,
      definitions: context.definitions,
      grants: context.spec.grants,
      approver: context.spec.approver,
      layers: context.spec.wiring.layers,
      emit: context.emit
    }

    {:tools, Executor.run(calls, environment)}
  end

  defp model(request, %{spec: spec, emit: emit}) do
    {provider, _config} = spec.llm
    metadata = %{kind: :model, name: inspect(provider), agent: spec.id}

    Events.span([:model], metadata, fn ->
      Retry.run(retry_policy(), fn attempt ->
        once(%{request | attempt: attempt}, spec, metadata, emit)
      end)
    end)
  end

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
    Layer.run(spec.wiring.layers, metadata, fn -> provider.chat(request, config, emit) end)
  end

  defp retry_policy do
    %{
      retries: Settings.get(:model_retries),
      base: Settings.get(:retry_base),
      ceiling: Settings.get(:retry_ceiling)
    }
  end
end
