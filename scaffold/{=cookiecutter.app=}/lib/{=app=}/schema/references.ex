defmodule {= module =}.Schema.References do
  @moduledoc """
  `$ref` in a JSON Schema: where a reference leads, and whether all of them lead somewhere.

  References stay within their schema: `#` is the whole of it, and a JSON pointer such as `#/$defs/place` or
  `#/definitions/place` a part, with `~0` for `~`, `~1` for `/`, and percent encoding. A part with an `$id` is a schema
  of its own, and `#` in it means that part. Other documents, and names given by `$anchor`, are not looked up.
  """

  @type schema :: map() | boolean()

  @doc "What the reference leads to, and the schema that `#` means there; or what is wrong with it."
  @spec resolve(term(), schema()) :: {:ok, schema(), schema()} | {:error, String.t()}
  def resolve("#" <> fragment = ref, whole) do
    with {:ok, names} <- pointer(URI.decode(fragment)),
         {:ok, schema, whole} when is_map(schema) or is_boolean(schema) <-
           follow(names, whole, whole) do
      {:ok, schema, whole}
    else
      :no_pointer -> not_within(ref)
      _no_schema -> {:error, "the reference #{inspect(ref)} leads to no schema"}
    end
  end

  def resolve(ref, _whole), do: not_within(ref)

  defp not_within(ref) do
    {:error, "the reference #{inspect(ref)} must be # or a JSON pointer such as #/$defs/name"}
  end

  @doc "The schema that `#` means in `schema`, which is a part of `whole`."
  @spec whole(schema(), schema()) :: schema()
  def whole(%{"$id" => "#" <> _anchor}, whole), do: whole
  def whole(%{"$id" => id} = schema, _whole) when is_binary(id), do: schema
  def whole(_schema, whole), do: whole

  @doc """
  `:ok`, or which references of a schema cannot be followed: they lead nowhere, or back to themselves without going
  into the data, so that no value would ever have been checked.
  """
  @spec check(schema()) :: :ok | {:error, [String.t()]}
  def check(schema) do
    {next, problems} = explore(every(schema, schema), %{}, [])

    case problems ++ endless(next) do
      [] -> :ok
      problems -> {:error, Enum.uniq(problems)}
    end
  end

  # To each reference, those that are followed next for the same value.
  defp explore([], next, problems), do: {next, Enum.reverse(problems)}

  defp explore([{ref, whole} = place | rest], next, problems) do
    key = key(place)

    with false <- is_map_key(next, key),
         {:ok, schema, whole} <- resolve(ref, whole) do
      continued = schema |> same_value(whole) |> Enum.map(&key/1)
      explore(every(schema, whole) ++ rest, Map.put(next, key, continued), problems)
    else
      true -> explore(rest, next, problems)
      {:error, problem} -> explore(rest, Map.put(next, key, []), [problem | problems])
    end
  end

  # What `#` means has a name unless it is the whole schema; to compare schemas would take longer than all the rest.
  defp key({ref, whole}), do: {ref, whole["$id"]}

  # A reference that only leads to references that end does end itself; those that are left do not.
  defp endless(next) do
    case Map.filter(next, fn {_key, keys} -> Enum.any?(keys, &is_map_key(next, &1)) end) do
      ^next -> for {{ref, _id}, _keys} <- next, do: circle(ref)
      fewer -> endless(fewer)
    end
  end

  @doc false
  @spec circle(String.t()) :: String.t()
  def circle(ref),
    do: "the reference #{inspect(ref)} ends in a circle that never goes into the data"

  # All references in a schema, each with what `#` means there. The keywords with parts are those of `Schema`.
  defp every(schema, whole), do: references(schema, whole, &(beside(&1) ++ below(&1)))

  # Those of them that are about the same value as the schema itself.
  defp same_value(schema, whole), do: references(schema, whole, &beside/1)

  defp references(schema, whole, parts) when is_map(schema) do
    whole = whole(schema, whole)
    own = for {"$ref", ref} <- schema, do: {ref, whole}
    own ++ Enum.flat_map(parts.(schema), &references(&1, whole, parts))
  end

  defp references(_boolean, _whole, _parts), do: []

  defp beside(schema) do
    lists = for key <- ~w(allOf anyOf oneOf), list = schema[key], is_list(list), do: list
    Enum.concat([for({"not", part} <- schema, do: part) | lists])
  end

  defp below(schema) do
    maps = for key <- ~w(properties $defs definitions), map = schema[key], is_map(map), do: map
    parts = for key <- ~w(items additionalProperties), part = schema[key], do: part
    Enum.concat([parts | Enum.map(maps, &Map.values/1)])
  end

  defp pointer(""), do: {:ok, []}
  defp pointer("/" <> names), do: {:ok, names |> String.split("/") |> Enum.map(&unescape/1)}
  defp pointer(_name), do: :no_pointer

  # Names with escapes are rare, and replacing nothing takes most of the time of a reference.
  defp unescape(name) do
    if String.contains?(name, "~"),
      do: name |> String.replace("~1", "/") |> String.replace("~0", "~"),
      else: name
  end

  defp follow([], part, whole), do: {:ok, part, whole(part, whole)}

  defp follow([name | names], part, whole) do
    with {:ok, inner} <- part(part, name), do: follow(names, inner, whole(part, whole))
  end

  defp part(map, name) when is_map(map), do: Map.fetch(map, name)

  defp part(list, name) when is_list(list) do
    case Integer.parse(name) do
      {index, ""} when index >= 0 -> Enum.fetch(list, index)
      _no_index -> :error
    end
  end

  defp part(_leaf, _name), do: :error
end
