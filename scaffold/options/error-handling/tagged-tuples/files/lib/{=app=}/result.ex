defmodule {= module =}.Result do
  @moduledoc """
  Results as values: `{:ok, value}` or `{:error, error}`, where the error is always an `{= module =}.Error`.

  Code of others fails in many shapes: a bare `:error`, an atom, a changeset, an exception. `wrap/2` and `attempt/2`
  make one shape of them where they come in, so that nothing behind them has to look twice. The others put results
  together; with `recover/3` and `collect/1` a part that failed need not be the end of the whole.

      source
      |> Result.attempt(&MyFeed.read!/1)
      |> Result.and_then(&MyFeed.newest/1)
      |> Result.recover([:timeout], fn _error -> {:ok, []} end)

{= decision | doc =}
  """

  alias {= module =}.Error

  @type t(value) :: {:ok, value} | {:error, Error.t()}
  @type t :: t(term())

  @doc """
  Makes a result of whatever a function returned; `kind` is the kind of a failure that does not say.

      iex> {= module =}.Result.wrap(42)
      {:ok, 42}
  """
  @spec wrap(term(), Error.kind()) :: t()
  def wrap(returned, kind \\ :invalid)
  def wrap(:ok, _kind), do: {:ok, nil}
  def wrap({:ok, value}, _kind), do: {:ok, value}
  def wrap({:error, %Error{} = error}, _kind), do: {:error, error}
  def wrap({:error, reason}, kind), do: {:error, error(reason, kind)}
  def wrap(:error, kind), do: {:error, Error.new(kind, "failed without a reason")}
  def wrap(value, _kind), do: {:ok, value}

  @doc """
  Calls a function of others, here: what it raises, throws or exits with becomes an error of kind `:crashed`.

  It is for expected failures of code that cannot say them otherwise. A bug of our own is better left to crash.
  """
  @spec attempt(input, (input -> term())) :: t() when input: term()
  def attempt(input, fun) do
    wrap(fun.(input))
  catch
    :error, reason ->
      exception = Exception.normalize(:error, reason, __STACKTRACE__)
      {:error, Error.new(:crashed, Exception.message(exception), retryable: false)}

    :exit, reason ->
      {:error, Error.from_exit(reason)}

    :throw, value ->
      {:error, Error.new(:crashed, "threw " <> inspect(value, limit: 20), retryable: false)}
  end

  @doc "The value through a function that cannot fail."
  @spec map(t(value), (value -> mapped)) :: t(mapped) when value: term(), mapped: term()
  def map({:ok, value}, fun), do: {:ok, fun.(value)}
  def map({:error, error}, _fun), do: {:error, error}

  @doc "The value through a function that returns a result."
  @spec and_then(t(value), (value -> t(other))) :: t(other) when value: term(), other: term()
  def and_then({:ok, value}, fun), do: fun.(value)
  def and_then({:error, error}, _fun), do: {:error, error}

  @doc "What to do instead when it failed in one of these ways; other failures stay."
  @spec recover(t(value), [Error.kind()], (Error.t() -> t(value))) :: t(value) when value: term()
  def recover({:ok, value}, _kinds, _fun), do: {:ok, value}

  def recover({:error, error}, kinds, fun) do
    if error.kind in kinds, do: fun.(error), else: {:error, error}
  end

  @doc "The value, or this one."
  @spec default(t(value), value) :: value when value: term()
  def default({:ok, value}, _default), do: value
  def default({:error, _error}, default), do: default

  @doc """
  The values of all results, or the first error, whose `details.partial` holds the values that there are.
  """
  @spec all([t(value)]) :: t([value]) when value: term()
  def all(results) do
    case collect(results) do
      {values, []} -> {:ok, values}
      {values, [first | _more]} -> {:error, with_partial(first, values)}
    end
  end

  @doc "What succeeded and what did not, each in order: for those who can go on with a part."
  @spec collect([t(value)]) :: {[value], [Error.t()]} when value: term()
  def collect(results) do
    {succeeded, failed} = Enum.split_with(results, &match?({:ok, _value}, &1))
    {Enum.map(succeeded, &elem(&1, 1)), Enum.map(failed, &elem(&1, 1))}
  end

  defp with_partial(error, values),
    do: %{error | details: Map.put(error.details, :partial, values)}

  defp error(%{__exception__: true} = exception, kind),
    do: Error.new(kind, Exception.message(exception), details: %{reason: exception})

  defp error(text, kind) when is_binary(text), do: Error.new(kind, text)

  defp error(reason, kind) do
    Error.new(kind, "failed with " <> inspect(reason, limit: 20), details: %{reason: reason})
  end
end
