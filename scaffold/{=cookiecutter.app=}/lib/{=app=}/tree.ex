defmodule {= module =}.Tree do
  @moduledoc """
  The supervision tree as it is running, found by asking the supervisors themselves. `mix {= app =}.tree` prints it;
  a test compares it with `docs/supervision-tree.json`, which was drawn from the decisions.

  Of a partitioned supervisor the first partition stands for all. Processes that are started at run time are
  counted, not listed. What a library's own supervisor supervises is not listed either.
  """

  @app :{= app =}

  @type kind ::
          :supervisor
          | :partition_supervisor
          | :dynamic_supervisor
          | :task_supervisor
          | :registry
          | :library_supervisor
          | :worker

  @type t :: %{
          name: String.t(),
          kind: kind(),
          strategy: atom(),
          restart: atom(),
          count: non_neg_integer() | nil,
          children: [t()]
        }

  @doc "The tree below a supervisor, the application's by default."
  @spec live(Supervisor.supervisor()) :: t()
  def live(supervisor \\ {= module =}.Supervisor) do
    name = if is_atom(supervisor), do: inspect(supervisor), else: "supervisor"
    supervisor(name, GenServer.whereis(supervisor), :permanent)
  end

  @doc "The tree as text, one process a line."
  @spec to_text(t()) :: String.t()
  def to_text(tree), do: IO.iodata_to_binary([line(tree), "\n" | branches(tree.children, "")])

  @doc "The tree in Graphviz's language."
  @spec to_dot(t()) :: String.t()
  def to_dot(tree) do
    {lines, _next} = dot(tree, 0)
    IO.iodata_to_binary(["digraph tree {\n  rankdir=LR;\n  node [shape=box];\n", lines, "}\n"])
  end

  @doc "The tree as JSON."
  @spec to_json(t()) :: String.t()
  def to_json(tree), do: JSON.encode!(tree)

  defp supervisor(name, pid, restart) do
    children =
      pid
      |> Supervisor.which_children()
      |> Enum.reverse()
      |> Enum.map(fn child -> static(child, pid) end)

    node(name, :supervisor, strategy(pid), restart, children)
  end

  defp static({id, pid, type, modules}, parent) do
    {:ok, %{restart: restart}} = :supervisor.get_childspec(parent, id)
    child(inspect(id), kind(type, modules), pid, restart)
  end

  defp child(name, :supervisor, pid, restart) when is_pid(pid), do: supervisor(name, pid, restart)

  defp child(name, :partition_supervisor, pid, restart) when is_pid(pid) do
    partitions = Supervisor.which_children(pid)
    {_id, first, type, modules} = Enum.min_by(partitions, &elem(&1, 0))

    partition = %{
      child("partition", kind(type, modules), first, :permanent)
      | count: length(partitions)
    }

    node(name, :partition_supervisor, nil, restart, [partition])
  end

  defp child(name, kind, pid, restart)
       when kind in [:dynamic_supervisor, :task_supervisor] and is_pid(pid) do
    running = pid |> Supervisor.which_children() |> length()

    started =
      if running == 0, do: [], else: [%{node("running", :worker, nil, nil, []) | count: running}]

    node(name, kind, strategy(pid), restart, started)
  end

  defp child(name, kind, _pid, restart), do: node(name, kind, nil, restart, [])

  defp kind(:worker, _modules), do: :worker
  defp kind(:supervisor, [PartitionSupervisor]), do: :partition_supervisor
  defp kind(:supervisor, [DynamicSupervisor]), do: :dynamic_supervisor
  defp kind(:supervisor, [Task.Supervisor]), do: :task_supervisor
  defp kind(:supervisor, [Registry]), do: :registry
  defp kind(:supervisor, [ConsumerSupervisor]), do: :dynamic_supervisor

  defp kind(:supervisor, [module]) do
    if module == Supervisor or module in Application.spec(@app, :modules),
      do: :supervisor,
      else: :library_supervisor
  end

  # OTP has no function that tells a supervisor's strategy; its state is what its own tools read, too.
  defp strategy(pid) do
    case :sys.get_state(pid) do
      %DynamicSupervisor{strategy: strategy} -> strategy
      state when is_tuple(state) and elem(state, 0) == :state -> elem(state, 2)
      _other -> nil
    end
  end

  defp node(name, kind, strategy, restart, children) do
    %{
      name: name,
      kind: kind,
      strategy: strategy,
      restart: restart,
      count: nil,
      children: children
    }
  end

  defp branches(children, indent) do
    last = length(children) - 1

    for {child, position} <- Enum.with_index(children) do
      {branch, further} = if position == last, do: {"`-- ", "    "}, else: {"|-- ", "|   "}
      [indent, branch, line(child), "\n" | branches(child.children, indent <> further)]
    end
  end

  defp line(tree) do
    facts =
      Enum.reject(
        [words(tree.kind), tree.strategy, unusual(tree.restart), times(tree.count)],
        &is_nil/1
      )

    [tree.name, " (", Enum.map_join(facts, ", ", &to_string/1), ")"]
  end

  defp words(kind), do: kind |> Atom.to_string() |> String.replace("_", " ")

  defp unusual(:permanent), do: nil
  defp unusual(restart), do: restart

  defp times(nil), do: nil
  defp times(count), do: "x #{count}"

  defp dot(tree, number) do
    label =
      [tree.name, "\\n", words(tree.kind)]
      |> IO.iodata_to_binary()
      |> String.replace("\"", "\\\"")

    own = ["  n", Integer.to_string(number), " [label=\"", label, "\"];\n"]

    Enum.reduce(tree.children, {own, number + 1}, fn child, {lines, next} ->
      {below, after_child} = dot(child, next)
      edge = ["  n", Integer.to_string(number), " -> n", Integer.to_string(next), ";\n"]
      {[lines, below, edge], after_child}
    end)
  end
end
