defmodule {= module =}.Spec do
  @moduledoc """
  What an agent is made of: its model, its tools, what it may do and its limits.

  A spec is a value without functions that close over anything, so it can be stored beside a snapshot and still
  be read after an upgrade. It is built once, by `new/2`, from the options of `{= module =}.start_agent/1`:

  - `:name`: unique name; a random one when it is not given.
  - `:llm` (required): `{module, config}`, a `{= module =}.LLM` and its configuration.
  - `:system`: the system prompt.
  - `:tools`: what the tool sources understand, such as modules with a tool behaviour.
  - `:grants`: names of dangerous tools that the agent may run, or `:all`.
  - `:approver`: `{module, function}` that is asked, with a `{= module =}.Tool.Call` and the agent's id, before a
    tool of class `:approval` runs; it returns `:approve` or `:deny`.
  - `:strategy`: `{module, options}` or a module, a `{= module =}.Strategy`.
  - `:max_iterations`, `:timeout`, `:token_budget`, `:history_limit`: limits; the settings are their defaults.
  """

  alias {= module =}.Error
  alias {= module =}.Settings
  alias {= module =}.Strategy.ReAct
  alias {= module =}.Tool.Definition
  alias {= module =}.Tool.Source
  alias {= module =}.Wiring

  @enforce_keys [:id, :llm, :wiring]
  defstruct [
    :id,
    :llm,
    :wiring,
    system: nil,
    tools: [],
    grants: [],
    approver: nil,
    strategy: {ReAct, []},
    max_iterations: 10,
    timeout: 30_000,
    token_budget: 8_000,
    history_limit: 200
  ]

  @type t :: %__MODULE__{
          id: String.t(),
          llm: {module(), term()},
          wiring: Wiring.t(),
          system: String.t() | nil,
          tools: [term()],
          grants: [String.t()] | :all,
          approver: {module(), atom()} | nil,
          strategy: {module(), keyword()},
          max_iterations: pos_integer(),
          timeout: pos_integer(),
          token_budget: pos_integer(),
          history_limit: pos_integer()
        }

  @limits [:max_iterations, :timeout, :token_budget, :history_limit]
  @options [:name, :llm, :system, :tools, :grants, :approver, :strategy] ++ @limits

  @doc "Checks the options of an agent and fills in the settings."
  @spec new(keyword(), Wiring.t()) :: {:ok, t()} | {:error, Error.t()}
  def new(opts, %Wiring{} = wiring) do
    with :ok <- known_options(opts),
         {:ok, spec} <- given(opts, unset(wiring)) do
      fill_in(spec)
    end
  end

  defp unset(wiring) do
    %__MODULE__{
      id: nil,
      llm: nil,
      wiring: wiring,
      max_iterations: nil,
      timeout: nil,
      token_budget: nil,
      history_limit: nil
    }
  end

  # Only what was given is looked at: most agents are started with a few of the options.
  defp given([], spec), do: {:ok, spec}

  defp given([{key, value} | rest], spec) do
    with {:ok, spec} <- put(spec, key, value), do: given(rest, spec)
  end

  defp put(spec, :name, name), do: with({:ok, id} <- id(name), do: {:ok, %{spec | id: id}})
  defp put(spec, :llm, llm), do: with({:ok, llm} <- llm(llm), do: {:ok, %{spec | llm: llm}})

  defp put(spec, :system, text) when is_binary(text) or is_nil(text),
    do: {:ok, %{spec | system: text}}

  defp put(_spec, :system, _other), do: invalid("`:system` is a string")

  defp put(spec, :tools, tools) do
    with {:ok, tools} <- tools(tools, spec.wiring), do: {:ok, %{spec | tools: tools}}
  end

  defp put(spec, :grants, grants) do
    with {:ok, grants} <- grants(grants), do: {:ok, %{spec | grants: grants}}
  end

  defp put(spec, :approver, approver) do
    with {:ok, approver} <- approver(approver), do: {:ok, %{spec | approver: approver}}
  end

  defp put(spec, :strategy, strategy) do
    with {:ok, strategy} <- strategy(strategy), do: {:ok, %{spec | strategy: strategy}}
  end

  defp put(spec, limit, value) when is_integer(value) and value > 0,
    do: {:ok, %{spec | limit => value}}

  defp put(_spec, limit, _value), do: invalid("`#{inspect(limit)}` is a positive integer")

  defp fill_in(%__MODULE__{llm: nil}), do: invalid("`:llm` is required, as {module, config}")
  defp fill_in(%__MODULE__{id: nil} = spec), do: fill_in(%{spec | id: random_id()})
  defp fill_in(spec), do: fill_in(spec, @limits)

  defp fill_in(spec, []), do: {:ok, spec}

  defp fill_in(spec, [limit | rest]) do
    case spec do
      %{^limit => nil} ->
        with {:ok, spec} <- put(spec, limit, Settings.get(limit)), do: fill_in(spec, rest)

      _given ->
        fill_in(spec, rest)
    end
  end

  @doc "A new random id."
  @spec random_id() :: String.t()
  def random_id, do: Base.url_encode64(:crypto.strong_rand_bytes(12), padding: false)

  defp known_options(opts) do
    case Keyword.keyword?(opts) && Keyword.keys(opts) -- @options do
      false -> invalid("the options of an agent are a keyword list")
      [] -> :ok
      unknown -> invalid("unknown options: #{inspect(unknown)}; known are #{inspect(@options)}")
    end
  end

  defp id(nil), do: {:ok, random_id()}
  defp id(name) when is_binary(name) and name != "", do: {:ok, name}
  defp id(name) when is_atom(name), do: {:ok, Atom.to_string(name)}
  defp id(_name), do: invalid("`:name` is a string that is not empty, or an atom")

  defp llm({module, config}) when is_atom(module) and module != nil do
    if Code.ensure_loaded?(module) and function_exported?(module, :chat, 3) do
      {:ok, {module, config}}
    else
      invalid("`:llm` names #{inspect(module)}, which is no model: it has no chat/3")
    end
  end

  defp llm(_llm), do: invalid("`:llm` is required, as {module, config}")

  defp tools(tools, wiring) when is_list(tools) do
    case Enum.flat_map(tools, &tool(&1, wiring)) do
      [] -> {:ok, tools}
      problems -> invalid(Enum.join(problems, "; "))
    end
  end

  defp tools(_tools, _wiring), do: invalid("`:tools` is a list")

  defp tool(item, wiring) do
    with {:ok, definition} <- Source.resolve(item, wiring.tool_sources),
         :ok <- Definition.check(definition) do
      []
    else
      :unknown -> ["no tool source knows #{inspect(item)}"]
      {:error, problem} -> [problem]
    end
  end

  defp grants(:all), do: {:ok, :all}

  defp grants(grants) when is_list(grants) do
    if Enum.all?(grants, &is_binary/1) do
      {:ok, grants}
    else
      invalid("`:grants` is a list of names of tools, or :all")
    end
  end

  defp grants(_grants), do: invalid("`:grants` is a list of names of tools, or :all")

  defp approver(nil), do: {:ok, nil}

  defp approver({module, function}) when is_atom(module) and is_atom(function),
    do: {:ok, {module, function}}

  defp approver(_approver), do: invalid("`:approver` is {module, function}")

  defp strategy({module, opts}) when is_atom(module) and is_list(opts), do: {:ok, {module, opts}}
  defp strategy(module) when is_atom(module), do: {:ok, {module, []}}
  defp strategy(_strategy), do: invalid("`:strategy` is a module or {module, options}")

  defp invalid(message), do: {:error, Error.new(:invalid, message)}
end
