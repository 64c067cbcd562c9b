"""Where a name ends and what is said of it begins: "Name: rest", "Name \u2014 rest", "Name -> rest"."""

from __future__ import annotations

import re
from dataclasses import dataclass

COLON = "[:\uff1a]"
DASH = "[\u2014\u2013]"
ARROW = "(?:->|=>|\u2192|\u21d2|\u27f6)"
"""Separators, as patterns. A hyphen separates only with space around it; within words it joins."""

_AT_COLON = re.compile(rf"\s*{COLON}\s*")
_ANYWHERE = re.compile(rf"\s*(?:{COLON}|{DASH})\s*|\s+-\s+")


@dataclass(frozen=True, slots=True)
class Named:
    """A name with what is said of it; ``separator`` is what stands between, without the space around it."""

    name: str
    separator: str
    rest: str


def named(text: str) -> Named | None:
    """Cuts a text at its first colon: ``named = name COLON rest``; None without one."""
    match = _AT_COLON.search(text)
    if match is None:
        return None
    return Named(text[: match.start()].strip(), match.group().strip(), text[match.end() :].strip())


def pieces(text: str) -> list[str]:
    """Cuts a text at each colon, dash and hyphen between words ("Heron: decisions", "Heron - decisions")."""
    return _ANYWHERE.split(text)
