"""What stands now: one row per question that was taken up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from elixir_design.log.model import Status
from elixir_design.site.html.templating import plural, render
from elixir_design.site.html.widgets import Widgets, numbered, paginated, rows_shown
from elixir_design.site.mentions import mentions
from elixir_design.site.model import Page
from elixir_design.site.view import View, newest_first

_LATEST = 8
_LEFT = 5


def overview_pages(view: View) -> Iterator[Page]:
    """The overview; its rows go on on further pages when there are very many questions."""
    questions = [question for question in view.questions if question.latest]
    untouched = [question for question in view.questions if not question.latest]
    dates = sorted(session.started for session in view.ledger.sessions if session.started)
    deferred = [item for item in mentions(view.ledger.deferred).items if item.resolved_by is None]
    open_questions = [item for item in mentions(view.ledger.open_questions).items if item.resolved_by is None]
    next_steps = [step for step in mentions(view.ledger.next_steps).items if not step.done]
    size = view.options.rows_per_page
    count = paginated(questions, size)
    of = f" in {view.options.project}" if view.options.project else ""
    title = "Decisions"
    for number in range(1, count + 1):
        page = view.addresses.index("overview", number)
        rows = questions[(number - 1) * size : number * size]
        counts = Counter(row.status for row in rows)
        yield Page(
            path=page,
            title=numbered(title, number),
            markdown=render(
                "overview",
                view,
                page,
                title=title,
                number=number,
                questions=questions,
                untouched=untouched,
                rows=rows,
                counts=[(status, counts[status]) for status in Status if counts[status]],
                first=dates[0] if dates else None,
                last=dates[-1] if dates else None,
                revised=sum(question.revised for question in view.questions),
                latest=newest_first(view.ledger.decisions)[:_LATEST],
                deferred=deferred[-_LEFT:][::-1],
                deferred_count=len(deferred),
                open_questions=open_questions[-_LEFT:][::-1],
                open_count=len(open_questions),
                next_steps=next_steps[-_LEFT:][::-1],
                next_count=len(next_steps),
                turns=Widgets(view, page).page_turns(
                    lambda turn: view.addresses.index("overview", turn),
                    number,
                    count,
                    rows_shown("Questions", number, size, len(questions)),
                ),
            ),
            metadata={
                "description": f"What stands{of}: {plural(len(questions), 'question')} from "
                f"{plural(len(view.ledger.sessions), 'session')}.",
                "search": {"boost": 1.5} if number == 1 else {"exclude": True},
                "hide": ["toc"],
            },
            in_nav=number == 1,
        )
