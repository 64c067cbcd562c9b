"""Chains of revisions: an index of all, and each with what changed from one decision to the next."""

from __future__ import annotations

from collections.abc import Iterator

from elixir_design.ledger.model import Question
from elixir_design.site.html.changes import compare
from elixir_design.site.html.templating import render
from elixir_design.site.html.text_html import words
from elixir_design.site.html.widgets import Widgets, numbered, paginated
from elixir_design.site.model import Page
from elixir_design.site.options import Section
from elixir_design.site.view import View

_CHAINS = 40
_STEPS = 6


def lineage_pages(view: View) -> Iterator[Page]:
    """The index of chains and the pages of each chain."""
    if not view.has(Section.LINEAGE):
        return
    chained = [question for question in view.questions if len(question.history) > 1]
    yield from _index(view, chained)
    for question in chained:
        yield from view.made(_chain, question.key, question)


def _index(view: View, chained: list[Question]) -> Iterator[Page]:
    count = paginated(chained, _CHAINS)
    for number in range(1, count + 1):
        shown = chained[(number - 1) * _CHAINS : number * _CHAINS]
        yield view.made(_index_page, str(number), number, count, shown, len(chained))


def _index_page(view: View, number: int, count: int, shown: list[Question], total: int) -> Page:
    page = view.addresses.index("lineage", number)
    title = numbered("Lineage", number)
    return Page(
        path=page,
        title=title,
        markdown=render(
            "lineage",
            view,
            page,
            title=title,
            chains=[
                (question, question.history[-_STEPS:], max(0, len(question.history) - _STEPS))
                for question in shown
            ],
            turns=Widgets(view, page).page_turns(
                lambda turn: view.addresses.index("lineage", turn),
                number,
                count,
                f"{total:,} questions with more than one decision",
            ),
        ),
        metadata={
            "description": "Chains of revisions, and what changed at each step.",
            "search": {"exclude": True},
        },
        in_nav=number == 1,
    )


def _chain(view: View, question: Question) -> tuple[Page, ...]:
    return tuple(_chain_pages(view, question))


def _chain_pages(view: View, question: Question) -> Iterator[Page]:
    pairs = [
        (before, decision)
        for decision in reversed(question.history)
        for before in view.predecessors(decision)
    ]
    size = view.options.revisions_inline
    count = paginated(pairs, size)
    name = words(question.name)
    for number in range(1, count + 1):
        page = view.addresses.lineage(question.key, number)
        title = numbered(f"Lineage of {name}", number)
        yield Page(
            path=page,
            title=title,
            markdown=render(
                "chain",
                view,
                page,
                title=title,
                number=number,
                question=question,
                steps=question.history[-size:],
                left_out=max(0, len(question.history) - size),
                changes=[compare(*pair) for pair in pairs[(number - 1) * size : number * size]],
                turns=Widgets(view, page).page_turns(
                    lambda turn: view.addresses.lineage(question.key, turn),
                    number,
                    count,
                    f"{len(pairs):,} revisions, newest first",
                ),
            ),
            metadata={
                "description": f"How the answer to {name} changed, and why.",
                "search": {"exclude": True},
            },
        )
