"""Days whose figures one file leaves open, settled by the other files of the folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from elixir_design.log.model import DayOrder, Entry, SessionLog
from elixir_design.log.wording.dates import first_day

_CODE = "unclear-date"


def with_settled_days(logs: Iterable[SessionLog]) -> list[SessionLog]:
    """Reads 04/07/2026 as all files that show an order write it: people of one folder share a habit.

    Args:
        logs: All logs of a folder.

    Returns:
        The logs, with days that are settled so; their entries say that they are inferred. Where no file shows
        an order, or two show different ones, nothing is settled.
    """
    every = list(logs)
    shown = {log.day_order for log in every if log.day_order.day_first is not log.day_order.month_first}
    if len(shown) != 1:
        return every
    (order,) = shown
    return [_settled(log, order) if _is_open(log) else log for log in every]


def _is_open(log: SessionLog) -> bool:
    return bool(log.unclear_day) or any(entry.unclear_day for entry in log.entries)


def _settled(log: SessionLog, order: DayOrder) -> SessionLog:
    if log.day_order.day_first and log.day_order.month_first:
        return log  # The file contradicts itself: no other file speaks for it.
    entries = tuple(_with_day(entry, order) for entry in log.entries)
    day = _day(log.unclear_day, order)
    if log.started is None and day is None and len(entries) == 1:
        day = entries[0].decided_on
    clear = {
        before.unclear_day for before, now in zip(log.entries, entries, strict=True) if before is not now
    }
    return replace(
        log,
        entries=entries,
        started=log.started or (datetime(day.year, day.month, day.day) if day else None),  # noqa: DTZ001 - logs hold naive local times
        unclear_day="" if day else log.unclear_day,
        problems=tuple(
            problem
            for problem in log.problems
            if problem.code != _CODE or not any(f"\u201c{said}\u201d" in problem.message for said in clear)
        ),
    )


def _with_day(entry: Entry, order: DayOrder) -> Entry:
    day = _day(entry.unclear_day, order)
    if day is None or entry.decided_on is not None:
        return entry
    return replace(entry, decided_on=day, unclear_day="", inferred=entry.inferred | {"date"})


def _day(said: str, order: DayOrder) -> date | None:
    found = first_day(said, order) if said else None
    return found.day if found else None
