"""One page per session: the log as it was written, with what it decided on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from elixir_design.ledger.model import Session
from elixir_design.site.html.templating import plural, render
from elixir_design.site.html.text_html import shortened, words
from elixir_design.site.html.widgets import Widgets
from elixir_design.site.model import Page
from elixir_design.site.view import View, decision_line
from elixir_design.text.markdown import session_markdown


def session_pages(view: View) -> Iterator[Page]:
    """The page of every session."""
    sessions = view.ledger.sessions
    for place, session in enumerate(sessions):
        yield view.made(
            _session,
            session.id,
            session,
            sessions[place - 1] if place else None,
            sessions[place + 1] if place + 1 < len(sessions) else None,
        )


def _session(view: View, session: Session, earlier: Session | None, later: Session | None) -> Page:
    page = view.addresses.session(session.id)
    decisions = view.decided_in.get(session.id, ())
    anchors = {decision_line(decision): view.anchor_of[decision.id] for decision in decisions}
    text = replace(view.options.text, page_title=session.title)
    log = session_markdown(session.log.text, anchors, links=Widgets(view, page).target, options=text)
    return Page(
        path=page,
        title=words(session.title),
        markdown=render(
            "session",
            view,
            page,
            session=session,
            decisions=decisions,
            earlier=earlier,
            later=later,
            artifacts=[
                (name, view.page_of_file.get(name.rsplit("/", 1)[-1], "")) for name in session.artifacts
            ],
            source=view.options.source_url(session.path, None),
            log=Markup(log),  # noqa: S704 - made safe there
        ),
        metadata={
            "description": shortened(session.goal, 160)
            or f"Session with {plural(len(decisions), 'decision')}.",
            "search": {"boost": 0.6},
            **view.aliases(session.id, view.addresses.session),
        },
        source=session.path,
        replaces_source=True,
    )
