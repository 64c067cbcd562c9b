"""Text in YAML or JSON as values, with the places of its keys: both readers keep the last of equal ones."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from elixir_design.ledger.exported.json_text import Lines, Path, members

if TYPE_CHECKING:
    import yaml

_Place = tuple[int, int]
"""A line and a column, both from 1."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What a text says, and where.

    Attributes:
        data: The values.
        places: Where each key stands, by the keys that lead to it.
    """

    data: object
    places: Mapping[Path, tuple[_Place, ...]]

    def place(self, *path: str) -> str:
        """Where a key stands first, as people write it: ``3:5``."""
        return _shown(self.places[path][0])

    @property
    def repeated(self) -> Iterator[str]:
        """Keys that stand more than once, as messages that begin with the place of the last."""
        for path, (first, *others) in self.places.items():
            if others and not any(len(self.places.get(path[:end], ())) > 1 for end in range(1, len(path))):
                key = ": ".join(map(str, path))
                yield f"{_shown(others[-1])}: {key}: stands twice, first at {_shown(first)}; keep one of them"


def placed_json(text: str) -> Placed:
    """Reads JSON.

    Raises:
        ValueError: It is no JSON.
        RecursionError: It nests too deeply.
    """
    data: object = json.loads(text)
    lines = Lines.of(text)
    found = ((member.path, lines.at(member.key[0])[:2]) for member in members(text) if member.key)
    return Placed(data, _by_path(found))


def placed_yaml(text: str) -> Placed:
    """Reads YAML.

    Raises:
        ValueError: It is no YAML, or has values that there are not, such as a thirteenth month.
        RecursionError: It nests too deeply.
    """
    import yaml

    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Placed(None, {})
        # First the keys: making values of a node adds to it the keys that it merges.
        places = _by_path(_yaml_keys(loader, node, (), set()))
        return Placed(loader.construct_document(node), places)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    finally:
        loader.dispose()


def _yaml_keys(
    loader: yaml.SafeLoader, node: yaml.Node, path: Path, seen: set[int]
) -> Iterator[tuple[Path, _Place]]:
    """The keys of a node; of one that stands in several places by an alias, those of the first."""
    import yaml

    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value):
            yield from _yaml_keys(loader, item, (*path, place), seen)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            merges = key.tag == "tag:yaml.org,2002:merge"
            # By what the key means: 0x1 and 1 are the same.
            inner = (*path, key.value if merges else str(loader.construct_object(key, deep=True)))
            yield inner, (key.start_mark.line + 1, key.start_mark.column + 1)
            yield from _yaml_keys(loader, value, inner, seen)


def _by_path(found: Iterator[tuple[Path, _Place]]) -> dict[Path, tuple[_Place, ...]]:
    places: defaultdict[Path, list[_Place]] = defaultdict(list)
    for path, place in found:
        places[path].append(place)
    return {path: tuple(standing) for path, standing in places.items()}


def _shown(place: _Place) -> str:
    return f"{place[0]}:{place[1]}"
