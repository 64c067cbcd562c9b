"""What stood on a date: the data for the script, and for readers without it the days with changes."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from elixir_design.ledger.model import Decision
from elixir_design.log.model import Status
from elixir_design.site.changes import choice_text
from elixir_design.site.model import Page
from elixir_design.site.options import Section
from elixir_design.site.status import STATUS_WORDS
from elixir_design.site.templating import render
from elixir_design.site.text_html import shortened, words
from elixir_design.site.view import View
from elixir_design.site.widgets import Widgets

_DAYS = 60
_PER_DAY = 12
_CHOICE = 120


def as_of_page(view: View) -> Iterator[Page]:
    """The page, with everything that the script needs: it works without a further request."""
    if not view.has(Section.AS_OF):
        return
    page = view.addresses.index("as-of")
    dated: list[tuple[date, Decision]] = [
        (decision.date, decision) for decision in view.ledger.decisions if decision.date
    ]
    dated.sort(key=lambda pair: pair[0])
    days = _days(dated)
    yield Page(
        path=page,
        title="As of a date",
        markdown=render(
            "as-of",
            view,
            page,
            data=_script_data(view, page, dated),
            days=days[:_DAYS],
            earlier_days=max(0, len(days) - _DAYS),
            shown=_PER_DAY,
            undated=len(view.ledger.decisions) - len(dated),
        ),
        metadata={
            "description": "Pick a date and see which decisions stood on it.",
            "search": {"exclude": True},
            "hide": ["toc"],
        },
        in_nav=True,
    )


def _days(dated: list[tuple[date, Decision]]) -> list[tuple[date, list[Decision], int]]:
    """Each day with changes, newest first, with how many answers stood at its end."""
    by_day: defaultdict[date, list[Decision]] = defaultdict(list)
    for when, decision in dated:
        by_day[when].append(decision)
    standing: set[str] = set()
    days: list[tuple[date, list[Decision], int]] = []
    for when, decisions in by_day.items():
        for decision in decisions:
            if decision.entry.status is Status.DECIDED:
                standing.add(decision.id)
            standing.difference_update(decision.supersedes)
        days.append((when, decisions, len(standing)))
    days.reverse()
    return days


def _script_data(view: View, page: str, dated: list[tuple[date, Decision]]) -> Markup:
    """JSON that is safe inside a script element, and in which template languages find nothing to read."""
    widgets = Widgets(view, page)
    place: dict[str, int] = {}
    questions: list[tuple[str, str]] = []
    rows: list[tuple[int, str, str, str, str, str, str]] = []
    for when, decision in dated:
        if decision.entry.status is Status.SUPERSEDED:
            continue
        if decision.question not in place:
            place[decision.question] = len(questions)
            questions.append(_question(view, widgets, decision))
        successor = view.successor(decision)
        gone = successor.date.isoformat() if successor and successor.date else ""
        rows.append(
            (
                place[decision.question],
                when.isoformat(),
                decision.entry.status.value,
                shortened(decision.title, 80),
                shortened(choice_text(decision), _CHOICE),
                widgets.url(view.record_path(decision)),
                gone,
            )
        )
    data = {
        "words": {status.value: word for status, word in STATUS_WORDS.items()},
        "dates": sorted({row[1] for row in rows} | {row[6] for row in rows if row[6]}),
        "questions": questions,
        "decisions": rows,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Template languages would take some braces for theirs; in JSON those can only stand in strings.
    text = re.sub(r"[<>&]|\{(?=[{%#])", lambda match: f"\\u{ord(match[0]):04x}", text)
    return Markup(text)  # noqa: S704 - no character is left that HTML reads


def _question(view: View, widgets: Widgets, decision: Decision) -> tuple[str, str]:
    home = view.question_of[decision.id]
    name = words(home.name) if home.key == decision.question else words(decision.title)
    return shortened(name, 80), widgets.url(view.question_path(home))
