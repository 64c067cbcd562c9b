defmodule {= module =}.Breaker.FuseTest do
  @moduledoc "What is particular to this breaker; what all have in common says the test of the breakers."

  use ExUnit.Case, async: false

  alias {= module =}.Breaker.Fuse
  alias {= module =}.Error
  alias {= module =}.Layer

  @app :{= app =}

  setup do
    for {key, value} <- [breaker_failures: 3, breaker_window: 600_000, breaker_cooldown: 600_000] do
      before = Application.get_env(@app, key)
      on_exit(fn -> Application.put_env(@app, key, before) end)
      Application.put_env(@app, key, value)
    end

    %{name: "fuse-#{System.unique_integer([:positive])}"}
  end

  defp fail(kind, name, times) do
    for _time <- 1..times do
      Layer.run([Fuse], %{kind: kind, name: name, agent: "agent"}, fn ->
        {:error, Error.new(:unavailable, "down")}
      end)
    end
  end

  test "tolerates all failures but the last one", %{name: name} do
    _ = fail(:model, name, 2)
    assert Fuse.permit({:model, name}) == {:ok, :closed}
    _ = fail(:model, name, 1)
    assert Fuse.permit({:model, name}) == {:refused, 600_000}
  end

  test "lets everybody through once it is reset", %{name: name} do
    _ = fail(:model, name, 3)
    assert {:refused, _left} = Fuse.permit({:model, name})
    assert :ok = :fuse.reset({Fuse, {:model, name}})
    for _call <- 1..3, do: assert(Fuse.permit({:model, name}) == {:ok, :closed})
  end

  test "leaves tools alone", %{name: name} do
    results = fail(:tool, name, 10)
    assert Enum.all?(results, &match?({:error, %Error{message: "down"}}, &1))
  end
end
