defmodule {= module =}.LLM.AdaptersTest do
  @moduledoc "The provider adapters against a server on a local socket, over every transport there is."

  use ExUnit.Case, async: true

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Error
  alias {= module =}.LLM.Anthropic
  alias {= module =}.LLM.OpenAI
  alias {= module =}.TestServer
  alias {= module =}.TestTools

  @transports {= design.slots.transports | elixir_list(2) =}
  # A machine that is busy is no provider that is silent.
  @patience {= module =}.TestPatience.limit()
  @test_tools {= design.slots.test_tools | elixir_list(2) =}

  defp agent(adapter, script, transport, config \\ %{}, opts \\ []) do
    url = TestServer.start(script, self())
    defaults = %{model: "test", base_url: url, transport: transport, stall: @patience}
    config = Map.merge(defaults, config)
    {:ok, agent} = App.start_agent([llm: {adapter, config}, system: "Be brief."] ++ opts)
    on_exit(fn -> App.stop_agent(agent) end)
    agent
  end

  defp request do
    assert_receive {:request, body}
    JSON.decode!(body)
  end

  defp whole(events),
    do: TestServer.events(events) ++ [TestServer.finish(), :close]

  defp delta(delta), do: JSON.encode!(%{choices: [%{delta: delta}]})

  for transport <- @transports do
    describe "over #{inspect(transport)}" do
      @transport transport

      test "an OpenAI-compatible provider streams its answer" do
        events = [delta(%{content: "Hel"}), delta(%{content: "lo"}), "[DONE]"]
        agent = agent(OpenAI, whole(events), @transport)

        assert [{:chunk, "Hel"}, {:chunk, "lo"}, {:done, "Hello", _agent}] =
                 Enum.to_list(App.stream(agent, "Hi"))

        assert %{"model" => "test", "stream" => true, "messages" => messages} = request()

        assert messages == [
                 %{"role" => "system", "content" => "Be brief."},
                 %{"role" => "user", "content" => "Hi"}
               ]
      end

      test "an OpenAI-compatible provider calls a tool, in pieces" do
        first = %{index: 0, id: "c1", function: %{name: "add", arguments: ~s({"a": 1,)}}
        second = %{index: 0, function: %{arguments: ~s( "b": 2})}}
        events = [delta(%{tool_calls: [first]}), delta(%{tool_calls: [second]}), "[DONE]"]
        tools = [hd(@test_tools).item(:add)]

        agent =
          agent(OpenAI, whole(events), @transport, %{},
            tools: tools,
            max_iterations: 1
          )

        assert {:error, %Error{kind: :max_iterations}} = App.ask(agent, "?")

        assert %{"tools" => [%{"function" => %{"name" => "add", "parameters" => parameters}}]} =
                 request()

        assert parameters == TestTools.describe(:add).parameters
      end

      test "Anthropic streams its answer" do
        events =
          Enum.map(
            [
              %{type: "message_start", message: %{usage: %{input_tokens: 3}}},
              %{type: "content_block_delta", index: 0, delta: %{type: "text_delta", text: "Hel"}},
              %{type: "content_block_delta", index: 0, delta: %{type: "text_delta", text: "lo"}},
              %{type: "message_delta", usage: %{output_tokens: 2}},
              %{type: "message_stop"}
            ],
            &JSON.encode!/1
          )

        agent = agent(Anthropic, whole(events), @transport)

        assert [{:chunk, "Hel"}, {:chunk, "lo"}, {:done, "Hello", _agent}] =
                 Enum.to_list(App.stream(agent, "Hi"))

        assert %{"system" => "Be brief.", "messages" => messages} = request()

        assert messages == [
                 %{"role" => "user", "content" => [%{"type" => "text", "text" => "Hi"}]}
               ]
      end

      test "a stream that breaks off is an error that leaves what there was" do
        short_of_time(fn pause ->
          script = TestServer.events([delta(%{content: "Hel"})], pause) ++ [:close]
          agent = agent(OpenAI, script, @transport)
          {chunks, [{:error, error}]} = agent |> App.stream("Hi") |> Enum.split(-1)
          text = Enum.map_join(chunks, fn {:chunk, text} -> text end)
          assert %Error{kind: :unavailable, details: details} = error
          assert Map.get(details, :partial, "") == text
          text == "Hel"
        end)
      end

      test "a stream that falls silent is given up" do
        script = TestServer.events([delta(%{content: "Hel"})]) ++ [{:pause, 60_000}]
        agent = agent(OpenAI, script, @transport, %{stall: 50})

        # A busy machine may take longer than that for the first piece.
        assert {:error, %Error{kind: :timeout}} = agent |> App.stream("Hi") |> Enum.at(-1)
      end

      test "an overloaded provider is asked again, a refusal is reported" do
        agent = agent(OpenAI, [{:send, TestServer.response(429, "{}")}], @transport)

        assert {:error, %Error{kind: :rate_limited, details: %{status: 429}}} =
                 App.ask(agent, "?")

        for _attempt <- 1..3, do: assert_receive({:request, _body})

        agent =
          agent(OpenAI, [{:send, TestServer.response(401, ~s({"error": "no"}))}], @transport)

        assert {:error, %Error{kind: :model, details: %{status: 401, body: body}}} =
                 App.ask(agent, "?")

        assert body =~ "no"
        assert_receive {:request, _body}
        refute_received {:request, _body}
      end

      test "malformed JSON is an error" do
        agent =
          agent(OpenAI, whole(["{nonsense", "[DONE]"]), @transport)

        assert {:error, %Error{kind: :model}} = App.ask(agent, "?")
      end

      test "a stream that nobody reads closes its connection" do
        script = TestServer.events([delta(%{content: "Hel"})]) ++ TestServer.trickle()
        agent = agent(OpenAI, script, @transport)
        assert [{:chunk, "Hel"}] = agent |> App.stream("Hi") |> Enum.take(1)
        assert_receive :connection_closed
      end

      test "a provider that is not there is unavailable" do
        {:ok, listener} = :gen_tcp.listen(0, ip: {127, 0, 0, 1})
        {:ok, port} = :inet.port(listener)
        :ok = :gen_tcp.close(listener)
        config = %{model: "test", base_url: "http://127.0.0.1:#{port}", transport: @transport}
        {:ok, agent} = App.start_agent(llm: {OpenAI, config})
        assert {:error, %Error{kind: :unavailable, retryable: true}} = App.ask(agent, "?")
      end

      test "a key that is not set is named, never shown" do
        agent = agent(OpenAI, [], @transport, %{api_key: {:env, "NO_SUCH_KEY_ANYWHERE"}})
        assert {:error, %Error{kind: :invalid, message: message}} = App.ask(agent, "?")
        assert message =~ "NO_SUCH_KEY_ANYWHERE"
      end
    end
  end
end
