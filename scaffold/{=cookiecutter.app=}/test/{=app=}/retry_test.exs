defmodule {= module =}.RetryTest do
  use ExUnit.Case, async: true

  alias {= module =}.Error
  alias {= module =}.Retry

  @policy %{retries: 3, base: 0, ceiling: 0}

  defp failing(until, kind) do
    test = self()

    fn attempt ->
      send(test, {:attempt, attempt})
      if attempt >= until, do: {:ok, attempt}, else: {:error, Error.new(kind, "no")}
    end
  end

  test "what succeeds is called once" do
    assert {:ok, 1} = Retry.run(@policy, failing(1, :timeout))
    assert_received {:attempt, 1}
    refute_received {:attempt, _again}
  end

  test "what may succeed later is tried until it does, with the attempt's number" do
    assert {:ok, 3} = Retry.run(@policy, failing(3, :unavailable))
    for attempt <- 1..3, do: assert_received({:attempt, ^attempt})
    refute_received {:attempt, _more}
  end

  test "after so many retries the last error is the result" do
    assert {:error, %Error{kind: :rate_limited}} = Retry.run(@policy, failing(9, :rate_limited))
    for attempt <- 1..4, do: assert_received({:attempt, ^attempt})
    refute_received {:attempt, _more}
  end

  test "what cannot succeed is not tried again" do
    assert {:error, %Error{kind: :invalid}} = Retry.run(@policy, failing(2, :invalid))
    assert_received {:attempt, 1}
    refute_received {:attempt, _more}
  end

  test "pauses double up to the ceiling, for any number of attempts" do
    policy = %{retries: 5, base: 100, ceiling: 1_000}
    assert Enum.map(1..6, &Retry.ceiling(policy, &1)) == [100, 200, 400, 800, 1_000, 1_000]
    assert Retry.ceiling(policy, 1_000_000) == 1_000
  end

  test "a pause is no longer than its ceiling" do
    policy = %{retries: 2, base: 600_000, ceiling: 2}
    started = System.monotonic_time(:millisecond)
    assert {:ok, 3} = Retry.run(policy, failing(3, :timeout))
    assert System.monotonic_time(:millisecond) - started < policy.base / 10
  end
end
