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

  test "passes the body on, and every piece of the answer" do
    events = Enum.map(1..50, &"event #{&1}")
    url = TestServer.start(TestServer.events(events) ++ [TestServer.finish(), :close], self())
    assert {:ok, 200, pieces} = Transport.Httpc.post(request(url), [], &collect/3)
    assert text(pieces) == Enum.map_join(events, &"data: #{&1}\n\n")
    assert_receive {:request, ~s({"a": 1})}
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
