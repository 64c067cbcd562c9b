# What the layers of this application cost, beside a bare GenServer in the same run.
#
#     mix run bench/agents.exs [number of agents]
alias {= module =}, as: App
alias {= module =}.LLM.Scripted

defmodule Bare do
  @moduledoc false
  use GenServer

  def start_link(history), do: GenServer.start_link(__MODULE__, history)

  @impl true
  def init(history), do: {:ok, history}

  @impl true
  def handle_call({:ask, text}, _from, history) do
    history = [{:user, text}, {:assistant, "reply", []} | Enum.take(history, 18)]
    true = :ets.insert(:bare, {self(), history})
    {:reply, "reply", history}
  end
end

defmodule Bench do
  @moduledoc false

  def seconds(fun) do
    {microseconds, result} = :timer.tc(fun)
    {microseconds / 1_000_000, result}
  end

  def rate(label, count, seconds),
    do: IO.puts("#{String.pad_trailing(label, 44)} #{round(count / seconds)} a second")

  def memory do
    for pid <- Process.list(), do: :erlang.garbage_collect(pid)
    :erlang.memory(:total)
  end

  def each(items, fun) do
    items
    |> Enum.chunk_every(max(1, div(length(items), System.schedulers_online())))
    |> Task.async_stream(fn chunk -> Enum.map(chunk, fun) end, timeout: :infinity)
    |> Enum.flat_map(fn {:ok, results} -> results end)
  end

  def percentile(sorted, share),
    do: Enum.at(sorted, min(length(sorted) - 1, floor(length(sorted) * share)))
end

count =
  case System.argv() do
    [number] -> String.to_integer(number)
    [] -> 10_000
  end

Logger.configure(level: :error)
_table = :ets.new(:bare, [:named_table, :public, write_concurrency: true])
{:ok, bare_supervisor} = DynamicSupervisor.start_link(max_restarts: count)
text = String.duplicate("x", 60)

history =
  for number <- 1..10,
      message <- [{:user, text <> "#{number}"}, {:assistant, text, []}],
      do: message

numbers = Enum.to_list(1..count)

IO.puts("#{count} agents, #{System.schedulers_online()} cores")

before = Bench.memory()

{seconds, bare} =
  Bench.seconds(fn ->
    Bench.each(numbers, fn _number ->
      {:ok, pid} = DynamicSupervisor.start_child(bare_supervisor, {Bare, history})
      pid
    end)
  end)

Bench.rate("start, bare", count, seconds)
IO.puts("memory of a bare one: #{div(Bench.memory() - before, count)} bytes")
rounds = for _round <- 1..max(1, div(50_000, count)), pid <- bare, do: pid

{seconds, _replies} =
  Bench.seconds(fn -> Bench.each(rounds, &GenServer.call(&1, {:ask, text})) end)

Bench.rate("call with a write to a table, bare", length(rounds), seconds)

before = Bench.memory()

{seconds, agents} =
  Bench.seconds(fn ->
    Bench.each(numbers, fn _number ->
      {:ok, agent} =
        App.start_agent(llm: {Scripted, {:cycle, [{:say, text}]}})

      agent
    end)
  end)

Bench.rate("start, agent", count, seconds)
IO.puts("memory of a new one: #{div(Bench.memory() - before, count)} bytes")

ask = fn agent ->
  started = System.monotonic_time(:microsecond)
  {:ok, _reply, agent} = App.ask(agent, text)
  {agent, System.monotonic_time(:microsecond) - started}
end

agents =
  Enum.reduce(1..10, agents, fn _turn, agents ->
    agents |> Bench.each(ask) |> Enum.map(&elem(&1, 0))
  end)

rounds = for _round <- 1..max(1, div(50_000, count)), agent <- agents, do: agent
{seconds, asked} = Bench.seconds(fn -> Bench.each(rounds, ask) end)
Bench.rate("ask, agent with 20 messages", length(rounds), seconds)
times = asked |> Enum.map(&elem(&1, 1)) |> Enum.sort()
IO.puts("ask: p50 #{Bench.percentile(times, 0.5)} us, p99 #{Bench.percentile(times, 0.99)} us")

receive do
after
  # Long enough for agents that hibernate to do so.
  Application.get_env(:{= app =}, :bench_idle, 0) -> :ok
end

IO.puts("memory of one with 20 messages: #{div(Bench.memory() - before, count)} bytes")

{seconds, _stopped} = Bench.seconds(fn -> Bench.each(agents, &App.stop_agent/1) end)
Bench.rate("stop, agent", count, seconds)
