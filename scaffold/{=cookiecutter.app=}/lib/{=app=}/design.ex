defmodule {= module =}.Design do
  @moduledoc """
  The decisions as code: which module stands at which seam, and who decided it.

  Changing a decision means changing one line here and adding or removing the files it names. Records are in
  `docs/decisions/`.

{%% for part in design.parts %%}
  - {= part.line | heredoc | indent(4) =}
{%% endfor %%}
  """

  alias {= module =}.Wiring

  @wiring %Wiring{
    host: {= design.slots.host =},
    store: {= design.slots.store =},
    snapshot: {= design.slots.snapshot =},
    loop: {= design.slots.loop =},
    listeners: {= design.slots.listeners | elixir_list(4) =},
    tool_sources: {= design.slots.tool_sources | elixir_list(4) =},
    flows: {= design.slots.flows | elixir_list(4) =},
    layers: {= design.slots.layers | elixir_list(4) =},
    memories: {= design.slots.memories | elixir_list(4) =},
    coordinators: {= design.slots.coordinators | elixir_list(4) =}
  }

  @doc "The modules that the decisions call for."
  @spec wiring() :: Wiring.t()
  def wiring, do: @wiring
end
