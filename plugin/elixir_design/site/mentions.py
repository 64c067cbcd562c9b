"""What sessions carry along from one list to the next, shown once with the places where it comes up again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from elixir_design.ledger.model import LedgerItem, NextStep

Place = tuple[str, int]
"""Session and line."""

_Left = TypeVar("_Left", LedgerItem, NextStep)


@dataclass(frozen=True, slots=True)
class Mentions(Generic[_Left]):
    """A list of things left for later.

    Attributes:
        items: Each once, in the order of the logs.
        also: The sessions that repeat an item, in their order, by the place where it was first mentioned.
    """

    items: tuple[_Left, ...]
    also: Mapping[Place, tuple[str, ...]]


def mentions(items: Iterable[_Left]) -> Mentions[_Left]:
    """Folds repetitions into the first mention; one whose first mention is not listed stands for itself."""
    listed = tuple(items)
    firsts = {(item.session, item.line) for item in listed if item.repeats_at is None}
    also: defaultdict[Place, dict[str, None]] = defaultdict(dict)
    kept: list[_Left] = []
    for item in listed:
        if item.repeats_at in firsts and item.repeats_at is not None:
            also[item.repeats_at][item.session] = None
        else:
            kept.append(item)
    return Mentions(tuple(kept), {place: tuple(sessions) for place, sessions in also.items()})
