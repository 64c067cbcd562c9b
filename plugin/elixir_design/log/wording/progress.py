"""A status that lists several: boxes of which one is ticked, steps with their days, a way through them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from elixir_design.log.model import DayOrder, Status
from elixir_design.log.wording.dates import first_day
from elixir_design.log.wording.plain import plain
from elixir_design.log.wording.statuses import status_of_words

_BOX = re.compile(r"\[(?P<mark>[ xX])\]\s+(?P<rest>\S.*)", re.DOTALL)
_ARROW = re.compile(r"\s*(?:-+>|=+>|[\u2192\u27a1\u21d2]\ufe0f?)\s*")


def ticked(items: Sequence[str]) -> str | None:
    """The words behind the one box that is ticked; all of them, as alternatives, where none or several are.

    Args:
        items: Items of a list.

    Returns:
        None where the items are no boxes.
    """
    boxes = [match for item in items if (match := _BOX.match(item))]
    if len(boxes) < len(items) or not boxes:
        return None
    chosen = [box["rest"] for box in boxes if box["mark"] != " "]
    return chosen[0] if len(chosen) == 1 else " | ".join(box["rest"] for box in boxes)


def latest(steps: Sequence[str]) -> str | None:
    """The latest step, where all steps are a status and its day.

    Args:
        steps: Lines or items, such as "2026-01-05: Proposed".
    """
    dated: list[tuple[date, int, str]] = []
    for place, step in enumerate(steps):
        found = first_day(plain(step), DayOrder())
        if found is None or found.day is None:
            return None
        if status_of_words(step) is None:
            return None
        dated.append((found.day, place, step))
    return max(dated)[2] if len(dated) > 1 else None


def arrived(text: str) -> str:
    """Where a way leads ("Draft \u2192 Accepted"); the text itself where it leads to no known words."""
    *before, last = _ARROW.split(text)
    known: Status | None = status_of_words(last) if before and last.strip() else None
    return last if known is not None else text
