defmodule {= module =}.Host.Ephemeral do
  @moduledoc """
  A task per question.

  Between two questions an agent is its handle and no process: it costs nothing while it is idle, and no crash can
  lose it, because whoever holds the handle holds the conversation. A task answers one question and ends. When it
  dies, the question is asked again with the same handle, of which nothing was lost.

  A new release finds the conversation in the handle and brings it to its own shape before the next question.
  Names are not registered: two agents of one name are two conversations.

{= decision | doc =}
  """

  @behaviour {= module =}.Host

  alias {= module =}.Error
  alias {= module =}.Handle
  alias {= module =}.Host
  alias {= module =}.Host.Exchange
  alias {= module =}.Requests
  alias {= module =}.Spec

  @impl true
  def start(%Spec{} = spec), do: Exchange.open(spec)

  @impl true
  def ask(%Handle{} = handle, question, timeout, key) do
    exchange = Exchange.new(handle, question, timeout, %{client: self(), key: key})
    task = Task.Supervisor.async_nolink(supervisor(), Exchange, :run, [exchange], options())

    case Task.yield(task, Exchange.patience(exchange)) || Task.shutdown(task, :brutal_kill) do
      {:ok, result} -> result
      {:exit, reason} -> {:error, Host.lost(reason)}
      nil -> {:error, Error.new(:timeout, "no answer in #{exchange.timeout} ms")}
    end
  catch
    :exit, reason -> {:error, Host.lost(reason)}
  end

  @impl true
  def stream(%Handle{} = handle, question, timeout, subscriber, ref) do
    exchange = Exchange.new(handle, question, timeout, %{client: subscriber, ref: ref})
    Task.Supervisor.start_child(supervisor(), Exchange, :run, [exchange], options())
  catch
    :exit, reason -> {:error, Host.lost(reason)}
  end

  @impl true
  def cancel(%Handle{}, pid, _ref), do: Exchange.cancel(pid)

  @impl true
  def conversation(%Handle{} = handle), do: Exchange.conversation(handle)

  @impl true
  def stop(%Handle{} = handle, timeout), do: Exchange.close(handle, timeout)

  @impl true
  def whereis(_id), do: :error

  defp options, do: [shutdown: Exchange.shutdown()]

  defp supervisor, do: {:via, PartitionSupervisor, {Requests, self()}}
end
