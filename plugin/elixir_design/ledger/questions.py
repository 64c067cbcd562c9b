"""Which questions there are and where each stands: the only fold of decisions into questions.

The site, the terminal, the MCP server, the design document, the feed and ``scaffold`` all read its result.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from elixir_design.catalog.matching import match_dimension
from elixir_design.catalog.model import Catalog, CatalogDimension
from elixir_design.ledger.model import Decision, Ledger, LedgerItem, Question, Session
from elixir_design.ledger.question_keys import question_key
from elixir_design.log.model import DEPENDENT_KINDS, Status

"""Kinds of entries that belong to a question of another name."""

_STRENGTH = (Status.DECIDED, Status.REJECTED, Status.DEFERRED, Status.OPEN)
"""What stands when several entries on a question were not replaced.

Putting off or refusing a revision leaves the decision in force, and a later discussion without an answer does
not undo that the question was put off. A refusal that does take a decision back has replaced it in the fold.
"""


def fold_questions(decisions: Sequence[Decision], catalog: Catalog) -> tuple[Question, ...]:
    """Folds decisions into questions.

    Args:
        decisions: The oldest first.
        catalog: Its dimensions are questions even when nobody has taken them up.

    Returns:
        The catalog's in their order, then the others by number, then those without one as they came up. Each
        decision is in the ``history`` or among the ``refinements`` of exactly one question.
    """
    groups: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        groups[decision.question].append(decision)
    known = {dimension.slug: dimension for dimension in catalog.dimensions}
    home = _homes(groups, {decision.id: decision for decision in decisions}, known)
    refining: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if home[decision.question] != decision.question:
            refining[home[decision.question]].append(decision)
    own = [key for key in groups if key not in known and home[key] == key]
    numbers = {key: _number_in_logs(groups[key]) for key in own}
    # A stable sort: what has no number stays in the order in which it came up.
    own.sort(key=lambda key: (numbers[key] is None, numbers[key] or 0))
    positions = _positions([*known.values()], [(key, numbers[key]) for key in own])
    return tuple(
        _question(
            key,
            groups.get(key, ()),
            refining[key],
            position=positions[key],
            number=numbers.get(key),
            dimension=known.get(key),
        )
        for key in (*known, *own)
    )


def _question(  # noqa: PLR0913 - the columns of one question
    key: str,
    history: Sequence[Decision],
    refinements: Sequence[Decision],
    *,
    position: int,
    number: int | None,
    dimension: CatalogDimension | None,
) -> Question:
    standing = [decision for decision in history if decision.status is not Status.SUPERSEDED]
    ranked = ([decision for decision in standing if decision.status is status][-1:] for status in _STRENGTH)
    answer = next((decision for last in ranked for decision in last), None)
    return Question(
        key=key,
        position=position,
        name=dimension.name if dimension else _name(key, history),
        number=dimension.number if dimension else number,
        dimension=dimension,
        answer=answer,
        history=tuple(history),
        also=tuple(decision for decision in standing if decision is not answer),
        refinements=tuple(refinements),
    )


def _name(key: str, history: Sequence[Decision]) -> str:
    """What the logs called a question last."""
    named = next((decision.dimension.name for decision in reversed(history) if decision.dimension.name), None)
    return named or (history[-1].title if history else key)


def _number_in_logs(history: Sequence[Decision]) -> int | None:
    return next(
        (decision.dimension.number for decision in reversed(history) if decision.dimension.number), None
    )


def _positions(
    dimensions: Iterable[CatalogDimension], own: Iterable[tuple[str, int | None]]
) -> dict[str, int]:
    """A number for each question that no other has: its own where it is free, else the next after all."""
    positions = {dimension.slug: dimension.number for dimension in dimensions}
    taken = set(positions.values())
    for key, number in own:
        free = number if number is not None and number not in taken else max(taken, default=0) + 1
        taken.add(free)
        positions[key] = free
    return positions


def _parent_key(decision: Decision, decisions: Mapping[str, Decision]) -> str | None:
    """The question that a gap or refinement details; None for a decision that stands on its own."""
    if decision.entry.kind not in DEPENDENT_KINDS:
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
    """For each question the one to which it belongs: itself, or for details the one that they detail."""
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
        # Details that refine one another in a circle have no home elsewhere: each is a question of its own.
        homes[key] = top if top not in above and (top in groups or top in known) else key
    return homes


@dataclass(frozen=True, slots=True)
class State:
    """Where a design stands: a ledger's questions in the order of the walk, and ways to find one."""

    ledger: Ledger
    catalog: Catalog
    questions: tuple[Question, ...]

    @property
    def decided(self) -> tuple[Question, ...]:
        """The questions that have an answer."""
        return tuple(question for question in self.questions if question.decided)

    @property
    def deferred(self) -> tuple[Question, ...]:
        """The questions that were put off."""
        return tuple(question for question in self.questions if question.deferred)

    @property
    def pending(self) -> tuple[Question, ...]:
        """The questions without an answer, deferred ones included."""
        return tuple(question for question in self.questions if question.pending)

    @property
    def open_questions(self) -> tuple[LedgerItem, ...]:
        """What was asked and not settled, beside the questions of the walk."""
        walked = _entries_of(question for question in self.questions if question.pending)
        return tuple(
            item
            for item in self.ledger.open_questions
            if item.resolved_by is None and (item.session, item.line) not in walked
        )

    @property
    def put_off(self) -> tuple[LedgerItem, ...]:
        """What the logs list as deferred and nothing has settled, beside the questions of the walk."""
        walked = _entries_of(self.deferred)
        return tuple(
            item
            for item in self.ledger.deferred
            if item.resolved_by is None and (item.session, item.line) not in walked
        )

    @property
    def missing_sessions(self) -> tuple[str, ...]:
        """Ids of sessions that the logs go on from and that are not among them."""
        known = {session.id for session in self.ledger.sessions}
        named = (ref.session for session in self.ledger.sessions for ref in session.log.continues)
        return tuple(sorted({name for name in named if name and name not in known}))

    def next(self, skip: Collection[str] = ()) -> Question | None:
        """The first question that is undecided or deferred.

        Args:
            skip: Keys of questions that had their turn and were put off.
        """
        return next((question for question in self.pending if question.key not in skip), None)

    def question(self, name: str) -> Question | None:
        """Finds a question by slug, position or name.

        Args:
            name: What a person calls it ("tools", "4", "Tool System").
        """
        wanted = name.strip()
        if wanted.isdigit():
            return next((q for q in self.questions if q.position == int(wanted)), None)
        key = question_key(wanted)
        for question in self.questions:
            if wanted.casefold() == question.key or key == question_key(question.name):
                return question
        matched = match_dimension(self.catalog, wanted)
        if matched is not None:
            return next((q for q in self.questions if q.dimension is matched.dimension), None)
        begun = [q for q in self.questions if key and question_key(q.name).startswith(key)]
        return begun[0] if len(begun) == 1 else None

    def session(self, session_id: str) -> Session | None:
        """The session with this id (a file's stem)."""
        return next((session for session in self.ledger.sessions if session.id == session_id), None)

    def new_position(self) -> int:
        """A number that no question has, for one of the team's own."""
        return max((question.position for question in self.ledger.questions), default=0) + 1


def state_of(ledger: Ledger, catalog: Catalog) -> State:
    """Puts a ledger's questions into the order of the walk."""
    return State(ledger, catalog, tuple(sorted(ledger.questions, key=lambda question: question.position)))


def counted(questions: Iterable[Question]) -> str:
    """How many questions stand where, in the same words everywhere ("12 decided, 2 not taken up")."""
    found = Counter(question.status.value if question.taken_up else "not taken up" for question in questions)
    names = (*(status.value for status in Status), "not taken up")
    return ", ".join(f"{found[name]} {name}" for name in names if found[name]) or "no questions"


def _entries_of(questions: Iterable[Question]) -> set[tuple[str, int]]:
    return {(q.answer.session, q.answer.entry.line) for q in questions if q.answer}
