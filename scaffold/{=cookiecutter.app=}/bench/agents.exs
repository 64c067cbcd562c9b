# What the layers of this application cost, beside a bare GenServer in the same run, as ratios with their limits. The
# bare one has a name, as an agent has one, and does nothing with it but being found.
#
#     MIX_ENV=prod mix run bench/agents.exs [--agents 3000] [--scale 100000] [--json FILE]
#
# Bare and layered take turns, round by round, so that whatever else the machine does meets both; of the rounds'
# ratios the median counts. Histories are of twenty messages on both sides (an agent's has 12 at first and 28 in the
# last round).
for file <- ["measure.exs", "bare.exs"], do: Code.require_file(file, __DIR__)

defmodule Bench do
  @moduledoc false

  alias Bench.Bare
  alias Bench.Measure
  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Settings
  alias {= module =}.Tool.Call
  alias {= module =}.Tool.Definition
  alias {= module =}.Tool.Executor

  @app :{= app =}
  @turns 10
  @tool_limit 100

  def run(options) do
    Logger.configure(level: :error)
    Application.put_env(@app, :expected_agents, max(options.scale, options.agents))

    rows =
      start_and_ask(options) ++
        [memory(options), busy(), slow_model(), recovery(), overrun(), scale(options)]

    print(rows, options)
    if options.json, do: File.write!(options.json, JSON.encode!(rows))
  end

  # Each case

  defp start_and_ask(options) do
    clients = 2 * System.schedulers_online()
    supervisor = Bare.setup()
    numbers = Enum.to_list(1..div(options.agents, 8))

    start_bare = fn _number -> Bare.start(supervisor, :infinity) end
    start = fn _number -> start() end

    starts =
      for _round <- 1..8 do
        {bare_seconds, bare} =
          Measure.seconds(fn -> Measure.each(numbers, clients, start_bare) end)

        {seconds, agents} = Measure.seconds(fn -> Measure.each(numbers, clients, start) end)

        {bare_seconds / seconds, length(numbers) / bare_seconds, length(numbers) / seconds, bare,
         agents}
      end

    bare = Enum.flat_map(starts, &elem(&1, 3))
    _replies = for _turn <- 1..@turns, do: Measure.each(bare, clients, &Bare.ask(&1, text()))
    agents = starts |> Enum.flat_map(&elem(&1, 4)) |> asked(6, clients)

    {asks, agents} =
      Enum.map_reduce(1..8, agents, fn _round, agents ->
        {bare_seconds, _replies} =
          Measure.seconds(fn -> Measure.each(bare, clients, &Bare.ask(&1, text())) end)

        {seconds, agents} = Measure.seconds(fn -> Measure.each(agents, clients, &ask/1) end)
        count = length(agents)
        {{bare_seconds / seconds, count / bare_seconds, count / seconds}, agents}
      end)

    _stopped = Measure.each(agents, clients, &App.stop_agent/1)
    Enum.each(bare, &Bare.stop/1)

    [
      ratio("starts a second", starts, 0.5),
      ratio("questions a second", asks, 0.25)
    ]
  end

  defp memory(options) do
    idle = if Settings.get(:hibernate_after) == :infinity, do: :infinity, else: 500
    before = Application.get_env(@app, :hibernate_after)
    Application.put_env(@app, :hibernate_after, idle)
    {:ok, supervisor} = DynamicSupervisor.start_link(strategy: :one_for_one)
    numbers = Enum.to_list(1..options.agents)

    {bare, _pids} =
      growth(options.agents, fn ->
        pids = Enum.map(numbers, fn _number -> Bare.start(supervisor, idle) end)
        for _turn <- 1..@turns, pid <- pids, do: Bare.ask(pid, text())
        pids
      end)

    {layered, agents} =
      growth(options.agents, fn ->
        numbers |> Enum.map(fn _number -> start() end) |> asked(@turns, 2)
      end)

    Application.put_env(@app, :hibernate_after, before)
    Enum.each(agents, &App.stop_agent/1)
    row("bytes of an idle one", bare, layered, layered / bare, :at_most, 1.5)
  end

  defp growth(count, fun) do
    before = Measure.memory()
    result = fun.()
    Measure.pause(1_500)
    {(Measure.memory() - before) / count, result}
  end

  defp busy do
    agents = asked(for(_number <- 1..1_000, do: start()), @turns, 2)
    times = Measure.paced(agents, 200, 15, &ask/1)
    Enum.each(agents, &App.stop_agent/1)

    limit(
      "ms, p99 of ask, 1,000 agents at 5,000 questions a second",
      Measure.percentile(times, 0.99),
      10
    )
  end

  defp slow_model do
    agents = for _number <- 1..1_000, do: start({:cycle, [{:delay, 100, "a reply"}]})
    times = Measure.paced(agents, 1, 1, &ask/1)
    Enum.each(agents, &App.stop_agent/1)
    over = Measure.percentile(times, 0.99) - 100
    limit("ms beyond a model's 100, p99, 1,000 agents at once", over, 100)
  end

  defp recovery do
    agents = asked(for(_number <- 1..300, do: start()), @turns, 2)

    times =
      for agent <- agents,
          {:ok, pid} <- [agent.wiring.host.whereis(agent.id)],
          do: back(agent, pid)

    Enum.each(agents, &App.stop_agent/1)

    case times do
      [] ->
        limit("ms from a kill to the whole history, p99 (no process to kill)", 0.0, 100)

      _some ->
        limit("ms from a kill to the whole history, p99", Measure.percentile(times, 0.99), 100)
    end
  end

  defp back(agent, pid) do
    {:ok, before} = App.history(agent)
    monitor = Process.monitor(pid)

    Measure.milliseconds(fn ->
      true = Process.exit(pid, :kill)
      receive(do: ({:DOWN, ^monitor, :process, ^pid, _reason} -> :ok))
      {:ok, after_kill} = App.history(agent)
      if agent.wiring.snapshot.fetch(agent.id) != :error, do: ^before = after_kill
    end)
  end

  defmodule Spinner do
    @moduledoc false
    def run(:spin, %{"to" => _name}, _context), do: spin()
    defp spin, do: spin()
  end

  defp overrun do
    definition = %Definition{
      name: "spin",
      description: "never ends",
      parameters: %{},
      source: Spinner,
      item: :spin,
      timeout: @tool_limit
    }

    environment = %{
      agent: "bench",
      definitions: %{"spin" => definition},
      grants: [],
      approver: nil,
      layers: [],
      emit: nil
    }

    times =
      for number <- 1..20 do
        call = %Call{id: "#{number}", name: "spin", arguments: %{"to" => "nobody"}}
        Measure.milliseconds(fn -> [%{status: :error}] = Executor.run([call], environment) end)
      end

    over = Measure.percentile(times, 0.9) - @tool_limit
    limit("ms that a tool runs beyond its limit, p90", over, 50)
  end

  defp scale(options) do
    clients = 2 * System.schedulers_online()
    agents = Measure.each(Enum.to_list(1..options.scale), clients, fn _number -> start() end)
    {:ok, _history} = App.history(List.last(agents))
    {seconds, _stopped} = Measure.seconds(fn -> Measure.each(agents, 64, &App.stop_agent/1) end)
    limit("s to stop #{options.scale} agents", seconds, 10)
  end

  # Parts

  defp start(script \\ &__MODULE__.reply/1) do
    {:ok, agent} = App.start_agent(llm: {Scripted, script})
    agent
  end

  @doc false
  def reply(_request), do: {:say, text()}

  @sixty_bytes String.duplicate("a text of the model's or a person's ", 2) |> binary_part(0, 60)

  # Made anew each time: what people and models say is no literal of the program, which would be shared.
  defp text, do: :binary.copy(@sixty_bytes)

  defp ask(agent) do
    {:ok, _reply, agent} = App.ask(agent, text())
    agent
  end

  defp asked(agents, turns, clients) do
    Enum.reduce(1..turns, agents, fn _turn, agents -> Measure.each(agents, clients, &ask/1) end)
  end

  # Results

  defp ratio(name, rounds, least) do
    [ratio, bare, layered] =
      for index <- 0..2, do: rounds |> Enum.map(&elem(&1, index)) |> Measure.median()

    row(name, bare, layered, ratio, :at_least, least)
  end

  defp limit(name, value, most), do: row(name, nil, value, value, :at_most, most)

  defp row(name, bare, layered, value, relation, bound) do
    met = if relation == :at_least, do: value >= bound, else: value <= bound

    %{
      name: name,
      bare: bare,
      layered: layered,
      value: value,
      relation: relation,
      bound: bound,
      met: met
    }
  end

  defp print(rows, options) do
    IO.puts("#{options.agents} agents, #{System.schedulers_online()} cores\n")
    IO.puts(line("", "bare", "agents", "ratio", "limit"))

    for row <- rows do
      ratio = if row.bare, do: number(row.value), else: ""
      sign = if row.relation == :at_least, do: ">=", else: "<="
      mark = if row.met, do: "", else: "  MISSED"

      IO.puts(
        line(row.name, number(row.bare), number(row.layered), ratio, "#{sign} #{row.bound}") <>
          mark
      )
    end
  end

  defp line(name, bare, layered, ratio, bound) do
    columns = Enum.map([bare, layered, ratio, bound], &String.pad_leading(&1, 11))
    String.pad_trailing(name, 62) <> Enum.join(columns)
  end

  defp number(nil), do: ""
  defp number(value) when value >= 100, do: Integer.to_string(round(value))
  defp number(value), do: :erlang.float_to_binary(value / 1, decimals: 2)
end

{switches, []} =
  OptionParser.parse!(System.argv(), strict: [agents: :integer, scale: :integer, json: :string])

Bench.run(Map.merge(%{agents: 3_000, scale: 100_000, json: nil}, Map.new(switches)))
