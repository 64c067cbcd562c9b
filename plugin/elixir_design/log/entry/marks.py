"""What our own fronts note below a decision."""

from __future__ import annotations

from collections.abc import Iterable

from elixir_design.log.markdown.marks import noted_in
from elixir_design.log.model import Status
from elixir_design.log.sections.parts import Part


def _mark(parts: Iterable[Part]) -> dict[str, object]:
    """What our own fronts note below a decision: who answered, and where that leaves the question."""
    for part in parts:
        if part.field.origin == "mark" and (noted := noted_in(part.field.text)):
            return noted
    return {}


def answered_by(parts: Iterable[Part]) -> str | None:
    """Who answered, as our fronts recorded it."""
    who = _mark(parts).get("answered_by")
    return who if isinstance(who, str) else None


def marked_status(parts: Iterable[Part]) -> Status | None:
    """Where the question was left, as our fronts recorded it."""
    said = _mark(parts).get("status")
    return Status(said) if isinstance(said, str) and said in set(Status) else None


def stated_question(parts: Iterable[Part]) -> str | None:
    """The key of the question that was answered, as our fronts recorded it."""
    key = _mark(parts).get("question")
    return key if isinstance(key, str) and key else None
