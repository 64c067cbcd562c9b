defmodule {= module =}.LLM.ConnectionsTest do
  @moduledoc "The client's profile keeps its settings, whoever starts it."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.LLM.Connections

  defp settings, do: :httpc.get_options([:max_keep_alive_length], Connections.profile())

  defp set_up?, do: settings() == {:ok, [max_keep_alive_length: 0]}

  test "lets no request wait behind another" do
    assert set_up?()
  end

  test "sets up again what the client's own supervisor has started again" do
    before = profile()
    kill(before)
    until(&set_up?/0)
    assert profile() != before
  end

  test "takes a profile over that is still there after a crash" do
    before = profile()
    kill(Process.whereis(Connections))
    until(fn -> Process.whereis(Connections) != nil end)
    # What stands below is started again as well; other tests need it.
    _counted = Supervisor.count_children(App.Supervisor)
    assert set_up?()
    assert profile() == before
  end

  defp profile do
    {:error, {:already_started, pid}} = :inets.start(:httpc, profile: Connections.profile())
    pid
  end

  defp kill(pid) do
    ref = Process.monitor(pid)
    true = Process.exit(pid, :kill)
    assert_receive {:DOWN, ^ref, :process, ^pid, :killed}
  end
end
