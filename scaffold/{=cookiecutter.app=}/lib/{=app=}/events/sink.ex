defmodule {= module =}.Events.Sink do
  @moduledoc """
  Something that is told what happens. Sinks are called in the process in which it happens, so they are quick and
  do not fail; one that has work to do hands it to a process of its own.

  Events are lists of atoms, as in `:telemetry`: `[:turn | :model | :tool, :start | :stop | :exception]` and
  `[:agent, :start | :stop | :restore]`. Measurements are numbers (`:duration` in native time units), metadata is
  what a reader may see: ids, names and error kinds, never texts of conversations and never secrets.
  """

  @callback handle(event :: [atom()], measurements :: map(), metadata :: map()) :: :ok
end
