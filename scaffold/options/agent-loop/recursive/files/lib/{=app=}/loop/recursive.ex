defmodule {= module =}.Loop.Recursive do
  @moduledoc """
  A turn as a function that calls itself: what to do next, do it, go on with what came of it.

  `drive/2` needs no process of the application's: a script may call it where it stands.

{= decision | doc =}
  """

  @behaviour {= module =}.Loop
  @behaviour {= module =}.Loop.Worker

  alias {= module =}.Loop
  alias {= module =}.Loop.Worker
  alias {= module =}.Turn
  alias {= module =}.Turn.Effects

  @impl Loop
  def start(turn, owner, ref), do: Worker.start(__MODULE__, turn, owner, ref)

  @impl Loop
  def cancel(pid), do: Worker.cancel(pid)

  @impl Worker
  def drive(turn, emit) do
    case Turn.next(turn) do
      {:model, request, turn} -> turn |> act({:model, request}, emit) |> drive(emit)
      {:tools, calls, turn} -> turn |> act({:tools, calls}, emit) |> drive(emit)
      {:done, outcome} -> {turn, {:ok, outcome}}
      {:failed, error} -> {turn, {:error, error}}
    end
  end

  defp act(turn, action, emit) do
    Turn.observe(turn, Effects.perform(action, Effects.context(turn, emit)))
  end
end
