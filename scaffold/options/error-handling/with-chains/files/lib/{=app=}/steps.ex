defmodule {= module =}.Steps do
  @moduledoc """
  Helpers that keep `with` chains flat: each clause is labelled, so that a failure says which step it was and no
  `else` has to guess.

      with {:ok, order} <- Steps.step(:load, Orders.load(id)),
           {:ok, total} <- Steps.step(:price, Prices.total(order)),
           :ok <- Steps.step(:charge, Payments.charge(total)) do
        {:ok, total}
      end

{= decision | doc =}
  """

  alias {= module =}.Error

  @doc "A result, with the step's name in the error if it failed. Whatever a step fails with becomes an `Error`."
  @spec step(atom(), {:ok, value} | :ok | {:error, term()} | :error) ::
          {:ok, value} | :ok | {:error, Error.t()}
        when value: term()
  def step(_name, {:ok, value}), do: {:ok, value}
  def step(_name, :ok), do: :ok

  def step(name, {:error, %Error{} = error}),
    do: {:error, %{error | details: Map.put_new(error.details, :step, name)}}

  def step(name, {:error, reason}) do
    message = "#{name} failed: " <> inspect(reason, limit: 20)
    {:error, Error.new(:invalid, message, details: %{step: name, reason: reason})}
  end

  def step(name, :error), do: step(name, {:error, :failed})

  @doc "A condition as a step."
  @spec check(atom(), as_boolean(term()), String.t()) :: :ok | {:error, Error.t()}
  def check(name, condition, message) do
    if condition, do: :ok, else: {:error, Error.new(:invalid, message, details: %{step: name})}
  end

  @doc "Each item through a step that may fail, up to the first failure."
  @spec each(Enumerable.t(item), (item -> {:ok, value} | {:error, Error.t()})) ::
          {:ok, [value]} | {:error, Error.t()}
        when item: term(), value: term()
  def each(items, fun) do
    items
    |> Enum.reduce_while([], fn item, values ->
      case fun.(item) do
        {:ok, value} -> {:cont, [value | values]}
        {:error, error} -> {:halt, {:error, error}}
      end
    end)
    |> case do
      {:error, error} -> {:error, error}
      values -> {:ok, Enum.reverse(values)}
    end
  end
end
