defmodule {= module =}.Coordination.Presence do
  @moduledoc """
  Who is in which group, replicated between the nodes by a `Phoenix.Tracker`.

{= decision | doc =}
  """

  use Phoenix.Tracker

  alias {= module =}.Coordination.Bus
  alias {= module =}.Settings

  # Silent periods after which a node counts as gone for now; the tracker wants twice as many for its own limit.
  @silent_periods 3

  @doc false
  @spec child_spec(keyword()) :: Supervisor.child_spec()
  def child_spec(opts), do: opts |> super() |> Map.put(:modules, [Phoenix.Tracker])

  @doc false
  @spec start_link(keyword()) :: Supervisor.on_start()
  def start_link(_opts) do
    period = Settings.get(:presence_period)

    Phoenix.Tracker.start_link(__MODULE__, [],
      name: __MODULE__,
      pubsub_server: Bus,
      broadcast_period: period,
      max_silent_periods: @silent_periods,
      down_period: period * @silent_periods * 2
    )
  end

  @impl true
  def init([]), do: {:ok, nil}

  @impl true
  def handle_diff(_diff, state), do: {:ok, state}
end
