"""Logs, entries and withdrawals in the order in which they were written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from elixir_design.diagnostics import Diagnostic, Severity
from elixir_design.ledger.model import Session
from elixir_design.log.model import Entry, Reference, SessionLog


def in_time_order(logs: Iterable[SessionLog]) -> tuple[list[SessionLog], list[Diagnostic]]:
    """Oldest first. An undated log comes first of all, so that it never replaces a dated decision."""
    ordered = sorted(logs, key=lambda log: (log.started or datetime.min, log.id, log.path))  # noqa: DTZ901 - logs hold naive local times
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


def entries_in_time_order(sessions: Sequence[Session]) -> list[tuple[Session, Entry, date | None]]:
    """By the entry's own date, else its session's; a log that lists the newest first is turned round so."""
    dated: list[tuple[Session, Entry, date | None]] = []
    for session in sessions:
        session_day = session.started.date() if session.started else None
        dated.extend((session, entry, entry.decided_on or session_day) for entry in session.log.entries)
    return sorted(dated, key=lambda placed: placed[2] or date.min)


def withdrawals_in_time_order(sessions: Sequence[Session]) -> list[tuple[Session, Reference, date | None]]:
    """What the logs take back, by the day of their session."""
    found = [
        (session, reference, session.started.date() if session.started else None)
        for session in sessions
        for reference in session.log.withdrawals
    ]
    return sorted(found, key=lambda placed: placed[2] or date.min)


def precedes(
    withdrawal: tuple[Session, Reference, date | None], session: Session, entry: Entry, day: date | None
) -> bool:
    """Whether a withdrawal was written before an entry, which it then cannot mean."""
    where, reference, when = withdrawal
    if where.id == session.id:
        return reference.line < entry.line
    return ((when or date.min), where.id) < ((day or date.min), session.id)


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
