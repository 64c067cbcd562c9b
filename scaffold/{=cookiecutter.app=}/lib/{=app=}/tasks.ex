defmodule {= module =}.Tasks do
  @moduledoc """
  Where everything that blocks runs: calls of models and tools, steps of chains. A partitioned `Task.Supervisor`,
  so that no single process has to start them all.
  """

  alias {= module =}.Settings

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
