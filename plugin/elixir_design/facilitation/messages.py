"""What a session says to people, in words that its fronts share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from elixir_design.facilitation.briefing import names_of
from elixir_design.ledger.model import Question
from elixir_design.ledger.questions import State
from elixir_design.log.model import Entry, Status
from elixir_design.log.writing.input import line_of

MARKS = {
    Status.DECIDED: "decided",
    Status.REJECTED: "rejected",
    Status.DEFERRED: "deferred",
    Status.OPEN: "open",
}
"""Statuses in words."""


def resume_line(state: State, started: datetime | None, session_id: str) -> str:
    """How a resumed session begins."""
    day = f"{started:%Y-%m-%d}" if started else session_id
    following = state.next()
    decided = names_of(state.decided) or "nothing yet"
    pending = names_of(state.pending) or "nothing"
    goes_on = following.name if following else "the summary"
    return (
        f"Resuming session from {day}. We've decided on {decided}. Still open: {pending}. "
        f"Let's continue with {goes_on}..."
    )


def missing_sessions(state: State) -> str:
    """What is not known because logs are missing; "" when none is."""
    names = ", ".join(state.missing_sessions)
    return (
        f"The logs go on from {names}, not found here. What was decided there does not count until the log "
        "is in the folder, or until it is decided again."
        if names
        else ""
    )


def tally(entries: Iterable[Entry]) -> str:
    """How many entries of a log were decided, rejected and put off."""
    counted = Counter(entry.status for entry in entries)
    told = (Status.DECIDED, Status.REJECTED, Status.DEFERRED)
    return (
        ", ".join(f"{counted[status]} {MARKS[status]}" for status in told if counted[status])
        or "no decisions"
    )


def what_was_said(block: str) -> str:
    """The part of an entry that is a person's: discussion and decision, without what was shown to them."""
    places = [block.find(f"\n### {heading}\n") for heading in ("Discussion", "Decision")]
    start = min((place for place in places if place >= 0), default=0)
    return block[start:].strip()


def many(count: int, one: str, more: str = "") -> str:
    """A count with its noun."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def headline(block: str) -> str:
    """What a block of a log is about, in a line."""
    lines = [line.strip() for line in block.split("\n")]
    heading = next((line.lstrip("# ") for line in lines if line.startswith("#")), "")
    choice = next((line for line in lines if line.startswith("**Choice**: ")), "")
    return f"{heading}: {choice.removeprefix('**Choice**: ')}" if choice else heading


def reason(question: Question) -> str:
    """Why a question was put off or left open, on one line."""
    if question.answer is None or question.decided:
        return ""
    return line_of(" ".join(question.answer.rationale))
