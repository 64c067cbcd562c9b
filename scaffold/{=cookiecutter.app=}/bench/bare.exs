defmodule Bench.Bare do
  @moduledoc false
  # What an agent would be with no layer at all: a process with twenty messages that writes them to a table.
  use GenServer

  @table __MODULE__

  def setup do
    _table = :ets.new(@table, [:named_table, :public, write_concurrency: true])
    {:ok, supervisor} = DynamicSupervisor.start_link(strategy: :one_for_one)
    supervisor
  end

  def start(supervisor, idle) do
    {:ok, pid} = DynamicSupervisor.start_child(supervisor, {__MODULE__, idle})
    pid
  end

  def ask(pid, text), do: GenServer.call(pid, {:ask, text})

  def start_link(idle), do: GenServer.start_link(__MODULE__, [], hibernate_after: idle)

  @impl true
  def init(history) do
    true = :ets.insert(@table, {self(), history})
    {:ok, history}
  end

  @impl true
  def handle_call({:ask, text}, _from, history) do
    reply = :binary.copy(text)
    history = [{:assistant, reply, []}, {:user, text} | Enum.take(history, 18)]
    true = :ets.insert(@table, {self(), history})
    {:reply, reply, history}
  end
end
