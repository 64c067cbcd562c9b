"""Draws logs in a few words, so that a test shows only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from elixir_design.log.model import Choice, Entry, EntryKind, Item, Reference, SessionLog, Status


def entry(title, choice="something", *, line=10, kind=EntryKind.DIMENSION, **fields):
    slug = title.lower().replace(" ", "-")
    choices = () if choice is None else (Choice(choice, line + 1),)
    made = Entry(
        slug=slug,
        kind=kind,
        title=title,
        heading=title,
        line=line,
        end_line=line + 5,
        level=2,
        status=Status.OPEN if choice is None else Status.DECIDED,
        name=title if kind is EntryKind.DIMENSION else None,
        choices=choices,
        rationale=("because",),
    )
    return replace(made, **fields)


def session(session_id, *entries, **fields):
    """A log of one session; entries are set ten lines apart."""
    placed = tuple(
        replace(item, line=10 * number, end_line=10 * number + 9) for number, item in enumerate(entries, 1)
    )
    made = SessionLog(
        id=session_id,
        path=f"logs/{session_id}.md",
        text="\n" * 200,
        title=session_id,
        started=datetime.strptime(session_id, "%Y-%m-%d-%H%M"),  # noqa: DTZ007 - logs hold local times
        entries=placed,
    )
    return replace(made, **fields)


def named(name, number=None, session=None):
    return Reference(text=name or f"Dimension {number}", line=12, number=number, name=name, session=session)


def item(text, line=150, *, done=False):
    return Item(text, line, done)
