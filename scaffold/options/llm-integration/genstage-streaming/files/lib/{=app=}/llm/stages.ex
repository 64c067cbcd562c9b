defmodule {= module =}.LLM.Stages do
  @moduledoc """
  Where the stages of streamed answers run: dynamic supervisors, partitioned by who reads.

{= decision | doc =}
  """

  alias {= module =}.LLM.Stage
  alias {= module =}.Settings

  @doc false
  @spec child_spec(keyword()) :: Supervisor.child_spec()
  def child_spec(_opts) do
    options = [child_spec: DynamicSupervisor, name: __MODULE__, partitions: Settings.partitions()]
    Supervisor.child_spec({PartitionSupervisor, options}, id: __MODULE__)
  end

  @doc "Starts a stage for the calling process, which waits for this many consumers before it hands anything out."
  @spec start(pos_integer()) :: {:ok, pid()}
  def start(consumers) do
    partition = {:via, PartitionSupervisor, {__MODULE__, self()}}
    {:ok, _pid} = DynamicSupervisor.start_child(partition, {Stage, {self(), consumers}})
  end
end
