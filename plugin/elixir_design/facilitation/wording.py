"""What a session says on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from elixir_design.catalog.model import CatalogOption, Finding
from elixir_design.facilitation.answers import Answer
from elixir_design.facilitation.briefing import Evidence, concepts, names_of
from elixir_design.facilitation.closing import Summary
from elixir_design.facilitation.impact import Touched
from elixir_design.facilitation.replies import KEYS, Act
from elixir_design.facilitation.screen import Screen
from elixir_design.facilitation.workshop import Recorded, Workshop
from elixir_design.ledger.questions import Question, State
from elixir_design.log.model import Status
from elixir_design.log.typed import line_of

MARKS = {
    Status.DECIDED: "decided",
    Status.REJECTED: "rejected",
    Status.DEFERRED: "deferred",
    Status.OPEN: "open",
}
"""Statuses in words."""

_LONGEST_PASSAGE = 6


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


def load_context(screen: Screen, evidence: Evidence) -> None:
    """The patterns that the analysis found, as concepts."""
    found = concepts(evidence)
    if not found:
        return
    screen.title("What the analysis found")
    for name, findings in found:
        screen.say(f"{name}:")
        for finding in findings[:1]:
            _quote(screen, finding)


def present(screen: Screen, question: Question, state: State, workshop: Workshop) -> None:
    """A question with its options, the strongest finding, and what was said on it before."""
    screen.say()
    screen.title(f"Dimension {question.number} of {_last(state, question)}: {question.name}")
    dimension = question.dimension
    if dimension is not None:
        screen.say(line_of(dimension.question))
        screen.say()
        screen.say(f"Why it matters: {line_of(dimension.why_it_matters)}")
    _earlier(screen, question, workshop)
    briefing = workshop.briefing(question)
    if briefing.findings:
        screen.say()
        screen.say("From the analysis:")
        _quote(screen, briefing.findings[0])
    if dimension is not None:
        screen.say()
        many_may = "one or several may stand together" if dimension.pick == "many" else "one, or a hybrid"
        screen.say(f"Options ({many_may}):")
        for number, option in enumerate(dimension.options, start=1):
            _option(screen, number, option)
        screen.listed("\nElixir considerations:", (line_of(text) for text in dimension.considerations[:2]))
    screen.listed("\nSteer away from:", briefing.steer_away)
    screen.say()
    show_keys(screen, question)


def explain(screen: Screen, question: Question, workshop: Workshop) -> None:
    """Everything that is known about a question; it stays open."""
    dimension = question.dimension
    if dimension is None:
        screen.say("This is a question of your own: type o and answer it in your own words.")
        return
    for number, option in enumerate(dimension.options, start=1):
        screen.say()
        screen.title(f"{number}. {option.label}")
        screen.say(line_of(option.summary), indent=3)
        for label, texts in (
            ("Pros:", option.pros),
            ("Cons:", option.cons),
            ("Choose it when:", option.choose_when),
            ("Avoid it when:", option.avoid_when),
            ("Packages:", tuple(f"{library.name} {library.requirement}" for library in option.libraries)),
        ):
            screen.listed(f"   {label}", map(line_of, texts), indent=5)
    screen.listed("\nElixir considerations:", map(line_of, dimension.considerations))
    screen.listed("\nThe analysis looked at:", map(line_of, dimension.from_analysis))
    briefing = workshop.briefing(question)
    for label, findings in (("Found:", briefing.findings), ("Goes wrong elsewhere:", briefing.warnings)):
        if findings:
            screen.say(f"\n{label}")
            for finding in findings:
                _quote(screen, finding)
    screen.listed("\nSteer away from:", briefing.steer_away)
    screen.say()
    show_keys(screen, question, explained=True)


def show_keys(screen: Screen, question: Question, *, explained: bool = False) -> None:
    """How a reply is given: in a line, or explained key by key."""
    options = question.dimension.options if question.dimension else ()
    known = [
        (key, word, words)
        for key, (act, word, words) in KEYS.items()
        if not (act is Act.KEEP and not question.decided) and not (act is Act.MORE and not options)
    ]
    if explained:
        if options:
            screen.say(f"1-{len(options)}  choose an option; 1+2 combines two", indent=2, hanging=5)
        for key, _, words in known:
            screen.say(f"{key}    {words}", indent=2, hanging=5)
        return
    choose = [f"1-{len(options)} choose (1+2 combines)"] if options else []
    screen.say("; ".join([*choose, *(f"{key} {word}" for key, word, _ in known)]))


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
        said = question.choice if question.decided else _reason(question)
        status = MARKS.get(question.status, question.status.value)
        screen.say(
            f"{question.number:>2} {status:<8} {question.name}" + (f": {line_of(said)}" if said else ""),
            hanging=12,
        )
    screen.listed("Open questions:", (line_of(item.text) for item in state.open_questions))


def farewell(screen: Screen, summary: Summary, log: Path) -> None:
    """The architecture, the counts, and what to do next."""
    if summary.sketch:
        screen.say()
        screen.title("Supervision tree")
        screen.block(summary.sketch.tree)
        screen.say()
        screen.title("Modules")
        screen.block(summary.sketch.modules)
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


def many(count: int, one: str, more: str = "") -> str:
    """A count with its noun."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def headline(block: str) -> str:
    """What a block of a log is about, in a line."""
    lines = [line.strip() for line in block.split("\n") if line.strip() and line.strip() != "---"]
    heading = lines[0].lstrip("# ") if lines else ""
    choice = next((line for line in lines if line.startswith("**Choice**: ")), "")
    return f"{heading}: {choice.removeprefix('**Choice**: ')}" if choice else heading


def _option(screen: Screen, number: int, option: CatalogOption) -> None:
    screen.say(f"{number:>2}. {option.label}" + (" (a modifier)" if option.modifies else ""), hanging=4)
    screen.say(line_of(option.summary), indent=4)
    for sign, texts in (("+", option.pros), ("-", option.cons)):
        for text in texts[:1]:
            screen.say(f"{sign} {line_of(text)}", indent=4, hanging=2)


def _quote(screen: Screen, finding: Finding) -> None:
    lines = finding.text.split("\n")
    text = "\n".join(lines[:_LONGEST_PASSAGE]) + ("\n..." if len(lines) > _LONGEST_PASSAGE else "")
    screen.verbatim(text, f"{finding.report}:{finding.line}")


def _earlier(screen: Screen, question: Question, workshop: Workshop) -> None:
    """What was said on a question before: a deferral's reason, a decision, notes."""
    answer = question.answer
    if answer is not None and question.deferred:
        screen.say(f"Put off in {answer.session}: {_reason(question)}")
    elif answer is not None and question.decided:
        screen.say(f"Decided in {answer.session}: {question.choice}. A new answer is recorded as a revision.")
    notes: Sequence[str] = [note.text for note in workshop.notes(question)]
    if answer is not None and not question.decided:
        notes = [*answer.entry.discussion, *notes]
    screen.listed("Noted so far:", map(line_of, notes))


def _reason(question: Question) -> str:
    if question.answer is None or question.decided:
        return ""
    return line_of(" ".join(question.answer.rationale))


def _last(state: State, question: Question) -> int:
    return max([question.number, *(other.number for other in state.questions)])
