defmodule {= module =}.Message.BroadcastTest do
  @moduledoc "Whoever subscribes hears everything, in order; whoever is slow slows turns down but stops none."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.Message.Broadcast
  alias {= module =}.Message.Event

  @test_tools {= design.slots.test_tools | elixir_list(2) =}

  defmodule Consumer do
    @moduledoc false
    use GenStage

    def start_link(opts), do: GenStage.start_link(__MODULE__, opts)

    @impl true
    def init({test, subscription}), do: {:consumer, test, subscribe_to: [subscription]}

    @impl true
    def handle_events(events, _from, test) do
      for event <- events, do: send(test, {:heard, self(), event})
      {:noreply, [], test}
    end
  end

  defmodule Sleeper do
    @moduledoc false
    use GenStage

    def start_link(test), do: GenStage.start_link(__MODULE__, test)

    @impl true
    def init(test) do
      {:consumer, test, subscribe_to: [Broadcast.subscription(max_demand: 1)]}
    end

    @impl true
    def handle_events([event], _from, test) do
      send(test, {:got, event})
      receive(do: (:on -> {:noreply, [], test}))
    end
  end

  setup do
    :ok = until(fn -> Broadcast.subscribers() == 0 end)
  end

  defp start(script, opts \\ []) do
    {:ok, agent} = App.start_agent([llm: {Scripted, script}] ++ opts)
    on_exit(fn -> App.stop_agent(agent) end)
    agent
  end

  defp subscribe(opts \\ []) do
    subscription = Broadcast.subscription(opts)
    consumer = start_supervised!({Consumer, {self(), subscription}}, id: make_ref())
    :ok = until(fn -> Broadcast.subscribers() > 0 end)
    consumer
  end

  defp with_setting(key, value) do
    before = Application.get_env(:{= app =}, key)
    Application.put_env(:{= app =}, key, value)
    on_exit(fn -> Application.put_env(:{= app =}, key, before) end)
  end

  defp heard(consumer) do
    assert_receive {:heard, ^consumer, %Event{event: event}}
    event
  end

  test "every subscriber hears the messages of a turn in order" do
    [tools | _others] = @test_tools
    first = subscribe()
    second = subscribe()
    :ok = until(fn -> Broadcast.subscribers() == 2 end)

    agent =
      start([{:call, "add", %{"a" => 1, "b" => 2}}, "three"], tools: [tools.item(:add)])

    {:ok, "three", _agent} = App.ask(agent, "1 + 2?")

    for consumer <- [first, second] do
      assert {:message, %Message{role: :user, text: "1 + 2?"}} = heard(consumer)
      assert {:message, %Message{role: :assistant, calls: [%{name: "add"}]}} = heard(consumer)
      assert {:message, %Message{role: :tool, text: "3"}} = heard(consumer)
      assert {:message, %Message{role: :assistant, text: "three"}} = heard(consumer)
    end
  end

  test "of a turn that is followed they hear the pieces too" do
    consumer = subscribe()
    agent = start([{:chunks, ["a", "b"]}])
    assert [_a, _b, {:done, "ab", _agent}] = Enum.to_list(App.stream(agent, "?"))
    assert {:message, %Message{role: :user}} = heard(consumer)
    assert {:chunk, "a"} = heard(consumer)
    assert {:chunk, "b"} = heard(consumer)
    assert {:message, %Message{role: :assistant, text: "ab"}} = heard(consumer)
  end

  test "a subscriber may select" do
    agent = start(["to be heard"])
    other = start(["not to be heard"])
    select = &match?({:message, %{role: :assistant}}, &1.event)
    consumer = subscribe(agent: agent.id, select: select)
    {:ok, _reply, _other} = App.ask(other, "?")
    {:ok, _reply, _agent} = App.ask(agent, "?")
    assert {:message, %Message{text: "to be heard"}} = heard(consumer)
    refute_received {:heard, ^consumer, _event}
  end

  test "an agent's events are an enumerable" do
    agent = start(["one"])
    other = start(["two"])
    task = Task.async(fn -> [agent: agent.id] |> Broadcast.stream() |> Enum.take(2) end)
    :ok = until(fn -> Broadcast.subscribers() == 1 end)
    {:ok, _reply, _other} = App.ask(other, "?")
    {:ok, _reply, _agent} = App.ask(agent, "?")

    assert [%Event{event: {:message, question}}, %Event{event: {:message, answer}}] =
             await(task)

    assert {Message.text(question), Message.text(answer)} == {"?", "one"}
  end

  test "a subscriber that takes nothing more costs some events, and no answer" do
    with_setting(:event_queue, 2)
    with_setting(:event_patience, 5)
    before = Broadcast.dropped()
    sleeper = start_supervised!({Sleeper, self()}, restart: :temporary)
    :ok = until(fn -> Broadcast.subscribers() == 1 end)
    agent = start({:cycle, ["fine"]})

    agent =
      for _turn <- 1..4, reduce: agent do
        agent ->
          {:ok, "fine", agent} = App.ask(agent, "?")
          agent
      end

    assert_receive {:got, %Event{event: {:message, %Message{role: :user}}}}
    assert Broadcast.dropped() > before
    send(sleeper, :on)
    assert_receive {:got, %Event{event: {:message, %Message{role: :assistant}}}}
    {:ok, messages} = App.history(agent)
    assert length(messages) == 8
  end

  test "events wait for nobody once the last subscriber has gone" do
    with_setting(:event_queue, 1)
    with_setting(:event_patience, 60_000)
    sleeper = start_supervised!({Sleeper, self()}, restart: :temporary)
    :ok = until(fn -> Broadcast.subscribers() == 1 end)
    agent = start({:cycle, ["fine"]})
    asking = for _question <- 1..4, do: Task.async(fn -> App.ask(agent, "?") end)
    assert_receive {:got, _event}
    true = Process.exit(sleeper, :kill)
    replies = for {:ok, reply, _agent} <- await_many(asking), do: reply
    assert replies == ["fine", "fine", "fine", "fine"]
  end

  test "agents answer while the broadcast restarts" do
    agent = start({:cycle, ["here"]})
    consumer = subscribe(cancel: :temporary)
    broadcast = Process.whereis(Broadcast)
    monitor = Process.monitor(broadcast)
    true = Process.exit(broadcast, :kill)
    assert_receive {:DOWN, ^monitor, :process, ^broadcast, :killed}
    assert {:ok, "here", agent} = App.ask(agent, "still there?")
    :ok = until(fn -> Process.whereis(Broadcast) not in [nil, broadcast] end)
    assert Process.alive?(consumer)
    again = subscribe()
    assert {:ok, "here", _agent} = App.ask(agent, "and now?")
    assert {:message, %Message{text: "and now?"}} = heard(again)
  end
end
