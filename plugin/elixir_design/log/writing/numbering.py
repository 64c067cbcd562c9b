"""Numbers for questions of a team's own: several people may think of one at the same time."""

from __future__ import annotations

import re

from elixir_design.log.model import Entry, EntryKind
from elixir_design.log.reader import read_log
from elixir_design.log.wording.plain import normal
from elixir_design.log.writing.render import NewEntry

_NUMBERED = frozenset({EntryKind.DIMENSION, EntryKind.TOPIC})


def free_number(entry: NewEntry, text: str, path: str) -> int | None:
    """The number that an entry on a question of the team's own gets in a log.

    Args:
        entry: With the number that it is to have if nothing speaks against it.
        text: What the log holds now.
        path: How the log is called.

    Returns:
        The number that the question already has in the log; else the wanted one if no other question has it;
        else the next that none has.
    """
    if entry.number is None or re.search(rf"(?<!\d)0*{entry.number}(?!\d)", text) is None:
        return entry.number
    numbered = [
        (found.number, found)
        for found in read_log(text, path).entries
        if found.number is not None and found.kind in _NUMBERED
    ]
    for number, found in numbered:
        if _same_question(found, entry):
            return number
    taken = {number for number, _ in numbered}
    return max(taken) + 1 if entry.number in taken else entry.number


def _same_question(found: Entry, entry: NewEntry) -> bool:
    if found.question is not None and entry.key:
        return found.question == entry.key
    return normal(found.title) == normal(entry.title)
