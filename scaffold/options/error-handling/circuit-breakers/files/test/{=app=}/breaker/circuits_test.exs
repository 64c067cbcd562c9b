defmodule {= module =}.Breaker.CircuitsTest do
  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}.Breaker.Circuits

  @app :{= app =}

  setup do
    for {key, value} <- [breaker_failures: 2, breaker_window: 60_000, breaker_cooldown: 60_000] do
      before = Application.get_env(@app, key)
      on_exit(fn -> Application.put_env(@app, key, before) end)
      Application.put_env(@app, key, value)
    end

    %{key: {:tool, "circuit-#{System.unique_integer([:positive])}"}}
  end

  # The process answers after it has dealt with what was reported before.
  defp settle do
    _ = :sys.get_state(Circuits)
    :ok
  end

  # As if the cool-down had passed.
  defp cool(key) do
    Application.put_env(@app, :breaker_cooldown, 0)
    :ok = Circuits.report(key, :probe, :failed)
    :ok = settle()
    Application.put_env(@app, :breaker_cooldown, 60_000)
  end

  defp open(key) do
    for _time <- 1..2, do: :ok = Circuits.report(key, :closed, :failed)
    settle()
  end

  test "one call probes, the others go on being refused", %{key: key} do
    :ok = open(key)
    assert {:refused, left} = Circuits.permit(key)
    assert left in 1..60_000
    :ok = cool(key)
    assert Circuits.permit(key) == {:ok, :probe}
    assert {:refused, _left} = Circuits.permit(key)
  end

  test "a probe that goes well closes the circuit, one that fails does not", %{key: key} do
    :ok = open(key)
    :ok = cool(key)
    assert Circuits.permit(key) == {:ok, :probe}
    :ok = Circuits.report(key, :probe, :failed)
    :ok = settle()
    assert {:refused, _left} = Circuits.permit(key)
    :ok = cool(key)
    assert Circuits.permit(key) == {:ok, :probe}
    :ok = Circuits.report(key, :probe, :succeeded)
    :ok = settle()
    assert Circuits.permit(key) == {:ok, :closed}
  end

  test "a probe that never returns holds nobody up for longer than a cool-down", %{key: key} do
    Application.put_env(@app, :breaker_cooldown, 1)
    :ok = open(key)
    # Nothing is reported of the first one.
    for _probe <- 1..2, do: :ok = until(fn -> Circuits.permit(key) == {:ok, :probe} end)
  end

  test "a call that went out before the circuit opened does not close it", %{key: key} do
    :ok = open(key)
    :ok = Circuits.report(key, :closed, :succeeded)
    :ok = settle()
    assert {:refused, _left} = Circuits.permit(key)
  end

  test "failures that are far apart do not add up", %{key: key} do
    Application.put_env(@app, :breaker_window, 0)
    :ok = open(key)
    assert Circuits.permit(key) == {:ok, :closed}
  end
end
