defmodule {= module =}.Tool.Registered do
  @moduledoc """
  Tools by name: a string in an agent's `:tools` is looked up in `{= module =}.Tool.Directory` at each turn.

{= decision | doc =}
  """

  @behaviour {= module =}.Tool.Source

  alias {= module =}.Tool.Directory

  @impl true
  def definition(name) when is_binary(name) do
    case Directory.fetch(name) do
      {:ok, definition, _handler} -> {:ok, definition}
      :error -> :unknown
    end
  end

  def definition(_item), do: :unknown

  @impl true
  def run(name, arguments, context) do
    case Directory.fetch(name) do
      {:ok, _definition, {module, function}} -> apply(module, function, [arguments, context])
      :error -> {:error, "the tool #{name} is no longer there"}
    end
  end
end
