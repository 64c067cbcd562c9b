"""The ledger as values: every decision with what it replaced and what replaced it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from elixir_design.catalog.model import CatalogDimension, Match
from elixir_design.diagnostics import Diagnostic
from elixir_design.log.model import Entry, Option, SessionLog, Status
from elixir_design.log.wording.plain import plain


@dataclass(frozen=True, slots=True)
class LedgerChoice:
    """A choice with what it means in the catalog (``options`` are slugs; empty when nothing matched)."""

    text: str
    line: int
    aspect: str | None
    options: tuple[str, ...]
    match: Match
    reason: str = ""

    @property
    def words(self) -> str:
        """The choice with the aspect that it answers, where it has one."""
        return f"{self.aspect}: {self.text}" if self.aspect else self.text


@dataclass(frozen=True, slots=True)
class DimensionRef:
    """The question that a decision answers, in the log's words, with the catalog's slug if it has one."""

    number: int | None
    name: str | None
    slug: str | None


class DoubtKind(StrEnum):
    """Why a decision may not stand as it is shown."""

    POSSIBLY_SUPERSEDED = "possibly-superseded"
    PARTLY_SUPERSEDED = "partly-superseded"
    POSSIBLY_REJECTED = "possibly-rejected"
    POSSIBLY_WITHDRAWN = "possibly-withdrawn"
    INFERRED_STATUS = "inferred-status"
    TORN = "torn"


_DOUBT_WORDS: dict[str, str] = {
    DoubtKind.POSSIBLY_SUPERSEDED: "possibly replaced",
    DoubtKind.PARTLY_SUPERSEDED: "replaced in part",
    DoubtKind.POSSIBLY_REJECTED: "possibly rejected",
    DoubtKind.POSSIBLY_WITHDRAWN: "possibly withdrawn",
    DoubtKind.INFERRED_STATUS: "status inferred",
    DoubtKind.TORN: "cut short",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason why a decision may not stand as it is shown.

    Attributes:
        kind: What may be otherwise.
        because: Why that is not certain, one sentence for people.
        id: The other decision that it concerns; None when there is none, or none is known.
    """

    kind: DoubtKind
    because: str
    id: str | None = None

    @property
    def words(self) -> str:
        """What may be otherwise, in words that a name can follow ("possibly replaced")."""
        return _DOUBT_WORDS[self.kind]

    @property
    def threatens(self) -> bool:
        """Whether the decision may not be in force at all, or not as a whole."""
        return self.kind is not DoubtKind.INFERRED_STATUS

    def sentence(self, titles: Mapping[str, str]) -> str:
        """The doubt as people read it ("possibly replaced by 'Caching': ...").

        Args:
            titles: Titles of decisions by their ids.
        """
        return doubt_sentence(self.kind, self.because, self.id, titles)


def doubt_sentence(kind: str, because: str, other: str | None, titles: Mapping[str, str]) -> str:
    """A doubt as people read it.

    Args:
        kind: What may be otherwise; a kind that a later version knows stands for itself.
        because: Why that is not certain.
        other: Id of the decision that it concerns, if any.
        titles: Titles of decisions by their ids.
    """
    by = f" by {titles.get(other, other)!r} ({other.rpartition('/')[0]})" if other else ""
    return f"{_DOUBT_WORDS.get(kind, kind)}{by}: {because}"


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry in its place among all logs.

    Attributes:
        id: ``<session id>/<entry slug>``; never changes when logs are added.
        question: Key that decisions on the same question share; catalog slug or slug of the name.
        status: The log's word, or ``SUPERSEDED``.
        refines: Ids of the decisions that it details.
        supersedes: Ids of the decisions that it replaces.
        superseded_by: Id of the decision that replaced it.
        entry: The entry as read.
        date: The entry's own date, else its session's, else None.
        doubts: Why it may not stand as it is shown; empty when everything about it is clear.
        implied: Whether no words say that it was replaced: a later answer to its question did it.
    """

    id: str
    session: str
    question: str
    title: str
    dimension: DimensionRef
    status: Status
    choices: tuple[LedgerChoice, ...]
    path: str
    entry: Entry
    date: date | None = None
    refines: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: str | None = None
    doubts: tuple[Doubt, ...] = ()
    implied: bool = False

    @property
    def in_force(self) -> bool:
        """Whether it was decided and nothing has taken its place."""
        return self.status is Status.DECIDED

    @property
    def in_doubt(self) -> bool:
        """Whether it may not be in force although it is shown so."""
        return any(doubt.threatens for doubt in self.doubts)

    @property
    def certainty(self) -> Mapping[str, str]:
        """For status, date and ``superseded_by``: whether the logs state it or it is inferred."""
        inferred = {
            "status": "status" in self.entry.inferred or self.implied,
            "date": self.date is not None
            and (self.entry.decided_on is None or "date" in self.entry.inferred),
            "superseded_by": self.implied,
        }
        given = {
            "status",
            *(["date"] if self.date else []),
            *(["superseded_by"] if self.superseded_by else []),
        }
        return {name: "inferred" if inferred[name] else "stated" for name in inferred if name in given}

    @property
    def choice(self) -> str:
        """What was picked, in the log's words on one line each; "" without a choice."""
        return "; ".join(choice.words for choice in self.choices)

    @property
    def rationale(self) -> tuple[str, ...]:
        """Why, as the log gives it."""
        return self.entry.rationale

    @property
    def trade_offs(self) -> tuple[str, ...]:
        """What is given up, as the log gives it."""
        return self.entry.trade_offs

    @property
    def telling_choices(self) -> tuple[LedgerChoice, ...]:
        """The choices that say more than the status: "Deferred" alone does not say for what one waits."""
        said = self.entry.status.value
        return tuple(choice for choice in self.choices if plain(choice.text).casefold() != said)

    @property
    def options(self) -> tuple[Option, ...]:
        """The possible answers as the log presented them."""
        return self.entry.options


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """Something left for later.

    Attributes:
        resolved_by: Id of the decision that settled it, if one did.
        repeats: True when an earlier session already has it on its list.
        repeats_at: Session and line of that first mention.
    """

    text: str
    session: str
    line: int
    resolved_by: str | None = None
    repeats: bool = False
    repeats_at: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """A thing to do.

    Attributes:
        done: It is struck through here or where a later session repeats it.
        repeats_at: Session and line of its first mention when an earlier list has it in the same state.
    """

    text: str
    session: str
    line: int
    done: bool
    repeats_at: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One design question and where it stands.

    Attributes:
        key: The ledger's key; the slug for a question of the catalog.
        position: Its place in the walk, which no other question has; people may call it by this number.
        name: As people say it.
        number: The number that the catalog or the logs give it; several questions may share one.
        dimension: The catalog's dimension; None for a question of the team's own.
        answer: The entry that stands: a decision, a refusal, a deferral, or an entry without an answer. None
            if no log takes the question up, or nothing of what was said on it stands any more.
        history: All entries on it, the oldest first.
        also: Further entries that stand beside ``answer``.
        refinements: Decisions on details of it, the oldest first.
    """

    key: str
    position: int
    name: str
    number: int | None = None
    dimension: CatalogDimension | None = None
    answer: Decision | None = None
    history: tuple[Decision, ...] = ()
    also: tuple[Decision, ...] = ()
    refinements: tuple[Decision, ...] = ()

    @property
    def taken_up(self) -> bool:
        """Whether any log says something on it."""
        return bool(self.history)

    @property
    def latest(self) -> Decision | None:
        """The entry to show for it: what stands, else the last that was said."""
        return self.answer or (self.history[-1] if self.history else None)

    @property
    def status(self) -> Status:
        """Where it stands.

        A question that no log takes up, or whose answer was withdrawn, is open. One whose answer gave way to
        a decision on another question is superseded.
        """
        if self.answer is not None:
            return self.answer.status
        replaced = self.history and self.history[-1].superseded_by is not None
        return Status.SUPERSEDED if replaced else Status.OPEN

    @property
    def decided(self) -> bool:
        """Whether it has an answer that stands; a refusal is one."""
        return self.status in {Status.DECIDED, Status.REJECTED}

    @property
    def deferred(self) -> bool:
        """Whether it was put off."""
        return self.status is Status.DEFERRED

    @property
    def pending(self) -> bool:
        """Whether it still waits for an answer."""
        return self.status in {Status.OPEN, Status.DEFERRED}

    @property
    def choice(self) -> str:
        """The standing choice in the log's words; "" without one."""
        return self.answer.choice if self.answer else ""

    @property
    def options(self) -> tuple[str, ...]:
        """Slugs of the catalog's options that the standing choice means."""
        if self.answer is None or not self.answer.in_force:
            return ()
        return tuple(dict.fromkeys(slug for choice in self.answer.choices for slug in choice.options))

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Why what stands may not stand."""
        return self.answer.doubts if self.answer else ()

    @property
    def in_doubt(self) -> bool:
        """Whether what stands may not be in force."""
        return self.answer is not None and self.answer.in_doubt

    @property
    def revised(self) -> int:
        """How many of its decisions replaced an earlier one."""
        return sum(1 for decision in self.history if decision.supersedes)


@dataclass(frozen=True, slots=True)
class Session:
    """One log in its place among all logs; ``continues`` are ids of sessions that exist."""

    id: str
    path: str
    title: str
    started: datetime | None
    goal: str
    artifacts: tuple[str, ...]
    continues: tuple[str, ...]
    log: SessionLog


@dataclass(frozen=True, slots=True)
class Ledger:
    """All logs folded in time order: oldest session first, decisions in the order they were taken.

    ``questions`` has the catalog's in its order, then the team's own by number, then the others.
    """

    sessions: tuple[Session, ...]
    decisions: tuple[Decision, ...]
    questions: tuple[Question, ...] = ()
    deferred: tuple[LedgerItem, ...] = ()
    open_questions: tuple[LedgerItem, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    def decision(self, decision_id: str) -> Decision | None:
        """The decision with this id, or None."""
        return next((decision for decision in self.decisions if decision.id == decision_id), None)

    @property
    def titles(self) -> dict[str, str]:
        """The decisions' titles by their ids."""
        return {decision.id: decision.title for decision in self.decisions}
