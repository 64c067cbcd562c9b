defmodule {= module =}.SchemaTest do
  use ExUnit.Case, async: true

  alias {= module =}.Schema

  # {schema, values that match, values that do not}
  @cases [
    {true, [1, nil, %{}], []},
    {false, [], [1, nil]},
    {%{}, [1, "a", nil], []},
    {%{"type" => "integer"}, [1, -2, 3.0], [1.5, "1", nil, true]},
    {%{"type" => "number"}, [1, 1.5], ["1", true]},
    {%{"type" => "string"}, ["", "ä"], [1, nil, []]},
    {%{"type" => "boolean"}, [true, false], [nil, 0, "true"]},
    {%{"type" => "null"}, [nil], [false, 0, ""]},
    {%{"type" => "array"}, [[], [1]], [%{}, "[]"]},
    {%{"type" => "object"}, [%{}, %{"a" => 1}], [[], "x"]},
    {%{"type" => ["string", "null"]}, ["a", nil], [1]},
    {%{"enum" => [1, "a", nil, %{"b" => [2]}]}, [1, 1.0, "a", nil, %{"b" => [2.0]}], [2, false]},
    {%{"const" => 0}, [0, 0.0], [false, nil, ""]},
    {%{"required" => ["a"]}, [%{"a" => nil}, [], 1], [%{}, %{"b" => 1}]},
    {%{"properties" => %{"a" => %{"type" => "string"}}}, [%{}, %{"a" => "x"}, 7], [%{"a" => 1}]},
    {%{"properties" => %{"a" => true}, "additionalProperties" => false}, [%{}, %{"a" => 1}],
     [%{"b" => 1}]},
    {%{"additionalProperties" => %{"type" => "integer"}}, [%{"x" => 1}], [%{"x" => "1"}]},
    {%{"minProperties" => 1, "maxProperties" => 2}, [%{"a" => 1}, 0], [%{}]},
    {%{"items" => %{"type" => "integer"}}, [[], [1, 2], "no list"], [[1, "2"]]},
    {%{"minItems" => 1, "maxItems" => 2}, [[1], [1, 2]], [[], [1, 2, 3]]},
    {%{"uniqueItems" => true}, [[1, 2], [[1], [2]], [1, true]],
     [[1, 1.0], [%{"a" => 1}, %{"a" => 1}]]},
    {%{"minLength" => 2, "maxLength" => 3}, ["ab", "äöü", 1], ["a", "abcd"]},
    {%{"pattern" => "^a+$"}, ["a", "aaa", 1], ["", "ab"]},
    {%{"minimum" => 1, "maximum" => 3}, [1, 2.5, 3, "x"], [0.9, 4]},
    {%{"exclusiveMinimum" => 1, "exclusiveMaximum" => 3}, [1.1, 2], [1, 3]},
    {%{"multipleOf" => 3}, [0, 3, -6, 9.0], [1, 4]},
    {%{"multipleOf" => 0.1}, [0.3, 1, 2.5], [0.25]},
    {%{"multipleOf" => 0.0001}, [0.0075, -0.5], [0.00751]},
    {%{"multipleOf" => 1.0e-8}, [12_391_239_123, 0.5], [1.5e-9]},
    {%{"multipleOf" => 0.123456789}, [0], [1.0e308]},
    {%{"allOf" => [%{"type" => "integer"}, %{"minimum" => 2}]}, [2], [1, "a"]},
    {%{"anyOf" => [%{"type" => "string"}, %{"minimum" => 2}]}, ["a", 2], [1]},
    {%{"oneOf" => [%{"multipleOf" => 2}, %{"multipleOf" => 3}]}, [2, 3], [6, 5]},
    {%{"not" => %{"type" => "string"}}, [1, nil], ["a"]},
    {%{"title" => "unknown keywords", "x-anything" => 1}, [1, "a"], []}
  ]

  for {{schema, good, bad}, number} <- Enum.with_index(@cases) do
    test "case #{number}: #{inspect(schema)}" do
      schema = unquote(Macro.escape(schema))

      for value <- unquote(Macro.escape(good)),
          do: assert({value, Schema.validate(value, schema)} == {value, :ok})

      for value <- unquote(Macro.escape(bad)) do
        assert {:error, [_problem | _more]} = Schema.validate(value, schema)
      end
    end
  end

  test "problems say where they are, all of them" do
    schema = %{
      "type" => "object",
      "properties" => %{
        "people" => %{
          "type" => "array",
          "items" => %{"type" => "object", "required" => ["name"]}
        },
        "size" => %{"type" => "integer", "maximum" => 3}
      }
    }

    value = %{"people" => [%{"name" => "Ines"}, %{}], "size" => 4}
    assert {:error, problems} = Schema.validate(value, schema)
    assert Enum.sort(problems) == [~s(/people/1 lacks "name"), "/size must be at most 3"]
  end

  test "a pattern that is none is a problem, not a crash" do
    assert {:error, [problem]} = Schema.validate("a", %{"pattern" => "("})
    assert problem =~ "is not valid"
  end
end
