defmodule {= module =}.Events.LoggerSinkTest do
  use ExUnit.Case, async: false

  import ExUnit.CaptureLog

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted

  setup do
    level = Logger.level()
    on_exit(fn -> Logger.configure(level: level) end)
  end

  defp log_of(script, level) do
    Logger.configure(level: level)

    capture_log([metadata: [:agent, :outcome]], fn ->
      {:ok, agent} =
        App.start_agent(
          llm: {Scripted, script},
          name: "logged-#{System.unique_integer([:positive])}"
        )

      _result = App.ask(agent, "a private question")
      :ok = App.stop_agent(agent)
    end)
  end

  test "a failure is a warning with the agent and the kind" do
    log = log_of([{:http, 400}], :info)
    assert log =~ "model stop"
    assert log =~ "agent=logged-"
    assert log =~ "outcome=model"
  end

  test "what goes well is for debugging" do
    refute log_of(["fine"], :info) =~ "model stop"
    assert log_of(["fine"], :debug) =~ "model stop"
  end

  test "texts of conversations are not logged" do
    refute log_of(["a private answer"], :debug) =~ "private"
  end
end
