defmodule {= module =}.BreakerTest do
  @moduledoc "What holds for every circuit breaker that there is."

  use ExUnit.Case, async: false

  alias {= module =}, as: App
  alias {= module =}.Design
  alias {= module =}.Error
  alias {= module =}.Layer

  defmodule Down do
    @moduledoc "A model that is not there."

    @behaviour {= module =}.LLM

    @impl true
    def chat(_request, config, _emit) do
      _ = send(config.test, :asked)
      {:error, Error.new(:unavailable, "down")}
    end
  end

  @breakers for layer <- Design.wiring().layers,
                Code.ensure_loaded?(layer),
                function_exported?(layer, :guards, 0),
                do: layer

  setup do
    :ok = set(:breaker_failures, 3)
    :ok = set(:breaker_window, 60_000)
    :ok = set(:breaker_cooldown, 30)
    %{name: "breaker-#{System.unique_integer([:positive])}"}
  end

  defp set(key, value) do
    before = Application.get_env(:{= app =}, key)
    on_exit(fn -> Application.put_env(:{= app =}, key, before) end)
    Application.put_env(:{= app =}, key, value)
  end

  defp call(breaker, name, result) do
    test = self()

    Layer.run([breaker], %{kind: kind(breaker), name: name, agent: "agent"}, fn ->
      send(test, :called)
      if is_function(result), do: result.(), else: result
    end)
  end

  # What the breaker guards: a tool, unless it leaves tools alone.
  defp kind(breaker), do: if(:tool in breaker.guards(), do: :tool, else: :model)

  defp fail(breaker, name, times) do
    for _time <- 1..times do
      assert {:error, %Error{message: "down"}} =
               call(breaker, name, {:error, Error.new(:unavailable, "down")})

      assert_received :called
    end

    :ok
  end

  # Calls that go on failing, until one is refused: a short cool-down may be over before the next call.
  defp broken(breaker, name) do
    case call(breaker, name, {:error, Error.new(:unavailable, "down")}) do
      {:error, %Error{details: %{circuit: :open}}} -> :ok
      {:error, %Error{message: "down"}} -> broken(breaker, name)
    end
  end

  # Failures are counted by another process, so it takes a moment until they tell.
  defp refused(breaker, name) do
    case call(breaker, name, {:ok, :let_through}) do
      {:error, %Error{kind: :unavailable, details: %{circuit: :open}} = error} ->
        error

      {:ok, :let_through} ->
        assert_received :called
        refused(breaker, name)
    end
  end

  defp recovered(breaker, name) do
    case call(breaker, name, {:ok, :well}) do
      {:ok, :well} -> :ok
      {:error, %Error{details: %{circuit: :open}}} -> recovered(breaker, name)
    end
  end

  for breaker <- @breakers do
    describe inspect(breaker) do
      @breaker breaker

      test "lets calls through and returns what they return", %{name: name} do
        assert call(@breaker, name, {:ok, 1}) == {:ok, 1}
        denied = {:error, Error.new(:denied, "no")}
        assert call(@breaker, name, denied) == denied
      end

      test "refuses at once what failed too often, without calling it", %{name: name} do
        :ok = set(:breaker_cooldown, 60_000)
        :ok = fail(@breaker, name, 3)
        assert %Error{retryable: false, details: %{retry_after: left}} = refused(@breaker, name)
        assert left in 1..60_000
        refute_received :called
        assert call(@breaker, name <> "-other", {:ok, 1}) == {:ok, 1}
      end

      test "counts crashes", %{name: name} do
        :ok = set(:breaker_cooldown, 60_000)

        for _time <- 1..3 do
          assert_raise RuntimeError, fn -> call(@breaker, name, fn -> raise "crash" end) end
          assert_received :called
        end

        assert %Error{} = refused(@breaker, name)
      end

      test "does not count what says that the called is there", %{name: name} do
        for kind <- [:denied, :bad_arguments, :rate_limited, :model], _time <- 1..3 do
          assert {:error, %Error{kind: ^kind}} =
                   call(@breaker, name, {:error, Error.new(kind, "no")})
        end

        assert call(@breaker, name, {:ok, 1}) == {:ok, 1}
      end

      test "lets calls through again after the cool-down", %{name: name} do
        :ok = broken(@breaker, name)
        assert recovered(@breaker, name) == :ok
        assert recovered(@breaker, name) == :ok
      end
    end
  end

  test "an agent whose model is down says so at once" do
    :ok = set(:breaker_cooldown, 60_000)
    model = {Down, %{model: "model-#{System.unique_integer([:positive])}", test: self()}}
    {:ok, agent} = App.start_agent(llm: model)
    assert open(agent)
    refute_received :asked
    :ok = App.stop_agent(agent)
  end

  defp open(agent) do
    case App.ask(agent, "?") do
      {:error, %Error{details: %{circuit: :open}}} ->
        flush()
        match?({:error, %Error{details: %{circuit: :open}}}, App.ask(agent, "?"))

      {:error, %Error{kind: :unavailable}} ->
        open(agent)
    end
  end

  defp flush do
    receive do
      :asked -> flush()
    after
      0 -> :ok
    end
  end
end
