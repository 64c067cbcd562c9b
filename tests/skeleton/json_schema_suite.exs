# Runs the public JSON Schema test suite against a generated project's validator, for the keywords that it knows:
#
#   mix run --no-start json_schema_suite.exs SUITE MODULE
#
# Prints one JSON object: how many cases agreed, which did not, how many were left out because of which keywords, and
# which groups about references were left out and why: what the validator says of the schema, or the keywords.

[suite, module] = System.argv()
schema = Module.concat([module, "Schema"])
references = Module.concat([module, "Schema.References"])

known = ~w(type enum const properties required additionalProperties minProperties maxProperties
           items minItems maxItems uniqueItems minLength maxLength pattern
           minimum maximum exclusiveMinimum exclusiveMaximum multipleOf allOf anyOf oneOf not
           $ref $defs definitions $id)

# The suite's files that are not named like a keyword, or whose keyword says little without others.
about_references = ~w(ref defs anchor infinite-loop-detection)
files = Enum.reject(known, &String.starts_with?(&1, ["$", "definitions"])) ++ about_references

annotations = ~w($schema $comment title description default examples deprecated readOnly writeOnly)

# The keywords of a schema and of the schemas in it.
defmodule Keywords do
  def of(schema) when is_map(schema), do: Enum.flat_map(schema, &in_keyword/1)
  def of(_boolean), do: []

  defp in_keyword({key, schemas}) when key in ~w(allOf anyOf oneOf), do: [key | Enum.flat_map(schemas, &of/1)]

  defp in_keyword({key, schemas}) when key in ~w(properties $defs definitions),
    do: [key | schemas |> Map.values() |> Enum.flat_map(&of/1)]

  defp in_keyword({key, schema}) when key in ~w(not items additionalProperties), do: [key | of(schema)]
  defp in_keyword({key, _argument}), do: [key]
end

groups =
  for name <- files,
      group <- [suite, "tests", "draft2020-12", name <> ".json"] |> Path.join() |> File.read!() |> JSON.decode!() do
    unknown = Enum.uniq(Keywords.of(group["schema"])) -- (known ++ annotations)

    why =
      case references.check(group["schema"]) do
        {:error, problems} -> problems
        :ok -> unknown
      end

    {name, group, why}
  end

cases =
  for {name, group, []} <- groups, test <- group["tests"] do
    agreed? = (schema.validate(test["data"], group["schema"]) == :ok) == test["valid"]
    {agreed?, "#{name}: #{group["description"]}: #{test["description"]}"}
  end

IO.puts(
  JSON.encode!(%{
    agreed: Enum.count(cases, fn {agreed?, _name} -> agreed? end),
    failed: for({false, name} <- cases, do: name),
    left_out:
      for {name, group, why} <- groups, name not in about_references, keyword <- why, _test <- group["tests"], reduce: %{} do
        counts -> Map.update(counts, keyword, 1, &(&1 + 1))
      end,
    unsupported:
      for {name, group, [_reason | _more] = why} <- groups, name in about_references, into: %{} do
        {"#{name}: #{group["description"]}", Enum.join(why, "; ")}
      end
  })
)
