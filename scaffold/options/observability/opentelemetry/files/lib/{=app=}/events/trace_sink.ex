defmodule {= module =}.Events.TraceSink do
  @moduledoc """
  Makes spans of an OpenTelemetry trace: one per turn, below it one per call of a model and run of a tool.

  Trace context does not cross processes by itself. A call is made in a process of its own, so its parent is looked
  up in the processes that it works for (`$callers`): whose span is the innermost is the parent. A tool that has
  spans of its own, or calls a service, continues the trace with

      _token = OpenTelemetry.Ctx.attach(TraceSink.context())

  Names and attributes follow OpenTelemetry's conventions for generative AI; texts of conversations are none of
  them. Which exporter, processor and sampler there are says the configuration of `:opentelemetry`.

{= decision | doc =}
  """

  @behaviour {= module =}.Events.Sink

  alias OpenTelemetry.Ctx
  alias OpenTelemetry.Span

  require OpenTelemetry.Tracer, as: Tracer

  @spans [:turn, :model, :tool]

  @impl true
  def handle([part, :start], _measurements, metadata) when part in @spans,
    do: open(part, metadata)

  def handle([part, _end], measurements, metadata) when part in @spans,
    do: close(measurements, metadata)

  def handle(_event, _measurements, _metadata), do: :ok

  @doc "The context of the innermost span that this process, or one that it works for, is in."
  @spec context() :: Ctx.t()
  def context do
    case Process.get(__MODULE__) do
      [{context, _token} | _outer] -> context
      nil -> Enum.find_value(Process.get(:"$callers", []), Ctx.get_current(), &innermost/1)
    end
  end

  defp innermost(pid) when node(pid) == node() do
    with {:dictionary, dictionary} <- Process.info(pid, :dictionary),
         {_key, [{context, _token} | _outer]} <- List.keyfind(dictionary, __MODULE__, 0) do
      context
    else
      _none -> nil
    end
  end

  defp innermost(_remote), do: nil

  defp open(part, metadata) do
    parent = context()
    options = %{kind: kind(part), attributes: attributes(part, metadata)}
    span = Tracer.start_span(parent, name(part, metadata), options)
    context = Tracer.set_current_span(parent, span)
    entry = {context, Ctx.attach(context)}
    _outer = Process.put(__MODULE__, [entry | Process.get(__MODULE__, [])])
    :ok
  end

  defp close(measurements, metadata) do
    case Process.get(__MODULE__) do
      [{context, token} | outer] ->
        span = Tracer.current_span_ctx(context)
        _recorded = Span.set_attributes(span, results(measurements))
        :ok = status(span, metadata)
        _ended = Span.end_span(span)
        _current = Ctx.detach(token)
        leave(outer)

      # What began before this module was there.
      nil ->
        :ok
    end
  end

  defp leave([]) do
    _spans = Process.delete(__MODULE__)
    :ok
  end

  defp leave(outer) do
    _spans = Process.put(__MODULE__, outer)
    :ok
  end

  defp kind(:model), do: :client
  defp kind(_part), do: :internal

  defp name(:turn, metadata), do: "invoke_agent #{metadata.agent}"
  defp name(:model, metadata), do: "chat #{metadata.name}"
  defp name(:tool, metadata), do: "execute_tool #{metadata.name}"

  defp attributes(:turn, metadata), do: operation("invoke_agent", metadata)

  defp attributes(:model, metadata),
    do: Map.put(operation("chat", metadata), :"gen_ai.request.model", metadata.name)

  defp attributes(:tool, metadata),
    do: Map.put(operation("execute_tool", metadata), :"gen_ai.tool.name", metadata.name)

  defp operation(name, metadata),
    do: %{"gen_ai.operation.name": name, "gen_ai.agent.id": metadata.agent}

  defp results(measurements) do
    for {key, name} <- [
          input_tokens: :"gen_ai.usage.input_tokens",
          output_tokens: :"gen_ai.usage.output_tokens",
          iterations: :"{= app =}.iterations"
        ],
        is_map_key(measurements, key),
        into: %{},
        do: {name, measurements[key]}
  end

  defp status(_span, %{outcome: :ok}), do: :ok
  defp status(span, %{outcome: kind}), do: failed(span, Atom.to_string(kind))
  # An exception's kind is `:error`, `:exit` or `:throw`; what it was says the log.
  defp status(span, %{kind: kind}), do: failed(span, Atom.to_string(kind))

  defp failed(span, type) do
    _recorded = Span.set_attribute(span, :"error.type", type)
    _recorded = Span.set_status(span, OpenTelemetry.status(:error, type))
    :ok
  end
end
