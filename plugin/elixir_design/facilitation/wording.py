"""What a session says on the screen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from elixir_design.facilitation.answers import Answer
from elixir_design.facilitation.briefing import names_of
from elixir_design.facilitation.closing import Summary
from elixir_design.facilitation.impact import Touched
from elixir_design.facilitation.screen import Screen, columns
from elixir_design.facilitation.workshop import Recorded
from elixir_design.ledger.questions import Question, State
from elixir_design.log.model import Entry, SessionLog, Status
from elixir_design.log.writing.input import line_of

MARKS = {
    Status.DECIDED: "decided",
    Status.REJECTED: "rejected",
    Status.DEFERRED: "deferred",
    Status.OPEN: "open",
}
"""Statuses in words."""

_ORIGIN = re.compile(r"  <- \S+$")
"""Which decision put a process into the tree; left out where the line would be too long."""


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


def welcome_back(screen: Screen, state: State, log: SessionLog) -> None:
    """How a resumed session begins, and what is to be known beside the questions."""
    screen.say(resume_line(state, log.started, log.id))
    if state.missing_sessions:
        screen.say(missing_sessions(state))
    left = [
        many(len(items), one)
        for items, one in ((state.put_off, "deferred item"), (state.open_questions, "open question"))
        if items
    ]
    if left:
        screen.say(f"Beside the questions: {' and '.join(left)}; elixir-design session status lists them.")


def missing_sessions(state: State) -> str:
    """What is not known because logs are missing; "" when none is."""
    names = ", ".join(state.missing_sessions)
    return (
        f"The logs go on from {names}, not found here. What was decided there does not count until the log "
        "is in the folder, or until it is decided again."
        if names
        else ""
    )


def confirm(screen: Screen, question: Question, answer: Answer, recorded: Recorded) -> None:
    """What was written, and where."""
    verb = "Deferred" if answer.deferred else "Revised" if question.decided else "Decided"
    what = question.name if answer.deferred else f"{question.name}: {answer.choice}"
    screen.say()
    screen.say(f"{verb}: {what}")
    screen.say(f"Written to {recorded.log}")


def impact(screen: Screen, question: Question, touched: Touched) -> None:
    """What a revision touches."""
    screen.say()
    screen.say(f"{question.name} now: {question.choice or 'no decision'}")
    if not touched:
        screen.say("Nothing else depends on it.")
        return
    screen.say("A change touches")
    screen.listed("decisions:", (f"{title}: {why}" for title, why in touched.decisions))
    screen.listed("processes:", touched.processes)
    screen.listed("files of the generated project:", touched.files)


def review(screen: Screen, state: State) -> None:
    """Where all questions stand, before a session is finished."""
    screen.say()
    screen.title("Every question had its turn")
    overview(screen, state)


def overview(screen: Screen, state: State) -> None:
    """One line per question, then what is left open."""
    for question in state.questions:
        said = question.choice if question.decided else reason(question)
        status = MARKS.get(question.status, question.status.value)
        screen.say(
            f"{question.number:>2} {status:<8} {question.name}" + (f": {line_of(said)}" if said else ""),
            hanging=12,
        )
    screen.listed("Also deferred:", (line_of(item.text) for item in state.put_off))
    screen.listed("Open questions:", (line_of(item.text) for item in state.open_questions))


def farewell(screen: Screen, summary: Summary, log: Path) -> None:
    """The architecture, the counts, and what to do next."""
    if summary.sketch:
        screen.say()
        screen.title("Supervision tree")
        screen.block(_narrowed(summary.sketch.tree, screen.width))
        screen.say()
        screen.title("Modules")
        screen.block(summary.sketch.modules)
        screen.say()
        screen.say("The types and the callbacks of the behaviours are in the log and the design document.")
        screen.listed("\nMind:", summary.sketch.warnings)
    elif summary.why_no_sketch:
        screen.say()
        screen.say(f"No architecture sketch: {summary.why_no_sketch}.")
    screen.say()
    screen.title("Next steps")
    decided, deferred = len(summary.decided), len(summary.deferred)
    screen.say(f"{many(decided, 'decision')} made in this session, {deferred} deferred.")
    if summary.first_module:
        screen.say(f"Build first: {summary.first_module}", hanging=2)
    for place, step in enumerate(summary.order, start=1):
        screen.say(f"{place}. {step}", hanging=3)
    screen.say(f"The session is in {log}")


def _narrowed(tree: str, width: int) -> str:
    lines = tree.split("\n")
    return "\n".join(line if columns(line) <= width else _ORIGIN.sub("", line) for line in lines)


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
    lines = [line.strip() for line in block.split("\n") if line.strip() and line.strip() != "---"]
    heading = lines[0].lstrip("# ") if lines else ""
    choice = next((line for line in lines if line.startswith("**Choice**: ")), "")
    return f"{heading}: {choice.removeprefix('**Choice**: ')}" if choice else heading


def reason(question: Question) -> str:
    """Why a question was put off or left open, on one line."""
    if question.answer is None or question.decided:
        return ""
    return line_of(" ".join(question.answer.rationale))
