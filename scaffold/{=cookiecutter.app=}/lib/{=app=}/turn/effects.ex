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
  alias {= module =}.Tool.Call
  alias {= module =}.Tool.Executor
  alias {= module =}.Tool.Result
  alias {= module =}.Turn

  @type emit :: (term() -> :ok) | nil

  @doc "Performs an action and returns what `Turn.observe/2` takes."
  @spec perform({:model, Request.t()} | {:tools, [Call.t()]}, Turn.t(), emit()) ::
          {:model, {:ok, Response.t()} | {:error, Error.t()}} | {:tools, [Result.t()]}
  def perform({:model, request}, turn, emit), do: {:model, model(request, turn, emit)}

  def perform({:tools, calls}, turn, emit) do
    environment = %{
      agent: turn.spec.id,
      definitions: turn.definitions,
      grants: turn.spec.grants,
      approver: turn.spec.approver,
      layers: turn.spec.wiring.layers,
      emit: emit
    }

    {:tools, Executor.run(calls, environment)}
  end

  defp model(request, turn, emit) do
    {provider, config} = turn.spec.llm
    context = %{kind: :model, name: inspect(provider), agent: turn.spec.id}

    Events.span([:model], context, fn ->
      Retry.run(retry_policy(), fn attempt ->
        once(%{request | attempt: attempt}, provider, config, context, turn, emit)
      end)
    end)
  end

  # Text that somebody has already read cannot be taken back, so an answer that breaks off is not asked for again.
  defp once(request, provider, config, context, turn, nil) do
    Layer.run(turn.spec.wiring.layers, context, fn -> provider.chat(request, config, nil) end)
  end

  defp once(request, provider, config, context, turn, emit) do
    shown = :counters.new(1, [])

    on_chunk = fn text ->
      :ok = :counters.add(shown, 1, 1)
      emit.({:chunk, text})
    end

    result =
      Layer.run(turn.spec.wiring.layers, context, fn ->
        provider.chat(request, config, on_chunk)
      end)

    case result do
      {:error, %Error{} = error} ->
        {:error, %{error | retryable: error.retryable and :counters.get(shown, 1) == 0}}

      {:ok, %Response{}} = answered ->
        answered
    end
  end

  defp retry_policy do
    %{
      retries: Settings.get(:model_retries),
      base: Settings.get(:retry_base),
      ceiling: Settings.get(:retry_ceiling)
    }
  end
end
