defmodule {= module =}.LLM.Staged do
  @moduledoc """
  Sends the pieces of an answer through a GenStage producer, `{= module =}.LLM.Stage`.

  The model is called in a task that feeds the stage. The process that made the call asks the stage for pieces and
  passes them on, so whoever reads `{= module =}.stream/3` sees no difference. Other consumers get the same pieces,
  to transform, count or show them, when they follow the agent:

      def init(agent_id) do
        :ok = Staged.follow(agent_id)
        {:consumer, nil}
      end

  A consumer that asks for no more slows the model down, for everybody: its queue is bounded, nobody's memory fills.

{= decision | doc =}
  """

  @behaviour {= module =}.LLM.Flow

  alias {= module =}.LLM.Flow
  alias {= module =}.LLM.Followers
  alias {= module =}.LLM.Stage
  alias {= module =}.LLM.Stages
  alias {= module =}.Settings
  alias {= module =}.Tasks

  @doc """
  Subscribes the calling consumer to every answer of an agent that is streamed from now on, until it ends.

  Options are those of a GenStage subscription, such as `:max_demand`.
  """
  @spec follow(String.t(), keyword()) :: :ok
  def follow(agent, options \\ []) do
    {:ok, _registry} = Registry.register(Followers, agent, options)
    :ok
  end

  @impl Flow
  def run(agent, emit, call) do
    followers = Registry.lookup(Followers, agent)
    {:ok, stage} = Stages.start(1 + length(followers))
    :ok = Enum.each(followers, &subscribe(&1, stage))

    task =
      Tasks.async(fn ->
        :ok = Stage.feed(stage)
        call.(&Stage.push(stage, &1))
      end)

    [{stage, max_demand: Settings.get(:stream_demand), cancel: :transient}]
    |> GenStage.stream()
    |> Enum.each(emit)

    # The stage ended because the task did, so its result is here.
    Task.await(task, Settings.get(:call_timeout))
  end

  defp subscribe({pid, options}, stage),
    do: GenStage.async_subscribe(pid, [to: stage, cancel: :temporary] ++ options)
end
