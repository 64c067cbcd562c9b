defmodule {= module =}Test do
  @moduledoc """
  The contract: what holds for every agent, whatever parts this application is made of.
  """

  use ExUnit.Case, async: true

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.TestApprover
  alias {= module =}.TestTools

  @test_tools {= design.slots.test_tools | elixir_list(2) =}

  defp start(script, opts \\ []) do
    {:ok, agent} = App.start_agent([llm: {Scripted, script}] ++ opts)
    on_exit(fn -> App.stop_agent(agent) end)
    agent
  end

  defp roles(agent) do
    {:ok, messages} = App.history(agent)
    Enum.map(messages, &Message.role/1)
  end

  defp tool_turn(tools, kind, arguments, opts) do
    script = [{:call, Atom.to_string(kind), arguments}, "done"]
    agent = start(script, [tools: [tools.item(kind)]] ++ opts)
    {:ok, "done", agent} = App.ask(agent, "use it")
    {:ok, [_question, _call, result, _answer]} = App.history(agent)
    :tool = Message.role(result)
    Message.text(result)
  end

  describe "starting" do
    test "needs a model" do
      assert {:error, %Error{kind: :invalid, message: message}} = App.start_agent([])
      assert message =~ ":llm"
    end

    test "says which options it does not know" do
      assert {:error, %Error{kind: :invalid, message: message}} =
               App.start_agent(llm: {Scripted, []}, colour: :red)

      assert message =~ ":colour"
    end

    test "refuses what is no tool" do
      assert {:error, %Error{kind: :invalid}} =
               App.start_agent(llm: {Scripted, []}, tools: [:no_such_tool])
    end

    test "refuses what is no model" do
      assert {:error, %Error{kind: :invalid}} = App.start_agent(llm: {Enum, []})
    end
  end

  describe "a conversation" do
    test "remembers what was said before" do
      agent = start(fn request -> "#{length(request.messages)} messages" end)
      assert {:ok, "1 messages", agent} = App.ask(agent, "one")
      assert {:ok, "3 messages", agent} = App.ask(agent, "two")
      assert {:ok, "5 messages", agent} = App.ask(agent, "three")
      assert roles(agent) == [:user, :assistant, :user, :assistant, :user, :assistant]
    end

    test "opens with the system prompt, which is no part of it" do
      agent = start(fn request -> Message.text(hd(request.messages)) end, system: "Be brief.")
      assert {:ok, "Be brief.", agent} = App.ask(agent, "hello")
      assert roles(agent) == [:user, :assistant]
    end

    test "goes on after a question that failed, of which nothing stays" do
      agent = start([{:error, :model}, "unused"])
      assert {:error, %Error{kind: :model}} = App.ask(agent, "one")
      assert roles(agent) == []
    end

    test "keeps two agents apart" do
      first = start(["first"])
      second = start(["second"])
      assert {:ok, "second", second} = App.ask(second, "?")
      assert {:ok, "first", first} = App.ask(first, "?")
      assert length(roles(first)) == 2
      assert length(roles(second)) == 2
    end

    test "is bounded: the oldest messages leave first" do
      agent = start({:cycle, ["yes"]}, history_limit: 4)

      agent =
        for number <- 1..5, reduce: agent do
          agent ->
            {:ok, "yes", agent} = App.ask(agent, "question #{number}")
            agent
        end

      {:ok, messages} = App.history(agent)
      assert Enum.map(messages, &Message.text/1) == ["question 4", "yes", "question 5", "yes"]
    end
  end

  describe "models that fail" do
    test "are tried again where that helps" do
      agent = start([{:flaky, 2, {:http, 429}, "at last"}])
      assert {:ok, "at last", _agent} = App.ask(agent, "?")
    end

    test "are given up in the end" do
      agent = start([{:http, 500}])

      assert {:error, %Error{kind: :unavailable, retryable: true, details: %{status: 500}}} =
               App.ask(agent, "?")
    end

    test "are not tried again where it does not help" do
      agent = start([{:flaky, 1, {:http, 400}, "never"}])
      assert {:error, %Error{kind: :model, retryable: false}} = App.ask(agent, "?")
    end

    test "may crash: the question fails, the agent does not" do
      agent = start([:crash])
      assert {:error, %Error{kind: :crashed}} = App.ask(agent, "?")
      assert {:ok, []} = App.history(agent)
    end

    test "are not waited for longer than the caller wants" do
      agent = start([{:delay, 60_000, "too late"}])

      assert {:error, %Error{kind: :timeout, retryable: true}} =
               App.ask(agent, "?", timeout: 20)

      assert roles(agent) == []
    end

    test "leave what they said so far" do
      agent = start([{:cut, ["half an ", "answer"]}])
      assert {:error, %Error{details: %{partial: "half an answer"}}} = App.ask(agent, "?")
    end
  end

  for tools <- @test_tools do
    describe "tools declared by #{inspect(tools)}" do
      @tools tools

      test "give the model their result" do
        assert tool_turn(@tools, :add, %{"a" => 1, "b" => 2}, []) == "3"
      end

      test "are told what is wrong with their arguments" do
        text = tool_turn(@tools, :add, %{"a" => "1", "c" => 2}, [])
        assert text =~ "bad_arguments"
        assert text =~ "/a must be number"
        assert text =~ ~s(lacks "b")
        assert text =~ "/c is not allowed"
      end

      test "are stopped when their time is up" do
        # It would run for ever.
        assert tool_turn(@tools, :slow, %{}, []) =~ "timeout"
      end

      test "may crash" do
        assert tool_turn(@tools, :crash, %{}, []) =~ "crashed"
      end

      test "are stopped when they take too much memory, also in binaries" do
        assert tool_turn(@tools, :hungry, %{}, []) =~ ~r/crashed|timeout/
      end

      test "have to exist" do
        agent = start([{:call, "nothing", %{}}, "done"], tools: [@tools.item(:add)])
        assert {:ok, "done", agent} = App.ask(agent, "?")
        {:ok, messages} = App.history(agent)

        assert messages |> Enum.at(2) |> Message.text() =~
                 ~s(there is no tool "nothing"; there are: add)
      end

      test "that are dangerous need a grant" do
        assert tool_turn(@tools, :dangerous, %{}, []) =~ "denied"
        assert tool_turn(@tools, :dangerous, %{}, grants: ["other"]) =~ "denied"
        assert tool_turn(@tools, :dangerous, %{}, grants: ["dangerous"]) =~ "something dangerous"
      end

      test "that need approval ask a person" do
        assert tool_turn(@tools, :approved, %{}, []) =~ "denied"
        assert tool_turn(@tools, :approved, %{}, grants: :all) =~ "denied"
        assert tool_turn(@tools, :approved, %{}, approver: {TestApprover, :no}) =~ "denied"

        assert tool_turn(@tools, :approved, %{}, approver: {TestApprover, :yes}) =~
                 "with approval"
      end

      test "are tried again when they ask for it" do
        name = "flaky-#{System.unique_integer()}"
        :ok = TestTools.counter(name)
        assert tool_turn(@tools, :flaky, %{"counter" => name}, []) == "3"
      end

      test "give no more than the model can read" do
        text = tool_turn(@tools, :big, %{}, [])
        assert byte_size(text) < 20_000
        assert text =~ "[cut: 1000000 bytes in all]"
      end

      test "have to return what they promise" do
        assert tool_turn(@tools, :liar, %{}, []) =~ "bad_output"
      end

      test "run at once, and one failure is no other's" do
        calls = [{"slow", %{}}, {"add", %{"a" => 1, "b" => 1}}, {"crash", %{}}, {"slow", %{}}]
        items = Enum.map([:slow, :add, :crash], &@tools.item/1)
        agent = start([{:calls, calls}, "done"], tools: items)
        assert {:ok, "done", agent} = App.ask(agent, "all of them")
        {:ok, messages} = App.history(agent)
        texts = for message <- messages, Message.role(message) == :tool, do: Message.text(message)
        assert [slow, "2", crash, slow] = texts
        assert slow =~ "timeout"
        assert crash =~ "crashed"
      end

      test "report progress to whoever follows" do
        agent = start([{:call, "steps", %{}}, "done"], tools: [@tools.item(:steps)])

        assert [
                 {:tool_call, %{name: "steps", id: id}},
                 {:tool_progress, id, 1},
                 {:tool_progress, id, 2},
                 {:tool_result, %{status: :ok, text: "two steps"}},
                 {:chunk, "done"},
                 {:done, "done", _agent}
               ] = Enum.to_list(App.stream(agent, "?"))
      end

      test "stop the loop in the end" do
        agent =
          start({:cycle, [{:call, "add", %{"a" => 1, "b" => 1}}]},
            tools: [@tools.item(:add)],
            max_iterations: 3
          )

        assert {:error, %Error{kind: :max_iterations, details: %{partial: ""}}} =
                 App.ask(agent, "?")
      end
    end
  end

  describe "a stream" do
    test "has the pieces in order, then the answer" do
      agent = start([{:chunks, ["a", "b", "c"]}])

      assert [{:chunk, "a"}, {:chunk, "b"}, {:chunk, "c"}, {:done, "abc", agent}] =
               Enum.to_list(App.stream(agent, "?"))

      assert roles(agent) == [:user, :assistant]
    end

    test "asks only when it is run" do
      agent = start(["one", "two"])
      _unused = App.stream(agent, "never asked")
      assert {:ok, "one", _agent} = App.ask(agent, "?")
    end

    test "ends with the error" do
      agent = start([{:cut, ["half"]}])

      assert [{:chunk, "half"}, {:error, %Error{details: %{partial: "half"}}}] =
               Enum.to_list(App.stream(agent, "?"))
    end

    test "that nobody reads on cancels the turn" do
      test = self()

      script = fn _request ->
        send(test, {:model, self()})
        {:chunks, ["first"]}
      end

      slow = fn request ->
        case request.step do
          1 ->
            send(test, {:model, self()})
            {:delay, 60_000, "never"}

          _later ->
            script.(request)
        end
      end

      agent = start(slow)

      task =
        Task.async(fn -> App.stream(agent, "?") |> Enum.to_list() end)

      assert_receive {:model, model}
      monitor = Process.monitor(model)
      _ = Task.shutdown(task, :brutal_kill)
      assert_receive {:DOWN, ^monitor, :process, ^model, _reason}
      assert roles(agent) == []
    end

    test "leaves no message behind when it is cut short" do
      agent = start([{:chunks, ["a", "b", "c"]}])
      assert [{:chunk, "a"}] = agent |> App.stream("?") |> Enum.take(1)
      refute_received _anything
    end
  end

  describe "many" do
    test "agents, a thousand of them, all at once" do
      replies =
        1..1_000
        |> Task.async_stream(
          fn number ->
            {:ok, agent} = App.start_agent(llm: {Scripted, ["reply #{number}"]})
            {:ok, reply, agent} = App.ask(agent, "?")
            :ok = App.stop_agent(agent)
            reply
          end,
          max_concurrency: 1_000,
          timeout: :infinity
        )
        |> Enum.map(fn {:ok, reply} -> reply end)

      assert replies == Enum.map(1..1_000, &"reply #{&1}")
    end
  end

  describe "stopping" do
    test "is final" do
      agent = start(["unused"])
      assert :ok = App.stop_agent(agent)
      assert :ok = App.stop_agent(agent)
    end

    test "waits for the reply under way" do
      test = self()

      agent =
        start(fn _request ->
          send(test, :thinking)
          {:delay, 50, "the reply"}
        end)

      task = Task.async(fn -> App.ask(agent, "?") end)
      assert_receive :thinking
      assert :ok = App.stop_agent(agent)
      assert {:ok, "the reply", _agent} = await(task)
    end
  end
end
