"""The ledger as values: every decision with what it replaced and what replaced it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from elixir_design.catalog.model import Match
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


@dataclass(frozen=True, slots=True)
class DimensionRef:
    """The question that a decision answers, in the log's words, with the catalog's slug if it has one."""

    number: int | None
    name: str | None
    slug: str | None


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
    """All logs folded in time order: oldest session first, decisions in the order they were taken."""

    sessions: tuple[Session, ...]
    decisions: tuple[Decision, ...]
    deferred: tuple[LedgerItem, ...] = ()
    open_questions: tuple[LedgerItem, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    def decision(self, decision_id: str) -> Decision | None:
        """The decision with this id, or None."""
        return next((decision for decision in self.decisions if decision.id == decision_id), None)
