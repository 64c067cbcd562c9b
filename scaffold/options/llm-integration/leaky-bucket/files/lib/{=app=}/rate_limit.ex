defmodule {= module =}.RateLimit do
  @moduledoc """
  Keeps calls of a model below what its provider allows.

  Each call takes a place in the model's bucket, which holds `:model_burst` of them and leaks `:model_rate` a
  second, all agents together. While the bucket is full a call waits, in its own process, `:model_patience`
  milliseconds at most; then it is refused as `:rate_limited`, with the time to wait in `details.retry_after`. So
  bursts are smoothed before the provider refuses them, and retries take a place like any other call.

  The buckets count in whole seconds and let a call too many through when several come in the same moment: set the
  rate a little below the provider's.

{= decision | doc =}
  """

  @behaviour {= module =}.Layer

  alias {= module =}.Error
  alias {= module =}.Layer
  alias {= module =}.RateLimit.Buckets
  alias {= module =}.Settings

  @impl Layer
  def call(%{kind: :tool}, next), do: next.()

  def call(%{kind: :model, name: model}, next) do
    case take(model, now() + Settings.get(:model_patience)) do
      :ok -> next.()
      {:full, milliseconds} -> {:error, refusal(model, milliseconds)}
    end
  end

  defp take(model, deadline) do
    case Buckets.hit(model, Settings.get(:model_rate), Settings.get(:model_burst)) do
      {:allow, _level} -> :ok
      {:deny, milliseconds} -> wait(model, milliseconds, deadline)
    end
  end

  # Drawn at random, so that those who wait do not all come back at once and find the bucket full again.
  defp wait(model, milliseconds, deadline) do
    pause = div(milliseconds, 2) + :rand.uniform(div(milliseconds, 2) + 1)

    if now() + pause > deadline do
      {:full, milliseconds}
    else
      receive do
      after
        pause -> take(model, deadline)
      end
    end
  end

  defp refusal(model, milliseconds) do
    message = "#{model} is called more often than #{Settings.get(:model_rate)} times a second"
    Error.new(:rate_limited, message, details: %{retry_after: milliseconds})
  end

  defp now, do: System.monotonic_time(:millisecond)
end
