defmodule {= module =}.Events.QueueTest do
  use ExUnit.Case, async: true

  alias {= module =}.Events.Queue

  setup do
    key = make_ref()
    start = {GenStage, :start_link, [Queue, [key: key, limit: 2]]}
    queue = start_supervised!(%{id: key, start: start})
    on_exit(fn -> :persistent_term.erase({Queue, key}) end)
    %{key: key, queue: queue}
  end

  defp take(queue, count) do
    [{queue, max_demand: 1, cancel: :temporary}]
    |> GenStage.stream()
    |> Stream.map(& &1.data)
    |> Enum.take(count)
  end

  test "keeps the order", %{key: key, queue: queue} do
    assert Queue.push(key, 1) == :ok
    assert Queue.push(key, 2) == :ok
    assert take(queue, 2) == [1, 2]
  end

  test "drops and counts what does not fit, and takes more when there is room", context do
    %{key: key, queue: queue} = context
    for event <- 1..2, do: :ok = Queue.push(key, event)
    assert Queue.push(key, 3) == :dropped
    assert Queue.push(key, 4) == :dropped
    assert Queue.dropped(key) == 2
    assert [1, 2] = take(queue, 2)
    assert Queue.push(key, 5) == :ok
    assert Queue.dropped(key) == 2
  end

  test "without a queue an event is dropped" do
    assert Queue.push(:nobody, 1) == :dropped
  end

  test "when it is drained it hands over all that waits" do
    {:producer, state} = Queue.init(key: __MODULE__, limit: 10)
    on_exit(fn -> :persistent_term.erase({Queue, __MODULE__}) end)
    {:noreply, [], state} = Queue.handle_info({Queue, :first}, state)
    {:noreply, [], state} = Queue.handle_info({Queue, :second}, state)
    assert {:noreply, messages, _state} = Queue.prepare_for_draining(state)
    assert Enum.map(messages, & &1.data) == [:first, :second]
  end
end
