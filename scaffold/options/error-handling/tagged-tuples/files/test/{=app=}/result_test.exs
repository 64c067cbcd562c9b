defmodule {= module =}.ResultTest do
  use ExUnit.Case, async: true

  alias {= module =}.Error
  alias {= module =}.Result

  @failed {:error, %Error{kind: :timeout, message: "slow", retryable: true}}

  test "makes one shape of all that functions return" do
    assert Result.wrap(:ok) == {:ok, nil}
    assert Result.wrap({:ok, 1}) == {:ok, 1}
    assert Result.wrap(1) == {:ok, 1}
    assert Result.wrap(@failed) == @failed
    assert {:error, %Error{kind: :invalid}} = Result.wrap(:error)
    assert {:error, %Error{kind: :model, message: "no"}} = Result.wrap({:error, "no"}, :model)

    assert {:error, %Error{details: %{reason: :enoent}, message: message}} =
             Result.wrap({:error, :enoent})

    assert message =~ ":enoent"

    assert {:error, %Error{message: "bad", details: %{reason: %ArgumentError{}}}} =
             Result.wrap({:error, ArgumentError.exception("bad")})
  end

  test "makes values of what functions raise, throw and exit with" do
    assert Result.attempt(2, &(&1 + 1)) == {:ok, 3}

    assert {:error, %Error{kind: :crashed, retryable: false, message: message}} =
             Result.attempt("x", &String.to_integer/1)

    assert message =~ "not a textual representation of an integer"
    assert {:error, %Error{kind: :crashed}} = Result.attempt(1, &throw/1)
    assert {:error, %Error{kind: :timeout}} = Result.attempt(:timeout, &exit/1)
    assert Result.attempt(1, fn 1 -> @failed end) == @failed
  end

  test "goes on with what succeeded and leaves alone what failed" do
    assert {:ok, 1} |> Result.map(&(&1 + 1)) |> Result.and_then(&{:ok, &1 * 10}) == {:ok, 20}
    assert Result.and_then({:ok, 1}, fn 1 -> @failed end) == @failed
    assert @failed |> Result.map(&(&1 + 1)) |> Result.and_then(&{:ok, &1}) == @failed
    assert Result.default({:ok, 1}, 2) == 1
    assert Result.default(@failed, 2) == 2
  end

  test "recovers from errors that are named, and only from those" do
    cached = fn %Error{message: "slow"} -> {:ok, "from the cache"} end
    assert Result.recover(@failed, [:timeout, :unavailable], cached) == {:ok, "from the cache"}
    assert Result.recover(@failed, [:unavailable], cached) == @failed
    assert Result.recover({:ok, 1}, [:timeout], cached) == {:ok, 1}
  end

  test "keeps what there is when a part failed" do
    assert Result.all([{:ok, 1}, {:ok, 2}]) == {:ok, [1, 2]}
    assert Result.all([]) == {:ok, []}

    assert {:error, %Error{kind: :timeout, details: %{partial: [1, 2]}}} =
             Result.all([{:ok, 1}, @failed, {:ok, 2}])

    assert {[1, 2], [%Error{kind: :timeout}]} = Result.collect([{:ok, 1}, @failed, {:ok, 2}])
  end
end
