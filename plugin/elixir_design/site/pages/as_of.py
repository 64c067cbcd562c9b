"""What stood on a date: the data for the script, and for readers without it the days with changes."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from elixir_design.ledger.model import Decision
from elixir_design.log.model import Status
from elixir_design.site.html.changes import choice_text
from elixir_design.site.html.status import STATUS_WORDS
from elixir_design.site.html.templating import render
from elixir_design.site.html.text_html import shortened, words
from elixir_design.site.html.widgets import Widgets
from elixir_design.site.model import Asset, Page
from elixir_design.site.options import Section
from elixir_design.site.view import View

_DAYS = 60
_PER_DAY = 12
_CHOICE = 120
_LONGEST = 200_000
_FILE = "as-of.json"


@dataclass(frozen=True, slots=True)
class AsOfData:
    """What the script needs, as JSON that is safe inside a script element.

    Attributes:
        text: The JSON.
        files: The file that holds it when it is too long to stand in the page.
    """

    text: Markup
    files: tuple[Asset, ...] = ()


def as_of_data(view: View) -> AsOfData:
    """The data; within the page, so that it works without a further request, unless there is very much."""
    if not view.has(Section.AS_OF):
        return AsOfData(Markup())
    text = _script_data(view, view.addresses.index("as-of"), _dated(view))
    if len(text) <= _LONGEST:
        return AsOfData(text)
    content = text.encode("utf-8", "replace")
    return AsOfData(Markup(), (Asset(view.addresses.asset(_FILE), content),))


def as_of_page(view: View, data: AsOfData) -> Iterator[Page]:
    """The page, with the data or the address where the script finds it."""
    if not view.has(Section.AS_OF):
        return
    page = view.addresses.index("as-of")
    dated = _dated(view)
    days = _days(dated)
    yield Page(
        path=page,
        title="As of a date",
        markdown=render(
            "as-of",
            view,
            page,
            data=data.text,
            elsewhere=Widgets(view, page).url(data.files[0].path) if data.files else "",
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


def _dated(view: View) -> list[tuple[date, Decision]]:
    dated = [(decision.date, decision) for decision in view.ledger.decisions if decision.date]
    return sorted(dated, key=lambda pair: pair[0])


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
