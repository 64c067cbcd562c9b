defmodule {= module =}.TestTools do
  @moduledoc """
  The tools that the contract suite needs, described once. Each way to declare tools makes real tools of them
  (`c:item/1`), so the suite runs the same for every one.
  """

  alias {= module =}.Error
  alias {= module =}.Tool.Context

  @type kind ::
          :add
          | :slow
          | :crash
          | :hungry
          | :dangerous
          | :approved
          | :flaky
          | :steps
          | :big
          | :liar

  @type description :: %{
          name: String.t(),
          description: String.t(),
          parameters: map(),
          options: keyword()
        }

  @doc "The item for an agent's `:tools` list that declares the tool of this kind."
  @callback item(kind()) :: term()

  @kinds [:add, :slow, :crash, :hungry, :dangerous, :approved, :flaky, :steps, :big, :liar]

  @spec kinds() :: [kind(), ...]
  def kinds, do: @kinds

  @doc "How a tool is declared."
  @spec describe(kind()) :: description()
  def describe(kind) do
    %{
      name: Atom.to_string(kind),
      description: "Test tool #{kind}.",
      parameters: parameters(kind),
      options: options(kind)
    }
  end

  defp parameters(:add) do
    %{
      "type" => "object",
      "properties" => %{"a" => %{"type" => "number"}, "b" => %{"type" => "number"}},
      "required" => ["a", "b"],
      "additionalProperties" => false
    }
  end

  defp parameters(_kind), do: %{"type" => "object"}

  defp options(:dangerous), do: [permission: :dangerous]
  defp options(:approved), do: [permission: :approval]
  defp options(:slow), do: [timeout: 50]
  defp options(:flaky), do: [retries: 3]
  defp options(:liar), do: [output: %{"type" => "string"}]
  defp options(_kind), do: []

  @doc "What a tool does."
  @spec run(kind(), map(), Context.t()) :: {:ok, term()} | {:error, term()}
  def run(:add, %{"a" => a, "b" => b}, _context), do: {:ok, a + b}
  def run(:slow, _arguments, _context), do: spin()
  def run(:crash, _arguments, _context), do: raise("tool crash")
  def run(:hungry, _arguments, _context), do: {:ok, hoard([])}
  def run(:dangerous, _arguments, _context), do: {:ok, "done something dangerous"}
  def run(:approved, _arguments, _context), do: {:ok, "done with approval"}
  def run(:big, _arguments, _context), do: {:ok, String.duplicate("x", 1_000_000)}
  def run(:liar, _arguments, _context), do: {:ok, 42}

  def run(:flaky, %{"counter" => name}, _context) do
    case :counters.add(:persistent_term.get({__MODULE__, name}), 1, 1) do
      :ok -> flaky(:counters.get(:persistent_term.get({__MODULE__, name}), 1))
    end
  end

  def run(:steps, _arguments, context) do
    :ok = Context.progress(context, 1)
    :ok = Context.progress(context, 2)
    {:ok, "two steps"}
  end

  @doc "Makes the counter of a flaky tool, which fails twice."
  @spec counter(String.t()) :: :ok
  def counter(name), do: :persistent_term.put({__MODULE__, name}, :counters.new(1, []))

  defp flaky(attempt) when attempt < 3, do: {:error, Error.new(:unavailable, "not yet")}
  defp flaky(attempt), do: {:ok, attempt}

  # Busy for ever: only a kill stops it.
  defp spin, do: spin()

  defp hoard(kept), do: hoard([:binary.copy("0123456789", 1_000_000) | kept])
end
