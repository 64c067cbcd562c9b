defmodule {= module =}.Tool do
  @moduledoc """
  Tools as functions, each under an attribute that describes it:

      defmodule Weather do
        use {= module =}.Tool

        @tool description: "The weather at a place.",
              parameters: %{
                "type" => "object",
                "properties" => %{"place" => %{"type" => "string"}},
                "required" => ["place"]
              }
        def weather(%{"place" => place}, _context), do: {:ok, "sunny in " <> place}
      end

  An agent's `:tools` are then `{Weather, :weather}`, or all of them: `Weather.tools()`.

  `:description` and `:parameters` are required; `:name` (the function's, if not given), `:permission`, `:timeout`,
  `:retries` and `:output` are as in `{= module =}.Tool.Definition`. What is wrong with an attribute is an error when the
  module is compiled.

{= decision | doc =}
  """

  alias {= module =}.Tool.Definition

  @required [:description, :parameters]
  @allowed [:name, :permission, :timeout, :retries, :output | @required]

  @doc false
  defmacro __using__(_opts) do
    quote do
      Module.register_attribute(__MODULE__, :annotated_tools, accumulate: true)
      @on_definition {= module =}.Tool
      @before_compile {= module =}.Tool
    end
  end

  @doc false
  @spec __on_definition__(Macro.Env.t(), atom(), atom(), [Macro.t()], [Macro.t()], term()) :: :ok
  def __on_definition__(env, kind, function, arguments, _guards, _body) do
    case Module.delete_attribute(env.module, :tool) do
      nil ->
        :ok

      options ->
        :ok = check(env, kind, function, length(arguments), options)
        options = Keyword.put_new(options, :name, Atom.to_string(function))
        :ok = check_schemas(env, function, options)
        tool = {function, options}
        Module.put_attribute(env.module, :annotated_tools, tool)
    end
  end

  @doc false
  defmacro __before_compile__(env) do
    if Module.delete_attribute(env.module, :tool) do
      fail(env, "the last @tool has no function below it")
    end

    tools = env.module |> Module.get_attribute(:annotated_tools) |> Enum.reverse()

    quote do
      @doc "The tools of this module, as an agent's `:tools` name them."
      @spec tools() :: [{module(), atom()}]
      def tools, do: unquote(for {function, _options} <- tools, do: {env.module, function})

      @doc false
      @spec __tools__() :: [{atom(), keyword()}]
      def __tools__, do: unquote(Macro.escape(tools))
    end
  end

  defp check(env, :def, function, 2, options) do
    with true <- Keyword.keyword?(options) || "expected a keyword list",
         [] <- Enum.map(Keyword.keys(options) -- @allowed, &"there is no option #{inspect(&1)}"),
         [] <- Enum.map(@required -- Keyword.keys(options), &"lacks #{inspect(&1)}") do
      :ok
    else
      problems -> fail(env, "@tool of #{function}/2: #{Enum.join(List.wrap(problems), "; ")}")
    end
  end

  defp check(env, kind, function, arity, _options) do
    fail(
      env,
      "a tool is a public function of two arguments (what the model gave, the context), not #{kind} #{function}/#{arity}"
    )
  end

  defp check_schemas(env, function, options) do
    with {:error, problem} <- Definition.check(struct(Definition, options)) do
      fail(env, "@tool of #{function}/2: #{problem}")
    end
  end

  @spec fail(Macro.Env.t(), String.t()) :: no_return()
  defp fail(env, message) do
    raise CompileError, file: env.file, line: env.line, description: message
  end
end
