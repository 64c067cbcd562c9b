defmodule {= module =}.Handle do
  @moduledoc """
  What `{= module =}.start_agent/1` returns and every other function takes. `state` belongs to the host: nothing, a
  process, or the whole conversation where nothing lives between two questions. Use the newest handle.
  """

  alias {= module =}.Wiring

  @enforce_keys [:id, :wiring]
  defstruct [:id, :wiring, state: nil]

  @type t :: %__MODULE__{id: String.t(), wiring: Wiring.t(), state: term()}
end
