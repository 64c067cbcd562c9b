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
      task = self()
      _companion = spawn(fn -> end_with(caller, task) end)
      fun.()
    end)
  end

  @doc "Starts a task that is linked to the caller: when either dies, so does the other."
  @spec async_linked((-> term())) :: Task.t()
  def async_linked(fun) do
    Task.Supervisor.async(supervisor(), fun)
  end

  defp end_with(caller, task) do
    caller_ref = Process.monitor(caller)
    task_ref = Process.monitor(task)

    receive do
      {:DOWN, ^task_ref, :process, ^task, _reason} -> :ok
      {:DOWN, ^caller_ref, :process, ^caller, _reason} -> Process.exit(task, :kill)
    end
  end

  defp supervisor, do: {:via, PartitionSupervisor, {__MODULE__, self()}}
end
