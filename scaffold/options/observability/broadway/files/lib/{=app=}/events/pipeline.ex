defmodule {= module =}.Events.Pipeline do
  @moduledoc """
  Takes events out of the agents' way: they wait in `{= module =}.Events.Queue`, become entries and are written to
  `{= module =}.Events.Journal` in batches. A batch that cannot be written is tried again before it is given up.

  When the application stops, the pipeline stops after the agents and writes what is left.

{= decision | doc =}
  """

  @behaviour {= module =}.Events.Sink

  use Broadway

  alias {= module =}.Error
  alias {= module =}.Events.Journal
  alias {= module =}.Events.Queue
  alias {= module =}.Events.Sink
  alias {= module =}.Retry
  alias {= module =}.Settings

  alias Broadway.Message

  require Logger

  @doc false
  @spec start_link(keyword()) :: Broadway.on_start()
  def start_link(_opts) do
    Broadway.start_link(__MODULE__,
      name: __MODULE__,
      producer: [
        module: {Queue, key: __MODULE__, limit: Settings.get(:event_queue)},
        concurrency: 1
      ],
      processors: [default: [concurrency: System.schedulers_online()]],
      batchers: [
        default: [
          batch_size: Settings.get(:event_batch),
          batch_timeout: Settings.get(:event_batch_timeout),
          concurrency: 1
        ]
      ]
    )
  end

  @impl Sink
  def handle(event, measurements, metadata) do
    _queued_or_dropped =
      Queue.push(__MODULE__, {event, measurements, metadata, DateTime.utc_now()})

    :ok
  end

  @impl Broadway
  def handle_message(_processor, message, _context) do
    Message.update_data(message, fn {event, measurements, metadata, time} ->
      Journal.entry(event, measurements, metadata, time)
    end)
  end

  @impl Broadway
  def handle_batch(_batcher, messages, _info, _context) do
    entries = Enum.map(messages, & &1.data)

    case Retry.run(retry_policy(), fn _attempt -> Journal.append(entries) end) do
      {:ok, _count} -> messages
      {:error, %Error{} = error} -> Enum.map(messages, &Message.failed(&1, error.message))
    end
  end

  @impl Broadway
  def handle_failed([%Message{status: status} | _more] = messages, _context) do
    :ok = Logger.warning(fn -> "#{length(messages)} events lost: #{reason(status)}" end)
    messages
  end

  defp reason({:failed, reason}) when is_binary(reason), do: reason
  defp reason({_kind, _reason, _stacktrace}), do: "an entry could not be made"

  defp retry_policy do
    %{
      retries: Settings.get(:model_retries),
      base: Settings.get(:retry_base),
      ceiling: Settings.get(:retry_ceiling)
    }
  end
end
