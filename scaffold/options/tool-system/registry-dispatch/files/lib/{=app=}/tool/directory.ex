defmodule {= module =}.Tool.Directory do
  @moduledoc """
  Tools that come and go while the system runs.

  Registering goes through this process, which checks what it is given; finding is a read of its table. An agent
  names such a tool in its `:tools` as a string and has it as long as it is registered: a tool that is taken away is
  gone with the next turn. A handler is `{module, function}`, called with the arguments and the context, so it
  survives an upgrade of its module.

  Registrations are as permanent as this process: register from a process that starts after it.

{= decision | doc =}
  """

  use GenServer

  alias {= module =}.Error
  alias {= module =}.Tool.Definition

  # Named, not called: the source reads this table, so it stands above this module.
  @source Module.concat(["{= module =}", "Tool", "Registered"])

  @type handler :: {module(), atom()}

  @doc false
  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(_opts), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  @doc """
  Registers a tool, or replaces the one of this name.

  Options are those of a tool: `:description` and `:parameters` (both required), `:permission`, `:timeout`,
  `:retries`, `:output`.
  """
  @spec register(String.t(), handler(), keyword()) :: :ok | {:error, Error.t()}
  def register(name, handler, options),
    do: GenServer.call(__MODULE__, {:register, name, handler, options})

  @doc "Takes a tool away."
  @spec unregister(String.t()) :: :ok
  def unregister(name), do: GenServer.call(__MODULE__, {:unregister, name})

  @doc "The tool of this name."
  @spec fetch(String.t()) :: {:ok, Definition.t(), handler()} | :error
  def fetch(name) do
    case :ets.lookup(__MODULE__, name) do
      [{^name, definition, handler}] -> {:ok, definition, handler}
      [] -> :error
    end
  end

  @impl true
  def init([]) do
    __MODULE__ = :ets.new(__MODULE__, [:named_table, :protected, :set, read_concurrency: true])
    {:ok, nil}
  end

  @impl true
  def handle_call({:register, name, handler, options}, _from, state) do
    case definition(name, handler, options) do
      {:ok, definition} ->
        true = :ets.insert(__MODULE__, {name, definition, handler})
        {:reply, :ok, state}

      {:error, error} ->
        {:reply, {:error, error}, state}
    end
  end

  def handle_call({:unregister, name}, _from, state) do
    true = :ets.delete(__MODULE__, name)
    {:reply, :ok, state}
  end

  defp definition(name, {module, function}, options)
       when is_binary(name) and is_atom(module) and is_atom(function) do
    fields = [name: name, source: @source, item: name] ++ options

    with true <- Code.ensure_loaded?(module) and function_exported?(module, function, 2),
         definition = struct!(Definition, fields),
         :ok <- Definition.check(definition) do
      {:ok, definition}
    else
      false -> {:error, Error.new(:invalid, "#{inspect(module)} has no function #{function}/2")}
      {:error, problem} -> {:error, Error.new(:invalid, problem)}
    end
  rescue
    error in [ArgumentError, KeyError] -> {:error, Error.new(:invalid, Exception.message(error))}
  end

  defp definition(_name, _handler, _options) do
    {:error, Error.new(:invalid, "a tool has a name and a handler {module, function}")}
  end
end
