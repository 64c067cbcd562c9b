"""The session log as values: what one Markdown file says, before it is compared with any other file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from elixir_design.diagnostics import Diagnostic


class Status(StrEnum):
    """Where a question stands. A status that a log does not give is ``OPEN``, never guessed."""

    DECIDED = "decided"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    OPEN = "open"


class EntryKind(StrEnum):
    """What sort of question an entry takes up."""

    DIMENSION = "dimension"
    GAP = "gap"
    REFINEMENT = "refinement"
    ENHANCEMENT = "enhancement"
    REVISION = "revision"
    TOPIC = "topic"


DETAIL_KINDS = frozenset({EntryKind.GAP, EntryKind.REFINEMENT, EntryKind.ENHANCEMENT})
"""Kinds that answer a question of their own about part of another, whose number and name they may bear."""
DEPENDENT_KINDS = DETAIL_KINDS - {EntryKind.ENHANCEMENT}
"""Those with no place but below the question that they detail: it gives them number and name, and its page
shows them. An enhancement may propose something new, and then stands alone."""


@dataclass(frozen=True, slots=True)
class DayOrder:
    """Whether a text that writes days in figures begins with the day or with the month.

    Only its own figures tell: 25/03 cannot begin with a month, 03/25 not with a day.
    """

    day_first: bool = False
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer in the log's words; ``aspect`` names the part it answers when an entry has several."""

    text: str
    line: int
    aspect: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer as the log presented it; ``label`` is its letter or number when it had one."""

    name: str
    line: int
    label: str | None = None
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    note: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another question or session, as written; the ledger resolves it.

    Attributes:
        text: The words that refer.
        line: Where they stand.
        number: The dimension number mentioned, if any.
        name: The question's name, if any.
        session: The session's id (file stem), if one is named; of a link, the path without ending.
        code: The code of the decision that is mentioned ("D-11"), if any.
    """

    text: str
    line: int
    number: int | None = None
    name: str | None = None
    session: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One section of a log that takes up one question.

    Attributes:
        slug: Unique in its log and stable when entries are added below it.
        kind: What sort of question it is.
        title: The question's name without number or prefix ("Summary Generation Trigger").
        heading: The heading as written ("Dimension 20, Gap 1: Summary Generation Trigger").
        line: First line (the heading), 1-based.
        end_line: Last line that belongs to the entry, 1-based, inclusive.
        level: Heading level, 1 to 6.
        status: As the entry itself says; the ledger adds supersession.
        status_note: The words of its status where they say more than that ("Live since May").
        code: The code by which its log calls it ("D-11"), in one form however it is written.
        number: The dimension's number, if given ("Dimension 20" -> 20).
        name: The dimension's name when the entry is about one (for a gap: the parent's name if given).
        choices: What was picked.
        context: Problem statement, question, background: why the question came up.
        rationale: Why, one item per paragraph or list item, as Markdown.
        trade_offs: What is given up, likewise.
        options: The possible answers as presented.
        discussion: Key points of the conversation.
        consequences: What follows from the decision, where the log has a heading for it.
        revisit_if: What would reopen it.
        refines: Entries that this one details.
        supersedes: Entries that this one says it replaces.
        superseded_by: Entries that it says replaced it ("Status: superseded by Dimension 4").
        refined_by: Entries that it says detail or amend it ("Amended by ADR 12").
        answered_by: Who answered, as our own fronts record it (``human-terminal``, ...).
        deciders: People named as deciding.
        decided_on: The entry's own date, when it has one.
        unclear_day: Its date as written, where only other files can tell the order of the figures.
        decision_line: Where the decision itself stands (its head or choice), for the link into the session.
        question: The key of its question as our own fronts record it; then names and numbers decide nothing.
        torn: Whether our own fronts began to write it and did not finish; what it says may be cut short.
        inferred: Names of fields that the log does not state outright ("status", "date").
    """

    slug: str
    kind: EntryKind
    title: str
    heading: str
    line: int
    end_line: int
    level: int
    status: Status = Status.OPEN
    status_note: str = ""
    code: str | None = None
    number: int | None = None
    name: str | None = None
    choices: tuple[Choice, ...] = ()
    context: tuple[str, ...] = ()
    rationale: tuple[str, ...] = ()
    trade_offs: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    discussion: tuple[str, ...] = ()
    consequences: tuple[str, ...] = ()
    revisit_if: tuple[str, ...] = ()
    refines: tuple[Reference, ...] = ()
    supersedes: tuple[Reference, ...] = ()
    superseded_by: tuple[Reference, ...] = ()
    refined_by: tuple[Reference, ...] = ()
    answered_by: str | None = None
    deciders: tuple[str, ...] = ()
    decided_on: date | None = None
    unclear_day: str = ""
    decision_line: int | None = None
    question: str | None = None
    torn: bool = False
    inferred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list of things left: deferred, an open question, a next step.

    ``done`` is true when it was struck through or ticked; ``text`` is without the strike marks.
    """

    text: str
    line: int
    done: bool = False


@dataclass(frozen=True, slots=True)
class CountClaim:
    """A number that a summary states ("Decisions made: 8"), for lint to compare with the body."""

    what: str
    count: int
    line: int


@dataclass(frozen=True, slots=True)
class SessionLog:
    r"""One log file, read.

    Attributes:
        id: The file's stem (``2026-03-02-0910``).
        path: As the caller named it, with forward slashes.
        text: The whole file with ``\n`` line ends; every line is here, interpreted or not.
        title: First heading, or the id.
        started: From a line that says with an offset when it started, else from the file name, else from the
            title or a date line, else None; local time.
        unclear_day: The date as written, where only other files can tell the order of the figures.
        day_order: What the days in its text show of that order.
        utc_offset: What was added to universal time for ``started``, where the log says so.
        goal: The session's goal, if stated.
        artifacts: Paths of reports and documents that the session used.
        continues: Sessions that it says it continues.
        entries: In the order of the file.
        deferred: Items set aside outside of entries' own decisions.
        open_questions: Questions left open.
        next_steps: Things to do.
        withdrawals: Decisions that its prose takes back without putting another in their place.
        recaps: Line ranges (first, last) that repeat decisions taken elsewhere.
        claims: Counts that the log states about itself.
        problems: What could not be interpreted.
    """

    id: str
    path: str
    text: str
    title: str
    started: datetime | None = None
    unclear_day: str = ""
    day_order: DayOrder = DayOrder()
    utc_offset: timedelta | None = None
    goal: str = ""
    artifacts: tuple[str, ...] = ()
    continues: tuple[Reference, ...] = ()
    entries: tuple[Entry, ...] = ()
    deferred: tuple[Item, ...] = ()
    open_questions: tuple[Item, ...] = ()
    next_steps: tuple[Item, ...] = ()
    withdrawals: tuple[Reference, ...] = ()
    recaps: tuple[tuple[int, int], ...] = ()
    claims: tuple[CountClaim, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
