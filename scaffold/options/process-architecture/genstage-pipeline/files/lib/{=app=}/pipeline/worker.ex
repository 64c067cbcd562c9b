defmodule {= module =}.Pipeline.Worker do
  @moduledoc """
  Answers one question of the pipeline and ends. Whoever asked watches it from its start on, so nobody waits for a
  worker that has died.

{= decision | doc =}
  """

  alias {= module =}.Host.Exchange
  alias {= module =}.Pipeline.Job

  @doc false
  @spec child_spec(keyword()) :: Supervisor.child_spec()
  def child_spec(_opts) do
    %{
      id: __MODULE__,
      start: {__MODULE__, :start_link, []},
      restart: :temporary,
      shutdown: Exchange.shutdown()
    }
  end

  @doc "Starts the worker of a job; the consumer adds the job."
  @spec start_link(Job.t()) :: {:ok, pid()}
  def start_link(%Job{} = job), do: Task.start_link(__MODULE__, :run, [job])

  @doc false
  @spec run(Job.t()) :: :ok
  def run(%Job{exchange: exchange} = job) do
    :ok = Job.tell(job, {:started, self()})
    Job.tell(job, {:done, Exchange.run(exchange)})
  end
end
