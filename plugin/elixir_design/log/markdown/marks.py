"""Comments in which our programs note what is not for readers: who answered, where a block ends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

_OPENING = "<!-- elixir-design:"
# A mark that was cut off within its last two hyphens is whole once the comment is closed below it.
_MARK = re.compile(r"<!--\s*elixir-design:\s*(?P<json>\{(?:(?!-->).)*?\})[\s-]*-->", re.DOTALL)


def mark_of(noted: Mapping[str, str]) -> str:
    """A mark that notes some values; those that are empty are left out."""
    return f"{_OPENING} {json.dumps({key: value for key, value in noted.items() if value})} -->"


def mark_json(text: str) -> str | None:
    """What the first whole mark of a text notes, as JSON; None without one."""
    match = _MARK.search(text)
    return match["json"] if match else None


def marks_in(text: str) -> Iterator[dict[str, object]]:
    """What the whole marks of a text note; one that is no JSON object notes nothing."""
    for match in _MARK.finditer(text):
        if noted := noted_in(match["json"]):
            yield noted


def noted_in(said: str) -> dict[str, object]:
    """The values of a mark's JSON; none if it is no JSON object."""
    try:
        noted = json.loads(said)
    except (ValueError, RecursionError):
        return {}
    return noted if isinstance(noted, dict) else {}


def is_cut_mark(text: str) -> bool:
    """Whether a text, the last of its file, is the first part of a mark that was never finished."""
    said = text.strip()
    return bool(said) and not _MARK.search(said) and (_OPENING.startswith(said) or said.startswith(_OPENING))
