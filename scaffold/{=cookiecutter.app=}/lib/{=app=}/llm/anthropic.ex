defmodule {= module =}.LLM.Anthropic do
  @moduledoc """
  Models behind Anthropic's Messages interface.

      llm: {{= module =}.LLM.Anthropic, %{model: "some-model", api_key: {:env, "ANTHROPIC_API_KEY"}}}

  The configuration is described in `{= module =}.LLM.Adapter`.
  """

  @behaviour {= module =}.LLM

  alias {= module =}.Error
  alias {= module =}.LLM.Adapter
  alias {= module =}.LLM.Request
  alias {= module =}.Message

  @base_url "https://api.anthropic.com"
  @version "2023-06-01"

  @impl true
  def chat(%Request{} = request, config, emit) do
    with {:ok, key} <- Adapter.api_key(config) do
      url = String.trim_trailing(Map.get(config, :base_url, @base_url), "/") <> "/v1/messages"
      headers = [{"anthropic-version", @version} | authorization(key)]
      Adapter.exchange(request, config, url, headers, body(request, config), &on_event/2, emit)
    end
  end

  defp authorization(nil), do: []
  defp authorization(key), do: [{"x-api-key", key}]

  defp body(request, config) do
    maps = Enum.map(request.messages, &Message.to_map/1)
    {system, rest} = Enum.split_with(maps, &(&1.role == :system))

    %{
      model: config.model,
      max_tokens: Map.get(config, :max_tokens, 4_096),
      messages: rest |> Enum.map(&message/1) |> merge_roles(),
      stream: true
    }
    |> put_unless_empty(:system, Enum.map_join(system, "\n\n", & &1.text))
    |> put_unless_empty(:tools, Enum.map(request.tools, &tool/1))
    |> Map.merge(Map.take(config, [:temperature]))
  end

  defp put_unless_empty(body, _key, empty) when empty in ["", []], do: body
  defp put_unless_empty(body, key, value), do: Map.put(body, key, value)

  defp tool(definition) do
    %{
      name: definition.name,
      description: definition.description,
      input_schema: definition.parameters
    }
  end

  defp message(%{role: :tool} = message) do
    {"user", [%{type: "tool_result", tool_use_id: message.call_id, content: message.text}]}
  end

  defp message(%{role: :assistant} = message) do
    {"assistant", text(message.text) ++ Enum.map(Map.get(message, :calls, []), &call/1)}
  end

  defp message(%{role: :user} = message), do: {"user", text(message.text)}

  defp text(""), do: []
  defp text(text), do: [%{type: "text", text: text}]

  defp call(call),
    do: %{type: "tool_use", id: call.id, name: call.name, input: input(call.arguments)}

  defp input({:invalid, _json}), do: %{}
  defp input(arguments), do: arguments

  # The interface wants roles to alternate, and the results of parallel calls in one message.
  defp merge_roles(messages) do
    messages
    |> Enum.chunk_by(&elem(&1, 0))
    |> Enum.map(fn [{role, _content} | _more] = same ->
      %{role: role, content: Enum.flat_map(same, &elem(&1, 1))}
    end)
  end

  defp on_event(
         %{
           "type" => "content_block_start",
           "index" => index,
           "content_block" => %{"type" => "tool_use"} = block
         },
         progress
       ) do
    call = %{id: block["id"], name: block["name"], json: []}
    {"", %{progress | calls: Map.put(progress.calls, index, call)}}
  end

  defp on_event(
         %{"type" => "content_block_delta", "delta" => %{"type" => "text_delta", "text" => text}},
         progress
       ),
       do: {text, %{progress | texts: [text | progress.texts]}}

  defp on_event(
         %{
           "type" => "content_block_delta",
           "index" => index,
           "delta" => %{"type" => "input_json_delta", "partial_json" => json}
         },
         progress
       )
       when is_map_key(progress.calls, index) do
    {"", update_in(progress.calls[index].json, &[json | &1])}
  end

  defp on_event(
         %{"type" => "message_start", "message" => %{"usage" => %{"input_tokens" => input}}},
         progress
       ),
       do: {"", put_in(progress.usage[:input], input)}

  defp on_event(%{"type" => "message_delta", "usage" => %{"output_tokens" => output}}, progress),
    do: {"", put_in(progress.usage[:output], output)}

  defp on_event(%{"type" => "message_stop"}, progress), do: {"", %{progress | finished: true}}

  defp on_event(%{"type" => "error", "error" => error}, progress) do
    {kind, text} = {error["type"], "the provider broke off: #{error["type"]}"}
    {"", %{progress | error: Error.new(kind(kind), text)}}
  end

  defp on_event(_other, progress), do: {"", progress}

  defp kind("overloaded_error"), do: :unavailable
  defp kind("api_error"), do: :unavailable
  defp kind("rate_limit_error"), do: :rate_limited
  defp kind(_other), do: :model
end
