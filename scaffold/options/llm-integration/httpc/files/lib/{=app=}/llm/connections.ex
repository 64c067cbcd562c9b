defmodule {= module =}.LLM.Connections do
  @moduledoc """
  The connections to providers, in a profile of OTP's HTTP client that belongs to this application.

  In the default profile a request waits behind the answer that its connection is busy with, for as long as a
  model speaks. In this one it takes a connection that is idle, or opens a new one; two to each address stay open
  for what comes next. What others set in the default profile, a proxy for one, is to be set in this one, too:
  `:httpc.set_options/2`.

  The client's own supervisor runs the profile and would start it again without these settings, so this process
  sets it up each time.

{= decision | doc =}
  """

  use GenServer

  # How many requests may stand behind the one that a connection is busy with.
  @settings [max_keep_alive_length: 0]

  @doc "The name of the profile, which its requests are made and cancelled with."
  @spec profile() :: atom()
  def profile, do: __MODULE__

  @doc false
  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(_opts), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  @impl true
  def init([]) do
    _before = Process.flag(:trap_exit, true)
    {:ok, set_up()}
  end

  @impl true
  def handle_info({:DOWN, ref, :process, _pid, _reason}, ref), do: {:noreply, set_up()}

  @impl true
  def terminate(_reason, _ref), do: :inets.stop(:httpc, profile())

  defp set_up do
    pid =
      case :inets.start(:httpc, profile: profile()) do
        {:ok, pid} -> pid
        {:error, {:already_started, pid}} -> pid
      end

    ref = Process.monitor(pid)
    :ok = :httpc.set_options(@settings, profile())
    ref
  end
end
