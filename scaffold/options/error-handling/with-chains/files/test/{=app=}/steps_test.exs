defmodule {= module =}.StepsTest do
  use ExUnit.Case, async: true

  alias {= module =}.Error
  alias {= module =}.Steps

  defp order(loaded, charged) do
    with {:ok, order} <- Steps.step(:load, loaded),
         :ok <- Steps.check(:size, order < 100, "too large"),
         :ok <- Steps.step(:charge, charged) do
      {:ok, order}
    end
  end

  test "a chain returns its value" do
    assert order({:ok, 1}, :ok) == {:ok, 1}
  end

  test "a failure says which step it was" do
    assert {:error, %Error{details: %{step: :load, reason: :gone}}} = order({:error, :gone}, :ok)

    assert {:error, %Error{message: "too large", details: %{step: :size}}} =
             order({:ok, 200}, :ok)

    assert {:error, %Error{details: %{step: :charge}}} = order({:ok, 1}, :error)
  end

  test "an error of an inner chain keeps its own step" do
    inner = {:error, Error.new(:timeout, "slow", details: %{step: :inner})}
    assert {:error, %Error{kind: :timeout, details: %{step: :inner}}} = Steps.step(:outer, inner)
  end

  test "items go up to the first failure" do
    assert Steps.each(1..3, &{:ok, &1 * 2}) == {:ok, [2, 4, 6]}
    error = Error.new(:invalid, "two")
    assert Steps.each(1..3, &if(&1 == 2, do: {:error, error}, else: {:ok, &1})) == {:error, error}
  end
end
