defmodule {= module =}.ErrorTest do
  use ExUnit.Case, async: true

  alias {= module =}.Error

  doctest Error

  test "who is not there when called is not found" do
    assert %Error{kind: :not_found} = Error.from_exit(:noproc)
    assert %Error{kind: :not_found} = Error.from_exit({:noproc, {GenServer, :call, []}})
  end

  test "what went down before it was monitored crashed over its work" do
    pid = spawn(fn -> exit(:boom) end)
    monitor = Process.monitor(pid)
    assert_receive {:DOWN, ^monitor, :process, ^pid, _boom_or_noproc}

    late = Process.monitor(pid)
    assert_receive {:DOWN, ^late, :process, ^pid, :noproc = reason}
    assert %Error{kind: :crashed} = Error.from_down(reason)
    assert %Error{kind: :crashed} = Error.from_down(:boom)
    assert %Error{kind: :timeout} = Error.from_down(:timeout)
  end
end
