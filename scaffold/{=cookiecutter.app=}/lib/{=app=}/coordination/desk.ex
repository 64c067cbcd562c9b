defmodule {= module =}.Coordination.Desk do
  @moduledoc """
  An agent that can be found: a process that joins groups for an agent and answers for it, on any node that finds it.

  Handles of agents mean something on their own node only. A desk is a process, so whoever has its pid can ask,
  from anywhere. It starts the agent, which ends when the desk does, and takes one question after the other, because a
  handle may carry the conversation. Questions wait in a bounded queue and run in a task.

  Put it under a supervisor of yours, or let a backend choose the node: `{= module =}.Coordination.place/3`.

      {Desk, agent: [llm: model], groups: ["translators"]}

  Options:

  - `:agent` (required): the options of `{= module =}.start_agent/1`. Without a `:name` each start gets another one, and a
    restart never meets what the agent before it left.
  - `:groups`: groups to join.
  - `:backend`: where; the default one if it is not given.
  - `:name`: name of the process, as for any other.
  """

  use GenServer, restart: :transient

  alias {= module =}, as: App
  alias {= module =}.Design
  alias {= module =}.Error
  alias {= module =}.Settings
  alias {= module =}.Tasks

  @type option ::
          {:agent, keyword()}
          | {:groups, [String.t()]}
          | {:backend, module()}
          | {:name, GenServer.name()}

  # A caller waits a little longer than the agent may take, so that the agent's own answer about a timeout arrives.
  @grace 500

  @doc false
  @spec start_link([option()]) :: GenServer.on_start()
  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, Keyword.take(opts, [:name]))

  @doc "Asks the agent at a desk. Options: `:timeout` in milliseconds."
  @spec ask(GenServer.server(), String.t(), keyword()) :: {:ok, String.t()} | {:error, Error.t()}
  def ask(desk, question, opts \\ []) when is_binary(question) do
    timeout = Keyword.get_lazy(opts, :timeout, fn -> Settings.get(:timeout) end)
    GenServer.call(desk, {:ask, question, timeout}, timeout + @grace)
  catch
    :exit, reason -> {:error, Error.from_exit(reason)}
  end

  @impl true
  def init(opts) do
    case App.start_agent(Keyword.fetch!(opts, :agent)) do
      {:ok, agent} ->
        :ok = end_agent_with(self(), agent)
        state = %{agent: agent, running: nil, queue: :queue.new()}
        {:ok, state, {:continue, {:join, Keyword.get(opts, :groups, []), opts[:backend]}}}

      {:error, error} ->
        {:stop, error}
    end
  end

  # Not while it starts: a backend may be waiting for just that.
  @impl true
  def handle_continue({:join, groups, backend}, state) do
    backend = backend || List.first(Design.wiring().coordinators)
    Enum.each(groups, fn group -> :ok = backend.join(group) end)
    {:noreply, state}
  end

  @impl true
  def handle_call({:ask, question, timeout}, from, state) do
    if :queue.len(state.queue) < Settings.get(:desk_queue) do
      waiting = {from, question, now() + timeout}
      {:noreply, next(%{state | queue: :queue.in(waiting, state.queue)})}
    else
      {:reply, {:error, Error.new(:busy, "too many questions wait at this desk")}, state}
    end
  end

  @impl true
  def handle_info({ref, result}, %{running: {ref, from}} = state) do
    true = Process.demonitor(ref, [:flush])
    {reply, agent} = conclude(result, state.agent)
    :ok = GenServer.reply(from, reply)
    {:noreply, next(%{state | running: nil, agent: agent})}
  end

  def handle_info({:DOWN, ref, :process, _pid, reason}, %{running: {ref, from}} = state) do
    :ok = GenServer.reply(from, {:error, Error.from_exit(reason)})
    {:noreply, next(%{state | running: nil})}
  end

  # What is sent to its groups, and to nobody in particular.
  def handle_info(_message, state), do: {:noreply, state}

  defp next(%{running: nil} = state) do
    case :queue.out(state.queue) do
      {:empty, _queue} ->
        state

      {{:value, {from, question, deadline}}, queue} ->
        begin(from, question, deadline - now(), %{state | queue: queue})
    end
  end

  defp next(state), do: state

  # Whoever asked has given up.
  defp begin(_from, _question, left, state) when left <= 0, do: next(state)

  defp begin(from, question, left, state) do
    agent = state.agent
    task = Tasks.async(fn -> App.ask(agent, question, timeout: left) end)
    %{state | running: {task.ref, from}}
  end

  defp now, do: System.monotonic_time(:millisecond)

  defp conclude({:ok, reply, agent}, _before), do: {{:ok, reply}, agent}
  defp conclude({:error, error}, agent), do: {{:error, error}, agent}

  # A companion, because a desk that is killed cannot clean up.
  defp end_agent_with(desk, agent) do
    _companion =
      spawn(fn ->
        ref = Process.monitor(desk)

        receive do
          {:DOWN, ^ref, :process, ^desk, _reason} -> App.stop_agent(agent)
        end
      end)

    :ok
  end
end
