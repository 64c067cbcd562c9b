defmodule {= module =}.Schema do
  @moduledoc """
  Checks a value, as JSON gives it, against a JSON Schema: the keywords that schemas of tools use.

  `type`, `enum`, `const`; `properties`, `required`, `additionalProperties`, `minProperties`, `maxProperties`;
  `items`, `minItems`, `maxItems`, `uniqueItems`; `minLength`, `maxLength`, `pattern`; `minimum`, `maximum`,
  `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`; `allOf`, `anyOf`, `oneOf`, `not`; `$ref` within the schema
  (see `{= module =}.Schema.References`). Other keywords are ignored, as the specification asks for unknown ones.
  Schemas have string keys. A `pattern` is a regular expression of `Regex`, which is near enough to JavaScript's; of
  Unicode's properties it knows the short names (`\\p{L}`).
  """

  alias {= module =}.Schema.References

  @type schema :: References.schema()

  # Where a value stands: its path in the data, what `#` means in the schema, and the references that were followed
  # since the path last grew.
  @typep place :: {String.t(), schema(), [{String.t(), schema()}]}

  @doc "`:ok`, or what is wrong with the value and where, in words that a model can act on."
  @spec validate(term(), schema()) :: :ok | {:error, [String.t()]}
  def validate(value, schema) do
    case check(value, schema, {"", schema, []}) do
      [] -> :ok
      problems -> {:error, problems}
    end
  end

  @spec check(term(), schema(), place()) :: [String.t()]
  defp check(_value, true, _place), do: []
  defp check(_value, false, place), do: [at(place, "is not allowed")]

  defp check(value, schema, {path, whole, followed}) when is_map(schema) do
    place = {path, References.whole(schema, whole), followed}

    Enum.flat_map(schema, fn {keyword, argument} ->
      keyword(keyword, argument, value, schema, place)
    end)
  end

  defp keyword("$ref", ref, value, _schema, {path, whole, followed} = place) do
    with false <- {ref, whole} in followed,
         {:ok, schema, inner} <- References.resolve(ref, whole) do
      check(value, schema, {path, inner, [{ref, whole} | followed]})
    else
      true -> [at(place, "cannot be checked: " <> References.circle(ref))]
      {:error, problem} -> [at(place, "cannot be checked: " <> problem)]
    end
  end

  defp keyword("type", type, value, _schema, place) do
    types = List.wrap(type)

    if Enum.any?(types, &type?(&1, value)),
      do: [],
      else: [at(place, "must be #{Enum.join(types, " or ")}")]
  end

  defp keyword("enum", values, value, _schema, place) do
    if Enum.any?(values, &same?(&1, value)),
      do: [],
      else: [at(place, "must be one of #{Enum.map_join(values, ", ", &inspect/1)}")]
  end

  defp keyword("const", expected, value, _schema, place) do
    if same?(expected, value), do: [], else: [at(place, "must be #{inspect(expected)}")]
  end

  defp keyword("required", names, value, _schema, place) when is_map(value) do
    for name <- names, not is_map_key(value, name), do: at(place, "lacks #{inspect(name)}")
  end

  defp keyword("properties", properties, value, _schema, place) when is_map(value) do
    Enum.flat_map(properties, fn {name, schema} ->
      case value do
        %{^name => inner} -> check(inner, schema, into(place, name))
        %{} -> []
      end
    end)
  end

  defp keyword("additionalProperties", inner, value, schema, place) when is_map(value) do
    known = Map.get(schema, "properties", %{})

    Enum.flat_map(value, fn {name, additional} ->
      if is_map_key(known, name), do: [], else: check(additional, inner, into(place, name))
    end)
  end

  defp keyword("minProperties", count, value, _schema, place) when is_map(value),
    do: unless_true(map_size(value) >= count, place, "must have at least #{count} properties")

  defp keyword("maxProperties", count, value, _schema, place) when is_map(value),
    do: unless_true(map_size(value) <= count, place, "must have at most #{count} properties")

  defp keyword("items", inner, value, _schema, place) when is_list(value) do
    value
    |> Enum.with_index()
    |> Enum.flat_map(fn {item, index} -> check(item, inner, into(place, index)) end)
  end

  defp keyword("minItems", count, value, _schema, place) when is_list(value),
    do: unless_true(length(value) >= count, place, "must have at least #{count} items")

  defp keyword("maxItems", count, value, _schema, place) when is_list(value),
    do: unless_true(length(value) <= count, place, "must have at most #{count} items")

  defp keyword("uniqueItems", true, value, _schema, place) when is_list(value) do
    normal = Enum.map(value, &normal/1)
    unless_true(length(Enum.uniq(normal)) == length(normal), place, "must not repeat items")
  end

  defp keyword("minLength", count, value, _schema, place) when is_binary(value),
    do: unless_true(codepoints(value) >= count, place, "must have at least #{count} characters")

  defp keyword("maxLength", count, value, _schema, place) when is_binary(value),
    do: unless_true(codepoints(value) <= count, place, "must have at most #{count} characters")

  defp keyword("pattern", pattern, value, _schema, place) when is_binary(value) do
    case Regex.compile(pattern, "u") do
      {:ok, regex} ->
        unless_true(Regex.match?(regex, value), place, "must match #{pattern}")

      {:error, _reason} ->
        [at(place, "cannot be checked: the schema's pattern #{pattern} is not valid")]
    end
  end

  defp keyword("minimum", limit, value, _schema, place) when is_number(value),
    do: unless_true(value >= limit, place, "must be at least #{limit}")

  defp keyword("maximum", limit, value, _schema, place) when is_number(value),
    do: unless_true(value <= limit, place, "must be at most #{limit}")

  defp keyword("exclusiveMinimum", limit, value, _schema, place) when is_number(value),
    do: unless_true(value > limit, place, "must be more than #{limit}")

  defp keyword("exclusiveMaximum", limit, value, _schema, place) when is_number(value),
    do: unless_true(value < limit, place, "must be less than #{limit}")

  defp keyword("multipleOf", factor, value, _schema, place) when is_number(value),
    do: unless_true(multiple?(value, factor), place, "must be a multiple of #{factor}")

  defp keyword("allOf", schemas, value, _schema, place),
    do: Enum.flat_map(schemas, &check(value, &1, place))

  defp keyword("anyOf", schemas, value, _schema, place) do
    unless_true(
      Enum.any?(schemas, &(check(value, &1, place) == [])),
      place,
      "matches none of the alternatives"
    )
  end

  defp keyword("oneOf", schemas, value, _schema, place) do
    matching = Enum.count(schemas, &(check(value, &1, place) == []))

    unless_true(
      matching == 1,
      place,
      "must match exactly one alternative, and matches #{matching}"
    )
  end

  defp keyword("not", inner, value, _schema, place),
    do: unless_true(check(value, inner, place) != [], place, "is excluded by the schema")

  defp keyword(_other, _argument, _value, _schema, _place), do: []

  defp type?("object", value), do: is_map(value)
  defp type?("array", value), do: is_list(value)
  defp type?("string", value), do: is_binary(value)
  defp type?("boolean", value), do: is_boolean(value)
  defp type?("null", value), do: value == nil
  defp type?("number", value), do: is_number(value)

  defp type?("integer", value),
    do: is_integer(value) or (is_float(value) and trunc(value) == value)

  defp type?(_unknown, _value), do: false

  defp multiple?(value, factor) when is_integer(value) and is_integer(factor),
    do: rem(value, factor) == 0

  # By the decimal digits that were written: quotients of floats are not exact, and may be too large for a float.
  defp multiple?(value, factor) do
    {digits, exponent} = decimal(value)
    {factor_digits, factor_exponent} = decimal(factor)
    least = min(exponent, factor_exponent)
    scaled = digits * Integer.pow(10, exponent - least)
    rem(scaled, factor_digits * Integer.pow(10, factor_exponent - least)) == 0
  end

  defp decimal(value) when is_integer(value), do: {value, 0}

  defp decimal(value) do
    {mantissa, exponent} =
      case value |> Float.to_string() |> String.split("e") do
        [mantissa, exponent] -> {mantissa, String.to_integer(exponent)}
        [mantissa] -> {mantissa, 0}
      end

    [whole, fraction] = String.split(mantissa, ".")
    {String.to_integer(whole <> fraction), exponent - byte_size(fraction)}
  end

  # JSON has one kind of number: 1 and 1.0 are the same value.
  defp same?(a, b), do: normal(a) === normal(b)

  defp normal(value) when is_float(value) and trunc(value) == value, do: trunc(value)
  defp normal(value) when is_list(value), do: Enum.map(value, &normal/1)

  defp normal(value) when is_map(value),
    do: Map.new(value, fn {key, inner} -> {key, normal(inner)} end)

  defp normal(value), do: value

  defp codepoints(text), do: length(String.codepoints(text))

  defp unless_true(true, _place, _message), do: []
  defp unless_true(false, place, message), do: [at(place, message)]

  defp into({path, whole, _followed}, name), do: {"#{path}/#{name}", whole, []}

  defp at({"", _whole, _followed}, message), do: "the value " <> message
  defp at({path, _whole, _followed}, message), do: path <> " " <> message
end
