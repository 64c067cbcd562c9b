defmodule {= module =}.TestPatience do
  @moduledoc """
  How tests wait for what has to come: far longer than it takes, so that on a busy machine fails only what never
  comes. `assert_receive` waits as long (see `test_helper.exs`).
  """

  @limit 30_000
  @pause 2

  @doc "The longest wait, in milliseconds."
  @spec limit() :: pos_integer()
  def limit, do: @limit

  @doc "Waits until the condition holds."
  @spec until((-> as_boolean(term()))) :: :ok
  def until(condition), do: until(condition, now() + @limit)

  defp until(condition, deadline) do
    cond do
      condition.() ->
        :ok

      now() > deadline ->
        raise ExUnit.AssertionError, message: "it was not so within #{@limit} ms"

      true ->
        receive do
        after
          @pause -> until(condition, deadline)
        end
    end
  end

  @doc "The result of a task."
  @spec await(Task.t()) :: term()
  def await(task), do: Task.await(task, @limit)

  @doc "The results of tasks, in their order."
  @spec await_many([Task.t()]) :: [term()]
  def await_many(tasks), do: Task.await_many(tasks, @limit)

  @doc """
  Calls `fun` with a short time, then with longer ones, until it returns something: what has to begin before the
  time is up may begin too late on a busy machine.
  """
  @spec short_of_time((pos_integer() -> result | nil)) :: result when result: term()
  def short_of_time(fun), do: short_of_time(fun, 20)

  defp short_of_time(fun, milliseconds) when milliseconds < @limit,
    do: fun.(milliseconds) || short_of_time(fun, milliseconds * 4)

  defp short_of_time(_fun, milliseconds),
    do: raise(ExUnit.AssertionError, message: "it did not begin within #{milliseconds} ms")

  defp now, do: System.monotonic_time(:millisecond)
end
