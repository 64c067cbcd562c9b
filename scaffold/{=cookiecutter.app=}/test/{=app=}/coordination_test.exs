defmodule {= module =}.CoordinationTest do
  use ExUnit.Case, async: true

  alias {= module =}, as: App
  alias {= module =}.Coordination
{%% if design.slots.coordinators %%}
  alias {= module =}.Error
{%% endif %%}
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message

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
    end
  end

{%% else %%}
  test "groups need a decision" do
    assert {:error, %{kind: :unavailable}} = Coordination.join("group")
  end

{%% endif %%}
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
