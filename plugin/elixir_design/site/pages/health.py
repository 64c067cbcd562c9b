"""What the logs do not say: shown as it is, so that it can be said where it belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from elixir_design.catalog.model import Match
from elixir_design.diagnostics import Diagnostic, Severity
from elixir_design.ledger.model import Decision
from elixir_design.log.model import Status
from elixir_design.site.html.templating import render
from elixir_design.site.model import Page
from elixir_design.site.options import Section
from elixir_design.site.view import View

_SHOWN = 50
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a log may leave out, with the decisions that do."""

    label: str
    meaning: str
    found: tuple[Decision, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Group:
    """Diagnostics of one code; ``advice`` is what all of them advise, empty when they differ."""

    code: str
    severity: str
    problems: tuple[Diagnostic, ...]

    @property
    def advice(self) -> str:
        """What to do, said once."""
        hints = {problem.hint for problem in self.problems}
        return hints.pop() if len(hints) == 1 else ""


def _is_answer(decision: Decision) -> bool:
    return decision.entry.status is Status.DECIDED


# label, what it means, whom it concerns, and whether it is missing there
_CHECKS: tuple[tuple[str, str, Callable[[Decision], bool], Callable[[Decision], bool]], ...] = (
    (
        "No answer and no status",
        "The question was taken up, but the log records neither a choice nor that it was put off.",
        lambda _: True,
        lambda decision: decision.status is Status.OPEN and not decision.choices,
    ),
    (
        "No date",
        "Neither the decision nor its session says when; it is left out of the timeline of what stood when.",
        lambda _: True,
        lambda decision: decision.date is None,
    ),
    (
        "No rationale",
        "Decided, but without a reason that a reader could check.",
        _is_answer,
        lambda decision: not decision.rationale,
    ),
    (
        "No trade-offs",
        "Decided, but the log does not say what was given up.",
        _is_answer,
        lambda decision: not decision.trade_offs,
    ),
    (
        "Choice not in the catalog",
        "The answer is one of the team's own, or its words name no option of the catalog.",
        lambda decision: _is_answer(decision) and decision.dimension.slug == decision.question,
        lambda decision: bool(decision.choices) and all(one.match is Match.NONE for one in decision.choices),
    ),
    (
        "Option inferred from words",
        "An option of the catalog was recognised by its words, not by its name: check that it is meant.",
        lambda decision: _is_answer(decision) and decision.dimension.slug == decision.question,
        lambda decision: any(one.match is Match.INFERRED for one in decision.choices),
    ),
)


def checks(view: View) -> list[Check]:
    """Every check, also those that found nothing."""
    made: list[Check] = []
    for label, meaning, concerns, missing in _CHECKS:
        concerned = [decision for decision in view.ledger.decisions if concerns(decision)]
        found = tuple(decision for decision in reversed(concerned) if missing(decision))
        made.append(Check(label, meaning, found, len(concerned)))
    return made


def health_page(view: View) -> Iterator[Page]:
    """The page."""
    if not view.has(Section.HEALTH):
        return
    page = view.addresses.index("health")
    by_code: defaultdict[tuple[int, str], list[Diagnostic]] = defaultdict(list)
    for problem in view.ledger.problems:
        by_code[(_ORDER.index(problem.severity), problem.code)].append(problem)
    yield Page(
        path=page,
        title="Health",
        markdown=render(
            "health",
            view,
            page,
            checks=checks(view),
            groups=[
                Group(code, _ORDER[rank].value, tuple(found))
                for (rank, code), found in sorted(by_code.items())
            ],
            problem_count=len(view.ledger.problems),
            shown=_SHOWN,
        ),
        metadata={
            "description": "What the session logs leave out, or say in an uncertain way.",
            "search": {"exclude": True},
        },
        in_nav=True,
    )
