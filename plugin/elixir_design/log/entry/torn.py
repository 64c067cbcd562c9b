"""An entry that was never finished: its words are kept, and none of them counts."""

from __future__ import annotations

from dataclasses import replace

from elixir_design.log.model import Entry, Status


def as_torn(entry: Entry, question: str) -> Entry:
    """Takes an entry out of force.

    A choice may have lost its end ("ETS, not Mnesia" was cut to "ETS"), so it is shown as a point of the
    discussion and is no choice; what the entry would have replaced stays as it is.

    Args:
        entry: As it was read.
        question: Key of its question by the mark that began it, or "".
    """
    said = [reference.text for reference in entry.supersedes] + [choice.text for choice in entry.choices]
    return replace(
        entry,
        status=Status.OPEN,
        choices=(),
        options=tuple(replace(option, chosen=False) for option in entry.options),
        discussion=(*entry.discussion, *said),
        refines=(),
        supersedes=(),
        superseded_by=(),
        answered_by=None,
        decision_line=None,
        question=question or None,
        torn=True,
        inferred=entry.inferred - {"status"},
    )
