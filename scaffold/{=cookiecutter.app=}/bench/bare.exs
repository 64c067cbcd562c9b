defmodule Bench.Bare do
  @moduledoc false
  # What an agent would be with no layer at all: a process with a name, under a supervisor that does nothing else, with
  # twenty messages that it writes to a table. It is found as agents are, by its name in a registry.
  use GenServer

  @table __MODULE__
  @registry __MODULE__.Registry

  def setup do
    _table = :ets.new(@table, [:named_table, :public, write_concurrency: true])
    partitions = System.schedulers_online()
    {:ok, _pid} = Registry.start_link(keys: :unique, name: @registry, partitions: partitions)
    {:ok, supervisor} = DynamicSupervisor.start_link(strategy: :one_for_one)
    supervisor
  end

  def start(supervisor, idle) do
    name = {:via, Registry, {@registry, make_ref()}}
    {:ok, _pid} = DynamicSupervisor.start_child(supervisor, {__MODULE__, {name, idle}})
    name
  end

  def stop(name), do: GenServer.stop(name)

  def ask(name, text), do: GenServer.call(name, {:ask, text})

  def child_spec(argument), do: Map.put(super(argument), :restart, :transient)

  def start_link({name, idle}),
    do: GenServer.start_link(__MODULE__, [], name: name, hibernate_after: idle)

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
