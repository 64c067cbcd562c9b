defmodule {= module =}.Events.TraceSinkTest do
  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Events.TraceSink
  alias {= module =}.LLM.Scripted

  alias OpenTelemetry.Ctx

  require OpenTelemetry.Tracer, as: Tracer
  require Record

  @fields Record.extract(:span, from_lib: "opentelemetry/include/otel_span.hrl")
  Record.defrecordp(:span, @fields)

  @test_tools {= design.slots.test_tools | elixir_list(2) =}

  setup do
    :ok = :otel_batch_processor.set_exporter(:otel_exporter_pid, self())
    %{agent: "traced-#{System.unique_integer([:positive])}"}
  end

  defp turn(name, script, opts \\ []) do
    {:ok, agent} = App.start_agent([name: name, llm: {Scripted, script}] ++ opts)
    result = App.ask(agent, "a private question")
    :ok = App.stop_agent(agent)
    result
  end

  # Spans of other tests may arrive as well: those of this agent are told by its id.
  defp spans(agent, count, found \\ [])
  defp spans(_agent, count, found) when length(found) == count, do: found

  defp spans(agent, count, found) do
    _flushed = :otel_tracer_provider.force_flush()

    receive do
      {:span, span} ->
        if attributes(span)[:"gen_ai.agent.id"] == agent,
          do: spans(agent, count, [span | found]),
          else: spans(agent, count, found)
    after
      limit() -> flunk("#{length(found)} of #{count} spans")
    end
  end

  defp attributes(span), do: :otel_attributes.map(span(span, :attributes))

  defp named(spans, name), do: Enum.filter(spans, &String.starts_with?(span(&1, :name), name))

  test "a turn is a trace: the calls of the model and the tools are below it", %{agent: agent} do
    calls = [{"add", %{"a" => 1, "b" => 2}}, {"add", %{"a" => 3, "b" => 4}}]
    tools = [hd(@test_tools).item(:add)]
    {:ok, "sums", _agent} = turn(agent, [{:calls, calls}, "sums"], tools: tools)

    spans = spans(agent, 5)
    assert [turn] = named(spans, "invoke_agent")
    assert [_first, _second] = named(spans, "chat")
    assert [_one, _other] = named(spans, "execute_tool add")

    for below <- spans, below != turn do
      assert span(below, :trace_id) == span(turn, :trace_id)
      assert span(below, :parent_span_id) == span(turn, :span_id)
      assert span(below, :start_time) >= span(turn, :start_time)
      assert span(below, :end_time) <= span(turn, :end_time)
    end

    assert %{"{= app =}.iterations": 2} = attributes(turn)
    tokens = spans |> named("chat") |> Enum.map(&attributes(&1)[:"gen_ai.usage.output_tokens"])
    assert 1 in tokens
    refute inspect(spans) =~ "private"
  end

  test "turns are traces of their own", %{agent: agent} do
    {:ok, "a", _agent} = turn(agent, ["a"])
    {:ok, "b", _agent} = turn(agent, ["b"])
    traces = agent |> spans(4) |> Enum.map(&span(&1, :trace_id)) |> Enum.uniq()
    assert length(traces) == 2
  end

  test "failures and crashes are marked", %{agent: agent} do
    {:error, _error} = turn(agent, [{:http, 400}])

    for span <- spans(agent, 2) do
      assert {:status, :error, "model"} = span(span, :status)
      assert %{"error.type": "model"} = attributes(span)
    end

    {:error, _error} = turn(agent, [:crash])
    assert [chat] = agent |> spans(2) |> named("chat")
    assert {:status, :error, "error"} = span(chat, :status)
  end

  test "a process that works for another is in its trace", %{agent: agent} do
    metadata = %{agent: agent, name: "outer"}
    :ok = TraceSink.handle([:tool, :start], %{}, metadata)
    outer = Tracer.current_span_ctx(Ctx.get_current())
    task = Task.async(fn -> Tracer.current_span_ctx(TraceSink.context()) end)
    assert await(task) == outer
    :ok = TraceSink.handle([:tool, :stop], %{}, Map.put(metadata, :outcome, :ok))
    assert Tracer.current_span_ctx(Ctx.get_current()) == :undefined
  end

  test "an end without a beginning is none" do
    assert TraceSink.handle([:turn, :stop], %{}, %{agent: "a", outcome: :ok}) == :ok
  end
end
