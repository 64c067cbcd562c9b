defmodule {= module =}.LLM.Adapter do
  @moduledoc """
  What the adapters of HTTP providers share: the exchange, the reading of the stream, the errors.

  A configuration is a map with

  - `:model` (required) and `:base_url`;
  - `:api_key`: `{:env, "NAME"}`, the environment variable that is read at each call. A key itself is not accepted:
    configurations are stored beside snapshots and shown in crash reports, keys must not be;
  - `:transport`: a `{= module =}.LLM.Transport`;
  - `:max_tokens`, `:temperature` and `:stall` (milliseconds of silence).
  """

  alias {= module =}.Error
  alias {= module =}.LLM.Request
  alias {= module =}.LLM.Response
  alias {= module =}.LLM.SSE
  alias {= module =}.LLM.Status
  alias {= module =}.Tool.Call

  @type config :: %{
          required(:model) => String.t(),
          optional(:base_url) => String.t(),
          optional(:api_key) => {:env, String.t()} | nil,
          optional(:transport) => module(),
          optional(:max_tokens) => pos_integer(),
          optional(:temperature) => number(),
          optional(:stall) => pos_integer()
        }

  @typedoc "What has been read of an answer: texts newest first, calls by the index that the provider gives them."
  @type progress :: %{
          texts: [String.t()],
          calls: %{
            optional(non_neg_integer()) => %{id: String.t(), name: String.t(), json: [String.t()]}
          },
          usage: map(),
          finished: boolean(),
          error: Error.t() | nil
        }

  @typedoc "Takes one event of the stream, as JSON, into what has been read; returns the text to show."
  @type on_event :: (map(), progress() -> {String.t(), progress()})

  @doc "Sends a request whose answer is a stream of events, and reads it to the end."
  @spec exchange(
          Request.t(),
          config(),
          String.t(),
          [{String.t(), String.t()}],
          map(),
          on_event(),
          (String.t() -> :ok) | nil
        ) ::
          {:ok, Response.t()} | {:error, Error.t()}
  def exchange(request, config, url, headers, body, on_event, emit) do
    post = %{
      url: url,
      headers: [{"accept", "text/event-stream"} | headers],
      body: JSON.encode_to_iodata!(body),
      timeout: request.timeout,
      stall: Map.get(config, :stall, 30_000)
    }

    start = %{reader: SSE.new(), body: "", progress: progress()}

    case transport(config).post(post, start, &on_data(&1, &2, &3, on_event, emit)) do
      {:ok, status, acc} when status in 200..299 -> conclude(acc.progress)
      {:ok, status, acc} -> {:error, Status.error(status, acc.body)}
      {:error, error, acc} -> {:error, with_partial(error, acc.progress)}
    end
  end

  @doc "The key of a configuration, read from the environment now."
  @spec api_key(config()) :: {:ok, String.t() | nil} | {:error, Error.t()}
  def api_key(%{api_key: {:env, name}}) do
    case System.fetch_env(name) do
      {:ok, key} -> {:ok, key}
      :error -> {:error, Error.new(:invalid, "the environment variable #{name} is not set")}
    end
  end

  def api_key(_config), do: {:ok, nil}

  defp transport(%{transport: module}), do: module
  defp transport(_config), do: {= design.slots.transports[0] =}

  defp progress, do: %{texts: [], calls: %{}, usage: %{}, finished: false, error: nil}

  defp on_data(status, data, acc, on_event, emit) when status in 200..299 do
    {events, reader} = SSE.feed(acc.reader, data)
    progress = Enum.reduce(events, acc.progress, &event(&1, &2, on_event, emit))
    %{acc | reader: reader, progress: progress}
  end

  defp on_data(_status, data, acc, _on_event, _emit) do
    if byte_size(acc.body) > 10_000, do: acc, else: %{acc | body: acc.body <> data}
  end

  defp event(%{data: "[DONE]"}, progress, _on_event, _emit), do: %{progress | finished: true}

  defp event(%{data: data}, progress, on_event, emit) do
    case JSON.decode(data) do
      {:ok, %{} = json} ->
        {text, progress} = on_event.(json, progress)
        show(text, emit)
        progress

      _malformed ->
        %{progress | error: Error.new(:model, "the provider sent something that is not JSON")}
    end
  end

  defp show("", _emit), do: :ok
  defp show(_text, nil), do: :ok
  defp show(text, emit), do: emit.(text)

  defp conclude(%{error: %Error{} = error} = progress),
    do: {:error, with_partial(error, progress)}

  defp conclude(%{finished: false} = progress) do
    {:error,
     with_partial(Error.new(:unavailable, "the stream broke off before its end"), progress)}
  end

  defp conclude(progress) do
    calls = progress.calls |> Enum.sort() |> Enum.map(fn {_index, call} -> call(call) end)
    {:ok, %Response{text: text(progress), calls: calls, usage: progress.usage}}
  end

  defp with_partial(error, progress),
    do: %{error | details: Map.put(error.details, :partial, text(progress))}

  defp text(progress), do: progress.texts |> Enum.reverse() |> IO.iodata_to_binary()

  # A model that writes broken JSON is told so, as the result of its call, and can try again.
  defp call(%{id: id, name: name, json: pieces}) do
    json = pieces |> Enum.reverse() |> IO.iodata_to_binary()

    case JSON.decode(if(json == "", do: "{}", else: json)) do
      {:ok, %{} = arguments} -> %Call{id: id, name: name, arguments: arguments}
      _malformed -> %Call{id: id, name: name, arguments: {:invalid, json}}
    end
  end
end
