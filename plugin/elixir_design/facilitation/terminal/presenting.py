"""How a question is shown: what the analysis found, what to weigh, what to steer away from, the options."""

from __future__ import annotations

import re
from collections.abc import Sequence

from elixir_design.catalog.model import CatalogOption, Finding
from elixir_design.catalog.passages import labelled_cells
from elixir_design.facilitation.briefing import Evidence, concepts
from elixir_design.facilitation.messages import reason
from elixir_design.facilitation.session import DesignSession
from elixir_design.facilitation.terminal.replies import KEYS, Act
from elixir_design.facilitation.terminal.screen import Screen
from elixir_design.ledger.model import Question
from elixir_design.ledger.questions import State
from elixir_design.log.writing.input import line_of

_LONGEST_PASSAGE = 6
_CONSIDERED = 2
_PAUSE = re.compile(r"[:;,]")
_LINE_BREAK = re.compile(r"<br */?>")


def load_context(screen: Screen, evidence: Evidence) -> None:
    """The patterns that the analysis found, as concepts."""
    found = concepts(evidence)
    if not found:
        return
    screen.title("What the analysis found")
    for concept in found:
        screen.say()
        if concept.patterns:
            screen.say(f"{concept.name}: {'; '.join(concept.patterns)}")
            screen.source(concept.place)
        else:
            screen.say(f"{concept.name}:")
        if concept.said:
            quote(screen, concept.said)


def present(screen: Screen, question: Question, state: State, design: DesignSession) -> None:
    """A question with its options, the strongest finding, and what was said on it before."""
    screen.say()
    screen.title(f"Dimension {question.position} of {_last(state, question)}: {question.name}")
    dimension = question.dimension
    if dimension is not None:
        screen.say(line_of(dimension.question))
        screen.say()
        screen.say(f"Why it matters: {line_of(dimension.why_it_matters)}")
    _earlier(screen, question, design)
    briefing = design.briefing(question)
    _quotes(screen, "From the analysis:", briefing.findings[:1])
    considerations = tuple(map(line_of, dimension.considerations)) if dimension else ()
    screen.listed("\nElixir considerations:", considerations[:_CONSIDERED])
    if rest := considerations[_CONSIDERED:]:
        subjects = "; ".join(_subject(text) for text in rest)
        screen.say(f"- also, with ?: {subjects}", indent=2, hanging=2)
    screen.listed("\nSteer away from:", briefing.steer_away)
    for warning in briefing.warnings[:1]:
        quote(screen, warning)
    if dimension is not None:
        # The options stand last, so that their numbers are in sight when the reply is typed.
        screen.say()
        many_may = "one or several may stand together" if dimension.pick == "many" else "one, or a hybrid"
        screen.say(f"Options ({many_may}):")
        for number, option in enumerate(dimension.options, start=1):
            _option(screen, number, option)
    screen.say()
    show_keys(screen, question)


def explain(screen: Screen, question: Question, design: DesignSession, slugs: Sequence[str] = ()) -> None:
    """Everything that is known about a question; it stays open.

    Args:
        screen: Where it is shown.
        question: The question.
        design: Where findings come from.
        slugs: The options about which more is wanted; without any, everything is shown.
    """
    dimension = question.dimension
    if dimension is None:
        screen.say("This is a question of your own: type o and answer it in your own words.")
        return
    for number, option in enumerate(dimension.options, start=1):
        if not slugs or option.slug in slugs:
            _whole_option(screen, number, option)
    if not slugs:
        screen.listed("\nElixir considerations:", map(line_of, dimension.considerations))
        screen.listed("\nThe analysis looked at:", map(line_of, dimension.from_analysis))
        briefing = design.briefing(question)
        _quotes(screen, "Found:", briefing.findings)
        _quotes(screen, "Goes wrong elsewhere:", briefing.warnings)
        screen.listed("\nSteer away from:", briefing.steer_away)
    screen.say()
    show_keys(screen, question, explained=not slugs)


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


def _whole_option(screen: Screen, number: int, option: CatalogOption) -> None:
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


def _option(screen: Screen, number: int, option: CatalogOption) -> None:
    screen.say(f"{number:>2}. {option.label}" + (" (a modifier)" if option.modifies else ""), hanging=4)
    screen.say(line_of(option.summary), indent=4)
    for sign, texts in (("+", option.pros), ("-", option.cons)):
        for text in texts[:1]:
            screen.say(f"{sign} {line_of(text)}", indent=4, hanging=2)


def quote(screen: Screen, finding: Finding) -> None:
    """A passage word for word, with where it stands; the cells of a table's row below each other."""
    cells = labelled_cells(finding.text)
    lines = [f"{head}: {cell}" if head else cell for head, cell in cells] or finding.text.split("\n")
    text = "\n".join(lines[:_LONGEST_PASSAGE]) + ("\n..." if len(lines) > _LONGEST_PASSAGE else "")
    screen.verbatim(_LINE_BREAK.sub("\n", text), f"{finding.report}:{finding.line}")


def _quotes(screen: Screen, label: str, findings: Sequence[Finding]) -> None:
    if findings:
        screen.say(f"\n{label}")
    for place, finding in enumerate(findings):
        if place:
            screen.say()
        quote(screen, finding)


def _subject(consideration: str) -> str:
    """What a consideration is about: its words up to the first pause."""
    return _PAUSE.split(consideration, maxsplit=1)[0]


def _earlier(screen: Screen, question: Question, design: DesignSession) -> None:
    """What was said on a question before: a deferral's reason, a decision, notes."""
    answer = question.answer
    if answer is not None and question.deferred:
        screen.say(f"Put off in {answer.session}: {reason(question)}")
    elif answer is not None and question.decided:
        screen.say(f"Decided in {answer.session}: {question.choice}. A new answer is recorded as a revision.")
    notes: Sequence[str] = [note.text for note in design.notes(question)]
    if answer is not None and not question.decided:
        notes = [*answer.entry.discussion, *notes]
    screen.listed("Noted so far:", map(line_of, notes))


def _last(state: State, question: Question) -> int:
    return max([question.position, *(other.position for other in state.questions)])
