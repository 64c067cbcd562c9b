defmodule {= module =}.Pipeline.Queue do
  @moduledoc """
  The producer of the pipeline: questions wait here, first come first served, until a consumer has room. The line is
  bounded; who comes when it is full is told so at once.

  When this process dies, the questions in line are asked again by whoever waits, and those under way go on.

{= decision | doc =}
  """

  use GenStage

  alias {= module =}.Error
  alias {= module =}.Pipeline.Job
  alias {= module =}.Pipeline.Workers
  alias {= module =}.Settings

  @doc false
  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(_opts), do: GenStage.start_link(__MODULE__, [], name: __MODULE__)

  @doc "Puts a job in line."
  @spec put(Job.t()) :: :ok | {:error, Error.t()}
  def put(%Job{} = job),
    do: GenStage.call(__MODULE__, {:put, job}, Settings.get(:call_timeout))

  @impl true
  def init([]) do
    :ok = Workers.follow()
    {:producer, %{waiting: :queue.new(), length: 0, demand: 0}}
  end

  @impl true
  def handle_call({:put, job}, _from, %{demand: demand} = state) when demand > 0 do
    {:reply, :ok, [job], %{state | demand: demand - 1}}
  end

  def handle_call({:put, job}, _from, %{length: length} = state) do
    if length < Settings.get(:pipeline_queue) do
      {:reply, :ok, [], %{state | waiting: :queue.in(job, state.waiting), length: length + 1}}
    else
      {:reply, {:error, Error.new(:busy, "#{length} questions are waiting already")}, [], state}
    end
  end

  # There is demand left only when nobody waits.
  @impl true
  def handle_demand(demand, state) do
    count = min(demand, state.length)
    {taken, waiting} = :queue.split(count, state.waiting)

    {:noreply, :queue.to_list(taken),
     %{
       state
       | waiting: waiting,
         length: state.length - count,
         demand: state.demand + demand - count
     }}
  end
end
