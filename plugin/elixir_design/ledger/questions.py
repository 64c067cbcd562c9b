"""Where a design stands: which questions there are, what was decided, what comes next.

A state is a fold over the logs and nothing else. Whoever wants it to change writes an entry and folds again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from elixir_design.catalog.matching import match_dimension
from elixir_design.catalog.model import Catalog, CatalogDimension
from elixir_design.ledger.model import Decision, Ledger, LedgerItem, Session
from elixir_design.ledger.question_keys import question_key
from elixir_design.log.model import EntryKind, Status

_DETAILS = frozenset({EntryKind.GAP, EntryKind.REFINEMENT, EntryKind.ENHANCEMENT})
_ANSWERED = frozenset({Status.DECIDED, Status.REJECTED})


@dataclass(frozen=True, slots=True)
class Question:
    """One design question and where it stands.

    Attributes:
        key: The ledger's key; the slug for a question of the catalog.
        number: Its place in the walk.
        name: As people say it.
        dimension: The catalog's dimension; None for a question of the team's own.
        answer: The entry that stands: a decision, a deferral, or an entry without an answer. None if no log
            takes the question up.
        history: All entries on it, the oldest first.
    """

    key: str
    number: int
    name: str
    dimension: CatalogDimension | None = None
    answer: Decision | None = None
    history: tuple[Decision, ...] = ()

    @property
    def status(self) -> Status:
        """Where it stands; a question that no log takes up is open."""
        return self.answer.status if self.answer else Status.OPEN

    @property
    def decided(self) -> bool:
        """Whether it has an answer that stands."""
        return self.status in _ANSWERED

    @property
    def deferred(self) -> bool:
        """Whether it was put off."""
        return self.status is Status.DEFERRED

    @property
    def choice(self) -> str:
        """The standing choice in the log's words; "" without one."""
        if self.answer is None:
            return ""
        return "; ".join(
            f"{choice.aspect}: {choice.text}" if choice.aspect else choice.text
            for choice in self.answer.choices
        )

    @property
    def options(self) -> tuple[str, ...]:
        """Slugs of the catalog's options that the standing choice means."""
        if self.answer is None or not self.decided:
            return ()
        return tuple(dict.fromkeys(slug for choice in self.answer.choices for slug in choice.options))


@dataclass(frozen=True, slots=True)
class State:
    """All questions in the order of the walk, with the ledger that they were folded from."""

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
        return tuple(question for question in self.questions if not question.decided)

    @property
    def open_questions(self) -> tuple[LedgerItem, ...]:
        """What was asked and not settled, beside the questions of the walk."""
        return tuple(item for item in self.ledger.open_questions if item.resolved_by is None)

    @property
    def put_off(self) -> tuple[LedgerItem, ...]:
        """What the logs list as deferred and nothing has settled, beside the questions of the walk."""
        walked = {(q.answer.session, q.answer.entry.line) for q in self.deferred if q.answer}
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
        """Finds a question by slug, number or name.

        Args:
            name: What a person calls it ("tools", "4", "Tool System").
        """
        wanted = name.strip()
        if wanted.isdigit():
            return next((q for q in self.questions if q.number == int(wanted)), None)
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

    def new_number(self) -> int:
        """A number that no question has, for one of the team's own."""
        return max((question.number for question in self.questions), default=0) + 1


def state_of(ledger: Ledger, catalog: Catalog) -> State:
    """Folds a ledger into questions: the catalog's in their order, then the team's own as they came up."""
    history: dict[str, list[Decision]] = {dimension.slug: [] for dimension in catalog.dimensions}
    for decision in ledger.decisions:
        if decision.entry.kind not in _DETAILS:
            history.setdefault(decision.question, []).append(decision)
    questions = [
        _question(dimension.slug, dimension.number, dimension.name, history.pop(dimension.slug), dimension)
        for dimension in catalog.dimensions
    ]
    taken = {question.number for question in questions}
    for key, decisions in history.items():
        named = decisions[-1]
        number = next((d.dimension.number for d in decisions if d.dimension.number is not None), 0)
        if number == 0 or number in taken:
            number = max(taken, default=0) + 1
        taken.add(number)
        questions.append(_question(key, number, named.dimension.name or named.title, decisions, None))
    return State(ledger, catalog, tuple(sorted(questions, key=lambda question: question.number)))


def _question(
    key: str, number: int, name: str, decisions: Iterable[Decision], dimension: CatalogDimension | None
) -> Question:
    history = tuple(decisions)
    standing = [d for d in history if d.superseded_by is None and d.status is not Status.SUPERSEDED]
    # Putting a revision off leaves the decision in force.
    answered = [decision for decision in standing if decision.status in _ANSWERED]
    # Neither does a later discussion without an answer undo that the question was put off.
    deferred = [decision for decision in standing if decision.status is Status.DEFERRED]
    candidates = answered or deferred or standing
    return Question(key, number, name, dimension, candidates[-1] if candidates else None, history)
