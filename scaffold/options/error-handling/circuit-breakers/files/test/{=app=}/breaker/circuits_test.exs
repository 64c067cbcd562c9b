defmodule {= module =}.Breaker.CircuitsTest do
  use ExUnit.Case, async: false

  alias {= module =}.Breaker.Circuits

  @app :{= app =}

  setup do
    for {key, value} <- [breaker_failures: 2, breaker_window: 60_000, breaker_cooldown: 20] do
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

  defp open(key) do
    for _time <- 1..2, do: :ok = Circuits.report(key, :closed, :failed)
    settle()
  end

  defp probe(key) do
    case Circuits.permit(key) do
      {:refused, _left} -> probe(key)
      {:ok, permit} -> permit
    end
  end

  test "one call probes, the others go on being refused", %{key: key} do
    :ok = open(key)
    assert {:refused, left} = Circuits.permit(key)
    assert left <= 20
    assert probe(key) == :probe
    Application.put_env(@app, :breaker_cooldown, 60_000)
    assert {:refused, _left} = Circuits.permit(key)
  end

  test "a probe that goes well closes the circuit, one that fails does not", %{key: key} do
    :ok = open(key)
    :probe = probe(key)
    :ok = Circuits.report(key, :probe, :failed)
    :ok = settle()
    assert {:refused, _left} = Circuits.permit(key)
    :probe = probe(key)
    :ok = Circuits.report(key, :probe, :succeeded)
    :ok = settle()
    assert Circuits.permit(key) == {:ok, :closed}
  end

  test "a probe that never returns holds nobody up for longer than a cool-down", %{key: key} do
    :ok = open(key)
    :probe = probe(key)
    assert probe(key) == :probe
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
