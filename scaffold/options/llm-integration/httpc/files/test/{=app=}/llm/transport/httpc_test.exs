defmodule {= module =}.LLM.Transport.HttpcTest do
  @moduledoc "What is particular to this transport; what all have in common says the test of the adapters."

  use ExUnit.Case, async: true

  import {= module =}.TestPatience

  alias {= module =}.Error
  alias {= module =}.LLM.Transport
  alias {= module =}.TestServer

  defp request(url) do
    %{
      url: url,
      headers: [{"x-test", "1"}],
      body: [~s({"a"), ": 1}"],
      timeout: limit(),
      stall: limit()
    }
  end

  defp collect(status, data, acc), do: [{status, data} | acc]

  defp text(pieces), do: pieces |> Enum.reverse() |> Enum.map_join(&elem(&1, 1))

  # A question whose answer has begun, by a server that does not end it before it is told to.
  defp begin(url, name) do
    test = self()
    # What does not begin is to be missed here before its own time is up.
    request = %{request(url) | timeout: 2 * limit(), stall: 2 * limit()}

    task =
      Task.async(fn ->
        Transport.Httpc.post(request, [], fn status, data, acc ->
          _ = send(test, {:reading, name})
          collect(status, data, acc)
        end)
      end)

    assert_receive {:reading, ^name}
    assert_receive {:answering, connection}
    %{task: task, connection: connection}
  end

  defp finish(%{task: task, connection: connection}) do
    TestServer.tell(connection)
    {:ok, 200, pieces} = await(task)
    pieces |> text() |> String.replace(": still here\n\n", "")
  end

  test "passes the body on, and every piece of the answer" do
    events = Enum.map(1..50, &"event #{&1}")
    url = TestServer.start(TestServer.events(events) ++ [TestServer.finish(), :close], self())
    assert {:ok, 200, pieces} = Transport.Httpc.post(request(url), [], &collect/3)
    assert text(pieces) == Enum.map_join(events, &"data: #{&1}\n\n")
    assert_receive {:request, ~s({"a": 1})}
  end

  test "answers that begin while others go on wait for none of them" do
    test = self()
    url = TestServer.start(TestServer.until_told(["first"]), test)

    # One after the other, so that each could be put behind those before it; an idle connection is left over, too.
    _answered = url |> begin(:warm) |> finish()
    under_way = Enum.map(1..5, &begin(url, &1))
    assert Enum.map(under_way, &finish/1) == List.duplicate("data: first\n\n", 5)
  end

  test "a connection that is idle is taken again" do
    url = TestServer.start(TestServer.until_told(["first"]), self())

    # httpc lists a connection as idle a moment after its answer has ended.
    taken =
      Stream.map(1..20, fn name ->
        asked = begin(url, name)
        _answered = finish(asked)
        asked.connection
      end)

    assert Enum.reduce_while(taken, [], fn connection, before ->
             if connection in before, do: {:halt, :again}, else: {:cont, [connection | before]}
           end) == :again
  end

  test "follows no redirect, and passes on what comes with a status of failure" do
    for status <- [302, 429, 500] do
      body = ~s({"status": #{status}})
      url = TestServer.start([{:send, TestServer.response(status, body)}], self())

      assert {:ok, ^status, [{^status, ^body}]} =
               Transport.Httpc.post(request(url), [], &collect/3)

      assert_receive {:request, _body}
      refute_received {:request, _body}
    end
  end

  test "keeps what had arrived when the connection breaks" do
    short_of_time(fn pause ->
      url = TestServer.start(TestServer.events(["first"], pause) ++ [:close], self())

      assert {:error, %Error{kind: :unavailable}, pieces} =
               Transport.Httpc.post(request(url), [], &collect/3)

      text(pieces) == "data: first\n\n"
    end)
  end

  test "gives up a server that says nothing" do
    url = TestServer.start([], self())
    silent = %{request(url) | stall: 20}
    assert {:error, %Error{kind: :timeout}, []} = Transport.Httpc.post(silent, [], &collect/3)
  end

  test "closes the connection when its caller is killed" do
    test = self()
    url = TestServer.start(TestServer.events(["first"]) ++ TestServer.trickle(), self())

    {:ok, caller} =
      Task.start(fn ->
        Transport.Httpc.post(request(url), nil, fn _status, _data, nil ->
          _ = send(test, :reading)
          nil
        end)
      end)

    assert_receive :reading
    true = Process.exit(caller, :kill)
    assert_receive :connection_closed
  end

  test "what the reader raises is the caller's" do
    url = TestServer.start([{:send, TestServer.response(200, "whole")}], self())

    assert_raise RuntimeError, "reader", fn ->
      Transport.Httpc.post(request(url), [], fn _status, _data, _acc -> raise "reader" end)
    end
  end
end
