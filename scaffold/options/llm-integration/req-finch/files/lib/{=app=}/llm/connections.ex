defmodule {= module =}.LLM.Connections do
  @moduledoc """
  The connections to providers, a pool of Finch's for each address.

  A stream holds a connection from its first byte to its last, so `:connections` bounds how many answers of one
  provider arrive at the same time; further calls wait for `:connection_patience`. Certificates are verified.

{= decision | doc =}
  """

  alias {= module =}.Settings

  @doc false
  @spec child_spec(keyword()) :: Supervisor.child_spec()
  def child_spec(_opts) do
    transport = [timeout: Settings.get(:connect_timeout)]
    pool = [size: Settings.get(:connections), conn_opts: [transport_opts: transport]]
    Supervisor.child_spec({Finch, name: __MODULE__, pools: %{default: pool}}, id: __MODULE__)
  end
end
