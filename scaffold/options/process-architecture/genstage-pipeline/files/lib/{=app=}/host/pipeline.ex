defmodule {= module =}.Host.Pipeline do
  @moduledoc """
  Questions go through a pipeline of stages: a producer in which they wait, and a consumer that takes as many as it
  has workers for. Load that is more than the node can carry waits, then is refused, instead of slowing everything.

  The conversation is in the handle, goes along with each question and comes back with the answer. When a stage or a
  worker dies, whoever waits for it hears so and asks again with the same handle.

  The time that a question waits in line counts.

{= decision | doc =}
  """

  @behaviour {= module =}.Host

  alias {= module =}.Error
  alias {= module =}.Handle
  alias {= module =}.Host
  alias {= module =}.Host.Exchange
  alias {= module =}.Pipeline.Job
  alias {= module =}.Pipeline.Queue
  alias {= module =}.Spec

  @impl true
  def start(%Spec{} = spec), do: Exchange.open(spec)

  @impl true
  def ask(%Handle{} = handle, question, timeout, key) do
    exchange = Exchange.new(handle, question, timeout, %{client: self(), key: key})

    with {:ok, ref, pid} <- begin(exchange) do
      monitor = Process.monitor(pid)
      result = await_result(exchange, ref, monitor)
      true = Process.demonitor(monitor, [:flush])
      :ok = forget(ref)
      result
    end
  end

  @impl true
  def stream(%Handle{} = handle, question, timeout, subscriber, ref) do
    exchange = Exchange.new(handle, question, timeout, %{client: subscriber, ref: ref})

    with {:ok, started, pid} <- begin(exchange) do
      :ok = forget(started)
      {:ok, pid}
    end
  end

  @impl true
  def cancel(%Handle{}, pid, _ref), do: Exchange.cancel(pid)

  @impl true
  def conversation(%Handle{} = handle), do: Exchange.conversation(handle)

  @impl true
  def stop(%Handle{} = handle, timeout), do: Exchange.close(handle, timeout)

  @impl true
  def whereis(_id), do: :error

  # Until a worker has it, a question depends on the queue; from then on, on the worker.
  defp begin(exchange) do
    ref = Process.monitor(Queue, alias: :explicit_unalias)

    result =
      with :ok <- put(%Job{exchange: exchange, reply_to: ref}), do: await_start(exchange, ref)

    true = Process.demonitor(ref, [:flush])
    if match?({:error, _error}, result), do: :ok = forget(ref)
    result
  end

  defp put(job) do
    Queue.put(job)
  catch
    :exit, reason -> {:error, Host.lost(reason)}
  end

  defp await_start(exchange, ref) do
    receive do
      {Job, ^ref, {:started, pid}} -> {:ok, ref, pid}
      {:DOWN, ^ref, :process, _queue, reason} -> {:error, Host.lost(reason)}
    after
      Exchange.patience(exchange) ->
        {:error, Error.new(:timeout, "no worker was free in #{exchange.timeout} ms")}
    end
  end

  defp await_result(exchange, ref, monitor) do
    receive do
      {Job, ^ref, {:done, result}} -> result
      {:DOWN, ^monitor, :process, _worker, reason} -> {:error, Host.lost(reason)}
    after
      Exchange.patience(exchange) ->
        {:error, Error.new(:timeout, "no answer in #{exchange.timeout} ms")}
    end
  end

  defp forget(ref) do
    _ = Process.unalias(ref)
    drop(ref)
  end

  defp drop(ref) do
    receive do
      {Job, ^ref, _late} -> drop(ref)
    after
      0 -> :ok
    end
  end
end
