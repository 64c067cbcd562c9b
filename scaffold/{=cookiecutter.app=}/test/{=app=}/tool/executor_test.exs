defmodule {= module =}.Tool.ExecutorTest do
  @moduledoc "What the executor does with tools of any source; the contract suite has what every source shares."

  use ExUnit.Case, async: true

  import {= module =}.TestPatience

  alias {= module =}.Error
  alias {= module =}.Tool.Call
  alias {= module =}.Tool.Definition
  alias {= module =}.Tool.Executor

  defmodule Source do
    @moduledoc "Tools that are functions."
    @behaviour {= module =}.Tool.Source

    @impl true
    def definition(_item), do: :unknown

    @impl true
    def run(fun, arguments, _context), do: fun.(arguments)
  end

  defmodule Refusing do
    @moduledoc "A layer that lets nothing through."
    @behaviour {= module =}.Layer

    @impl true
    def call(%{kind: :tool, name: name}, _next), do: {:error, Error.new(:rate_limited, name)}
  end

  defp run(calls, tools, environment \\ %{}) do
    definitions =
      Map.new(tools, fn {name, fun, options} ->
        definition = %Definition{
          name: name,
          description: name,
          parameters: %{},
          source: Source,
          item: fun
        }

        {name, struct!(definition, options)}
      end)

    calls = for {name, number} <- Enum.with_index(calls), do: %Call{id: "#{number}", name: name}

    Executor.run(
      calls,
      Map.merge(
        %{
          agent: "test",
          definitions: definitions,
          grants: [],
          approver: nil,
          layers: [],
          emit: nil
        },
        environment
      )
    )
  end

  test "results are in the order of the calls, whichever is done first" do
    test = self()

    slow = fn _arguments ->
      send(test, {:slow, self()})
      receive(do: (:go -> {:ok, "slow"}))
    end

    quick = fn _arguments ->
      {:slow, pid} = receive_from(test)
      send(pid, :go)
      {:ok, "quick"}
    end

    task =
      Task.async(fn -> run(["slow", "quick"], [{"slow", slow, []}, {"quick", quick, []}]) end)

    assert_receive {:slow, pid}
    assert_receive {:asking, quick_pid}
    send(quick_pid, {:slow, pid})
    assert [%{id: "0", text: "slow"}, %{id: "1", text: "quick"}] = await(task)
  end

  defp receive_from(test) do
    send(test, {:asking, self()})
    receive(do: ({:slow, pid} -> {:slow, pid}))
  end

  test "values that JSON has no word for are shown as Elixir shows them" do
    assert [%{status: :ok, text: "{:a, 1}"}] =
             run(["tuple"], [{"tuple", fn _none -> {:ok, {:a, 1}} end, []}])

    assert [%{text: ~s({"a":[1,null]})}] =
             run(["map"], [{"map", fn _none -> {:ok, %{"a" => [1, nil]}} end, []}])
  end

  test "what is no result at all is a failure that says so" do
    assert [%{status: :error, error: %Error{kind: :bad_output}}] =
             run(["odd"], [{"odd", fn _none -> :done end, []}])
  end

  test "throws, exits and reasons of any kind are failures of the call" do
    tools = [
      {"throw", fn _none -> throw(:ball) end, []},
      {"exit", fn _none -> exit(:done) end, []},
      {"reason", fn _none -> {:error, {:odd, self()}} end, []}
    ]

    results = run(["throw", "exit", "reason"], tools)
    assert Enum.map(results, & &1.status) == [:error, :error, :error]
    assert Enum.map(results, & &1.error.kind) == [:crashed, :crashed, :tool]
  end

  test "a tool ends when whoever waits for it is killed" do
    test = self()

    hang = fn _arguments ->
      send(test, {:running, self()})
      receive(do: (:never -> {:ok, nil}))
    end

    {caller, _monitor} = spawn_monitor(fn -> run(["hang"], [{"hang", hang, timeout: 60_000}]) end)
    assert_receive {:running, tool}
    monitor = Process.monitor(tool)
    true = Process.exit(caller, :kill)
    assert_receive {:DOWN, ^monitor, :process, ^tool, :killed}
  end

  test "an overrunning tool is gone when the result is there" do
    test = self()

    spin = fn _arguments ->
      send(test, {:running, self()})
      receive(do: (:never -> {:ok, nil}))
    end

    tool =
      short_of_time(fn limit ->
        tools = [{"spin", spin, timeout: limit}]
        assert [%{error: %Error{kind: :timeout}}] = run(["spin"], tools)

        receive do
          {:running, tool} -> tool
        after
          0 -> nil
        end
      end)

    refute Process.alive?(tool)
  end

  test "layers stand around each call" do
    tools = [{"any", fn _none -> {:ok, 1} end, []}]

    assert [%{error: %Error{kind: :rate_limited}}] =
             run(["any"], tools, %{layers: [Refusing]})
  end

  test "arguments that are no JSON are told apart from wrong ones" do
    definition = %Definition{
      name: "any",
      description: "any",
      parameters: %{},
      source: Source,
      item: fn _none -> {:ok, 1} end
    }

    call = %Call{id: "1", name: "any", arguments: {:invalid, "{broken"}}

    environment = %{
      agent: "test",
      definitions: %{"any" => definition},
      grants: [],
      approver: nil,
      layers: [],
      emit: nil
    }

    assert [%{error: %Error{kind: :bad_arguments, message: message}}] =
             Executor.run([call], environment)

    assert message =~ "{broken"
  end
end
