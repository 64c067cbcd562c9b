defmodule {= module =}.SpecTest do
  use ExUnit.Case, async: true

  alias {= module =}.Design
  alias {= module =}.Error
  alias {= module =}.LLM.Scripted
  alias {= module =}.Spec
  alias {= module =}.Tool.Definition

  defmodule Source do
    @moduledoc "Tools that are their own definitions."
    @behaviour {= module =}.Tool.Source

    @impl true
    def definition(%Definition{} = definition), do: {:ok, definition}
    def definition(_item), do: :unknown

    @impl true
    def run(_definition, arguments, _context), do: {:ok, arguments}
  end

  defp new(tools) do
    wiring = %{Design.wiring() | tool_sources: [Source]}
    Spec.new([llm: {Scripted, []}, tools: tools], wiring)
  end

  defp tool(name, fields) do
    struct!(
      %Definition{name: name, description: "", parameters: %{}, source: Source, item: nil},
      fields
    )
  end

  test "tools may refer to definitions in their schemas" do
    schema = %{"$ref" => "#/$defs/place", "$defs" => %{"place" => %{"type" => "object"}}}
    tools = [tool("go", parameters: schema, output: schema)]
    assert {:ok, %Spec{tools: ^tools}} = new(tools)
  end

  test "tools whose references cannot be followed are refused, each with its name and the reference" do
    tools = [
      tool("go", parameters: %{"properties" => %{"to" => %{"$ref" => "#/$defs/place"}}}),
      tool("fine", []),
      tool("look", output: %{"$ref" => "places.json#/city"}),
      :no_tool
    ]

    assert {:error, %Error{kind: :invalid, message: message}} = new(tools)

    assert [go, look, "no tool source knows :no_tool"] = String.split(message, "; ")

    assert go ==
             ~s(the tool "go": parameters: the reference "#/$defs/place" leads to no schema)

    assert look =~ ~s(the tool "look": output: the reference "places.json#/city" must be #)
  end
end
