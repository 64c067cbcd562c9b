defmodule {= module =}.Breaker do
  @moduledoc """
  Leaves alone what keeps failing: the rules of all circuit breakers here, whatever keeps count.

  What counts as a failure is what says that the called is in trouble: a timeout, a crash, being unavailable. That
  it refused a question, or was asked too much, shows that it is there. Failures are counted for each model and
  each tool apart. `:breaker_failures` of them within `:breaker_window` open the circuit: for `:breaker_cooldown`
  calls are refused at once, which users notice sooner than another timeout and which lets the called recover.

  A breaker stands inside of the retries, so each attempt is counted, and a refusal ends them.

{= decision | doc =}
  """

  alias {= module =}.Error
  alias {= module =}.Layer

  @failures [:timeout, :crashed, :unavailable]

  @type key :: {:model | :tool, name :: String.t()}

  @typedoc "How a call was let through: because all is well, or to find out whether it is again."
  @type permit :: :closed | :probe

  @doc "What it stands around."
  @callback guards() :: [:model | :tool, ...]

  @doc "Whether a call may go out; if not, in how many milliseconds it is worth asking again."
  @callback permit(key()) :: {:ok, permit()} | {:refused, milliseconds :: non_neg_integer()}

  @doc "What came of a call that was let through."
  @callback report(key(), permit(), :succeeded | :failed) :: :ok

  @doc "Calls `next`, unless the breaker guards what it calls and the circuit of that is open."
  @spec guard(module(), Layer.context(), (-> Layer.result())) :: Layer.result()
  def guard(breaker, context, next) do
    if context.kind in breaker.guards(),
      do: guard_key(breaker, {context.kind, context.name}, next),
      else: next.()
  end

  defp guard_key(breaker, key, next) do
    case breaker.permit(key) do
      {:ok, permit} -> observe(breaker, key, permit, next)
      {:refused, milliseconds} -> {:error, refusal(key, milliseconds)}
    end
  end

  defp observe(breaker, key, permit, next) do
    next.()
  catch
    kind, reason ->
      :ok = breaker.report(key, permit, :failed)
      :erlang.raise(kind, reason, __STACKTRACE__)
  else
    result ->
      :ok = breaker.report(key, permit, judge(result))
      result
  end

  defp judge({:error, %Error{kind: kind}}) when kind in @failures, do: :failed
  defp judge(_answered), do: :succeeded

  # Not worth a retry: to try again and again is what the breaker is there to prevent.
  defp refusal({kind, name}, milliseconds) do
    message = "the #{kind} #{name} failed too often and is left alone for #{milliseconds} ms"
    details = %{circuit: :open, retry_after: milliseconds}
    Error.new(:unavailable, message, retryable: false, details: details)
  end
end
