defmodule {= module =}.ChainTest do
  use ExUnit.Case, async: true

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Chain
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted

  defp fail(_input), do: {:error, :broken}
  defp hang(_input), do: receive(do: (:never -> :ok))

  describe "sequential" do
    test "hands on what each step returned, wrapped or bare" do
      assert {:ok, 8} = Chain.run(Chain.sequential([&(&1 + 1), &{:ok, &1 * 2}]), 3)
    end

    test "stops at the first error" do
      chain = Chain.sequential([&fail/1, fn _input -> raise "not reached" end])
      assert {:error, %Error{details: %{reason: :broken}}} = Chain.run(chain, 1)
    end

    test "with nothing to do returns its input" do
      assert {:ok, 1} = Chain.run(Chain.sequential([]), 1)
    end
  end

  describe "parallel" do
    test "runs all at once and aggregates in order" do
      test = self()

      meet = fn name ->
        fn _input ->
          send(test, {name, self()})
          receive(do: (:go -> name))
        end
      end

      task =
        Task.async(fn ->
          Chain.run(Chain.parallel([meet.(:a), meet.(:b)], &List.to_tuple/1), nil)
        end)

      assert_receive {:a, first}
      assert_receive {:b, second}
      send(second, :go)
      send(first, :go)
      assert {:ok, {:a, :b}} = await(task)
    end

    test "fails, skips or fills in" do
      steps = [&(&1 + 1), &fail/1, fn _input -> raise "crash" end]
      assert {:error, %Error{}} = Chain.run(Chain.parallel(steps), 1)
      assert {:ok, [2]} = Chain.run(Chain.parallel(steps, & &1, on_error: :skip), 1)

      assert {:ok, :fallback} =
               Chain.run(Chain.parallel(steps, & &1, on_error: {:default, :fallback}), 1)
    end
  end

  describe "conditional" do
    test "takes the first branch that fits, or the other" do
      chain =
        Chain.conditional(
          [{&(&1 > 10), fn _input -> :large end}, {&(&1 > 5), fn _input -> :medium end}],
          fn _input ->
            :small
          end
        )

      assert {:ok, :large} = Chain.run(chain, 11)
      assert {:ok, :medium} = Chain.run(chain, 6)
      assert {:ok, :small} = Chain.run(chain, 1)
    end
  end

  describe "pipeline" do
    test "takes each item through all stages, in order" do
      assert {:ok, ["2!", "3!"]} = Chain.run(Chain.pipeline([&(&1 + 1), &"#{&1}!"]), [1, 2])
    end

    test "can leave out the items that fail" do
      odd = fn number -> if rem(number, 2) == 1, do: number, else: {:error, :even} end
      assert {:ok, [1, 3]} = Chain.run(Chain.pipeline([odd], on_error: :skip), [1, 2, 3, 4])
    end
  end

  describe "map-reduce" do
    test "maps all items and reduces the results" do
      assert {:ok, 30} = Chain.run(Chain.map_reduce(&(&1 * &1), &Enum.sum/1), 1..4)
    end
  end

  describe "time" do
    test "is limited for the whole, nested or not" do
      chain = Chain.sequential([Chain.parallel([&hang/1])], timeout: 20)
      assert {:error, %Error{kind: :timeout}} = Chain.run(chain, nil)
    end

    test "that is up leaves no process behind" do
      test = self()

      step = fn _input ->
        send(test, {:running, self()})
        hang(nil)
      end

      pid =
        short_of_time(fn limit ->
          chain = Chain.parallel([step], & &1, timeout: limit)
          assert {:error, %Error{kind: :timeout}} = Chain.run(chain, nil)

          receive do
            {:running, pid} -> pid
          after
            0 -> nil
          end
        end)

      monitor = Process.monitor(pid)
      assert_receive {:DOWN, ^monitor, :process, ^pid, _reason}
    end
  end

  test "agents are steps" do
    {:ok, agent} = App.start_agent(llm: {Scripted, :echo})
    on_exit(fn -> App.stop_agent(agent) end)
    chain = Chain.sequential([Chain.agent(agent), &String.upcase/1])
    assert {:ok, "ECHO: HELLO"} = Chain.run(chain, "hello")
  end
end
