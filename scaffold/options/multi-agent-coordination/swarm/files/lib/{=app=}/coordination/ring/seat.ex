defmodule {= module =}.Coordination.Ring.Seat do
  @moduledoc """
  Where a placed agent sits: the process that Swarm knows, and talks to when the agent has to go somewhere else.
  The agent's desk is linked to it, so they end together.

{= decision | doc =}
  """

  use GenServer, restart: :temporary

  alias {= module =}.Coordination.Seats
  alias {= module =}.Error
  alias {= module =}.Settings

  @doc "Takes a seat on this node; what Swarm calls on the node that it has chosen."
  @spec open({module(), keyword()}) :: DynamicSupervisor.on_start_child()
  def open(starts), do: DynamicSupervisor.start_child(Seats, {__MODULE__, starts})

  @doc false
  @spec start_link({module(), keyword()}) :: GenServer.on_start()
  def start_link(starts), do: GenServer.start_link(__MODULE__, starts)

  @doc "Who sits there."
  @spec occupant(pid()) :: {:ok, pid()} | {:error, Error.t()}
  def occupant(seat) do
    GenServer.call(seat, :occupant, Settings.get(:call_timeout))
  catch
    :exit, reason -> {:error, Error.from_exit(reason)}
  end

  @impl true
  def init({module, options}) do
    case module.start_link(options) do
      {:ok, occupant} -> {:ok, occupant}
      {:error, reason} -> {:stop, reason}
    end
  end

  @impl true
  def handle_call(:occupant, _from, occupant), do: {:reply, {:ok, occupant}, occupant}

  # The agent belongs on another node now, and starts there anew.
  def handle_call({:swarm, :begin_handoff}, _from, occupant), do: {:reply, :restart, occupant}

  # What another one of the same name would have liked to leave to this one.
  @impl true
  def handle_cast({:swarm, _message, _state}, occupant), do: {:noreply, occupant}

  # It has gone to another node, or another one of the same name stays.
  @impl true
  def handle_info({:swarm, :die}, occupant), do: {:stop, :shutdown, occupant}
end
