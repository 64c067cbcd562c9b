defmodule {= module =}.LLM.Scripted do
  @moduledoc """
  A model that says what it was told to, for tests, benchmarks and demonstrations: with delays, streams and every
  fault that real ones have.

  The configuration is a list of steps, one per model call of the conversation, or a function of the request, or
  one of `:echo` (repeats the question) and `{:cycle, steps}`. A step is

  - a string, or `{:say, text}`: an answer;
  - `{:chunks, pieces}`: an answer that arrives in pieces;
  - `{:call, name, arguments}` or `{:calls, [{name, arguments}]}`: calls of tools;
  - `{:delay, milliseconds, step}`: the step after a while;
  - `{:error, kind}`: a failure of that kind, such as `:rate_limited` or `:unavailable`;
  - `{:cut, pieces}`: a stream that breaks off after these pieces;
  - `{:http, status}`: the error that an adapter makes of this status;
  - `:malformed`: an answer that is not JSON;
  - `{:flaky, times, fault, step}`: the fault on the first attempts, then the step;
  - `:crash`: an exception; `:hang`: no answer until the time is up.
  """

  @behaviour {= module =}.LLM

  alias {= module =}.Error
  alias {= module =}.LLM.Request
  alias {= module =}.LLM.Response
  alias {= module =}.LLM.Status
  alias {= module =}.Message
  alias {= module =}.Tool.Call

  @type step ::
          String.t()
          | {:say, String.t()}
          | {:chunks, [String.t()]}
          | {:call, String.t(), map()}
          | {:calls, [{String.t(), map()}]}
          | {:delay, non_neg_integer(), step()}
          | {:error, Error.kind()}
          | {:cut, [String.t()]}
          | {:http, 100..599}
          | :malformed
          | {:flaky, pos_integer(), step(), step()}
          | :crash
          | :hang

  @type script :: [step()] | {:cycle, [step(), ...]} | :echo | (Request.t() -> step())

  @impl true
  def chat(%Request{} = request, script, emit) do
    script |> step(request) |> play(request, emit)
  end

  @spec step(script(), Request.t()) :: step()
  defp step(:echo, request), do: {:say, "echo: " <> last_question(request)}
  defp step({:cycle, steps}, request), do: Enum.at(steps, rem(request.step - 1, length(steps)))
  defp step(script, request) when is_function(script, 1), do: script.(request)

  defp step(script, request) when is_list(script) do
    case Enum.fetch(script, request.step - 1) do
      {:ok, step} -> step
      :error -> {:error, :model}
    end
  end

  defp play(text, request, emit) when is_binary(text), do: play({:say, text}, request, emit)
  defp play({:say, text}, request, emit), do: play({:chunks, [text]}, request, emit)

  defp play({:chunks, pieces}, request, emit) do
    :ok = stream(pieces, emit)
    text = IO.iodata_to_binary(pieces)

    {:ok,
     %Response{text: text, usage: %{input: length(request.messages), output: length(pieces)}}}
  end

  defp play({:call, name, arguments}, request, emit),
    do: play({:calls, [{name, arguments}]}, request, emit)

  defp play({:calls, calls}, request, _emit) do
    calls =
      for {{name, arguments}, number} <- Enum.with_index(calls, 1) do
        %Call{id: "call_#{request.step}_#{number}", name: name, arguments: arguments}
      end

    {:ok, %Response{text: "", calls: calls}}
  end

  defp play({:delay, milliseconds, step}, request, emit) do
    :ok = wait(milliseconds)
    play(step, request, emit)
  end

  defp play({:flaky, times, fault, _step}, %Request{attempt: attempt} = request, emit)
       when attempt <= times,
       do: play(fault, request, emit)

  defp play({:flaky, _times, _fault, step}, request, emit), do: play(step, request, emit)

  defp play({:cut, pieces}, _request, emit) do
    :ok = stream(pieces, emit)
    partial = IO.iodata_to_binary(pieces)
    {:error, Error.new(:unavailable, "the stream broke off", details: %{partial: partial})}
  end

  defp play({:error, kind}, _request, _emit), do: {:error, Error.new(kind, "scripted: #{kind}")}
  defp play({:http, status}, _request, _emit), do: {:error, Status.error(status)}

  defp play(:malformed, _request, _emit),
    do: {:error, Error.new(:model, "the answer is not JSON")}

  defp play(:crash, _request, _emit), do: raise("scripted crash")

  defp play(:hang, request, _emit) do
    :ok = wait(request.timeout)
    {:error, Error.new(:timeout, "no answer from the model in #{request.timeout} ms")}
  end

  defp stream(_pieces, nil), do: :ok
  defp stream(pieces, emit), do: Enum.each(pieces, emit)

  defp wait(milliseconds) do
    receive do
    after
      milliseconds -> :ok
    end
  end

  defp last_question(request) do
    request.messages
    |> Enum.reverse()
    |> Enum.find_value("", &if(Message.role(&1) == :user, do: Message.text(&1)))
  end
end
