"""What a session says on the screen around its questions: how it begins, what was written, how it ends."""

from __future__ import annotations

import re
from pathlib import Path

from elixir_design.facilitation.answers import Answer
from elixir_design.facilitation.closing import Summary
from elixir_design.facilitation.impact import Touched
from elixir_design.facilitation.messages import (
    MARKS,
    many,
    missing_sessions,
    reason,
    resume_line,
)
from elixir_design.facilitation.session import Recorded
from elixir_design.facilitation.terminal.screen import Screen, columns
from elixir_design.ledger.model import Question
from elixir_design.ledger.questions import State
from elixir_design.log.model import SessionLog
from elixir_design.log.writing.input import line_of

_ORIGIN = re.compile(r"  <- \S+$")
"""Which decision put a process into the tree; left out where the line would be too long."""


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
    """One line per question, with what is doubtful about it, then what is left open."""
    titles = state.ledger.titles
    for question in state.questions:
        said = question.choice if question.decided else reason(question)
        status = MARKS.get(question.status, question.status.value)
        screen.say(
            f"{question.position:>2} {status:<8} {question.name}" + (f": {line_of(said)}" if said else ""),
            hanging=12,
        )
        for doubt in question.doubts:
            screen.say(f"            {doubt.sentence(titles)}", hanging=12)
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
