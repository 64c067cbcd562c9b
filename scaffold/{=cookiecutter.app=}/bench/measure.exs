defmodule Bench.Measure do
  @moduledoc false

  @doc "Seconds that a function takes, and its result."
  def seconds(fun) do
    {microseconds, result} = :timer.tc(fun)
    {max(microseconds, 1) / 1_000_000, result}
  end

  @doc "What the function returns for all items, from several clients at once."
  def each(items, clients, fun) do
    items
    |> Enum.chunk_every(max(1, ceil(length(items) / clients)))
    |> Enum.map(fn chunk -> Task.async(fn -> Enum.map(chunk, fun) end) end)
    |> Task.await_many(:infinity)
    |> Enum.concat()
  end

  @doc "Milliseconds that a function takes, for each item, each in a process of its own that starts when it is due."
  def paced(items, interval, rounds, fun) do
    # Everybody is there before the first is due.
    start = System.monotonic_time(:millisecond) + 500
    step = interval / length(items)

    items
    |> Enum.with_index()
    |> Enum.map(fn {item, index} ->
      dues = for round <- 0..(rounds - 1), do: round(start + index * step + round * interval)
      Task.async(fn -> Enum.map(dues, &due(&1, item, fun)) end)
    end)
    |> Task.await_many(:infinity)
    |> Enum.concat()
  end

  defp due(time, item, fun) do
    pause(time - System.monotonic_time(:millisecond))
    milliseconds(fn -> fun.(item) end)
  end

  def milliseconds(fun) do
    {seconds, _result} = seconds(fun)
    seconds * 1_000
  end

  def pause(milliseconds) when milliseconds <= 0, do: :ok

  def pause(milliseconds) do
    receive do
    after
      milliseconds -> :ok
    end
  end

  def percentile(values, share) do
    sorted = Enum.sort(values)
    Enum.at(sorted, min(length(sorted) - 1, floor(length(sorted) * share)))
  end

  def median(values), do: percentile(values, 0.5)

  @doc "Bytes in use, when everything that can be collected has been."
  def memory do
    true = :erlang.garbage_collect()
    pause(100)
    :erlang.memory(:total)
  end
end
