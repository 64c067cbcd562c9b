defmodule {= module =}.Host.Shared do
  @moduledoc """
  A process per type of agent, shared by all conversations with it.

  An agent's name is its type: starting another one of the same name, with the same options, opens another
  conversation with the same process (`{= module =}.Host.Type`); other options under that name are refused. The
  conversation is no part of the process. It is in the handle, goes along with each question and comes back with
  the answer, so a crash of the process loses the questions under way, which are asked again, and no conversation.

  A handle can start its type again. So it also survives what takes the supervisors along.

{= decision | doc =}
  """

  @behaviour {= module =}.Host

  alias {= module =}.Agents
  alias {= module =}.Error
  alias {= module =}.Handle
  alias {= module =}.Host
  alias {= module =}.Host.Exchange
  alias {= module =}.Host.Type
  alias {= module =}.Settings
  alias {= module =}.Spec

  # A process that ends between being found and being called is looked for again, this often.
  @tries 3

  @impl true
  def start(%Spec{} = spec), do: start(spec, @tries)

  defp start(spec, tries) do
    with {:ok, id} <- join(spec),
         {:ok, handle} <- Exchange.open(%{spec | id: id}) do
      {:ok, %{handle | state: Map.put(handle.state, :type, spec)}}
    else
      {:error, %Error{details: %{lost: _how}}} when tries > 1 -> start(spec, tries - 1)
      {:error, error} -> {:error, error}
    end
  end

  defp join(spec) do
    case start_type(spec) do
      {:ok, pid} -> call(pid, {:join, spec.id, spec})
      {:running, pid} -> call(pid, {:join, spec.id <> "/" <> Spec.random_id(), spec})
      {:error, error} -> {:error, error}
    end
  end

  @impl true
  def ask(%Handle{} = handle, question, timeout, key) do
    exchange = Exchange.new(handle, question, timeout, %{client: self(), key: key})

    with {:ok, pid} <- running(handle) do
      call(pid, {:ask, Type.strip(exchange)}, Exchange.patience(exchange))
    end
  end

  @impl true
  def stream(%Handle{} = handle, question, timeout, subscriber, ref) do
    exchange = Exchange.new(handle, question, timeout, %{client: subscriber, ref: ref})

    with {:ok, pid} <- running(handle), do: call(pid, {:stream, Type.strip(exchange)})
  end

  @impl true
  def cancel(%Handle{}, pid, _ref), do: Exchange.cancel(pid)

  @impl true
  def conversation(%Handle{} = handle), do: Exchange.conversation(handle)

  @impl true
  def stop(%Handle{} = handle, timeout) do
    with :ok <- Exchange.close(handle, timeout) do
      case whereis(handle.state.type.id) do
        {:ok, pid} -> leave(pid, handle.id)
        :error -> :ok
      end
    end
  end

  # One that has gone meanwhile has been left.
  defp leave(pid, id) do
    case call(pid, {:leave, id}) do
      :ok -> :ok
      {:error, %Error{kind: kind}} when kind in [:not_found, :shutdown] -> :ok
      {:error, error} -> {:error, error}
    end
  end

  @impl true
  def whereis(id) do
    case Registry.lookup(Agents.Registry, id) do
      [{pid, _value}] -> {:ok, pid}
      [] -> :error
    end
  end

  defp running(%Handle{state: %{type: type}}) do
    with :error <- whereis(type.id) do
      case start_type(type) do
        {:ok, pid} -> {:ok, pid}
        {:running, pid} -> {:ok, pid}
        {:error, error} -> {:error, error}
      end
    end
  end

  defp start_type(spec) do
    partition = {:via, PartitionSupervisor, {Agents, spec.id}}

    case DynamicSupervisor.start_child(partition, {Type, spec}) do
      {:ok, pid} -> {:ok, pid}
      :ignore -> found(spec.id)
      {:error, reason} -> {:error, Host.unreached(reason)}
    end
  rescue
    # The partitions are being started again at this moment.
    ArgumentError -> {:error, Host.unreached(:noproc)}
  catch
    :exit, reason -> {:error, Host.unreached(reason)}
  end

  defp found(id) do
    case whereis(id) do
      {:ok, pid} -> {:running, pid}
      :error -> {:error, Host.lost(:noproc)}
    end
  end

  defp call(pid, request, timeout \\ Settings.get(:call_timeout)) do
    GenServer.call(pid, request, timeout)
  catch
    :exit, reason -> {:error, Host.lost(reason)}
  end
end
