defmodule {= module =}.TestCluster do
  @moduledoc """
  Nodes of their own that run this application, and what can happen to the network between them. The test's node need
  not be distributed: it speaks to the others over their standard input.
  """

  alias {= module =}.Coordination.Desk

  @app :{= app =}
  # Nodes connect when a test says so, and one connection can be cut without OTP cutting others as well.
  @separable [
    ~c"-kernel",
    ~c"dist_auto_connect",
    ~c"never",
    ~c"prevent_overlapping_partitions",
    ~c"false"
  ]

  @start_timeout 60_000
  @call_timeout 60_000

  @soon 5_000
  @pause 10

  @type peer :: pid()

  @doc "Starts a node that runs this application with these settings. It connects to others when it is told to only."
  @spec start(keyword()) :: peer()
  def start(settings) do
    paths = Enum.flat_map(:code.get_path(), &[~c"-pa", &1])

    {:ok, peer, _node} =
      :peer.start(%{
        name: :peer.random_name(),
        host: ~c"127.0.0.1",
        longnames: true,
        connection: :standard_io,
        wait_boot: @start_timeout,
        args: @separable ++ paths
      })

    # Its log would come out of this one's standard output.
    :ok = call(peer, Application, :put_env, [:logger, :level, :none])

    configuration = Enum.map([@app | libraries()], &{&1, Application.get_all_env(&1)})

    for settings <- [configuration, [{@app, settings}]],
        do: :ok = call(peer, Application, :put_all_env, [settings, [persistent: true]])

    started = call(peer, Application, :ensure_all_started, [@app])
    {:ok, _applications} = started
    peer
  end

  # A new node has read no configuration.
  defp libraries, do: Application.spec(@app, :applications) -- [:kernel, :stdlib, :logger]

  @doc "Stops a node, which may have stopped already."
  @spec stop(peer()) :: :ok
  def stop(peer) do
    :peer.stop(peer)
  catch
    :exit, _gone -> :ok
  end

  @doc "Calls a function on a node."
  @spec call(peer(), module(), atom(), [term()]) :: term()
  def call(peer, module, function, arguments),
    do: :peer.call(peer, module, function, arguments, @call_timeout)

  @doc "Starts two nodes that see each other."
  @spec pair(keyword()) :: [peer()]
  def pair(settings) do
    [left, right] = peers = for _side <- [:left, :right], do: start(settings)
    :ok = heal(left, right)
    peers
  end

  @doc "Lets two nodes see each other."
  @spec heal(peer(), peer()) :: :ok
  def heal(left, right) do
    true = call(left, Node, :connect, [node_of(right)])
    :ok
  end

  @doc "Cuts the network between two nodes, which stay apart until `heal/2`."
  @spec split(peer(), peer()) :: :ok
  def split(left, right) do
    true = call(left, Node, :disconnect, [node_of(right)])
    :ok
  end

  @doc "Starts a process on a node that joins a group and keeps what it is sent."
  @spec member(peer(), String.t(), module()) :: pid()
  def member(peer, group, backend) do
    member = call(peer, :erlang, :spawn, [__MODULE__, :keep, [group, backend]])
    [] = call(peer, __MODULE__, :received, [member])
    member
  end

  @doc "Starts the desk of an agent on a node."
  @spec desk(peer(), keyword()) :: pid()
  def desk(peer, options) do
    {:ok, desk} = call(peer, GenServer, :start, [Desk, options])
    desk
  end

  @doc "What a member was sent, oldest first. Has to be called on its node."
  @spec received(pid()) :: [term()]
  def received(member) do
    ref = Process.monitor(member, alias: :reply_demonitor)
    _ = send(member, {:received, ref})

    receive do
      {^ref, messages} -> messages
      {:DOWN, ^ref, :process, ^member, reason} -> exit(reason)
    end
  end

  @doc false
  @spec keep(String.t(), module()) :: no_return()
  def keep(group, backend) do
    :ok = backend.join(group)
    collect([])
  end

  defp collect(messages) do
    receive do
      {:received, ref} ->
        _ = send(ref, {ref, Enum.reverse(messages)})
        collect(messages)

      {:group, _group, message} ->
        collect([message | messages])
    end
  end

  @doc "The name of a node."
  @spec node_of(peer()) :: node()
  def node_of(peer), do: call(peer, :erlang, :node, [])

  @doc "Whether a condition holds soon. For what may well never be so."
  @spec soon?((-> boolean())) :: boolean()
  def soon?(condition), do: holds?(condition, now() + @soon)

  @doc "Lets time pass."
  @spec pass(non_neg_integer()) :: :ok
  def pass(milliseconds) do
    receive do
    after
      milliseconds -> :ok
    end
  end

  defp holds?(condition, deadline) do
    cond do
      condition.() ->
        true

      now() > deadline ->
        false

      true ->
        :ok = pass(@pause)
        holds?(condition, deadline)
    end
  end

  defp now, do: System.monotonic_time(:millisecond)
end
