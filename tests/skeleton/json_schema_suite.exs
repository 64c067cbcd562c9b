# Runs the public JSON Schema test suite against a generated project's validator, for the keywords that it knows:
#
#   mix run --no-start json_schema_suite.exs SUITE MODULE
#
# Prints one JSON object: how many cases agreed, which did not, and how many were left out because of which keywords.

[suite, module] = System.argv()
schema = Module.concat([module, "Schema"])

known = ~w(type enum const properties required additionalProperties minProperties maxProperties
           items minItems maxItems uniqueItems minLength maxLength pattern
           minimum maximum exclusiveMinimum exclusiveMaximum multipleOf allOf anyOf oneOf not)

annotations = ~w($schema $comment title description default examples deprecated readOnly writeOnly)

# The keywords of a schema and of the schemas in it.
defmodule Keywords do
  def of(schema) when is_map(schema), do: Enum.flat_map(schema, &in_keyword/1)
  def of(_boolean), do: []

  defp in_keyword({key, schemas}) when key in ~w(allOf anyOf oneOf), do: [key | Enum.flat_map(schemas, &of/1)]

  defp in_keyword({"properties", schemas}),
    do: ["properties" | schemas |> Map.values() |> Enum.flat_map(&of/1)]

  defp in_keyword({key, schema}) when key in ~w(not items additionalProperties), do: [key | of(schema)]
  defp in_keyword({key, _argument}), do: [key]
end

cases =
  for keyword <- known,
      file = Path.join([suite, "tests", "draft2020-12", keyword <> ".json"]),
      group <- file |> File.read!() |> JSON.decode!(),
      test <- group["tests"] do
    unknown = Enum.uniq(Keywords.of(group["schema"])) -- (known ++ annotations)
    name = "#{keyword}: #{group["description"]}: #{test["description"]}"

    cond do
      unknown != [] -> {:left_out, unknown}
      (schema.validate(test["data"], group["schema"]) == :ok) == test["valid"] -> :agreed
      true -> {:failed, name}
    end
  end

IO.puts(
  JSON.encode!(%{
    agreed: Enum.count(cases, &(&1 == :agreed)),
    failed: for({:failed, name} <- cases, do: name),
    left_out: for({:left_out, unknown} <- cases, keyword <- unknown, reduce: %{}) do
      counts -> Map.update(counts, keyword, 1, &(&1 + 1))
    end
  })
)
