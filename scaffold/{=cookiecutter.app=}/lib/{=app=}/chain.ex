defmodule {= module =}.Chain do
  @moduledoc """
  Work in several steps: sequential, parallel, conditional, pipeline, map-reduce, in any nesting.

      chain =
        Chain.sequential([
          &MyText.split/1,
          Chain.map_reduce(Chain.agent(agent), &Enum.join(&1, " ")),
          Chain.conditional([{&(&1 == ""), fn _text -> {:error, :empty} end}], &{:ok, &1})
        ])

      {:ok, summary} = Chain.run(chain, text)

  A step is another chain or a function of one argument that returns `{:ok, value}`, `{:error, reason}` or a bare
  value. What raises, exits or takes too long is an error of its step.

  Options of every pattern:

  - `:timeout`: milliseconds for the whole pattern (default: the setting `:timeout`);
  - `:on_error`: `:halt` (default) fails with the first error; `:skip` leaves failed branches and items out, which
    only patterns with several of them can; `{:default, value}` puts the value in place of what failed.

  Branches and items run at the same time, `:max_concurrency` of them (default: twice the number of cores).
  """

  alias {= module =}, as: App
  alias {= module =}.Error
  alias {= module =}.Settings
  alias {= module =}.Tasks

  @enforce_keys [:pattern, :opts]
  defstruct [:pattern, :opts]

  @type step :: t() | (term() -> term())

  @type pattern ::
          {:sequential, [step()]}
          | {:parallel, [step()], ([term()] -> term())}
          | {:conditional, [{(term() -> as_boolean(term())), step()}], step()}
          | {:pipeline, [step()]}
          | {:map_reduce, step(), ([term()] -> term())}

  @type option ::
          {:timeout, pos_integer()}
          | {:on_error, :halt | :skip | {:default, term()}}
          | {:max_concurrency, pos_integer()}

  @opaque t :: %__MODULE__{pattern: pattern(), opts: [option()]}

  @doc "One step after the other, each with what the one before returned."
  @spec sequential([step()], [option()]) :: t()
  def sequential(steps, opts \\ []), do: %__MODULE__{pattern: {:sequential, steps}, opts: opts}

  @doc "All steps at once with the same input; `aggregate` gets their results in order."
  @spec parallel([step()], ([term()] -> term()), [option()]) :: t()
  def parallel(steps, aggregate \\ & &1, opts \\ []),
    do: %__MODULE__{pattern: {:parallel, steps, aggregate}, opts: opts}

  @doc "The first step whose condition holds for the input, or `otherwise`."
  @spec conditional([{(term() -> as_boolean(term())), step()}], step(), [option()]) :: t()
  def conditional(branches, otherwise, opts \\ []),
    do: %__MODULE__{pattern: {:conditional, branches, otherwise}, opts: opts}

  @doc "A list of items through all stages, each item on its own way."
  @spec pipeline([step()], [option()]) :: t()
  def pipeline(stages, opts \\ []), do: %__MODULE__{pattern: {:pipeline, stages}, opts: opts}

  @doc "The step for each item of a list; `reduce` gets the results in order."
  @spec map_reduce(step(), ([term()] -> term()), [option()]) :: t()
  def map_reduce(step, reduce, opts \\ []),
    do: %__MODULE__{pattern: {:map_reduce, step, reduce}, opts: opts}

  @doc "A step that asks an agent; its input is the question."
  @spec agent(App.agent(), keyword()) :: step()
  def agent(agent, opts \\ []) do
    fn question ->
      with {:ok, reply, _agent} <- App.ask(agent, question, opts), do: {:ok, reply}
    end
  end

  @doc "Runs a chain."
  @spec run(step(), term()) :: {:ok, term()} | {:error, Error.t()}
  def run(step, input)

  def run(%__MODULE__{pattern: pattern, opts: opts}, input) do
    timeout = Keyword.get_lazy(opts, :timeout, fn -> Settings.get(:timeout) end)

    case {limited(fn -> pattern(pattern, input, opts) end, timeout),
          Keyword.get(opts, :on_error, :halt)} do
      {{:error, _error}, {:default, value}} -> {:ok, value}
      {result, _policy} -> result
    end
  end

  def run(fun, input) when is_function(fun, 1), do: result(fun.(input))

  defp pattern({:sequential, steps}, input, _opts) do
    Enum.reduce_while(steps, {:ok, input}, fn step, {:ok, value} ->
      case run(step, value) do
        {:ok, value} -> {:cont, {:ok, value}}
        {:error, error} -> {:halt, {:error, error}}
      end
    end)
  end

  defp pattern({:parallel, steps, aggregate}, input, opts) do
    steps |> all(&run(&1, input), opts) |> combined(aggregate)
  end

  defp pattern({:conditional, branches, otherwise}, input, _opts) do
    case Enum.find(branches, fn {condition, _step} -> condition.(input) end) do
      {_condition, step} -> run(step, input)
      nil -> run(otherwise, input)
    end
  end

  defp pattern({:pipeline, stages}, items, opts) do
    all(items, &pattern({:sequential, stages}, &1, []), opts)
  end

  defp pattern({:map_reduce, step, reduce}, items, opts) do
    items |> all(&run(step, &1), opts) |> combined(reduce)
  end

  defp combined({:ok, values}, fun), do: result(fun.(values))
  defp combined({:error, error}, _fun), do: {:error, error}

  defp all(items, fun, opts) do
    skip? = Keyword.get(opts, :on_error, :halt) == :skip

    concurrency = Keyword.get(opts, :max_concurrency, System.schedulers_online() * 2)

    items
    |> Tasks.stream(fun, concurrency)
    |> Enum.reduce_while({:ok, []}, fn outcome, {:ok, values} ->
      case outcome(outcome) do
        {:ok, value} -> {:cont, {:ok, [value | values]}}
        {:error, _error} when skip? -> {:cont, {:ok, values}}
        {:error, error} -> {:halt, {:error, error}}
      end
    end)
    |> case do
      {:ok, values} -> {:ok, Enum.reverse(values)}
      {:error, error} -> {:error, error}
    end
  end

  defp outcome({:ok, result}), do: result
  defp outcome({:exit, reason}), do: {:error, Error.from_exit(reason)}

  # Everything below runs in this task or is watched by it, so nothing goes on when the time is up.
  defp limited(fun, timeout) do
    task = Tasks.async(fun)

    case Task.yield(task, timeout) || Task.shutdown(task, :brutal_kill) do
      {:ok, result} -> result
      {:exit, reason} -> {:error, Error.from_exit(reason)}
      nil -> {:error, Error.new(:timeout, "the chain took longer than #{timeout} ms")}
    end
  end

  defp result({:ok, value}), do: {:ok, value}
  defp result({:error, %Error{} = error}), do: {:error, error}

  defp result({:error, reason}),
    do:
      {:error,
       Error.new(:invalid, "a step failed: " <> inspect(reason, limit: 20),
         details: %{reason: reason}
       )}

  defp result(value), do: {:ok, value}
end
