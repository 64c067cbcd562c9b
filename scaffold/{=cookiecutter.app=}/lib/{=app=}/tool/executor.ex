defmodule {= module =}.Tool.Executor do
  @moduledoc """
  Runs calls of tools, all at once, and turns whatever happens into results that the model can read.

  Each call goes through the same steps: the tool is known, the agent may run it, the arguments match the schema,
  it runs in a process of its own under a time and a memory limit (retried where that helps), the result matches
  the output schema and is cut to a bounded size. One call's failure is that call's result: the others are not
  touched.

  A process is a limit, not a wall: a tool runs with the rights of this virtual machine. Tools that run code of
  others belong on another node or in a container.
  """

  alias {= module =}.Error
  alias {= module =}.Events
  alias {= module =}.Layer
  alias {= module =}.Retry
  alias {= module =}.Schema
  alias {= module =}.Settings
  alias {= module =}.Tasks
  alias {= module =}.Tool.Call
  alias {= module =}.Tool.Context
  alias {= module =}.Tool.Definition
  alias {= module =}.Tool.Result

  @type environment :: %{
          agent: String.t(),
          definitions: %{String.t() => Definition.t()},
          grants: [String.t()] | :all,
          approver: {module(), atom()} | nil,
          layers: [module()],
          emit: (term() -> :ok) | nil
        }

  @doc "Runs the calls and returns their results in the same order. The calling process waits."
  @spec run([Call.t()], environment()) :: [Result.t()]
  def run([call], environment), do: [one(call, environment)]

  def run(calls, environment) do
    calls
    |> Enum.map(fn call -> {call, Tasks.async(fn -> one(call, environment) end)} end)
    |> Enum.map(fn {call, task} ->
      case Task.yield(task, :infinity) do
        {:ok, result} -> result
        {:exit, reason} -> failed(call, Error.from_exit(reason), environment)
      end
    end)
  end

  defp one(%Call{} = call, environment) do
    :ok = emit(environment, {:tool_call, call})
    metadata = %{kind: :tool, name: call.name, agent: environment.agent}

    outcome =
      Events.span([:tool], metadata, fn ->
        with {:ok, definition} <- known(call, environment),
             :ok <- permitted(definition, call, environment),
             :ok <- arguments(definition, call),
             {:ok, value} <- attempts(definition, call, environment),
             :ok <- output(definition, value) do
          {:ok, value}
        end
      end)

    case outcome do
      {:ok, value} -> finished(call, value, environment)
      {:error, error} -> failed(call, error, environment)
    end
  end

  defp known(call, environment) do
    case Map.fetch(environment.definitions, call.name) do
      {:ok, definition} ->
        {:ok, definition}

      :error ->
        names = environment.definitions |> Map.keys() |> Enum.sort() |> Enum.join(", ")
        message = "there is no tool #{inspect(call.name)}; there are: #{names}"
        {:error, Error.new(:unknown_tool, message)}
    end
  end

  defp permitted(%Definition{permission: :safe}, _call, _environment), do: :ok

  defp permitted(%Definition{permission: :dangerous} = definition, _call, %{grants: grants}) do
    if grants == :all or definition.name in grants do
      :ok
    else
      {:error, Error.new(:denied, "this agent may not run #{definition.name}")}
    end
  end

  defp permitted(%Definition{permission: :approval} = definition, _call, %{approver: nil}) do
    {:error,
     Error.new(
       :denied,
       "#{definition.name} needs a person's approval, and there is nobody to ask"
     )}
  end

  defp permitted(%Definition{permission: :approval} = definition, call, environment) do
    {module, function} = environment.approver
    limit = Settings.get(:approval_timeout)

    case limited(fn -> apply(module, function, [call, environment.agent]) end, limit) do
      {:ok, :approve} ->
        :ok

      {:ok, _denied} ->
        {:error, Error.new(:denied, "a person denied #{definition.name}")}

      {:error, error} ->
        {:error, Error.new(:denied, "#{definition.name} was not approved: #{error.message}")}
    end
  end

  defp arguments(_definition, %Call{arguments: {:invalid, text}}) do
    {:error,
     Error.new(
       :bad_arguments,
       "the arguments are not a JSON object: " <> String.slice(text, 0, 200)
     )}
  end

  defp arguments(definition, call) do
    case Schema.validate(call.arguments, definition.parameters) do
      :ok -> :ok
      {:error, problems} -> {:error, Error.new(:bad_arguments, Enum.join(problems, "; "))}
    end
  end

  defp output(%Definition{output: nil}, _value), do: :ok

  defp output(definition, value) do
    case Schema.validate(value, definition.output) do
      :ok -> :ok
      {:error, problems} -> {:error, Error.new(:bad_output, Enum.join(problems, "; "))}
    end
  end

  defp attempts(definition, call, environment) do
    policy = %{
      retries: definition.retries,
      base: Settings.get(:retry_base),
      ceiling: Settings.get(:retry_ceiling)
    }

    layer_context = %{kind: :tool, name: definition.name, agent: environment.agent}
    limit = definition.timeout || Settings.get(:tool_timeout)
    context = context(call, environment)

    run = fn -> definition.source.run(definition.item, call.arguments, context) end
    attempt = fn -> run |> limited(limit) |> answer() end
    Retry.run(policy, fn _attempt -> Layer.run(environment.layers, layer_context, attempt) end)
  end

  defp answer({:ok, {:ok, value}}), do: {:ok, value}
  defp answer({:ok, {:error, %Error{} = error}}), do: {:error, error}

  defp answer({:ok, {:error, reason}}) when is_binary(reason),
    do: {:error, Error.new(:tool, reason)}

  defp answer({:ok, {:error, reason}}), do: {:error, Error.new(:tool, inspect(reason, limit: 20))}

  defp answer({:ok, other}),
    do:
      {:error,
       Error.new(
         :bad_output,
         "a tool returns {:ok, value} or {:error, reason}, not " <> inspect(other, limit: 5)
       )}

  defp answer({:error, error}), do: {:error, error}

  # Binaries count towards the heap: without that a tool could hold any amount of memory in one of them.
  defp limited(fun, limit) do
    words = div(Settings.get(:tool_memory), :erlang.system_info(:wordsize))

    task =
      Tasks.async(fn ->
        _ =
          Process.flag(:max_heap_size, %{
            size: words,
            kill: true,
            error_logger: false,
            include_shared_binaries: true
          })

        fun.()
      end)

    case Task.yield(task, limit) || Task.shutdown(task, :brutal_kill) do
      {:ok, result} ->
        {:ok, result}

      {:exit, :killed} ->
        {:error,
         Error.new(:crashed, "the tool used too much memory or was killed", retryable: false)}

      {:exit, reason} ->
        {:error, Error.from_exit(reason)}

      nil ->
        {:error, Error.new(:timeout, "the tool took longer than #{limit} ms")}
    end
  end

  defp context(call, %{emit: nil} = environment),
    do: %Context{agent: environment.agent, call_id: call.id}

  defp context(call, environment) do
    emit = fn data -> environment.emit.({:tool_progress, call.id, data}) end
    %Context{agent: environment.agent, call_id: call.id, emit: emit}
  end

  defp finished(call, value, environment) do
    result = %Result{id: call.id, name: call.name, status: :ok, text: text(value), value: value}
    :ok = emit(environment, {:tool_result, result})
    result
  end

  defp failed(call, %Error{} = error, environment) do
    text = "error (#{error.kind}): #{error.message}"
    result = %Result{id: call.id, name: call.name, status: :error, text: text, error: error}
    :ok = emit(environment, {:tool_result, result})
    result
  end

  defp emit(%{emit: nil}, _event), do: :ok
  defp emit(%{emit: emit}, event), do: emit.(event)

  defp text(value) when is_binary(value),
    do: if(String.valid?(value), do: bounded(value), else: bounded(inspect(value)))

  # What JSON cannot say (a pid, a tuple) is shown as Elixir shows it: a model can still read it.
  defp text(value) do
    bounded(JSON.encode!(value))
  rescue
    _not_encodable -> bounded(inspect(value))
  end

  defp bounded(text) do
    limit = Settings.get(:tool_output_bytes)

    if byte_size(text) <= limit do
      text
    else
      kept = text |> binary_part(0, limit) |> String.replace_invalid("")
      kept <> " [cut: #{byte_size(text)} bytes in all]"
    end
  end
end
