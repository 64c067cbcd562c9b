defmodule {= module =}.LLM.StagedTest do
  use ExUnit.Case, async: true

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Error
  alias {= module =}.LLM.Response
  alias {= module =}.LLM.Scripted
  alias {= module =}.LLM.Staged

  defmodule Follower do
    @moduledoc "A consumer that tells what it gets, and asks for more only when it is told to."

    use GenStage

    alias {= module =}.LLM.Staged

    @doc false
    @spec start_link(tuple()) :: GenServer.on_start()
    def start_link(argument), do: GenStage.start_link(__MODULE__, argument)

    @impl true
    def init({agent, test, mode}) do
      :ok = Staged.follow(agent, max_demand: 1)
      {:consumer, %{test: test, mode: mode}}
    end

    @impl true
    def handle_subscribe(:producer, _options, from, state) do
      _ = send(state.test, {:subscribed, self(), from})
      {state.mode, state}
    end

    @impl true
    def handle_events(pieces, _from, state) do
      for piece <- pieces, do: send(state.test, {:followed, piece})
      {:noreply, [], state}
    end
  end

  defp agent(script) do
    name = "staged-#{System.unique_integer([:positive])}"
    {:ok, agent} = App.start_agent(name: name, llm: {Scripted, script})
    on_exit(fn -> App.stop_agent(agent) end)
    {name, agent}
  end

  defp follow(name, mode), do: start_supervised!({Follower, {name, self(), mode}}, id: name)

  defp stages do
    {= module =}.LLM.Stages
    |> PartitionSupervisor.which_children()
    |> Enum.map(fn {_id, pid, _type, _modules} -> DynamicSupervisor.count_children(pid) end)
    |> Enum.map(& &1.active)
    |> Enum.sum()
  end

  test "followers get all pieces of a streamed answer, from the first, as the reader does" do
    pieces = Enum.map(1..100, &"#{&1} ")
    {name, agent} = agent([{:chunks, pieces}])
    _follower = follow(name, :automatic)
    events = agent |> App.stream("?") |> Enum.to_list()
    assert for({:chunk, piece} <- events, do: piece) == pieces
    for piece <- pieces, do: assert_receive({:followed, ^piece})
  end

  test "a consumer that asks for no more slows the model down" do
    test = self()
    name = "slow-#{System.unique_integer([:positive])}"
    _follower = follow(name, :manual)

    task =
      Task.async(fn ->
        Staged.run(name, fn _piece -> :ok end, fn emit ->
          for number <- 1..100 do
            :ok = emit.("#{number}")
            send(test, {:pushed, number})
          end

          {:ok, %Response{text: "all"}}
        end)
      end)

    assert_receive {:subscribed, follower, from}
    # The buffer fills, then nothing moves.
    assert_receive {:pushed, 31}
    refute_receive {:pushed, 33}, 50
    _ = :sys.get_state(follower)
    :ok = GenStage.ask(from, 100)
    assert_receive {:pushed, 100}
    assert {:ok, %Response{text: "all"}} = await(task)
  end

  test "a model that crashes is an error of its question, also when it is streamed" do
    {_name, agent} = agent([:crash])
    assert [{:error, %Error{kind: :crashed}}] = agent |> App.stream("?") |> Enum.to_list()
  end

  test "an answer without pieces ends, however quickly, also when a follower asks for none" do
    name = "empty-#{System.unique_integer([:positive])}"
    _follower = follow(name, :manual)

    for _time <- 1..100 do
      response = {:ok, %Response{text: ""}}
      assert Staged.run(name, fn _piece -> :ok end, fn _emit -> response end) == response
    end
  end

  test "what broke off leaves what there was" do
    {_name, agent} = agent([{:cut, ["half"]}])

    assert [{:chunk, "half"}, {:error, %Error{details: %{partial: "half"}}}] =
             agent |> App.stream("?") |> Enum.to_list()
  end

  test "a stage ends with its reader" do
    test = self()

    reader =
      spawn(fn ->
        Staged.run("nobody", fn _piece -> :ok end, fn _emit ->
          send(test, {:feeder, self()})

          receive do
            :never -> :ok
          end
        end)
      end)

    assert_receive {:feeder, feeder}
    monitor = Process.monitor(feeder)
    true = Process.exit(reader, :kill)
    assert_receive {:DOWN, ^monitor, :process, ^feeder, _reason}
    # Other tests stream as well: it is enough that there is a moment without any.
    assert :ok = until(fn -> stages() == 0 end)
  end
end
