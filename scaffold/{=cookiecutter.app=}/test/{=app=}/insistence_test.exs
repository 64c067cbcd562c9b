defmodule {= module =}.InsistenceTest do
  @moduledoc "When a question is asked again, and when that is given up."

  # Not beside others, because a test here changes how long all of them wait.
  use ExUnit.Case, async: false

  alias {= module =}.Error
  alias {= module =}.Host
  alias {= module =}.Insistence
  alias {= module =}.Settings

  @app :{= app =}

  # A function that fails so often with this error, and says then how many milliseconds were left.
  defp failing(times, error) do
    tries = :counters.new(1, [])

    fun = fn left ->
      :ok = :counters.add(tries, 1, 1)
      if :counters.get(tries, 1) > times, do: {:ok, left}, else: {:error, error}
    end

    {fun, fn -> :counters.get(tries, 1) end}
  end

  test "an answer is an answer" do
    {fun, tries} = failing(0, nil)
    assert {:ok, 5_000} = Insistence.run(5_000, fun)
    assert tries.() == 1
  end

  test "an error of the agent's own is one as well" do
    {fun, tries} = failing(1, Error.new(:busy, "later"))
    assert {:error, %Error{kind: :busy}} = Insistence.run(5_000, fun)
    assert tries.() == 1
  end

  test "who was not reached is called until the time is up, and no longer" do
    {fun, tries} = failing(Settings.get(:ask_retries) + 4, Host.lost(:noproc))
    assert {:ok, left} = Insistence.run(60_000, fun)
    assert left < 60_000
    assert tries.() == Settings.get(:ask_retries) + 5

    assert {:error, %Error{kind: :not_found}} =
             Insistence.run(20, fn _left -> {:error, Host.lost(:noproc)} end)
  end

  test "what died over the question is asked a few times more" do
    {fun, tries} = failing(1_000, Host.lost(:killed))
    assert {:error, %Error{kind: :crashed}} = Insistence.run(:infinity, fun)
    assert tries.() == 1 + Settings.get(:ask_retries)
  end

  test "an agent that nobody has heard of may be restarting, but not for long" do
    {fun, _tries} = failing(2, Host.unknown("somebody"))
    assert {:ok, _left} = Insistence.run(60_000, fun)

    grace = Settings.get(:restart_grace)
    on_exit(fn -> Application.put_env(@app, :restart_grace, grace) end)
    :ok = Application.put_env(@app, :restart_grace, 50)

    assert {:error, %Error{kind: :not_found}} =
             Insistence.run(60_000, fn _left -> {:error, Host.unknown("nobody")} end)
  end
end
