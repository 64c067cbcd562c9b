"""One page per decision: everything that is known about it."""

from __future__ import annotations

from collections.abc import Iterator

from elixir_design.ledger.model import Decision
from elixir_design.log.model import Status
from elixir_design.site.html.changes import choice_text
from elixir_design.site.html.status import SEARCH_BOOST, STATUS_WORDS
from elixir_design.site.html.templating import render
from elixir_design.site.html.text_html import shortened, words
from elixir_design.site.model import Page
from elixir_design.site.view import View

_CHILDREN = 20


def record_pages(view: View) -> Iterator[Page]:
    """The page of every decision."""
    for decisions in view.decided_in.values():
        for place, decision in enumerate(decisions):
            earlier = decisions[place - 1] if place else None
            later = decisions[place + 1] if place + 1 < len(decisions) else None
            yield view.made(_record, decision.id, decision, earlier, later)


def record_title(decision: Decision, name: str) -> str:
    """The title as searches and browser tabs show it: what is no longer in force says so."""
    title = words(decision.title)
    if decision.choices and title.casefold() == name.casefold():
        # Every decision on a question is called like it: the choice tells them apart.
        title = f"{title}: {shortened(choice_text(decision), 70)}"
    return f"{title} (superseded)" if decision.status is Status.SUPERSEDED else title


def _record(view: View, decision: Decision, earlier: Decision | None, later: Decision | None) -> Page:
    page = view.record_path(decision)
    question = view.question_of[decision.id]
    status = STATUS_WORDS[decision.status]
    return Page(
        path=page,
        title=record_title(decision, words(question.name)),
        markdown=render(
            "record",
            view,
            page,
            decision=decision,
            question=question,
            earlier=earlier,
            later=later,
            before=view.predecessors(decision),
            parents=[view.decisions[known] for known in decision.refines if known in view.decisions],
            children=view.refined_by.get(decision.id, ()),
            shown=_CHILDREN,
            source=view.options.source_url(decision.path, decision.entry.line),
        ),
        metadata={
            "description": shortened(f"{status}. {words(question.name)}: {choice_text(decision)}", 160),
            "search": {"boost": SEARCH_BOOST[decision.status]},
            "tags": [status, words(question.name)],
            **view.aliases(decision.session, lambda name: view.addresses.record(name, decision.entry.slug)),
        },
        source=decision.path,
    )
