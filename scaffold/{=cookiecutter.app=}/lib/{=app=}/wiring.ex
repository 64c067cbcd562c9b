defmodule {= module =}.Wiring do
  @moduledoc """
  Which module stands at which seam. `{= module =}.Design` builds the one that the decisions call for; tests build
  others. It travels with an agent's `{= module =}.Spec`, so code below never has to ask who was chosen.
  """

  @enforce_keys [
    :host,
    :store,
    :snapshot,
    :loop,
    :listeners,
    :tool_sources,
    :flows,
    :layers,
    :memories,
    :coordinators
  ]
  defstruct [
    :host,
    :store,
    :snapshot,
    :loop,
    :listeners,
    :tool_sources,
    :flows,
    :layers,
    :memories,
    :coordinators
  ]

  @type t :: %__MODULE__{
          host: module(),
          store: module(),
          snapshot: module(),
          loop: module(),
          listeners: [module()],
          tool_sources: [module()],
          flows: [module()],
          layers: [module()],
          memories: [module()],
          coordinators: [module()]
        }
end
