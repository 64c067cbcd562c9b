defmodule {= module =}.Retry do
  @moduledoc """
  Tries again what may succeed the next time, after a pause that doubles and is drawn at random.

  Full jitter (a random pause between zero and the current ceiling) keeps a thousand agents that failed together
  from coming back together.
  """

  alias {= module =}.Error

  @type policy :: %{
          retries: non_neg_integer(),
          base: non_neg_integer(),
          ceiling: non_neg_integer()
        }

  @doc """
  Calls `fun` with the number of the attempt, from 1, until it succeeds, fails for good or has been retried often
  enough. The calling process waits in between, so it must be one that may wait.
  """
  @spec run(policy(), (pos_integer() -> {:ok, value} | {:error, Error.t()})) ::
          {:ok, value} | {:error, Error.t()}
        when value: term()
  def run(policy, fun), do: attempt(policy, fun, 1)

  defp attempt(policy, fun, number) do
    case fun.(number) do
      {:error, %Error{retryable: true}} when number <= policy.retries ->
        pause(policy, number)
        attempt(policy, fun, number + 1)

      result ->
        result
    end
  end

  @doc "The longest pause after this attempt."
  @spec ceiling(policy(), pos_integer()) :: non_neg_integer()
  def ceiling(policy, number) do
    # A shift by more than the ceiling's bits can only reach the ceiling, and must not build a giant integer.
    min(policy.ceiling, Bitwise.bsl(policy.base, min(number - 1, 20)))
  end

  defp pause(policy, number) do
    case ceiling(policy, number) do
      0 ->
        :ok

      ceiling ->
        receive do
        after
          :rand.uniform(ceiling) -> :ok
        end
    end
  end
end
