defmodule {= module =}.Application do
  @moduledoc """
  Starts the supervision tree, which is drawn in `docs/supervision-tree.svg`. `mix {= app =}.tree` shows the running
  one.

  The children start in this order and stop in the opposite one, and `:rest_for_one` restarts what stands below a
  child that had to be restarted: everything below may hold on to something above.

{%% for child in design.root.children %%}
  - `{= child.name =}`: {= child.why | heredoc | indent(4) =}
{%% endfor %%}
  """

  use Application

{%% for name in design.root.aliases %%}
  alias {= module =}.{= name =}
{%% endfor %%}

  @impl true
  def start(_type, _args) do
    children = [
{%% for child in design.root.children %%}
      # {= child.comment | wordwrap(90, break_long_words=False, wrapstring="\n      # ") =}
{= child.expression | indent(6, first=True) =}{= "," if not loop.last =}
{= "\n" if not loop.last -=}
{%% endfor %%}
    ]

    Supervisor.start_link(children,
      strategy: :{= design.root.strategy =},
      max_restarts: {= design.root.max_restarts =},
      max_seconds: {= design.root.max_seconds =},
      name: {= module =}.Supervisor
    )
  end
end
