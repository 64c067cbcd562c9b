defmodule {= module =}.Tool.BehaviourTest do
  use ExUnit.Case, async: true

  import ExUnit.CaptureIO

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.Tool.Behaviour
  alias {= module =}.Tool.Context
  alias {= module =}.Tool.Definition

  defmodule Weather do
    @moduledoc false
    @behaviour {= module =}.Tool.Behaviour

    @impl true
    def name, do: "weather"

    @impl true
    def description, do: "The weather at a place."

    @impl true
    def parameters, do: %{"type" => "object", "required" => ["place"]}

    @impl true
    def run(%{"place" => place}, %Context{agent: agent}), do: {:ok, "#{place}: sunny, #{agent}"}
  end

  defmodule Danger do
    @moduledoc false
    @behaviour {= module =}.Tool.Behaviour

    @impl true
    def name, do: "danger"

    @impl true
    def description, do: "Does something."

    @impl true
    def parameters, do: %{}

    @impl true
    def options, do: [permission: :dangerous, timeout: 50, retries: 2, output: %{}]

    @impl true
    def run(_arguments, _context), do: {:ok, nil}
  end

  test "a module is a tool with the defaults, unless it says otherwise" do
    assert {:ok, %Definition{} = weather} = Behaviour.definition(Weather)
    assert {weather.name, weather.item, weather.source} == {"weather", Weather, Behaviour}
    assert {weather.permission, weather.timeout, weather.retries} == {:safe, nil, 0}
    assert {:ok, %Definition{} = danger} = Behaviour.definition(Danger)
    assert {danger.permission, danger.timeout, danger.retries} == {:dangerous, 50, 2}
  end

  test "it is called with its arguments, and told who calls" do
    script = [{:call, "weather", %{"place" => "Porto"}}, "done"]
    {:ok, agent} = App.start_agent(llm: {Scripted, script}, tools: [Weather])
    {:ok, "done", agent} = App.ask(agent, "?")
    {:ok, [_question, _call, result, _answer]} = App.history(agent)
    assert Message.text(result) == "Porto: sunny, #{agent.id}"
    assert :ok = App.stop_agent(agent)
  end

  test "other modules and other terms are no tools" do
    for item <- [Enum, NoSuchModule, "weather", {Weather, :run}, %{}, nil] do
      assert Behaviour.definition(item) == :unknown
    end
  end

  test "the compiler says what a tool lacks" do
    code = """
    defmodule Compiled.Incomplete#{System.unique_integer([:positive])} do
      @behaviour {= module =}.Tool.Behaviour

      @impl true
      def name, do: "incomplete"
    end
    """

    warnings = capture_io(:stderr, fn -> Code.compile_string(code) end)
    assert warnings =~ "run/2"
    assert warnings =~ "parameters/0"
    refute warnings =~ "options/0"
  end
end
