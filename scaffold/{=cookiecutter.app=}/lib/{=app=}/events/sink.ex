defmodule {= module =}.Events.Sink do
  @moduledoc """
  Something that is told what happens. Sinks are called in the process in which it happens, so they are quick and
  do not fail; one that has work to do hands it to a process of its own.

  Events are lists of atoms, as in `:telemetry`: `[:turn | :model | :tool, :start | :stop | :exception]` and
  `[:agent, :start | :stop | :restore]`. The events of one turn, call of a model or run of a tool come from one
  process, which works for the one that the turn's come from (it is among its `$callers`).

  Measurements are numbers: `:duration` in native time units, `:iterations` of a turn, `:input_tokens` and
  `:output_tokens` of a model. Metadata is what a reader may see: ids, names and error kinds, never texts of
  conversations and never secrets.
  """

  @callback handle(event :: [atom()], measurements :: map(), metadata :: map()) :: :ok
end
