defmodule {= module =}.Coordination.Ring.Seat do
  @moduledoc """
  Where the desk of a placed agent stands: the process that Swarm knows, and talks to when the agent has to go
  somewhere else. The desk is linked to it, so they end together.

{= decision | doc =}
  """

  use GenServer, restart: :temporary

  alias {= module =}.Coordination.Desk
  alias {= module =}.Coordination.Seats
  alias {= module =}.Error
  alias {= module =}.Settings

  @doc "Takes a seat on this node; what Swarm calls on the node that it has chosen."
  @spec open([Desk.option()]) :: DynamicSupervisor.on_start_child()
  def open(options), do: DynamicSupervisor.start_child(Seats, {__MODULE__, options})

  @doc false
  @spec start_link([Desk.option()]) :: GenServer.on_start()
  def start_link(options), do: GenServer.start_link(__MODULE__, options)

  @doc "The desk at a seat."
  @spec desk(pid()) :: {:ok, pid()} | {:error, Error.t()}
  def desk(seat) do
    GenServer.call(seat, :desk, Settings.get(:call_timeout))
  catch
    :exit, reason -> {:error, Error.from_exit(reason)}
  end

  @impl true
  def init(options) do
    case Desk.start_link(options) do
      {:ok, desk} -> {:ok, desk}
      {:error, reason} -> {:stop, reason}
    end
  end

  @impl true
  def handle_call(:desk, _from, desk), do: {:reply, {:ok, desk}, desk}

  # The agent belongs on another node now, and starts there anew.
  def handle_call({:swarm, :begin_handoff}, _from, desk), do: {:reply, :restart, desk}

  # What another one of the same name would have liked to leave to this one.
  @impl true
  def handle_cast({:swarm, _message, _state}, desk), do: {:noreply, desk}

  # It has gone to another node, or another one of the same name stays.
  @impl true
  def handle_info({:swarm, :die}, desk), do: {:stop, :shutdown, desk}
end
