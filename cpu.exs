Code.require_file("bench/measure.exs"); Code.require_file("bench/bare.exs")
alias Bench.{Measure, Bare}
alias MyAgents.LLM.Scripted
Logger.configure(level: :error)
Application.put_env(:my_agents, :expected_agents, 100_000)
defmodule R do
  def reply(request), do: {:say, text(request.step)}
  def text(number), do: :binary.copy(String.pad_trailing("text number #{number} ", 60, "x"))
  def cpu(n, fun) do
    :erlang.statistics(:runtime)
    fun.()
    {_, ms} = :erlang.statistics(:runtime)
    ms * 1000 / n
  end
end
start = fn -> {:ok, a} = MyAgents.start_agent(llm: {Scripted, &R.reply/1}); a end
sup = Bare.setup()
clients = 4
for _round <- 1..3 do
  b = R.cpu(5000, fn -> send(self(), {:b, Measure.each(Enum.to_list(1..5000), clients, fn _ -> Bare.start(sup, 15000) end)}) end)
  bare = receive do {:b, l} -> l end
  a = R.cpu(5000, fn -> send(self(), {:b, Measure.each(Enum.to_list(1..5000), clients, fn _ -> start.() end)}) end)
  agents = receive do {:b, l} -> l end
  :io.format("start us cpu: bare ~.2f agents ~.2f ratio ~.3f~n", [b, a, b/a])
  for _ <- 1..10, do: Measure.each(bare, clients, &Bare.ask(&1, R.text(0)))
  ask = fn a -> {:ok, _, a} = MyAgents.ask(a, R.text(0)); a end
  Enum.each(1..10, fn _ -> Measure.each(agents, clients, ask) end)
  b = R.cpu(20000, fn -> for _ <- 1..4, do: Measure.each(bare, clients, &Bare.ask(&1, R.text(0))) end)
  a = R.cpu(20000, fn -> for _ <- 1..4, do: Measure.each(agents, clients, ask) end)
  :io.format("ask us cpu: bare ~.2f agents ~.2f ratio ~.3f~n", [b, a, b/a])
  Measure.each(agents, clients, &MyAgents.stop_agent/1)
  Enum.each(bare, &DynamicSupervisor.terminate_child(sup, &1))
end
