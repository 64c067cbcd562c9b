defmodule {= module =}.Coordination.ReplicatedTest do
  @moduledoc "What Horde promises on one node: several are in the tests of groups and of placed agents."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience, only: [until: 1]

  alias {= module =}.Coordination
  alias {= module =}.Coordination.Desk
  alias {= module =}.Coordination.Replicated
  alias {= module =}.LLM.Scripted

  defp place(name) do
    {:ok, desk} = Coordination.place(name, [llm: {Scripted, :echo}], backend: Replicated)
    desk
  end

  defp restarted?(name, before) do
    match?({:ok, desk} when desk != before, Replicated.whereis(name))
  end

  test "an agent that crashes more often than Horde would bear takes no other along" do
    other = place("calm")

    _first = place("nervous")

    for _crash <- 1..10 do
      {:ok, desk} = Replicated.whereis("nervous")
      true = Process.exit(desk, :kill)
      :ok = until(fn -> restarted?("nervous", desk) end)
    end

    assert {:ok, ^other} = Replicated.whereis("calm")
    assert {:ok, "echo: ahoy"} = Desk.ask(other, "ahoy")
    {:ok, desk} = Replicated.whereis("nervous")
    assert {:ok, "echo: ahoy"} = Desk.ask(desk, "ahoy")
  end
end
