defmodule {= module =}.Breaker.Circuits do
  @moduledoc """
  Circuit breakers without a library.

{%% if module ~ ".Breaker.Fuse" in design.slots.layers %%}
  They guard the tools; the models have `{= module =}.Breaker.Fuse`.

{%% endif %%}
  A circuit is a row of a table as long as it is open, so a call that goes well costs one look-up. Failures are
  reported to this process, which counts them. After the cool-down it lets one call through to probe: the row's
  time is moved on, so everybody else is refused meanwhile, also when the probe never returns. What comes of the
  probe closes the circuit or keeps it open.

  Tells the sinks `[:breaker, :open | :close]`.

{= decision | doc =}
  """

  @behaviour {= module =}.Breaker
  @behaviour {= module =}.Layer

  use GenServer

  alias {= module =}.Breaker
  alias {= module =}.Events
  alias {= module =}.Layer
  alias {= module =}.Settings

  @doc false
  @spec start_link(keyword()) :: GenServer.on_start()
  def start_link(_opts), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  @impl Layer
  def call(context, next), do: Breaker.guard(__MODULE__, context, next)

  @impl Breaker
  # Decided by which breakers there are.
  def guards, do: {= "[:tool]" if module ~ ".Breaker.Fuse" in design.slots.layers else "[:model, :tool]" =}

  @impl Breaker
  def permit(key) do
    case :ets.lookup(__MODULE__, key) do
      [] -> {:ok, :closed}
      [{^key, until}] -> wait_or_probe(key, until - now())
    end
  end

  defp wait_or_probe(_key, left) when left > 0, do: {:refused, left}

  defp wait_or_probe(key, _over),
    do: GenServer.call(__MODULE__, {:probe, key}, Settings.get(:call_timeout))

  @impl Breaker
  def report(_key, :closed, :succeeded), do: :ok
  def report(key, :closed, :failed), do: GenServer.cast(__MODULE__, {:failed, key})
  def report(key, :probe, :failed), do: GenServer.cast(__MODULE__, {:open, key})
  def report(key, :probe, :succeeded), do: GenServer.cast(__MODULE__, {:close, key})

  @impl GenServer
  def init([]) do
    __MODULE__ = :ets.new(__MODULE__, [:named_table, :protected, :set, read_concurrency: true])
    {:ok, %{}}
  end

  @impl GenServer
  def handle_call({:probe, key}, _from, failures) do
    case permit_now(key) do
      :probe ->
        :ok = refuse(key)
        {:reply, {:ok, :probe}, failures}

      permit_or_refusal ->
        {:reply, permit_or_refusal, failures}
    end
  end

  @impl GenServer
  def handle_cast({:failed, key}, failures) do
    since = now() - Settings.get(:breaker_window)
    times = [now() | failures |> Map.get(key, []) |> Enum.take_while(&(&1 > since))]

    if length(times) >= Settings.get(:breaker_failures) do
      :ok = open(key)
      {:noreply, Map.delete(failures, key)}
    else
      {:noreply, Map.put(failures, key, times)}
    end
  end

  def handle_cast({:open, key}, failures) do
    :ok = open(key)
    {:noreply, failures}
  end

  def handle_cast({:close, key}, failures) do
    true = :ets.delete(__MODULE__, key)
    :ok = tell(:close, key)
    {:noreply, failures}
  end

  # Somebody else may have asked in the meantime.
  defp permit_now(key) do
    case :ets.lookup(__MODULE__, key) do
      [] ->
        {:ok, :closed}

      [{^key, until}] ->
        left = until - now()
        if left > 0, do: {:refused, left}, else: :probe
    end
  end

  defp open(key) do
    :ok = refuse(key)
    tell(:open, key)
  end

  defp refuse(key) do
    true = :ets.insert(__MODULE__, {key, now() + Settings.get(:breaker_cooldown)})
    :ok
  end

  defp tell(what, {kind, name}), do: Events.emit([:breaker, what], %{}, %{kind: kind, name: name})

  defp now, do: System.monotonic_time(:millisecond)
end
