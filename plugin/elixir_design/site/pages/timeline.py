"""Sessions and what they decided on a spine of months, newest first.

A long history has a page for each month, whose address never changes; the first page shows the newest.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator, Sequence
from itertools import groupby

from elixir_design.ledger.model import Session
from elixir_design.site.html.templating import render
from elixir_design.site.model import Page
from elixir_design.site.options import Section
from elixir_design.site.view import View

_SESSIONS = 40
_DECISIONS = 30
_UNDATED = "Without a date"


def timeline_pages(view: View) -> Iterator[Page]:
    """The timeline, and when it is long a page for each month."""
    if not view.has(Section.TIMELINE):
        return
    newest = sorted(
        view.ledger.sessions,
        key=lambda session: (
            (session.started is not None, session.started, session.id)
            if session.started
            else (False, None, session.id)
        ),
        reverse=True,
    )
    months = [(key, list(group)) for key, group in groupby(newest, key=_month_key)]
    long = len(newest) > _SESSIONS
    others = [
        (_month_name(key), view.addresses.month(key), len(sessions)) for key, sessions in months if long
    ]
    first = view.addresses.index("timeline")
    yield view.made(_page, first, first, "Timeline", newest[:_SESSIONS], others)
    for key, sessions in months if long else ():
        name = _month_name(key)
        page = view.addresses.month(key)
        yield view.made(_page, page, page, f"Timeline: {name}", sessions)


def _month_key(session: Session) -> str:
    return f"{session.started:%Y-%m}" if session.started else "undated"


def _month_name(key: str) -> str:
    # month_name follows the process's locale, which MkDocs leaves at C: English, like the rest of the pages.
    return _UNDATED if key == "undated" else f"{month_name[int(key[5:])]} {key[:4]}"


def _page(
    view: View,
    page: str,
    title: str,
    sessions: Sequence[Session],
    others: Sequence[tuple[str, str, int]] = (),
) -> Page:
    months = [(_month_name(key), list(group)) for key, group in groupby(sessions, key=_month_key)]
    return Page(
        path=page,
        title=title,
        markdown=render(
            "timeline",
            view,
            page,
            title=title,
            months=months,
            others=others,
            shown=_DECISIONS,
        ),
        metadata={
            "description": "Every session and what it decided, newest first.",
            "search": {"exclude": True},
        },
        in_nav=title == "Timeline",
    )
