defmodule {= module =}.Breaker.Fuse do
  @moduledoc """
  A circuit breaker around the models, by the library `:fuse`.

  Each model has a fuse of its own, installed when it is called for the first time. A blown fuse resets itself after
  the cool-down and lets everybody through again; there is no single probe, so set `:breaker_failures` low where the
  model of many agents fails. `:fuse` raises the alarm of OTP's `:alarm_handler` while a fuse is blown.

{= decision | doc =}
  """

  @behaviour {= module =}.Breaker
  @behaviour {= module =}.Layer

  alias {= module =}.Breaker
  alias {= module =}.Layer
  alias {= module =}.Settings

  @impl Layer
  def call(context, next), do: Breaker.guard(__MODULE__, context, next)

  @impl Breaker
  def guards, do: [:model]

  @impl Breaker
  def permit(key) do
    # Read in the caller's process: a call that slips through while the fuse blows does no harm.
    case :fuse.ask(fuse(key), :async_dirty) do
      :ok ->
        {:ok, :closed}

      :blown ->
        {:refused, Settings.get(:breaker_cooldown)}

      {:error, :not_found} ->
        :ok = install(key)
        {:ok, :closed}
    end
  end

  @impl Breaker
  def report(_key, _permit, :succeeded), do: :ok
  def report(key, _permit, :failed), do: :fuse.melt(fuse(key))

  # A fuse tolerates so many melts; the next one blows it.
  defp install(key) do
    tolerated = Settings.get(:breaker_failures) - 1
    strategy = {:standard, tolerated, Settings.get(:breaker_window)}
    :fuse.install(fuse(key), {strategy, {:reset, Settings.get(:breaker_cooldown)}})
  end

  # Fuses of all applications of a node share one table.
  defp fuse(key), do: {__MODULE__, key}
end
