"""The JSON Schema of an export, and what of it a file breaks, in words for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Any

import elixir_design
from elixir_design.ledger.exported.json_text import Fault, Path
from elixir_design.ledger.json import SCHEMA

_EXPORT_AGAIN = "export again with elixir-design export --format json"
_KINDS = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}
_LONGEST_VALUE = 60


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of what ``export --format json`` writes."""
    return (files(__package__) / "ledger.schema.json").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def export_keys() -> frozenset[str]:
    """The keys of an export's outermost object."""
    return frozenset(json.loads(schema_text())["properties"])


def version_fault(data: Mapping[str, object]) -> Fault | None:
    """What is wrong with an export's schema number; nothing else of the file means anything then."""
    if "schema" not in data:
        return Fault(
            ("schema",), f'this key is missing; exports begin with "schema": {SCHEMA}', _EXPORT_AGAIN
        )
    found = data["schema"]
    if type(found) is int and found == SCHEMA:
        return None
    return Fault(
        ("schema",),
        f"the file has {_shown(found)}; elixir-design {elixir_design.__version__} reads schema {SCHEMA}",
        "use the elixir-design that wrote the file, or export again with this one",
    )


def schema_faults(data: object) -> list[Fault]:
    """What of the schema an export breaks.

    Args:
        data: The export, of a schema number that we know.

    Returns:
        The faults, and as harmless ones the keys that the schema does not know: fields may come without a
        new schema number, but a key that is misspelt must not be passed over in silence.
    """
    broken: dict[Fault, None] = {}
    unknown: dict[tuple[tuple[object, ...], str], list[Fault]] = {}
    for error in _validator().iter_errors(data):
        path: Path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            for key in sorted(set(error.instance) - set(error.schema["properties"])):
                place = (tuple(error.absolute_schema_path), key)
                unknown.setdefault(place, []).append(_unknown(path, key, error))
        else:
            broken.update(dict.fromkeys(_faults(error, path)))
    return [*broken, *(_once(faults) for faults in unknown.values())]


@lru_cache(maxsize=1)
def _validator() -> Any:  # noqa: ANN401 - the library has no types
    # Imported here: the command line starts faster without it.
    from jsonschema import Draft202012Validator

    schema = json.loads(schema_text())
    return Draft202012Validator(
        _prepared(schema, schema["$defs"]), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def _prepared(schema: object, definitions: Mapping[str, object]) -> Any:  # noqa: ANN401 - any JSON value
    """The schema for one pass over large files.

    Every object is limited to its known keys, so that the same pass finds others; and references are
    written out, because the library looks each of them up for each value.
    """
    if isinstance(schema, list):
        return [_prepared(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _prepared(definitions[schema["$ref"].removeprefix("#/$defs/")], definitions)
    prepared = {key: _prepared(value, definitions) for key, value in schema.items() if key != "$defs"}
    if "properties" in schema and "type" in schema:
        prepared.setdefault("additionalProperties", False)
    return prepared


def _faults(error: Any, path: Path) -> Iterator[Fault]:  # noqa: ANN401 - the library has no types
    found, value = error.instance, error.validator_value
    match error.validator:
        case "required":
            for key in value:
                if key not in found:
                    near = get_close_matches(key, set(found) - set(error.schema["properties"]), n=1)
                    hint = f"is {_shown(near[0])} meant for it?" if near else _EXPORT_AGAIN
                    yield Fault((*path, key), "this key is missing", hint)
        case "type":
            kinds = " or ".join(_KINDS[kind] for kind in ([value] if isinstance(value, str) else value))
            yield Fault(path, f"expected {kinds}, found {_shown(found)}", _EXPORT_AGAIN)
        case "enum":
            near = get_close_matches(found, value, n=1) if isinstance(found, str) else []
            hint = f"did you mean {near[0]}?" if near else _EXPORT_AGAIN
            yield Fault(path, f"expected {_listed(value)}, found {_shown(found)}", hint)
        case "uniqueItems":
            yield Fault(path, "an item stands twice in this list", "leave only one of them")
        case "minimum" | "maximum":
            range_ = f"from {error.schema['minimum']} to {error.schema['maximum']}"
            yield Fault(path, f"expected a whole number {range_}, found {_shown(found)}", _EXPORT_AGAIN)
        case _:
            # What is left limits texts; each such text has an example in the schema.
            example = _shown(error.schema["examples"][0])
            yield Fault(path, f"expected text such as {example}, found {_shown(found)}", _EXPORT_AGAIN)


def _unknown(path: Path, key: str, error: Any) -> Fault:  # noqa: ANN401 - the library has no types
    """A key that the schema does not know; no harm is done unless it stands for one that is missing."""
    near = get_close_matches(key.casefold(), error.schema["properties"], n=1)
    hint = f"did you mean {near[0]}?" if near else "nothing needs to be done if a newer version wrote it"
    harmless = not near or near[0] in error.instance
    return Fault((*path, key), "this key is not known and not used", hint, on_key=True, harmless=harmless)


def _once(faults: Sequence[Fault]) -> Fault:
    """One fault for all places of the same kind."""
    first = faults[0]
    return first if len(faults) == 1 else replace(first, message=f"{first.message} ({len(faults)} times)")


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "an object"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
