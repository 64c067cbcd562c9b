defmodule {= module =}.Tasks do
  @moduledoc """
  Where everything that blocks runs: calls of models and tools, steps of chains. A partitioned `Task.Supervisor`,
  so that no single process has to start them all.
  """

  alias {= module =}.Settings

  # Twice what a conversation of twenty messages and a request made of it take; 20 kB.
  @words 2_500

  @doc false
  @spec child_spec(keyword()) :: Supervisor.child_spec()
  def child_spec(_opts) do
    Supervisor.child_spec(
      {PartitionSupervisor,
       child_spec: Task.Supervisor, name: __MODULE__, partitions: Settings.partitions()},
      id: __MODULE__
    )
  end

  @doc """
  Starts a task that the caller awaits and that does not take the caller down.

  The task still ends when the caller does: a companion process watches both, because a caller that is killed
  cannot clean up.
  """
  @spec async((-> term())) :: Task.t()
  def async(fun) do
    caller = self()

    Task.Supervisor.async_nolink(supervisor(), fn ->
      :ok = end_with(caller)
      fun.()
    end)
  end

  @doc "Runs `fun` for all items at once, `max_concurrency` at a time; the outcomes are in the order of the items."
  @spec stream(Enumerable.t(item), (item -> term()), pos_integer()) ::
          Enumerable.t({:ok, term()} | {:exit, term()})
        when item: term()
  def stream(items, fun, max_concurrency) do
    caller = self()

    Task.Supervisor.async_stream_nolink(
      supervisor(),
      items,
      fn item ->
        :ok = end_with(caller)
        fun.(item)
      end,
      max_concurrency: max_concurrency,
      timeout: :infinity
    )
  end

  @doc "Starts a task that is linked to the caller: when either dies, so does the other."
  @spec async_linked((-> term())) :: Task.t()
  def async_linked(fun) do
    Task.Supervisor.async(supervisor(), fun)
  end

  @doc """
  Starts a process that is linked to the caller, and returns it at once: without a supervisor that the caller would
  wait for, and without the handshake of a task. Its result arrives as `{Tasks, pid, result}`, where `Tasks` is this
  module.

  This is what a turn takes for its calls, of which there are many: it takes a fifth of the time of a supervised
  task. The caller is its supervisor, by the link.
  """
  @spec start_linked((-> term())) :: pid()
  def start_linked(fun) do
    caller = self()
    callers = [caller | Process.get(:"$callers", [])]
    pid = :proc_lib.spawn_opt(__MODULE__, :run, [fun, caller, callers], [:link | roomy()])
    # It would be a pair with a monitor's reference, if that were among the options.
    true = is_pid(pid)
    pid
  end

  @doc """
  Options for a process that is gone in a moment and is handed a conversation: with room for it from the start, it
  ends before its first garbage collection would copy all of that again, which is a third of its time.
  """
  @spec roomy() :: [{:min_heap_size, pos_integer()}]
  def roomy, do: [min_heap_size: @words]

  @doc false
  @spec run((-> term()), pid(), [pid()]) :: term()
  def run(fun, caller, callers) do
    _ = Process.put(:"$callers", callers)
    send(caller, {__MODULE__, self(), fun.()})
  end

  @doc """
  The calling process ends when `other` does, whatever `other` ends with, and without being linked to it.

  Whoever works for somebody calls this first.
  """
  @spec end_with(pid()) :: :ok
  def end_with(other) do
    worker = self()

    _companion =
      spawn(fn ->
        other_ref = Process.monitor(other)
        worker_ref = Process.monitor(worker)

        receive do
          {:DOWN, ^worker_ref, :process, ^worker, _reason} -> :ok
          {:DOWN, ^other_ref, :process, ^other, _reason} -> Process.exit(worker, :kill)
        end
      end)

    :ok
  end

  defp supervisor, do: {:via, PartitionSupervisor, {__MODULE__, self()}}
end
