defmodule {= module =} do
  @moduledoc """
  Agents that talk to a model, use tools and remember.

      {:ok, agent} = {= module =}.start_agent(name: "researcher", llm: {{= module =}.LLM.Scripted, ["Hello."]})
      {:ok, "Hello.", agent} = {= module =}.ask(agent, "Hi")
      :ok = {= module =}.stop_agent(agent)

  Every function returns `{:error, %{= module =}.Error{}}` when it fails. Which parts this application is made of,
  and who decided it, says `{= module =}.Design`.

{= decided("process-architecture") | doc =}
  """

  alias {= module =}.Conversation
  alias {= module =}.Design
  alias {= module =}.Error
  alias {= module =}.Handle
  alias {= module =}.Host
  alias {= module =}.Insistence
  alias {= module =}.Message
  alias {= module =}.Settings
  alias {= module =}.Spec
  alias {= module =}.Tool.Call
  alias {= module =}.Tool.Result

  @typedoc "What an agent is known by; use the one that the last call returned."
  @type agent :: Handle.t()

  @typedoc "What happens during a turn; `:done` or `:error` is the last one."
  @type event ::
          {:chunk, String.t()}
          | {:tool_call, Call.t()}
          | {:tool_progress, call_id :: String.t(), term()}
          | {:tool_result, Result.t()}
          | {:done, String.t(), agent()}
          | {:error, Error.t()}

  @doc "Starts an agent; see `{= module =}.Spec` for the options."
  @spec start_agent(keyword()) :: {:ok, agent()} | {:error, Error.t()}
  def start_agent(opts) do
    wiring = Design.wiring()

    with {:ok, spec} <- Spec.new(opts, wiring) do
      wiring.host.start(spec)
    end
  end

  @doc """
  Asks a question and waits for the answer.

  If the agent's process dies over the question, it is asked again (see `{= module =}.Insistence`). An answer that was
  recorded before the process died is not worked out again; of a turn that was not, tools may have run, so tools that
  change things should tell a repetition by the call's id.

  Options: `:timeout` in milliseconds, at most the agent's own.
  """
  @spec ask(agent(), String.t(), keyword()) :: {:ok, String.t(), agent()} | {:error, Error.t()}
  def ask(%Handle{} = agent, question, opts \\ []) when is_binary(question) do
    timeout = Keyword.get_lazy(opts, :timeout, fn -> Settings.get(:timeout) end)
    key = make_ref()

    Insistence.run(timeout, fn left ->
      agent.wiring.host.ask(agent, question, left, key)
    end)
  end

  @doc """
  Asks a question and returns what happens until it is answered, as it happens: a lazy enumerable of `t:event/0`.

  The question is asked when the enumerable is run. Whoever stops early, or dies, cancels the turn, and the call of
  the model with it.
  """
  @spec stream(agent(), String.t(), keyword()) :: Enumerable.t(event())
  def stream(%Handle{} = agent, question, opts \\ []) when is_binary(question) do
    timeout = Keyword.get_lazy(opts, :timeout, fn -> Settings.get(:timeout) end)

    Stream.resource(
      fn -> open_stream(agent, question, timeout) end,
      &next_event(&1, timeout),
      &close_stream(&1, agent)
    )
  end

  defp open_stream(agent, question, timeout) do
    ref = make_ref()

    case agent.wiring.host.stream(agent, question, timeout, self(), ref) do
      {:ok, pid} -> {:open, ref, pid, Process.monitor(pid)}
      {:error, error} -> {:failed, error}
    end
  end

  defp next_event({:failed, error}, _timeout), do: {[{:error, error}], :closed}
  defp next_event(:closed, _timeout), do: {:halt, :closed}

  defp next_event({:open, ref, pid, monitor} = open, timeout) do
    receive do
      {Host, ^ref, event} when elem(event, 0) in [:done, :error] ->
        true = Process.demonitor(monitor, [:flush])
        {[event], :closed}

      {Host, ^ref, event} ->
        {[event], open}

      {:DOWN, ^monitor, :process, ^pid, reason} ->
        {[{:error, Host.lost(reason)}], :closed}
    after
      timeout ->
        {[{:error, Error.new(:timeout, "nothing happened in #{timeout} ms")}],
         {:overdue, ref, pid, monitor}}
    end
  end

  defp close_stream({_open, ref, pid, monitor}, agent) do
    true = Process.demonitor(monitor, [:flush])
    :ok = agent.wiring.host.cancel(agent, pid, ref)
    drop_events(ref)
  end

  defp close_stream(_closed, _agent), do: :ok

  defp drop_events(ref) do
    receive do
      {Host, ^ref, _event} -> drop_events(ref)
    after
      0 -> :ok
    end
  end

  @doc "The messages of an agent's conversation, oldest first."
  @spec history(agent()) :: {:ok, [Message.t()]} | {:error, Error.t()}
  def history(%Handle{} = agent) do
    timeout = Settings.get(:call_timeout)

    with {:ok, conversation} <-
           Insistence.run(timeout, fn _left -> agent.wiring.host.conversation(agent) end) do
      {:ok, Conversation.history(conversation)}
    end
  end

  @doc """
  Stops an agent. A turn under way may finish within the setting `:shutdown_grace`, and whoever waits for it gets
  the reply. Stopping an agent that has stopped is fine.
  """
  @spec stop_agent(agent()) :: :ok | {:error, Error.t()}
  def stop_agent(%Handle{} = agent) do
    agent.wiring.host.stop(agent, Settings.get(:shutdown_grace) + 1_000)
  end
end
