"""What a section says before any label: that something was chosen, or set aside."""

from __future__ import annotations

from collections.abc import Sequence

from elixir_design.log.model import Status
from elixir_design.log.sections.fields import Field
from elixir_design.log.wording.plain import joined
from elixir_design.log.wording.sentences import leaves_open, said_choice, sets_aside


def says_choice(fields: Sequence[Field]) -> bool:
    """Whether the text before any label says what was chosen, without being asked ("We went with X")."""
    blocks = fields[0].blocks if fields and fields[0].origin == "intro" else []
    return any(block.kind == "paragraph" and said_choice(joined(block.text)) is not None for block in blocks)


def says_where_it_stands(fields: Sequence[Field]) -> Status | None:
    """Where the text before any label leaves the question, when it begins with that ("Skipped for now")."""
    blocks = fields[0].blocks if fields and fields[0].origin == "intro" else []
    if not blocks or blocks[0].kind != "paragraph":
        return None
    text = joined(blocks[0].text)
    if sets_aside(text):
        return Status.DEFERRED
    return Status.OPEN if leaves_open(text) else None
