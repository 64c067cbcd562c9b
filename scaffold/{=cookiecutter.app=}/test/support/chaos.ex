defmodule {= module =}.Chaos do
  @moduledoc "Kills at random, asks at a steady rate, and counts what is left of it all."

  alias {= module =}, as: App
  alias {= module =}.Conversation
  alias {= module =}.Design

  @clients 50
  @rare_ms 4_000
  @youngest 20

  @type size :: %{
          seconds: pos_integer(),
          kills: pos_integer(),
          rate: pos_integer(),
          agents: pos_integer()
        }

  @type report :: %{
          asked: non_neg_integer(),
          answered: non_neg_integer(),
          failures: %{atom() => pos_integer()},
          p99_ms: float(),
          agents: [{App.agent(), answered :: non_neg_integer()}]
        }

  @doc "Asks agents in turn, at a steady rate, and reports what came of it."
  @spec load([App.agent()], size()) :: report()
  def load(agents, size) do
    ends = now() + size.seconds * 1_000
    share = agents |> Enum.chunk_every(max(1, div(length(agents), @clients)))
    interval = length(share) * 1_000 / size.rate

    share
    |> Enum.map(fn own ->
      Task.async(fn ->
        client(:queue.from_list(Enum.map(own, &{&1, 0})), interval, now(), ends)
      end)
    end)
    |> Task.await_many(:infinity)
    |> report()
  end

  defp client(queue, interval, due, ends, results \\ []) do
    :ok = wait(round(due - now()))

    if now() >= ends do
      {:queue.to_list(queue), results}
    else
      {{:value, {agent, answered}}, queue} = :queue.out(queue)
      started = System.monotonic_time(:microsecond)

      {outcome, next} =
        case App.ask(agent, "what next?") do
          {:ok, _reply, newer} -> {:ok, {newer, answered + 1}}
          {:error, error} -> {error.kind, {agent, answered}}
        end

      took = System.monotonic_time(:microsecond) - started
      client(:queue.in(next, queue), interval, due + interval, ends, [{outcome, took} | results])
    end
  end

  defp report(shares) do
    results = Enum.flat_map(shares, &elem(&1, 1))
    times = results |> Enum.map(&elem(&1, 1)) |> Enum.sort()
    {answered, failed} = Enum.split_with(results, &match?({:ok, _took}, &1))

    %{
      asked: length(results),
      answered: length(answered),
      failures: Enum.frequencies_by(failed, &elem(&1, 0)),
      p99_ms: Enum.at(times, floor(length(times) * 0.99), 0) / 1_000,
      agents: Enum.flat_map(shares, &elem(&1, 0))
    }
  end

  @doc """
  Kills at random until the time is up; returns how many of what. `:nobody` counts the times when there was nobody
  to kill, as with hosts that have no process between two questions.
  """
  @spec kill([App.agent()], size()) :: %{atom() => pos_integer()}
  def kill(agents, size) do
    _ = Process.flag(:priority, :high)
    start = now()
    state = %{agents: List.to_tuple(agents), due: start, rare: start + @rare_ms, killed: %{}}
    strike(state, 1_000 / size.kills, start + size.seconds * 1_000)
  end

  defp strike(state, interval, ends) do
    :ok = wait(round(state.due - now()))

    cond do
      now() >= ends ->
        state.killed

      now() >= state.rare ->
        killed =
          Enum.reduce([:table_owner, :registry_partition], state.killed, &hit(&1, &2, state))

        strike(%{state | killed: killed, rare: now() + @rare_ms}, interval, ends)

      true ->
        victim = Enum.random([:agent, :agent, :agent, :worker])
        killed = hit(victim, state.killed, state)
        strike(%{state | killed: killed, due: state.due + interval}, interval, ends)
    end
  end

  defp hit(kind, killed, state) do
    case victim(kind, state.agents) do
      nil ->
        Map.update(killed, :nobody, 1, &(&1 + 1))

      pid ->
        true = Process.exit(pid, :kill)
        Map.update(killed, kind, 1, &(&1 + 1))
    end
  end

  defp victim(:agent, agents) do
    agent = elem(agents, :rand.uniform(tuple_size(agents)) - 1)

    case agent.wiring.host.whereis(agent.id) do
      {:ok, pid} -> pid
      :error -> nil
    end
  end

  # Turns, calls of models and tools are among the youngest processes, and there is not always one.
  defp victim(:worker, agents) do
    youngest = Process.list() |> Enum.take(-@youngest) |> Enum.shuffle()
    Enum.find(youngest, &worker?/1) || victim(:agent, agents)
  end

  defp victim(:table_owner, _agents) do
    case :ets.info(Design.wiring().snapshot, :owner) do
      :undefined -> nil
      owner -> owner
    end
  end

  defp victim(:registry_partition, _agents) do
    partitions =
      for {pid, [Registry]} <- tree(), {_id, worker, _type, _modules} <- children(pid), do: worker

    partitions |> Enum.filter(&is_pid/1) |> Enum.take_random(1) |> List.first()
  end

  # What the application started for others to wait for; no supervisor and none of this test's own tasks.
  defp worker?(pid) do
    case Process.info(pid, :dictionary) do
      {:dictionary, dictionary} ->
        App.Supervisor in List.wrap(dictionary[:"$ancestors"]) and
          match?(
            {module, _function, _arity} when module != :supervisor,
            dictionary[:"$initial_call"]
          )

      nil ->
        false
    end
  end

  @doc "The supervisors that run, with their process ids."
  @spec supervisors() :: [pid()]
  def supervisors, do: Enum.sort(for {pid, _modules} <- tree(), do: pid)

  defp tree, do: below(Process.whereis(App.Supervisor))

  defp below(supervisor) do
    for {_id, pid, :supervisor, modules} <- children(supervisor),
        is_pid(pid),
        found <- [{pid, modules} | below(pid)],
        do: found
  end

  defp children(supervisor), do: Supervisor.which_children(supervisor)

  @doc "The agents of which an answer is not in their history, with how many turns they have and should have."
  @spec forgotten([{App.agent(), non_neg_integer()}]) :: [
          {String.t(), non_neg_integer(), non_neg_integer()}
        ]
  def forgotten(agents) do
    for {agent, answered} <- agents,
        {:ok, %Conversation{turns: turns}} = agent.wiring.host.conversation(agent),
        turns < answered,
        do: {agent.id, turns, answered}
  end

  @doc "Whether an agent that is killed comes back with its conversation, tried with one."
  @spec remembers?(keyword()) :: boolean()
  def remembers?(options) do
    {:ok, agent} = App.start_agent(options)
    {:ok, _reply, agent} = App.ask(agent, "remember this")

    with {:ok, pid} <- agent.wiring.host.whereis(agent.id) do
      monitor = Process.monitor(pid)
      true = Process.exit(pid, :kill)
      receive(do: ({:DOWN, ^monitor, :process, ^pid, _reason} -> :ok))
    end

    {:ok, history} = App.history(agent)
    :ok = App.stop_agent(agent)
    history != []
  end

  @doc "The processes and tables that there are."
  @spec census() :: %{processes: MapSet.t(pid()), tables: non_neg_integer()}
  def census, do: %{processes: MapSet.new(Process.list()), tables: length(:ets.all())}

  @doc "What there is more of than at the time of the census: tables, and processes beyond those restarted."
  @spec leaked(map()) :: [term()]
  def leaked(before) do
    now = census()
    more = MapSet.size(now.processes) - MapSet.size(before.processes)
    tables = now.tables - before.tables
    for {kind, count} when count > 0 <- [processes: more, tables: tables], do: {kind, count}
  end

  @doc "Waits until what is ending has ended: the number of processes stays the same for a while."
  @spec settle() :: :ok
  def settle, do: settle(length(Process.list()), 0, 100)

  defp settle(_count, 5, _tries), do: :ok
  defp settle(_count, _quiet, 0), do: :ok

  defp settle(count, quiet, tries) do
    :ok = wait(50)
    current = length(Process.list())
    settle(current, if(current == count, do: quiet + 1, else: 0), tries - 1)
  end

  defp wait(milliseconds) when milliseconds <= 0, do: :ok

  defp wait(milliseconds) do
    receive do
    after
      milliseconds -> :ok
    end
  end

  defp now, do: System.monotonic_time(:millisecond)
end
