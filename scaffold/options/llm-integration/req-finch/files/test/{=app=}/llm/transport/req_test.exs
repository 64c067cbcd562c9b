defmodule {= module =}.LLM.Transport.ReqTest do
  @moduledoc "What is particular to this transport; what all have in common says the test of the adapters."

  use ExUnit.Case, async: false

  alias {= module =}.Error
  alias {= module =}.LLM.Transport
  alias {= module =}.TestServer

  @patience {= module =}.TestPatience.limit()

  defp set(key, value) do
    before = Application.get_env(:{= app =}, key)
    on_exit(fn -> Application.put_env(:{= app =}, key, before) end)
    Application.put_env(:{= app =}, key, value)
  end

  defp request(url) do
    %{
      url: url,
      headers: [{"x-test", "1"}],
      body: ~s({"a": 1}),
      timeout: @patience,
      stall: @patience
    }
  end

  defp collect(status, data, acc), do: [{status, data} | acc]

  # A call in a process of its own that reads until the server is silent.
  defp hang(url) do
    test = self()

    {:ok, pid} =
      Task.start(fn ->
        Transport.Req.post(request(url), :none, fn _status, _data, acc ->
          _ = send(test, :reading)
          acc
        end)
      end)

    assert_receive :reading
    pid
  end

  defp silent, do: TestServer.events(["first"]) ++ [{:pause, 60_000}]

  test "passes the body and the headers on, and every piece of the answer" do
    url = TestServer.start([{:send, TestServer.response(200, "whole")}], self())
    assert {:ok, 200, pieces} = Transport.Req.post(request(url), [], &collect/3)
    assert pieces |> Enum.reverse() |> Enum.map_join(&elem(&1, 1)) == "whole"
    assert_receive {:request, ~s({"a": 1})}
  end

  test "follows no redirect and decodes nothing" do
    url = TestServer.start([{:send, TestServer.response(302, ~s({"b": 2}))}], self())
    assert {:ok, 302, [{302, ~s({"b": 2})}]} = Transport.Req.post(request(url), [], &collect/3)
    assert_receive {:request, _body}
    refute_received {:request, _body}
  end

  test "keeps what had arrived when the connection breaks, and nothing of the call" do
    url = TestServer.start(TestServer.events(["first"]) ++ [:close], self())
    before = Process.get_keys()

    assert {:error, %Error{kind: :unavailable}, [{200, "data: first\n\n"}]} =
             Transport.Req.post(request(url), [], &collect/3)

    assert Process.get_keys() -- before == []
  end

  test "says so when all connections are in use, and has them back when a caller is killed" do
    :ok = set(:connection_patience, 50)
    url = TestServer.start(silent(), self())
    [first, _second] = for _call <- 1..2, do: hang(url)

    assert {:error, %Error{kind: :busy, retryable: true}, []} =
             Transport.Req.post(request(url), [], &collect/3)

    :ok = set(:connection_patience, @patience)
    true = Process.exit(first, :kill)
    assert is_pid(hang(url))
  end

  test "what the reader raises is the caller's" do
    url = TestServer.start([{:send, TestServer.response(200, "whole")}], self())

    assert_raise RuntimeError, "reader", fn ->
      Transport.Req.post(request(url), [], fn _status, _data, _acc -> raise "reader" end)
    end
  end
end
