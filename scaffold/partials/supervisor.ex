defmodule {= supervisor.module =} do
  @moduledoc """
  {= supervisor.intro | heredoc =}

{%% for child in supervisor.children %%}
  - `{= child.name =}`: {= child.why | heredoc | indent(4) =}
{%% endfor %%}

{= supervisor.decision | doc =}
  """

  use Supervisor

{%% for name in supervisor.aliases %%}
  alias {= module =}.{= name =}
{%% endfor %%}

  @doc false
  @spec start_link(keyword()) :: Supervisor.on_start()
  def start_link(_opts), do: Supervisor.start_link(__MODULE__, [], name: __MODULE__)

  @impl true
  def init(_opts) do
    children = [
{%% for child in supervisor.children %%}
{= child.expression | indent(6, first=True) =}{= "," if not loop.last =}
{%% endfor %%}
    ]

    Supervisor.init(children,
      strategy: :{= supervisor.strategy =},
      max_restarts: {= supervisor.max_restarts =},
      max_seconds: {= supervisor.max_seconds =}
    )
  end
end
