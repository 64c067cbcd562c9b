"""Every option that was ever considered, so that nobody has to weigh it from nothing again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from elixir_design.ledger.model import Decision, Question
from elixir_design.log.model import Status
from elixir_design.site.html.templating import render
from elixir_design.site.html.text_html import words
from elixir_design.site.html.widgets import Widgets, numbered, paginated, rows_shown
from elixir_design.site.model import Page
from elixir_design.site.options import Section
from elixir_design.site.reasons import first_reason, only_judges
from elixir_design.site.view import View


class Verdict(Enum):
    """What became of an option: key in addresses, word, and the status whose icon fits."""

    CHOSEN = ("chosen", "Chosen", "decided")
    REPLACED = ("replaced", "Chosen, then replaced", "superseded")
    PASSED = ("passed", "Not chosen", "none")
    DEFERRED = ("deferred", "Put off", "deferred")
    REJECTED = ("rejected", "Rejected", "rejected")

    def __init__(self, key: str, word: str, icon: str) -> None:
        self.key = key
        self.word = word
        self.icon = icon


@dataclass(slots=True)
class Considered:
    """One option of one question over all sessions, newest words first."""

    question: Question
    name: str
    verdict: Verdict
    why: str = ""
    reopen: str = ""
    catalog_when: str = ""
    decisions: list[Decision] = field(default_factory=list)


def options_pages(view: View) -> Iterator[Page]:
    """The index of options; it goes on on further pages when it is long."""
    if not view.has(Section.OPTIONS):
        return
    considered = consider(view)
    size = view.options.rows_per_page
    count = paginated(considered, size)
    for number in range(1, count + 1):
        rows = considered[(number - 1) * size : number * size]
        yield view.made(_page, str(number), number, count, rows, len(considered))


def _page(view: View, number: int, count: int, rows: list[Considered], total: int) -> Page:
    page = view.addresses.index("options", number)
    counts = Counter(row.verdict for row in rows)
    title = numbered("Options considered", number)
    return Page(
        path=page,
        title=title,
        markdown=render(
            "options",
            view,
            page,
            title=title,
            rows=rows,
            counts=[(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]],
            turns=Widgets(view, page).page_turns(
                lambda turn: view.addresses.index("options", turn),
                number,
                count,
                rows_shown("Options", number, view.options.rows_per_page, total),
            ),
        ),
        metadata={
            "description": "Every option ever considered, with why and what would reopen it.",
            "search": {"boost": 0.8} if number == 1 else {"exclude": True},
            "hide": ["toc"],
        },
        in_nav=number == 1,
    )


def consider(view: View) -> list[Considered]:
    """All options in the order of the questions; the newest decision has the say on what became of each."""
    place = {question.key: number for number, question in enumerate(view.questions)}
    found: dict[tuple[str, str], Considered] = {}
    for decision in reversed(view.ledger.decisions):
        question = view.question_of[decision.id]
        for name, verdict, why in _options_of(decision):
            key = (question.key, words(name).casefold())
            known = found.get(key)
            if known is None:
                known = found[key] = Considered(question, name, verdict)
            elif verdict is Verdict.CHOSEN or (verdict, known.verdict) == (Verdict.REPLACED, Verdict.PASSED):
                known.verdict = verdict
            known.why = known.why or why
            known.decisions.append(decision)
            if verdict is not Verdict.CHOSEN and not known.reopen and decision.entry.revisit_if:
                known.reopen = decision.entry.revisit_if[0]
    for row in found.values():
        if row.verdict is not Verdict.CHOSEN:
            row.catalog_when = _catalog_when(row)
    return sorted(found.values(), key=lambda row: place[row.question.key])


def _options_of(decision: Decision) -> Iterator[tuple[str, Verdict, str]]:
    reason = first_reason(decision)
    if decision.entry.status is Status.REJECTED:
        yield decision.title, Verdict.REJECTED, reason
        return
    if decision.entry.status is Status.DEFERRED:
        for option in decision.options:
            yield option.name, Verdict.DEFERRED, option.note or reason
        if only_judges(decision) and not decision.options:
            yield decision.title, Verdict.DEFERRED, reason
        return
    picked = Verdict.REPLACED if decision.status is Status.SUPERSEDED else Verdict.CHOSEN
    for option in decision.options:
        if option.chosen:
            yield option.name, picked, reason or next(iter(option.pros), "")
        else:
            yield option.name, Verdict.PASSED, "; ".join(option.cons[:2]) or option.note
    # An answer of one's own is an option too, though nobody had listed it.
    if decision.choices and not any(option.chosen for option in decision.options):
        choice = decision.choices[0]
        yield decision.title if only_judges(decision) else choice.text, picked, reason


def _catalog_when(row: Considered) -> str:
    dimension = row.question.dimension
    if dimension is None:
        return ""
    name = words(row.name).casefold()
    for option in dimension.options:
        if name in {option.label.casefold(), option.slug, *(alias.casefold() for alias in option.aliases)}:
            return "; ".join(option.choose_when[:2])
    return ""
