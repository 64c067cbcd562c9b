defmodule {= module =}.Tool.DirectoryTest do
  use ExUnit.Case, async: true

  alias {= module =}, as: App
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.Tool.Context
  alias {= module =}.Tool.Directory
  alias {= module =}.Tool.Registered

  @options [description: "Says something.", parameters: %{}]

  setup do
    name = "tool-#{System.unique_integer([:positive])}"
    on_exit(fn -> Directory.unregister(name) end)
    %{name: name}
  end

  @doc false
  @spec first(map(), Context.t()) :: {:ok, String.t()}
  def first(_arguments, _context), do: {:ok, "first"}

  @doc false
  @spec second(map(), Context.t()) :: {:ok, String.t()}
  def second(_arguments, _context), do: {:ok, "second"}

  test "a tool is found by its name as long as it is registered", %{name: name} do
    assert Registered.definition(name) == :unknown
    assert :ok = Directory.register(name, {__MODULE__, :first}, @options)
    assert {:ok, %{name: ^name, permission: :safe}} = Registered.definition(name)
    assert :ok = Directory.unregister(name)
    assert :ok = Directory.unregister(name)
    assert Registered.definition(name) == :unknown
  end

  test "registering a name again replaces its tool", %{name: name} do
    :ok = Directory.register(name, {__MODULE__, :first}, @options)
    context = %Context{agent: "a", call_id: "1"}
    assert Registered.run(name, %{}, context) == {:ok, "first"}
    :ok = Directory.register(name, {__MODULE__, :second}, @options ++ [permission: :dangerous])
    assert Registered.run(name, %{}, context) == {:ok, "second"}
    assert {:ok, %{permission: :dangerous}} = Registered.definition(name)
  end

  test "what could not be called is refused when it is registered", %{name: name} do
    for {handler, options} <- [
          {{__MODULE__, :third}, @options},
          {{NoSuchModule, :first}, @options},
          {&__MODULE__.first/2, @options},
          {{__MODULE__, :first}, [parameters: %{}]},
          {{__MODULE__, :first}, @options ++ [colour: :red]},
          {{__MODULE__, :first}, @options ++ [output: %{"$ref" => "#/$defs/missing"}]}
        ] do
      assert {:error, %Error{kind: :invalid}} = Directory.register(name, handler, options)
      assert Directory.fetch(name) == :error
    end

    assert {:error, %Error{kind: :invalid}} =
             Directory.register(:no_name, {__MODULE__, :first}, @options)
  end

  test "an agent has a tool until it is taken away, in the middle of its conversation", context do
    %{name: name} = context
    :ok = Directory.register(name, {__MODULE__, :first}, @options)
    script = [{:call, name, %{}}, "had it", {:call, name, %{}}, "had it not"]
    {:ok, agent} = App.start_agent(llm: {Scripted, script}, tools: [name])
    on_exit(fn -> App.stop_agent(agent) end)
    assert {:ok, "had it", agent} = App.ask(agent, "?")
    :ok = Directory.unregister(name)
    assert {:ok, "had it not", agent} = App.ask(agent, "?")
    {:ok, messages} = App.history(agent)
    assert [before, later] = for(m <- messages, Message.role(m) == :tool, do: Message.text(m))
    assert before == "first"
    assert later =~ "there is no tool"
  end

  test "a tool that goes while it is called is a failed call", %{name: name} do
    assert {:error, reason} = Registered.run(name, %{}, %Context{agent: "a", call_id: "1"})
    assert reason =~ "no longer there"
  end
end
