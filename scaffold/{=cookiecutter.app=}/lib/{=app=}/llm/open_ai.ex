defmodule {= module =}.LLM.OpenAI do
  @moduledoc """
  Models behind an OpenAI-compatible chat interface, hosted or local.

      llm: {{= module =}.LLM.OpenAI, %{model: "some-model", base_url: "http://localhost:8000/v1"}}

  The configuration is described in `{= module =}.LLM.Adapter`; `:base_url` ends before `/chat/completions`.
  """

  @behaviour {= module =}.LLM

  alias {= module =}.LLM.Adapter
  alias {= module =}.LLM.Request
  alias {= module =}.Message

  @impl true
  def chat(%Request{} = request, config, emit) do
    with {:ok, key} <- Adapter.api_key(config) do
      url = String.trim_trailing(Map.fetch!(config, :base_url), "/") <> "/chat/completions"

      Adapter.exchange(
        request,
        config,
        url,
        authorization(key),
        body(request, config),
        &on_event/2,
        emit
      )
    end
  end

  defp authorization(nil), do: []
  defp authorization(key), do: [{"authorization", "Bearer " <> key}]

  defp body(request, config) do
    %{
      model: config.model,
      messages: Enum.map(request.messages, &message(Message.to_map(&1))),
      stream: true,
      stream_options: %{include_usage: true}
    }
    |> put_unless_empty(:tools, Enum.map(request.tools, &tool/1))
    |> Map.merge(Map.take(config, [:max_tokens, :temperature]))
  end

  defp put_unless_empty(body, _key, []), do: body
  defp put_unless_empty(body, key, value), do: Map.put(body, key, value)

  defp tool(definition) do
    function = Map.take(definition, [:name, :description, :parameters])
    %{type: "function", function: function}
  end

  defp message(%{role: :tool} = message),
    do: %{role: "tool", tool_call_id: message.call_id, content: message.text}

  defp message(%{role: :assistant, calls: [_call | _more]} = message) do
    %{role: "assistant", content: message.text, tool_calls: Enum.map(message.calls, &call/1)}
  end

  defp message(%{role: role, text: text}), do: %{role: Atom.to_string(role), content: text}

  defp call(call) do
    %{
      id: call.id,
      type: "function",
      function: %{name: call.name, arguments: arguments(call.arguments)}
    }
  end

  defp arguments({:invalid, json}), do: json
  defp arguments(arguments), do: JSON.encode!(arguments)

  defp on_event(%{"choices" => [%{"delta" => delta} | _more]} = event, progress) do
    text = delta["content"] || ""
    calls = Enum.reduce(delta["tool_calls"] || [], progress.calls, &add_call/2)
    {text, usage(event, %{progress | texts: [text | progress.texts], calls: calls})}
  end

  defp on_event(event, progress), do: {"", usage(event, progress)}

  defp add_call(%{"index" => index} = piece, calls) do
    function = Map.get(piece, "function", %{})
    known = Map.get(calls, index, %{id: "call_#{index}", name: "", json: []})

    Map.put(calls, index, %{
      id: piece["id"] || known.id,
      name: known.name <> (function["name"] || ""),
      json: [function["arguments"] || "" | known.json]
    })
  end

  defp add_call(_without_index, calls), do: calls

  defp usage(%{"usage" => %{"prompt_tokens" => input, "completion_tokens" => output}}, progress),
    do: %{progress | usage: %{input: input, output: output}}

  defp usage(_event, progress), do: progress
end
