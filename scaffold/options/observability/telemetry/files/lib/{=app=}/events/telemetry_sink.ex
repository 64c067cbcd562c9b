defmodule {= module =}.Events.TelemetrySink do
  @moduledoc """
  Hands events on to `:telemetry`, under names that begin with `:{= app =}`.

  | event | measurements | metadata |
  | --- | --- | --- |
  | `[:{= app =}, :turn, :start]` | `system_time` | `agent` |
  | `[:{= app =}, :turn, :stop]` | `duration`, `iterations` | `agent`, `outcome` |
  | `[:{= app =}, :model \| :tool, :start]` | `system_time` | `agent`, `kind`, `name` |
  | `[:{= app =}, :model \| :tool, :stop]` | `duration`; of a model `input_tokens`, `output_tokens` | the same, `outcome` |
  | `[:{= app =}, :model \| :tool, :exception]` | `duration` | `agent`, `name`, the exception's `kind` |
  | `[:{= app =}, :agent, :start \| :stop \| :restore]` | `turns` of what was restored | `agent` |

  Durations are in native time units, as everywhere in `:telemetry`. `outcome` is `:ok` or the kind of the error.
  Names and metadata are a contract: what is there stays there.

  Handlers run in the process that the event comes from, so a slow one slows the agent, and `:telemetry` detaches
  one that raises, for good.

{= decision | doc =}
  """

  @behaviour {= module =}.Events.Sink

  @app :{= app =}

  @impl true
  def handle(event, measurements, metadata) do
    :telemetry.execute([@app | event], measurements, metadata)
  end

  @doc "The events to attach to, for `:telemetry.attach_many/4` and for metrics."
  @spec events() :: [[atom(), ...], ...]
  def events do
    spans = for part <- [:model, :tool], step <- [:start, :stop, :exception], do: [part, step]
    turns = for step <- [:start, :stop], do: [:turn, step]
    agents = for step <- [:start, :stop, :restore], do: [:agent, step]
    Enum.map(turns ++ spans ++ agents, &[@app | &1])
  end
end
