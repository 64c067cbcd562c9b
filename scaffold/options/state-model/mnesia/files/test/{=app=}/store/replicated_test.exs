defmodule {= module =}.Store.ReplicatedTest do
  @moduledoc "Conversations in Mnesia: they outlive their processes and, on disc, their node."

  use ExUnit.Case, async: false

  import {= module =}.TestPatience

  alias {= module =}, as: App
  alias {= module =}.Conversation
  alias {= module =}.LLM.Scripted
  alias {= module =}.Message
  alias {= module =}.Settings
  alias {= module =}.Store.Replicated
  alias {= module =}.Store.Schema
  alias {= module =}.Tool.Call

  @app :{= app =}

  defp id, do: "row-#{System.unique_integer([:positive])}"

  defp with_messages(id) do
    call = %Call{id: "call_1", name: "add", arguments: %{"a" => 1}}

    messages = [
      Message.user("?"),
      Message.assistant("", [call]),
      Message.tool_result("call_1", "add", "1"),
      Message.assistant("one", [])
    ]

    {conversation, []} = id |> Conversation.new() |> Conversation.record(messages, 2, 10)
    Conversation.answered(conversation, make_ref())
  end

  # A node of its own, with a directory of its own, that runs this application.
  defp start_node(directory, settings) do
    peer = start_peer(%{}, [~c"-mnesia", ~c"dir", ~c"\"#{directory}\""])
    :ok = run(peer, settings)
    peer
  end

  # This node need not be distributed: it speaks to the others over their standard input.
  defp start_distributed do
    name = :peer.random_name()
    start_peer(%{name: name, host: ~c"127.0.0.1", longnames: true}, [])
  end

  defp start_peer(options, arguments) do
    paths = Enum.flat_map(:code.get_path(), &[~c"-pa", &1])
    ours = %{connection: :standard_io, wait_boot: limit(), args: arguments ++ paths}
    {:ok, peer, _node} = options |> Map.merge(ours) |> :peer.start()
    on_exit(fn -> halt_node(peer) end)
    peer
  end

  defp call(peer, module, function, arguments),
    do: :peer.call(peer, module, function, arguments, limit())

  defp node_of(peer), do: call(peer, :erlang, :node, [])

  defp run(peer, settings) do
    # Its log would come out of this one's standard output.
    :ok = call(peer, Application, :put_env, [:logger, :level, :none])

    for {key, value} <- settings do
      :ok = call(peer, Application, :put_env, [@app, key, value])
    end

    {:ok, _started} = call(peer, Application, :ensure_all_started, [@app])
    :ok
  end

  # As an operator would: the application first, then its database, then the node.
  defp stop_node(peer) do
    :ok = call(peer, Application, :stop, [@app])
    :ok = call(peer, Application, :stop, [:mnesia])
    halt_node(peer)
  end

  defp halt_node(peer) do
    :peer.stop(peer)
  catch
    :exit, _gone -> :ok
  end

  defp ask(peer, name, question) do
    options = [name: name, llm: {Scripted, ["one", "two"]}]
    {:ok, agent} = call(peer, App, :start_agent, [options])
    {:ok, reply, agent} = call(peer, App, :ask, [agent, question])
    {:ok, messages} = call(peer, App, :history, [agent])
    {reply, Enum.map(messages, &Message.text/1)}
  end

  defp directory do
    directory =
      Path.join(System.tmp_dir!(), "store-#{System.pid()}-#{System.unique_integer([:positive])}")

    on_exit(fn -> File.rm_rf!(directory) end)
    directory
  end

  test "a row holds the whole conversation, messages of all kinds included" do
    id = id()
    conversation = with_messages(id)
    assert id |> Conversation.new() |> Replicated.open() == id
    assert Replicated.put(id, conversation) == id
    assert Replicated.get(id) == conversation
    assert id |> Conversation.new() |> Replicated.open() == id
    assert Replicated.get(id) == conversation
    assert :ok = Replicated.close(id)
    assert Replicated.fetch(id) == :error
    assert Replicated.get(id) == Conversation.new(id)
  end

  test "the table is kept as it was decided" do
    assert :mnesia.table_info(Schema.table(), :storage_type) == Settings.get(:store_copies)
    assert :mnesia.table_info(Schema.table(), :attributes) == [:id, :conversation]
  end

  test "a stopped agent leaves no row behind" do
    {:ok, agent} = App.start_agent(llm: {Scripted, ["one"]})
    {:ok, "one", agent} = App.ask(agent, "?")
    assert {:ok, %Conversation{turns: 1}} = Replicated.fetch(agent.id)
    :ok = App.stop_agent(agent)
    assert Replicated.fetch(agent.id) == :error
  end

  test "the application goes on when what sees to the table is restarted" do
    {:ok, agent} = App.start_agent(llm: {Scripted, ["one"]}, name: id())
    {:ok, "one", agent} = App.ask(agent, "?")
    schema = Process.whereis(Schema)
    monitor = Process.monitor(schema)
    true = Process.exit(schema, :kill)
    assert_receive {:DOWN, ^monitor, :process, ^schema, :killed}
    :ok = until(fn -> Process.whereis(Schema) not in [nil, schema] end)
    assert {:ok, %Conversation{turns: 1}} = Replicated.fetch(agent.id)
    assert :ok = Replicated.close(agent.id)
    # Answers once everything that stands below has been restarted, too: other tests need it.
    assert [_child | _others] = Supervisor.which_children(App.Supervisor)
  end

  @tag :distributed
  test "what is on disc outlives the node" do
    directory = directory()
    peer = start_node(directory, store_copies: :disc_copies)
    assert {"one", ["first", "one"]} = ask(peer, "remembered", "first")
    assert :ok = stop_node(peer)
    peer = start_node(directory, store_copies: :disc_copies)
    assert {"two", ["first", "one", "second", "two"]} = ask(peer, "remembered", "second")
  end

  @tag :distributed
  test "what has been answered is on disc, even when the node dies in that moment" do
    directory = directory()
    settings = [store_copies: :disc_copies, store_sync: true]
    peer = start_node(directory, settings)
    assert {"one", ["first", "one"]} = ask(peer, "remembered", "first")
    monitor = Process.monitor(peer)
    pid = call(peer, System, :pid, [])
    {_output, 0} = System.cmd("kill", ["-9", pid])
    assert_receive {:DOWN, ^monitor, :process, ^peer, _reason}
    peer = start_node(directory, settings)
    assert {"two", ["first", "one", "second", "two"]} = ask(peer, "remembered", "second")
  end

  @tag :distributed
  test "rows move from memory to disc when that is decided later" do
    directory = directory()
    peer = start_node(directory, store_copies: :ram_copies)
    assert {"one", ["first", "one"]} = ask(peer, "remembered", "first")
    refute File.exists?(directory)
    :ok = call(peer, Application, :stop, [@app])
    :ok = call(peer, Application, :put_env, [@app, :store_copies, :disc_copies])
    {:ok, _started} = call(peer, Application, :ensure_all_started, [@app])
    assert {"two", ["first", "one", "second", "two"]} = ask(peer, "remembered", "second")
    assert File.exists?(Path.join(directory, "schema.DAT"))
    assert :ok = stop_node(peer)
  end

  @tag :distributed
  test "two nodes share rows, and one goes on when the other is gone" do
    [first, second] = for _node <- 1..2, do: start_distributed()
    settings = [store_copies: :ram_copies]
    :ok = run(first, settings)
    :ok = run(second, settings ++ [store_nodes: [node_of(first)]])
    assert {"one", ["first", "one"]} = ask(first, "shared", "first")
    assert {"two", ["first", "one", "second", "two"]} = ask(second, "shared", "second")
    :ok = halt_node(first)
    assert {:ok, %Conversation{turns: 2}} = call(second, Replicated, :fetch, ["shared"])
  end

  @tag :distributed
  test "after a split both sides have their own turns, and know it" do
    [first, second] = for _node <- 1..2, do: start_distributed()
    settings = [store_copies: :ram_copies]
    :ok = run(first, settings)
    :ok = run(second, settings ++ [store_nodes: [node_of(first)]])
    :ok = put(first, "split", 1)
    assert turns(second, "split") == 1
    true = call(second, :erlang, :disconnect_node, [node_of(first)])
    :ok = until(fn -> alone?(first) and alone?(second) end)
    :ok = put(first, "split", 2)
    :ok = put(second, "split", 3)
    true = call(second, :net_kernel, :connect_node, [node_of(first)])
    :ok = until(fn -> call(second, Schema, :split_from, []) == [node_of(first)] end)
    :ok = until(fn -> call(first, Schema, :split_from, []) == [node_of(second)] end)
    assert {turns(first, "split"), turns(second, "split")} == {2, 3}
  end

  defp alone?(peer),
    do: call(peer, :mnesia, :system_info, [:running_db_nodes]) == [node_of(peer)]

  defp put(peer, id, turns) do
    ^id = call(peer, Replicated, :put, [id, %{Conversation.new(id) | turns: turns}])
    :ok
  end

  defp turns(peer, id), do: call(peer, Replicated, :get, [id]).turns
end
