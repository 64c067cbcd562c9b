defmodule {= module =}.Memory.Backend do
  @moduledoc """
  Where texts that left a conversation are kept and found again: the seam of the memory.

  Backends are called by the process that runs a turn or hosts a conversation: writes return at once, reads are
  quick. What they keep is bounded, by time or by number.
  """

  @callback put(agent :: String.t(), text :: String.t()) :: :ok
  @callback recall(agent :: String.t(), query :: String.t(), limit :: pos_integer()) :: [
              String.t()
            ]
  @callback forget(agent :: String.t()) :: :ok
end
