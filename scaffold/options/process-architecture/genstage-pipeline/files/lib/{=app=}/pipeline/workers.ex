defmodule {= module =}.Pipeline.Workers do
  @moduledoc """
  The consumer of the pipeline: a process for each question that it takes, and demand for one more when one ends. So
  the number of turns on this node is bounded, whatever comes in.

{= decision | doc =}
  """

  use ConsumerSupervisor

  alias {= module =}.Pipeline.Worker
  alias {= module =}.Settings

  @doc false
  @spec child_spec(keyword()) :: Supervisor.child_spec()
  def child_spec(opts), do: Map.put(super(opts), :modules, [ConsumerSupervisor])

  @doc false
  @spec start_link(keyword()) :: Supervisor.on_start()
  def start_link(_opts), do: ConsumerSupervisor.start_link(__MODULE__, [], name: __MODULE__)

  @doc """
  The calling process becomes the producer. When it ends, the questions under way go on, and whoever comes after it
  is the producer then.
  """
  @spec follow() :: :ok
  def follow do
    workers = Settings.get(:pipeline_workers)

    # The demand is renewed one by one: in batches, workers would stand idle while questions wait.
    GenStage.async_subscribe(__MODULE__,
      to: self(),
      max_demand: workers,
      min_demand: workers - 1,
      cancel: :temporary
    )
  end

  @impl true
  def init([]), do: ConsumerSupervisor.init([Worker], strategy: :one_for_one)
end
