defmodule {= module =}.ChaosTest do
  @moduledoc """
  A minute of random kills under load: `mix test --only chaos`.

  Killed are agents, what works for them (turns, calls of models and tools), the owner of the snapshots' table and
  partitions of registries. The environment sets the size: `CHAOS_SECONDS` (60), `CHAOS_KILLS` a second (50),
  `CHAOS_RATE` in questions a second (2000), `CHAOS_AGENTS` (1000).

  A registry allows three restarts in five seconds, which nobody can change; its partitions and the table's owner
  are killed once in four seconds each. Nobody restarts the same process again and again by design.
  """

  use ExUnit.Case, async: false

  alias {= module =}, as: App
  alias {= module =}.Chaos
  alias {= module =}.LLM.Scripted

  @moduletag :chaos
  @moduletag timeout: :infinity

  @test_tools {= design.slots.test_tools | elixir_list(2) =}

  setup do
    size = %{
      seconds: variable("CHAOS_SECONDS", 60),
      kills: variable("CHAOS_KILLS", 50),
      rate: variable("CHAOS_RATE", 2_000),
      agents: variable("CHAOS_AGENTS", 1_000)
    }

    %{size: size, tools: [hd(@test_tools).item(:add)]}
  end

  defp variable(name, default) do
    case System.get_env(name) do
      nil -> default
      text -> String.to_integer(text)
    end
  end

  # One question in ten needs a tool, and one in ten a model that takes its time.
  defp answer(%{step: step, attempt: 1}) when rem(step, 10) == 3,
    do: {:call, "add", %{"a" => step, "b" => 1}}

  defp answer(%{step: step}) when rem(step, 10) == 7, do: {:delay, 5, "thought about it"}
  defp answer(_request), do: "at once"

  test "kills at random leave the service up and nothing behind", %{size: size, tools: tools} do
    remembers? = Chaos.remembers?(llm: {Scripted, &answer/1})
    :ok = Chaos.settle()
    supervisors = Chaos.supervisors()
    before = Chaos.census()

    agents =
      for _number <- 1..size.agents do
        {:ok, agent} = App.start_agent(llm: {Scripted, &answer/1}, tools: tools)
        agent
      end

    killer = Task.async(fn -> Chaos.kill(agents, size) end)
    report = Chaos.load(agents, size)
    killed = Task.await(killer, :infinity)
    share = report.answered / max(report.asked, 1)

    IO.puts(
      "chaos: #{report.asked} questions, #{Float.round(share * 100, 3)} % answered, " <>
        "p99 #{report.p99_ms} ms; killed #{inspect(killed)}; failures #{inspect(report.failures)}"
    )

    assert report.asked >= size.rate * size.seconds * 0.9
    assert killed |> Map.values() |> Enum.sum() >= size.kills * size.seconds * 0.8
    assert share >= 0.999
    assert Chaos.supervisors() == supervisors

    # Where a conversation outlives its process, nothing that was answered has been forgotten.
    if remembers?, do: assert(Chaos.forgotten(report.agents) == [])

    for {agent, _answered} <- report.agents, do: assert(:ok = App.stop_agent(agent))
    :ok = Chaos.settle()
    assert Chaos.leaked(before) == []
  end
end
