defmodule {= module =}.Coordination.Backend do
  @moduledoc "Groups of processes: the seam of the coordination between agents."

  @type group :: String.t()

  @callback join(group()) :: :ok
  @callback leave(group()) :: :ok
  @callback members(group()) :: [pid()]
end
