defmodule {= module =}.Schema do
  @moduledoc """
  Checks a value, as JSON gives it, against a JSON Schema: the keywords that schemas of tools use.

  `type`, `enum`, `const`; `properties`, `required`, `additionalProperties`, `minProperties`, `maxProperties`;
  `items`, `minItems`, `maxItems`, `uniqueItems`; `minLength`, `maxLength`, `pattern`; `minimum`, `maximum`,
  `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`; `allOf`, `anyOf`, `oneOf`, `not`. Other keywords are
  ignored, as the specification asks for unknown ones. Schemas have string keys. A `pattern` is a regular expression
  of `Regex`, which is near enough to JavaScript's; of Unicode's properties it knows the short names (`\\p{L}`).
  """

  @type schema :: map() | boolean()

  @doc "`:ok`, or what is wrong with the value and where, in words that a model can act on."
  @spec validate(term(), schema()) :: :ok | {:error, [String.t()]}
  def validate(value, schema) do
    case check(value, schema, "") do
      [] -> :ok
      problems -> {:error, problems}
    end
  end

  defp check(_value, true, _path), do: []
  defp check(_value, false, path), do: [at(path, "is not allowed")]

  defp check(value, schema, path) when is_map(schema) do
    Enum.flat_map(schema, fn {keyword, argument} ->
      keyword(keyword, argument, value, schema, path)
    end)
  end

  defp keyword("type", type, value, _schema, path) do
    types = List.wrap(type)

    if Enum.any?(types, &type?(&1, value)),
      do: [],
      else: [at(path, "must be #{Enum.join(types, " or ")}")]
  end

  defp keyword("enum", values, value, _schema, path) do
    if Enum.any?(values, &same?(&1, value)),
      do: [],
      else: [at(path, "must be one of #{Enum.map_join(values, ", ", &inspect/1)}")]
  end

  defp keyword("const", expected, value, _schema, path) do
    if same?(expected, value), do: [], else: [at(path, "must be #{inspect(expected)}")]
  end

  defp keyword("required", names, value, _schema, path) when is_map(value) do
    for name <- names, not is_map_key(value, name), do: at(path, "lacks #{inspect(name)}")
  end

  defp keyword("properties", properties, value, _schema, path) when is_map(value) do
    Enum.flat_map(properties, fn {name, schema} ->
      case value do
        %{^name => inner} -> check(inner, schema, path <> "/" <> name)
        %{} -> []
      end
    end)
  end

  defp keyword("additionalProperties", inner, value, schema, path) when is_map(value) do
    known = Map.get(schema, "properties", %{})

    Enum.flat_map(value, fn {name, additional} ->
      if is_map_key(known, name), do: [], else: check(additional, inner, path <> "/" <> name)
    end)
  end

  defp keyword("minProperties", count, value, _schema, path) when is_map(value),
    do: unless_true(map_size(value) >= count, path, "must have at least #{count} properties")

  defp keyword("maxProperties", count, value, _schema, path) when is_map(value),
    do: unless_true(map_size(value) <= count, path, "must have at most #{count} properties")

  defp keyword("items", inner, value, _schema, path) when is_list(value) do
    value
    |> Enum.with_index()
    |> Enum.flat_map(fn {item, index} -> check(item, inner, "#{path}/#{index}") end)
  end

  defp keyword("minItems", count, value, _schema, path) when is_list(value),
    do: unless_true(length(value) >= count, path, "must have at least #{count} items")

  defp keyword("maxItems", count, value, _schema, path) when is_list(value),
    do: unless_true(length(value) <= count, path, "must have at most #{count} items")

  defp keyword("uniqueItems", true, value, _schema, path) when is_list(value) do
    normal = Enum.map(value, &normal/1)
    unless_true(length(Enum.uniq(normal)) == length(normal), path, "must not repeat items")
  end

  defp keyword("minLength", count, value, _schema, path) when is_binary(value),
    do: unless_true(codepoints(value) >= count, path, "must have at least #{count} characters")

  defp keyword("maxLength", count, value, _schema, path) when is_binary(value),
    do: unless_true(codepoints(value) <= count, path, "must have at most #{count} characters")

  defp keyword("pattern", pattern, value, _schema, path) when is_binary(value) do
    case Regex.compile(pattern, "u") do
      {:ok, regex} ->
        unless_true(Regex.match?(regex, value), path, "must match #{pattern}")

      {:error, _reason} ->
        [at(path, "cannot be checked: the schema's pattern #{pattern} is not valid")]
    end
  end

  defp keyword("minimum", limit, value, _schema, path) when is_number(value),
    do: unless_true(value >= limit, path, "must be at least #{limit}")

  defp keyword("maximum", limit, value, _schema, path) when is_number(value),
    do: unless_true(value <= limit, path, "must be at most #{limit}")

  defp keyword("exclusiveMinimum", limit, value, _schema, path) when is_number(value),
    do: unless_true(value > limit, path, "must be more than #{limit}")

  defp keyword("exclusiveMaximum", limit, value, _schema, path) when is_number(value),
    do: unless_true(value < limit, path, "must be less than #{limit}")

  defp keyword("multipleOf", factor, value, _schema, path) when is_number(value),
    do: unless_true(multiple?(value, factor), path, "must be a multiple of #{factor}")

  defp keyword("allOf", schemas, value, _schema, path),
    do: Enum.flat_map(schemas, &check(value, &1, path))

  defp keyword("anyOf", schemas, value, _schema, path) do
    unless_true(
      Enum.any?(schemas, &(check(value, &1, path) == [])),
      path,
      "matches none of the alternatives"
    )
  end

  defp keyword("oneOf", schemas, value, _schema, path) do
    matching = Enum.count(schemas, &(check(value, &1, path) == []))

    unless_true(
      matching == 1,
      path,
      "must match exactly one alternative, and matches #{matching}"
    )
  end

  defp keyword("not", inner, value, _schema, path),
    do: unless_true(check(value, inner, path) != [], path, "is excluded by the schema")

  defp keyword(_other, _argument, _value, _schema, _path), do: []

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

  defp unless_true(true, _path, _message), do: []
  defp unless_true(false, path, message), do: [at(path, message)]

  defp at("", message), do: "the value " <> message
  defp at(path, message), do: path <> " " <> message
end
