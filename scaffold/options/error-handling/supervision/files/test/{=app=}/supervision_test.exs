defmodule {= module =}.SupervisionTest do
  @moduledoc "Many crashes at once reach nobody who did not crash."

  use ExUnit.Case, async: false

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Settings

  test "the limit lets every agent of a partition crash at once" do
    assert Settings.max_restarts() * Settings.partitions() > Settings.get(:expected_agents)
  end

  test "a hundred crashes in a moment take no supervisor down" do
    supervisors = supervisors({= module =}.Supervisor)

    agents =
      for _number <- 1..100 do
        {:ok, agent} = App.start_agent(llm: {Scripted, {:cycle, ["here"]}})
        agent
      end

    for agent <- agents, {:ok, pid} <- [agent.wiring.host.whereis(agent.id)] do
      monitor = Process.monitor(pid)
      true = Process.exit(pid, :kill)
      assert_receive {:DOWN, ^monitor, :process, ^pid, _reason}
    end

    for agent <- agents do
      assert {:ok, "here", agent} = App.ask(agent, "still there?")
      assert :ok = App.stop_agent(agent)
    end

    assert supervisors({= module =}.Supervisor) == supervisors
  end

  defp supervisors(supervisor) do
    for {id, pid, :supervisor, [module]} when module not in [Registry] <-
          Supervisor.which_children(supervisor),
        into: %{},
        do: {id, pid}
  end
end
