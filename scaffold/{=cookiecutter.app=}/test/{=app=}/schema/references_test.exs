defmodule {= module =}.Schema.ReferencesTest do
  use ExUnit.Case, async: true

  alias {= module =}.Schema
  alias {= module =}.Schema.References

  @name %{"type" => "string", "minLength" => 1}

  defp valid?(value, schema), do: Schema.validate(value, schema) == :ok

  describe "a reference leads" do
    test "to a definition, under either name" do
      for key <- ["$defs", "definitions"] do
        schema = %{
          "properties" => %{"name" => %{"$ref" => "#/#{key}/name"}},
          key => %{"name" => @name}
        }

        assert References.check(schema) == :ok
        assert valid?(%{"name" => "Ines"}, schema)
        assert {:error, ["/name must be string"]} = Schema.validate(%{"name" => 1}, schema)
      end
    end

    test "to any part, by names that may need escapes, and by numbers" do
      names = ["a/b", "m~n", "~1", "100%", "two words", "ö", ""]

      escaped = ["a~1b", "m~0n", "~01", "100%25", "two%20words", "ö", ""]

      for {name, pointer} <- Enum.zip(names, escaped) do
        schema = %{"$ref" => "#/$defs/" <> pointer, "$defs" => %{name => @name}}
        assert {pointer, References.check(schema)} == {pointer, :ok}
        assert valid?("a", schema)
        refute valid?("", schema)
      end

      schema = %{"allOf" => [@name, %{"$ref" => "#/allOf/0"}]}
      assert References.check(schema) == :ok
      refute valid?("", schema)
    end

    test "to true, false, and other references" do
      schema = %{
        "properties" => %{
          "any" => %{"$ref" => "#/$defs/any"},
          "none" => %{"$ref" => "#/$defs/none"},
          "far" => %{"$ref" => "#/$defs/far"}
        },
        "$defs" => %{
          "any" => true,
          "none" => false,
          "far" => %{"$ref" => "#/$defs/near"},
          "near" => @name
        }
      }

      assert References.check(schema) == :ok
      assert valid?(%{"any" => nil, "far" => "x"}, schema)
      assert {:error, ["/none is not allowed"]} = Schema.validate(%{"none" => 1}, schema)
      refute valid?(%{"far" => ""}, schema)
    end
  end

  test "what stands beside a reference counts, too" do
    schema = %{"$ref" => "#/$defs/name", "maxLength" => 2, "$defs" => %{"name" => @name}}
    assert valid?("ab", schema)
    refute valid?("abc", schema)
    refute valid?("", schema)
  end

  test "a property may be called $ref" do
    schema = %{"properties" => %{"$ref" => %{"type" => "string"}}}
    assert References.check(schema) == :ok
    assert valid?(%{"$ref" => "#/nowhere"}, schema)
    refute valid?(%{"$ref" => 1}, schema)
  end

  test "in a part with an $id, # is that part" do
    part = %{
      "$id" => "https://example.com/part",
      "$defs" => %{"a" => %{"type" => "integer"}},
      "properties" => %{"a" => %{"$ref" => "#/$defs/a"}}
    }

    schema = %{
      "$defs" => %{"a" => @name, "part" => part},
      "properties" => %{"a" => %{"$ref" => "#/$defs/a"}, "part" => %{"$ref" => "#/$defs/part"}}
    }

    assert References.check(schema) == :ok
    assert valid?(%{"a" => "x", "part" => %{"a" => 1}}, schema)
    refute valid?(%{"part" => %{"a" => "x"}}, schema)
  end

  test "data may be as deep as it likes" do
    tree = %{
      "type" => "object",
      "required" => ["value"],
      "additionalProperties" => false,
      "properties" => %{
        "value" => %{"type" => "integer"},
        "children" => %{"type" => "array", "items" => %{"$ref" => "#"}}
      }
    }

    leaf = %{"value" => 0}
    deep = Enum.reduce(1..100, leaf, &%{"value" => &1, "children" => [&2, leaf]})
    assert References.check(tree) == :ok
    assert valid?(deep, tree)

    assert Schema.validate(%{"value" => 1, "children" => [leaf, %{"children" => []}]}, tree) ==
             {:error, [~s(/children/1 lacks "value")]}
  end

  test "a value may be checked by one definition more than once" do
    schema = %{
      "allOf" => [%{"$ref" => "#/$defs/name"}, %{"anyOf" => [%{"$ref" => "#/$defs/name"}]}],
      "$defs" => %{"name" => @name}
    }

    assert References.check(schema) == :ok
    assert valid?("a", schema)
  end

  describe "a circle that never goes into the data" do
    @circles [
      {%{"$ref" => "#"}, ["#"]},
      {%{"allOf" => [%{"not" => %{"$ref" => "#"}}]}, ["#"]},
      {%{"anyOf" => [%{"$ref" => "#/$defs/a"}], "$defs" => %{"a" => %{"$ref" => "#/anyOf/0"}}},
       ["#/$defs/a", "#/anyOf/0"]},
      # The way back begins where the data ends; what is found on the way in must not hide it.
      {%{
         "properties" => %{"x" => %{"$ref" => "#/$defs/b"}},
         "oneOf" => [%{"$ref" => "#/$defs/b"}],
         "$defs" => %{"b" => %{"allOf" => [%{"$ref" => "#"}]}}
       }, ["#", "#/$defs/b"]}
    ]

    for {{schema, refs}, number} <- Enum.with_index(@circles) do
      test "is found in the schema, and not followed in a check (#{number})" do
        schema = unquote(Macro.escape(schema))
        assert {:error, problems} = References.check(schema)
        assert problems == Enum.map(unquote(refs), &References.circle/1)
        assert {:error, [_problem]} = Schema.validate(1, schema)
      end
    end

    test "is a problem of the value that it should have checked" do
      assert {:error, [problem]} = Schema.validate(1, %{"$ref" => "#"})
      assert problem =~ ~s(cannot be checked: the reference "#" ends in a circle)
    end
  end

  describe "a reference is refused" do
    for {ref, why} <- [
          {"#/$defs/missing", "leads to no schema"},
          {"#/$defs/list/3", "leads to no schema"},
          {"#/$defs/list/-1", "leads to no schema"},
          {"#/$defs/list/one", "leads to no schema"},
          {"#/$defs/list", "leads to no schema"},
          {"#/type/deeper", "leads to no schema"},
          {"#/%zz", "leads to no schema"},
          {"#name", "must be # or a JSON pointer such as #/$defs/name"},
          {"https://example.com/schema#/$defs/a",
           "must be # or a JSON pointer such as #/$defs/name"},
          {"other.json", "must be # or a JSON pointer such as #/$defs/name"},
          {7, "must be # or a JSON pointer such as #/$defs/name"}
        ] do
      test "that is #{inspect(ref)}" do
        ref = unquote(ref)
        schema = %{"$ref" => ref, "type" => "string", "$defs" => %{"list" => [true]}}
        problem = "the reference #{inspect(ref)} #{unquote(why)}"
        assert References.check(schema) == {:error, [problem]}

        assert Schema.validate("text", schema) ==
                 {:error, ["the value cannot be checked: #{problem}"]}
      end
    end

    test "wherever a schema has parts, and where it leads" do
      bad = %{"$ref" => "#/missing"}

      for schema <- [
            %{"properties" => %{"a" => bad}},
            %{"additionalProperties" => bad},
            %{"items" => bad},
            %{"allOf" => [true, bad]},
            %{"anyOf" => [bad]},
            %{"oneOf" => [bad]},
            %{"not" => bad},
            %{"$defs" => %{"a" => bad}},
            %{"definitions" => %{"a" => bad}},
            %{"$ref" => "#/elsewhere", "elsewhere" => %{"items" => bad}}
          ] do
        assert {^schema, {:error, [problem]}} = {schema, References.check(schema)}
        assert problem =~ ~s("#/missing")
      end
    end

    test "only where it is one: not in data that a schema mentions" do
      for key <- ~w(const default examples x-notes) do
        assert References.check(%{key => %{"$ref" => "#/missing"}}) == :ok
      end

      assert References.check(%{"enum" => [%{"$ref" => "#/missing"}]}) == :ok
    end
  end
end
