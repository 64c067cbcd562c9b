"""Which decisions answer which question, and which are details of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from elixir_design.catalog.model import Catalog, CatalogDimension
from elixir_design.ledger.model import Decision
from elixir_design.log.model import EntryKind, Status

_T = TypeVar("_T")
_DETAIL_KINDS = {EntryKind.GAP, EntryKind.REFINEMENT}


@dataclass(frozen=True, slots=True)
class Question:
    """One design question with everything that was said on it.

    Attributes:
        key: What its decisions share (``Decision.question``) or the catalog's slug.
        name: As people call it.
        number: Its number in the catalog or, failing that, in the log.
        catalog: What the catalog knows about it.
        decisions: Oldest first; empty when nobody has taken it up.
        current: The decision to show as the present state, superseded only when a decision on another
            question took its place.
        also: Further decisions that stand beside ``current``.
        refinements: Decisions on details of it, oldest first.
        revised: How many of its decisions replaced an earlier one.
    """

    key: str
    name: str
    number: int | None
    catalog: CatalogDimension | None
    decisions: tuple[Decision, ...] = ()
    current: Decision | None = None
    also: tuple[Decision, ...] = ()
    refinements: tuple[Decision, ...] = ()
    revised: int = 0

    @property
    def status(self) -> Status | None:
        """Where it stands; None when nobody has taken it up."""
        return self.current.status if self.current else None


def questions_of(
    ordered: Sequence[Decision], decisions: Mapping[str, Decision], catalog: Catalog
) -> tuple[tuple[Question, ...], dict[str, Question]]:
    """All questions, and for each decision the one on whose page it is shown.

    Args:
        ordered: The decisions, oldest first.
        decisions: The same by their ids.
        catalog: Whose dimensions are questions even when nobody has taken them up.

    Returns:
        The questions in the order of the catalog, then by number, then as they came up; and by decision's id.
    """
    groups = grouped((decision.question, decision) for decision in ordered)
    known = {dimension.slug: dimension for dimension in catalog.dimensions}
    home = _homes(groups, decisions, known)
    refining: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in ordered:
        if home[decision.question] != decision.question:
            refining[home[decision.question]].append(decision)
    keys = [*known, *(key for key in groups if key not in known and home[key] == key)]
    made = [_question(key, groups.get(key, ()), known.get(key), tuple(refining.get(key, ()))) for key in keys]
    # A stable sort: what has no number stays in the order in which it came up.
    made.sort(key=lambda question: (question.catalog is None, question.number is None, question.number or 0))
    questions = {question.key: question for question in made}
    shown = {decision.id: questions[home[key]] for key, group in groups.items() for decision in group}
    return tuple(questions.values()), shown


def grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    """Values that share a key, in their order."""
    groups: defaultdict[str, list[_T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _parent_key(decision: Decision, decisions: Mapping[str, Decision]) -> str | None:
    """The question that a gap or refinement details; None for a decision that stands on its own."""
    if decision.entry.kind not in _DETAIL_KINDS:
        return None
    for known in decision.refines:
        parent = decisions.get(known)
        if parent is not None and parent.question != decision.question:
            return parent.question
    slug = decision.dimension.slug
    return slug if slug != decision.question else None


def _homes(
    groups: Mapping[str, Sequence[Decision]],
    decisions: Mapping[str, Decision],
    known: Mapping[str, CatalogDimension],
) -> dict[str, str]:
    """For each question the one on whose page it is shown: its own, or for details the one they detail."""
    above: dict[str, str] = {}
    for key, group in groups.items():
        parents = [_parent_key(decision, decisions) for decision in group]
        last = parents[-1]
        if key not in known and last is not None and None not in parents:
            above[key] = last
    homes: dict[str, str] = {}
    for key in groups:
        seen: set[str] = set()
        top = key
        while top in above and top not in seen:
            seen.add(top)
            top = above[top]
        # Details that refine one another in a circle have no home elsewhere: each keeps its own page.
        homes[key] = top if top not in above and (top in groups or top in known) else key
    return homes


def _question(
    key: str,
    group: tuple[Decision, ...],
    dimension: CatalogDimension | None,
    refinements: tuple[Decision, ...],
) -> Question:
    standing = tuple(decision for decision in group if decision.status is not Status.SUPERSEDED)
    answered = tuple(decision for decision in standing if decision.status is Status.DECIDED)
    latest = group[-1] if group else None
    current = (answered or standing or group or (None,))[-1]
    named = next((decision.dimension for decision in reversed(group) if decision.dimension.name), None)
    numbered = next(
        (decision.dimension.number for decision in reversed(group) if decision.dimension.number), None
    )
    return Question(
        key=key,
        name=dimension.name if dimension else ((named and named.name) or (latest.title if latest else key)),
        number=dimension.number if dimension else numbered,
        catalog=dimension,
        decisions=group,
        current=current,
        also=tuple(decision for decision in standing if decision is not current),
        refinements=refinements,
        revised=sum(1 for decision in group if decision.supersedes),
    )
