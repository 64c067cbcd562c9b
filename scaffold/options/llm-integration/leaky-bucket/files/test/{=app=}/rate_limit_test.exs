defmodule {= module =}.RateLimitTest do
  use ExUnit.Case, async: false

  alias {= module =}, as: App
  alias {= module =}.Error
  alias {= module =}.Layer
  alias {= module =}.RateLimit
  alias {= module =}.TestPatience

  defmodule Counted do
    @moduledoc "A model that tells when it is called."

    @behaviour {= module =}.LLM

    @impl true
    def chat(_request, config, _emit) do
      _ = send(config.test, :called)
      {:ok, %{= module =}.LLM.Response{text: "here"}}
    end
  end

  setup do
    :ok = set(:model_rate, 1)
    :ok = set(:model_burst, 3)
    :ok = set(:model_patience, 0)
    %{model: "model-#{System.unique_integer([:positive])}"}
  end

  defp set(key, value) do
    before = Application.get_env(:{= app =}, key)
    on_exit(fn -> Application.put_env(:{= app =}, key, before) end)
    Application.put_env(:{= app =}, key, value)
  end

  defp call(name, kind \\ :model) do
    context = %{kind: kind, name: name, agent: "agent"}
    Layer.run([RateLimit], context, fn -> {:ok, :called} end)
  end

  test "lets a burst through, then refuses", %{model: model} do
    results = for _call <- 1..100, do: call(model)
    {through, refused} = Enum.split_while(results, &(&1 == {:ok, :called}))
    # Seconds may end meanwhile, and places leak out.
    assert length(through) in 3..50
    assert {:error, %Error{kind: :rate_limited, retryable: true, details: details}} = hd(refused)
    assert details.retry_after > 0
  end

  test "counts each model apart, and no tools", %{model: model} do
    for _call <- 1..10, do: call(model)
    assert call(model <> "-other") == {:ok, :called}
    for _call <- 1..10, do: assert(call(model, :tool) == {:ok, :called})
  end

  test "waits for a place as long as it has patience", %{model: model} do
    :ok = set(:model_patience, TestPatience.limit())
    :ok = set(:model_rate, 100)
    for _call <- 1..3, do: call(model)
    assert call(model) == {:ok, :called}
  end

  test "stands around every call of an agent's model", %{model: model} do
    config = %{model: model, test: self()}
    {:ok, agent} = App.start_agent(llm: {Counted, config})
    answers = for _question <- 1..50, do: App.ask(agent, "?")
    assert Enum.any?(answers, &match?({:error, %Error{kind: :rate_limited}}, &1))
    for _call <- 1..3, do: assert_received(:called)
    :ok = App.stop_agent(agent)
  end
end
