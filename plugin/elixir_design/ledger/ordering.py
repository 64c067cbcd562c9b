"""Logs, entries and withdrawals in the order in which they were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush

from elixir_design.diagnostics import Diagnostic, Severity
from elixir_design.ledger.model import Session
from elixir_design.log.model import Entry, Reference, SessionLog
from elixir_design.log.wording.references import session_order


def in_time_order(logs: Iterable[SessionLog]) -> tuple[list[SessionLog], list[Diagnostic]]:
    """Oldest first. An undated log comes first of all, so that it never replaces a dated decision."""
    ordered = sorted(logs, key=lambda log: (_instant(log), session_order(log.id), log.path))
    problems: list[Diagnostic] = []
    seen: dict[str, int] = {}
    for position, log in enumerate(ordered):
        if log.started is None:
            problems.append(
                Diagnostic(
                    log.path,
                    1,
                    1,
                    "missing-date",
                    "the session has no date, so it is placed before all others",
                    hint="name the file YYYY-MM-DD-HHmm.md or write the date into its title",
                )
            )
        seen[log.id] = seen.get(log.id, 0) + 1
        if seen[log.id] > 1:
            ordered[position] = replace(log, id=f"{log.id}-{seen[log.id]}")
            problems.append(
                Diagnostic(
                    log.path,
                    1,
                    1,
                    "duplicate-session",
                    f"another log is already called {log.id}",
                    Severity.ERROR,
                    hint="rename one of the files; until then this one is listed under a number",
                )
            )
    return ordered, problems


def link_sessions(logs: Sequence[SessionLog]) -> tuple[tuple[Session, ...], list[Diagnostic]]:
    """Sessions with those that they continue; one that is not among the logs is a problem."""
    known = {log.id for log in logs}
    problems: list[Diagnostic] = []
    sessions: list[Session] = []
    for log in logs:
        continues: list[str] = []
        for reference in log.continues:
            target = reference.session
            if target is None or target == log.id or target in continues:
                continue
            if target in known:
                continues.append(target)
            else:
                problems.append(
                    problem_at(
                        log,
                        reference,
                        "unknown-session",
                        f"the session {target} is not among the logs",
                        "add its log, or correct the name",
                    )
                )
        sessions.append(
            Session(
                id=log.id,
                path=log.path,
                title=log.title,
                started=log.started,
                goal=log.goal,
                artifacts=log.artifacts,
                continues=tuple(continues),
                log=log,
            )
        )
    return tuple(sessions), problems


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry in its session.

    Attributes:
        session: Where it stands.
        entry: The entry.
        day: Its own date, else its session's, else None.
        moment: By what it is ordered.
    """

    session: Session
    entry: Entry
    day: date | None
    moment: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A passage that takes a decision back, in its session."""

    session: Session
    reference: Reference
    moment: datetime

    def precedes(self, placed: Placed) -> bool:
        """Whether it was written before an entry, which it then cannot mean."""
        if self.session.id == placed.session.id:
            return self.reference.line < placed.entry.line
        return (self.moment, self.session.id) < (placed.moment, placed.session.id)


def entries_in_time_order(sessions: Sequence[Session]) -> list[Placed]:
    """By the entry's own date, else its session's; a log that lists the newest first is turned round so."""
    placed = [
        Placed(session, entry, day, _moment(session, day))
        for session in sessions
        for entry in session.log.entries
        for day in (entry.decided_on or (session.started.date() if session.started else None),)
    ]
    return sorted(placed, key=lambda one: one.moment)


def after_what_they_name(
    placed: Sequence[Placed], named: Mapping[int, Sequence[int]]
) -> tuple[list[Placed], list[Placed]]:
    """Moves entries behind those that they say they replace: what is said counts for more than clocks.

    Args:
        placed: Entries in time order.
        named: For some positions, the others that the entries there name.

    Returns:
        The entries in their new order, and those of a circle that were placed before what they name.
    """
    missing = {here: set(there) for here, there in named.items()}
    waiting_for: defaultdict[int, list[int]] = defaultdict(list)
    for here, ahead in missing.items():
        for there in ahead:
            waiting_for[there].append(here)
    ready = [at for at in range(len(placed)) if not missing.get(at)]
    ordered: list[int] = []
    circular: list[int] = []
    while len(ordered) < len(placed):
        if not ready:
            stuck = min(at for at, ahead in missing.items() if ahead)
            missing[stuck].clear()
            circular.append(stuck)
            heappush(ready, stuck)
        here = heappop(ready)
        ordered.append(here)
        for behind in waiting_for[here]:
            if here in missing[behind]:
                missing[behind].discard(here)
                if not missing[behind]:
                    heappush(ready, behind)
    return [placed[at] for at in ordered], [placed[at] for at in circular]


def withdrawals_in_time_order(sessions: Sequence[Session]) -> list[Withdrawal]:
    """What the logs take back, by the moment of their session."""
    found = [
        Withdrawal(session, reference, _moment(session, None))
        for session in sessions
        for reference in session.log.withdrawals
    ]
    return sorted(found, key=lambda withdrawal: withdrawal.moment)


def _moment(session: Session, day: date | None) -> datetime:
    """Universal time where the log tells its offset; a date of an entry's own begins at midnight."""
    if session.started is not None and day in {None, session.started.date()}:
        return _instant(session.log)
    return datetime.combine(day, time()) if day else datetime.min  # noqa: DTZ901 - see ``_instant``


def _instant(log: SessionLog) -> datetime:
    """When a log began, in universal time as far as it is known; an undated log comes first of all."""
    if log.started is None:
        return datetime.min  # noqa: DTZ901 - most logs hold naive local times
    try:
        return log.started - (log.utc_offset or timedelta())
    except OverflowError:
        return log.started


def problem_at(log: SessionLog, reference: Reference, code: str, message: str, hint: str) -> Diagnostic:
    """A diagnostic at the place where a log refers to something."""
    source = log.text.split("\n")[reference.line - 1] if reference.line > 0 else ""
    column = source.find(reference.text) + 1
    return Diagnostic(
        log.path,
        reference.line,
        max(1, column),
        code,
        message,
        hint=hint,
        source=source,
        width=len(reference.text) if column else max(1, len(source)),
    )
