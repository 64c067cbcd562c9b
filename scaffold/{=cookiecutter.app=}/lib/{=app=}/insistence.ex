defmodule {= module =}.Insistence do
  @moduledoc """
  Asks again when an agent's process went away: a supervisor is restarting it, or the registry that it is found by.

  How long that is worth it depends on what happened (`{= module =}.Host` says which it was):

  - The question did not reach anybody: nothing was done, so it is asked again until the caller's time is up.
  - The process died over the question, or one that worked on it was killed: again, but `:ask_retries` times at most,
    since it may be the question that kills it.
  - Nobody has heard of the agent: it may have crashed a moment ago, and be known again in another. That is waited
    for during `:restart_grace`; after that there is no such agent.

  Between two tries the caller pauses, for longer each time.
  """

  alias {= module =}.Error
  alias {= module =}.Settings

  @first_pause 1
  @longest_pause 50

  @doc "Calls `fun` with the milliseconds that are left, until it gives an answer that is worth returning."
  @spec run(timeout(), (timeout() -> result)) :: result when result: term()
  def run(timeout, fun) do
    case fun.(timeout) do
      {:error, %Error{details: %{lost: _how}}} = lost ->
        now = now()
        again(fun, lost, %{began: now, deadline: add(now, timeout), died: 0, pause: @first_pause})

      result ->
        result
    end
  end

  defp again(fun, {:error, error} = lost, state) do
    state = if error.details.lost == :died, do: %{state | died: state.died + 1}, else: state

    if hopeless?(error.details.lost, state) do
      lost
    else
      :ok = wait(min(state.pause, left(state.deadline)))

      case fun.(left(state.deadline)) do
        {:error, %Error{details: %{lost: _how}}} = lost ->
          again(fun, lost, %{state | pause: min(2 * state.pause, @longest_pause)})

        result ->
          result
      end
    end
  end

  defp hopeless?(:died, state) do
    state.died > Settings.get(:ask_retries) or left(state.deadline) == 0
  end

  defp hopeless?(:unreached, state), do: left(state.deadline) == 0

  defp hopeless?(:unknown, state) do
    now() >= state.began + Settings.get(:restart_grace) or left(state.deadline) == 0
  end

  defp add(_now, :infinity), do: :infinity
  defp add(now, timeout), do: now + timeout

  defp left(:infinity), do: :infinity
  defp left(deadline), do: max(deadline - now(), 0)

  defp now, do: System.monotonic_time(:millisecond)

  defp wait(milliseconds) do
    receive do
    after
      milliseconds -> :ok
    end
  end
end
