defmodule {= module =}.CoordinationTest do
  use ExUnit.Case, async: true

  alias {= module =}, as: App
  alias {= module =}.Coordination
  alias {= module =}.Coordination.Desk
{%% if design.slots.coordinators %%}
  alias {= module =}.Error
{%% endif %%}
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.Settings
  alias {= module =}.TestPatience

{%% if design.slots.coordinators %%}
  @backends {= design.slots.coordinators | elixir_list(2) =}

  defp member(group, backend) do
    test = self()

    pid =
      spawn_link(fn ->
        :ok = Coordination.join(group, backend: backend)
        send(test, :joined)

        receive do
          {:group, ^group, message} -> send(test, {:got, self(), message})
        end
      end)

    assert_receive :joined
    pid
  end

  for backend <- @backends do
    describe "groups of #{inspect(backend)}" do
      @backend backend

      test "reach everybody in them and nobody else" do
        group = "group-#{System.unique_integer([:positive])}"
        first = member(group, @backend)
        second = member(group, @backend)
        _other = member(group <> "-other", @backend)
        assert {:ok, members} = Coordination.members(group, backend: @backend)
        assert Enum.sort(members) == Enum.sort([first, second])
        assert {:ok, 2} = Coordination.broadcast(group, :hello, backend: @backend)
        assert_receive {:got, ^first, :hello}
        assert_receive {:got, ^second, :hello}
        refute_received {:got, _other, :hello}
      end

      test "are joined once, however often one joins" do
        group = "group-#{System.unique_integer([:positive])}"
        for _time <- 1..2, do: assert(:ok = Coordination.join(group, backend: @backend))
        assert {:ok, [_self]} = Coordination.members(group, backend: @backend)
        assert {:ok, 1} = Coordination.broadcast(group, :hello, backend: @backend)
        assert_receive {:group, ^group, :hello}
        assert {:ok, 1} = Coordination.broadcast(group, :again, backend: @backend)
        assert_receive {:group, ^group, next}
        assert next == :again
      end

      test "are left by leaving" do
        group = "group-#{System.unique_integer([:positive])}"
        assert :ok = Coordination.join(group, backend: @backend)
        assert {:ok, [_self]} = Coordination.members(group, backend: @backend)
        assert :ok = Coordination.leave(group, backend: @backend)
        assert {:ok, []} = Coordination.members(group, backend: @backend)
      end

      test "route a key to the same one each time" do
        group = "group-#{System.unique_integer([:positive])}"
        members = for _number <- 1..4, do: member(group, @backend)
        assert {:ok, chosen} = Coordination.route(group, "key", backend: @backend)
        assert chosen in members
        assert {:ok, ^chosen} = Coordination.route(group, "key", backend: @backend)
      end

      test "that are empty route nowhere" do
        assert {:error, %Error{kind: :not_found}} =
                 Coordination.route("nobody", "key", backend: @backend)
      end

      test "lead to agents, through their desks" do
        group = "group-#{System.unique_integer([:positive])}"
        options = [agent: [llm: {Scripted, :echo}], groups: [group], backend: @backend]
        desk = start_supervised!({Desk, options})
        # It joins before it answers.
        assert {:ok, "echo: ahoy"} = Desk.ask(desk, "ahoy")
        assert {:ok, ^desk} = Coordination.route(group, "key", backend: @backend)
      end
    end

    if Code.ensure_loaded?(backend) and function_exported?(backend, :place, 2) do
      test "agents are placed by #{inspect(backend)}, each name once" do
        backend = unquote(backend)
        name = "agent-#{System.unique_integer([:positive])}"
        assert {:error, %Error{kind: :not_found}} = Coordination.whereis(name, backend: backend)
        place = fn -> Coordination.place(name, [llm: {Scripted, :echo}], backend: backend) end
        assert {:ok, desk} = place.()
        assert {:ok, ^desk} = place.()
        assert {:ok, ^desk} = Coordination.whereis(name, backend: backend)
        assert {:ok, "echo: ahoy"} = Desk.ask(desk, "ahoy")

        bad = Coordination.place(name <> "-bad", [llm: :none], backend: backend)
        assert {:error, %Error{kind: :invalid}} = bad
      end
    else
      test "agents are not placed by #{inspect(backend)}" do
        assert {:error, %Error{kind: :unavailable}} =
                 Coordination.place("pilot", [llm: {Scripted, :echo}], backend: unquote(backend))
      end
    end
  end

{%% else %%}
  test "groups need a decision" do
    assert {:error, %{kind: :unavailable}} = Coordination.join("group")
  end

{%% endif %%}
  describe "a desk" do
    test "answers one question after the other, with the conversation so far" do
      desk = start_supervised!({Desk, agent: [llm: {Scripted, ["one", "two", "three"]}]})
      ask = fn -> Desk.ask(desk, "next") end
      replies = 1..3 |> Enum.map(fn _number -> Task.async(ask) end) |> TestPatience.await_many()
      assert Enum.sort(replies) == [{:ok, "one"}, {:ok, "three"}, {:ok, "two"}]
    end

    test "does not ask for somebody who has given up" do
      test = self()

      model = fn
        %{step: 1} ->
          send(test, {:thinking, self()})
          receive(do: (:on -> "answer 1"))

        %{step: step} ->
          "answer #{step}"
      end

      desk = start_supervised!({Desk, agent: [llm: {Scripted, model}]})
      first = Task.async(fn -> Desk.ask(desk, "?") end)
      assert_receive {:thinking, model}
      assert {:error, %{kind: :timeout}} = Desk.ask(desk, "?", timeout: 1)
      send(model, :on)
      assert {:ok, "answer 1"} = TestPatience.await(first)
      assert {:ok, "answer 2"} = Desk.ask(desk, "?")
    end

    test "refuses what it has no room for, and says when it is gone" do
      test = self()

      model = fn _request ->
        send(test, {:thinking, self()})
        receive(do: (:on -> "late"))
      end

      desk = start_supervised!({Desk, agent: [llm: {Scripted, model}, timeout: 60_000]})
      room = Settings.get(:desk_queue) + 1
      waiting = for _number <- 1..room, do: Task.async(fn -> Desk.ask(desk, "?") end)
      assert_receive {:thinking, model}
      :ok = TestPatience.until(fn -> :queue.len(:sys.get_state(desk).queue) == room - 1 end)
      assert {:error, %{kind: :busy}} = Desk.ask(desk, "?")
      :ok = stop_supervised(Desk)
      assert Enum.all?(TestPatience.await_many(waiting), &match?({:error, _gone}, &1))
      assert {:error, %{kind: :not_found}} = Desk.ask(desk, "?")

      # Its agent still lets the turn under way out: whoever stops the application would wait for that.
      send(model, :on)
    end
  end

  test "a conversation is handed over with a briefing" do
    {:ok, from} = App.start_agent(llm: {Scripted, ["The boat is called Petrel."]})
    {:ok, to} = App.start_agent(llm: {Scripted, :echo})
    on_exit(fn -> Enum.each([from, to], &App.stop_agent/1) end)
    assert {:ok, reply, to} = Coordination.hand_over(from, to, "What is the boat called?")
    assert reply =~ "Petrel"
    assert {:ok, [question, _answer]} = App.history(to)
    assert Message.text(question) =~ "What is the boat called?"
  end
end
