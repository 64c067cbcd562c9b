"""What is deferred, open and still to be done, and what was settled since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from elixir_design.ledger.model import NextStep
from elixir_design.log.model import Status
from elixir_design.site.html.templating import render
from elixir_design.site.html.widgets import Widgets, numbered, paginated
from elixir_design.site.mentions import mentions
from elixir_design.site.model import Page
from elixir_design.site.options import Section
from elixir_design.site.view import View, newest_first


def open_pages(view: View) -> Iterator[Page]:
    """The lists; they go on on further pages when they are long."""
    if not view.has(Section.OPEN):
        return
    ledger = view.ledger
    size = view.options.rows_per_page
    deferred = newest_first(one for one in ledger.decisions if one.status is Status.DEFERRED)
    unanswered = newest_first(one for one in ledger.decisions if one.status is Status.OPEN)
    put_off, asked = mentions(ledger.deferred), mentions(ledger.open_questions)
    to_do = mentions(ledger.next_steps)
    items = [*put_off.items, *asked.items]
    # A decision that was put off is on the list by itself, with more to say.
    rows_of_decisions = {(one.session, one.entry.line) for one in (*deferred, *unanswered)}
    left = [
        [
            item
            for item in reversed(found.items)
            if item.resolved_by is None and (item.session, item.line) not in rows_of_decisions
        ]
        for found in (put_off, asked)
    ]
    lists: dict[str, Sequence[object]] = {
        "deferred": left[0],
        "open": left[1],
        "steps": _latest_session_first(step for step in to_do.items if not step.done),
        "settled": [item for item in reversed(items) if item.resolved_by in view.decisions],
        "done": [step for step in reversed(to_do.items) if step.done],
        "put_off": deferred,
        "unanswered": unanswered,
    }
    count = max(paginated(rows, size) for rows in lists.values())
    for number in range(1, count + 1):
        part = {name: rows[(number - 1) * size : number * size] for name, rows in lists.items()}
        page = view.addresses.index("open", number)
        title = numbered("Deferred and open", number)
        yield Page(
            path=page,
            title=title,
            markdown=render(
                "open",
                view,
                page,
                title=title,
                groups=[
                    ("Deferred", part["put_off"], part["deferred"], "Nothing is put off."),
                    ("Open questions", part["unanswered"], part["open"], "No question is open."),
                    ("Next steps", (), part["steps"], "Nothing is left to do."),
                ],
                settled=part["settled"],
                done=part["done"],
                also={**put_off.also, **asked.also, **to_do.also},
                turns=Widgets(view, page).page_turns(
                    lambda turn: view.addresses.index("open", turn),
                    number,
                    count,
                    f"Page {number} of {count}",
                ),
            ),
            metadata={
                "description": "What was put off, what nobody has answered, and what is to be done.",
                "search": {"boost": 1.0} if number == 1 else {"exclude": True},
            },
            in_nav=number == 1,
        )


def _latest_session_first(steps: Iterable[NextStep]) -> list[NextStep]:
    """The steps of the latest session first, each session's in their own order: what to do first, ..."""
    by_session: dict[str, list[NextStep]] = {}
    for step in steps:
        by_session.setdefault(step.session, []).append(step)
    return [step for session in reversed(by_session.values()) for step in session]
