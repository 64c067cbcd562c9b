defmodule {= module =}.Events.TelemetrySinkTest do
  use ExUnit.Case, async: true

  alias {= module =}, as: App
  alias {= module =}.Events.TelemetrySink
  alias {= module =}.LLM.Scripted

  @test_tools {= design.slots.test_tools | elixir_list(2) =}

  setup do
    name = "telemetry-#{System.unique_integer([:positive])}"
    config = %{test: self(), agent: name}
    :ok = :telemetry.attach_many(name, TelemetrySink.events(), &__MODULE__.handle/4, config)
    on_exit(fn -> :telemetry.detach(name) end)
    %{name: name}
  end

  @doc false
  @spec handle([atom()], map(), map(), map()) :: :ok
  def handle([:{= app =} | event], measurements, metadata, config) do
    if metadata[:agent] == config.agent, do: send(config.test, {event, measurements, metadata})
    :ok
  end

  test "tells about a turn, its calls of the model and its tools, in order", %{name: name} do
    script = [{:call, "add", %{"a" => 1, "b" => 2}}, "three"]
    tools = [hd(@test_tools).item(:add)]
    {:ok, agent} = App.start_agent(name: name, llm: {Scripted, script}, tools: tools)
    {:ok, "three", agent} = App.ask(agent, "a private question")
    :ok = App.stop_agent(agent)

    events = received([])

    assert [
             [:turn, :start],
             [:model, :start],
             [:model, :stop],
             [:tool, :start],
             [:tool, :stop],
             [:model, :start],
             [:model, :stop],
             [:turn, :stop]
           ] = for({[part, _step] = event, _values, _data} <- events, part != :agent, do: event)

    assert {_event, %{duration: duration}, %{outcome: :ok, kind: :tool, name: "add"}} =
             Enum.find(events, &match?({[:tool, :stop], _values, _data}, &1))

    assert is_integer(duration)

    assert {_event, %{output_tokens: 1, input_tokens: _count}, %{kind: :model}} =
             events |> Enum.filter(&match?({[:model, :stop], _values, _data}, &1)) |> List.last()

    assert {_event, %{iterations: 2}, %{outcome: :ok}} =
             Enum.find(events, &match?({[:turn, :stop], _values, _data}, &1))

    refute inspect(events) =~ "private"
  end

  test "tells what kind of failure it was", %{name: name} do
    {:ok, agent} = App.start_agent(name: name, llm: {Scripted, [{:http, 400}]})
    {:error, _error} = App.ask(agent, "?")
    assert_receive {[:model, :stop], %{duration: _time}, %{outcome: :model}}
    assert_receive {[:turn, :stop], _measurements, %{outcome: :model}}
    :ok = App.stop_agent(agent)
  end

  test "tells about crashes", %{name: name} do
    {:ok, agent} = App.start_agent(name: name, llm: {Scripted, [:crash]})
    {:error, _error} = App.ask(agent, "?")
    assert_receive {[:model, :exception], %{duration: _time}, %{kind: :error}}
    :ok = App.stop_agent(agent)
  end

  defp received(events) do
    receive do
      event -> received([event | events])
    after
      0 -> Enum.reverse(events)
    end
  end
end
