defmodule {= module =}.TreeTest do
  @moduledoc "The tree that runs is the tree that was drawn from the decisions."

  use ExUnit.Case, async: false

  alias {= module =}, as: App
  alias {= module =}.LLM.Scripted
  alias {= module =}.Tree

  setup_all do
    drawn = "docs/supervision-tree.json" |> File.read!() |> JSON.decode!()
    %{drawn: drawn}
  end

  test "runs as it was drawn", %{drawn: drawn} do
    assert compare(drawn["tree"], Tree.live()) == []
  end

  test "has every table that was drawn, kept by a process that was drawn", %{drawn: drawn} do
    names = names(drawn["tree"])

    for %{"name" => name, "type" => type, "owner" => owner} <- drawn["tables"] do
      assert owner in names
      assert exists?(type, Module.safe_concat([name]), names)
    end
  end

  # Mnesia's own processes keep its tables.
  defp exists?("mnesia", table, _names), do: :ets.whereis(table) != :undefined

  defp exists?(_type, table, names) do
    {:registered_name, keeper} = table |> :ets.info(:owner) |> Process.info(:registered_name)
    inspect(keeper) in names
  end

  test "starts its children as they were drawn", %{drawn: drawn} do
    for %{"module" => name, "restart" => restart} when name != nil <- started(drawn["tree"]) do
      module = Module.safe_concat([name])
      assert Code.ensure_loaded?(module)

      if function_exported?(module, :child_spec, 1) do
        assert to_string(Map.get(module.child_spec([]), :restart, :permanent)) == restart
      end
    end
  end

  test "prints as text, DOT and JSON" do
    {:ok, agent} = App.start_agent(llm: {Scripted, []})
    tree = Tree.live()
    root = inspect({= module =}.Supervisor)
    assert Tree.to_text(tree) =~ root <> " (supervisor, rest_for_one)"
    assert Tree.to_dot(tree) =~ "digraph tree {"
    assert %{"name" => ^root} = JSON.decode!(Tree.to_json(tree))
    assert :ok = App.stop_agent(agent)
  end

  defp compare(drawn, live) do
    own =
      for key <- ["name", "kind", "strategy", "restart"],
          drawn[key] != nil,
          drawn[key] != to_string(Map.fetch!(live, String.to_existing_atom(key))),
          do:
            {drawn["name"], key,
             drawn: drawn[key], live: Map.fetch!(live, String.to_existing_atom(key))}

    children = Enum.reject(drawn["children"], & &1["many"])
    running = Enum.reject(live.children, &(&1.name == "running"))

    if length(children) == length(running) do
      own ++
        Enum.flat_map(Enum.zip(children, running), fn {child, other} -> compare(child, other) end)
    else
      [
        {drawn["name"], :children, Enum.map(children, & &1["name"]), Enum.map(running, & &1.name)}
        | own
      ]
    end
  end

  defp names(node), do: [node["name"] | Enum.flat_map(node["children"], &names/1)]

  defp started(node) do
    Enum.flat_map(node["children"], fn child ->
      if child["many"], do: [child], else: started(child)
    end)
  end
end
