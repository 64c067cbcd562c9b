defmodule {= module =}.Events.PipelineTest do
  use ExUnit.Case, async: false

  import ExUnit.CaptureLog
  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Events.Pipeline
  alias {= module =}.LLM.Scripted
  alias {= module =}.Settings

  @app :{= app =}

  # Of an earlier run.
  setup do
    _ = File.rm(Settings.get(:event_file))
    :ok
  end

  defp events_of(agent) do
    case File.read(Settings.get(:event_file)) do
      {:ok, text} ->
        for line <- String.split(text, "\n", trim: true),
            event = JSON.decode!(line),
            event["metadata"]["agent"] == agent,
            do: event

      {:error, :enoent} ->
        []
    end
  end

  # A batch is written when it is full or its time is up.
  defp events_until(agent, name) do
    :ok = until(fn -> Enum.any?(events_of(agent), &(&1["event"] == name)) end)
    events_of(agent)
  end

  test "writes what happens to the journal" do
    name = "journal-#{System.unique_integer([:positive])}"
    {:ok, agent} = App.start_agent(name: name, llm: {Scripted, ["a private answer"]})
    {:ok, _reply, agent} = App.ask(agent, "a private question")
    :ok = App.stop_agent(agent)

    events = events_until(name, "turn.stop")
    assert %{"metadata" => metadata} = Enum.find(events, &(&1["event"] == "model.stop"))
    assert %{"kind" => "model", "outcome" => "ok"} = metadata

    assert %{"measurements" => %{"duration" => _time}, "time" => time} =
             Enum.find(events, &(&1["event"] == "turn.stop"))

    assert {:ok, _time, 0} = DateTime.from_iso8601(time)
    refute inspect(events) =~ "private"
  end

  test "says how many events were lost when the journal cannot be written" do
    before = Application.get_env(@app, :event_file)
    on_exit(fn -> Application.put_env(@app, :event_file, before) end)
    level = Logger.level()
    on_exit(fn -> Logger.configure(level: level) end)
    :ok = Logger.configure(level: :warning)
    Application.put_env(@app, :event_file, Path.join(System.tmp_dir!(), "no/such/folder"))

    log =
      capture_log(fn ->
        ref = Broadway.test_message(Pipeline, {[:turn, :stop], %{}, %{}, DateTime.utc_now()})
        assert_receive {:ack, ^ref, [], [_failed]}
      end)

    assert log =~ "events lost: the journal cannot be written: enoent"
  end
end
