"""Islands of HTML that stand on nearly every detail page, put together without a template.

There are ten thousands of these pages in a long history: calls of macros would take half of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from elixir_design.log.model import Status
from elixir_design.site.html.status import MATCH_WORDS
from elixir_design.site.html.text_html import escape, inline_html, short_html

if TYPE_CHECKING:
    from elixir_design.catalog.model import CatalogDimension, CatalogOption
    from elixir_design.ledger.model import Decision
    from elixir_design.log.model import Option
    from elixir_design.site.html.widgets import Widgets

_NOTE_LENGTH = 400
_CHOICE_LENGTH = 120


def facts(w: Widgets, decision: Decision) -> Markup:
    """Status, day, place and people of a decision, on one line."""
    entry = decision.entry
    by = w.answered_by(decision)
    items = [
        w.standing(decision),
        inline_html(f"\u201c{entry.status_note}\u201d") if entry.status_note else "",
        w.day(decision.date),
        w.in_session(decision, f"session {decision.session}"),
        f"answered by {escape(by)}" if by else "",
        f"decided by {', '.join(inline_html(name) for name in entry.deciders)}" if entry.deciders else "",
    ]
    rows = "\n".join(f"<li>{item}</li>" for item in items if item)
    return Markup(f'<ul class="ed-facts" data-search-exclude>\n{rows}\n</ul>')  # noqa: S704 - built from escaped parts


def banner(w: Widgets, decision: Decision) -> Markup:
    """What took the place of a decision, or may have; nothing for one that stands beyond doubt."""
    if decision.status is not Status.SUPERSEDED:
        return _doubt_banner(w, decision)
    heir = w.view.successor(decision)
    if heir is None:
        said = "The log says so without naming what took its place."
    else:
        when = f" on {w.day(heir.date)}" if heir.date else ""
        stands = heir.choices and heir.status is not Status.SUPERSEDED
        choice = f": {w.choice(heir, _CHOICE_LENGTH)}" if stands else ""
        stop = "" if choice.endswith((".", "\u2026", "\u3002", "!")) else "."
        said = f"Replaced{when} by {w.decision(heir)}{choice}{stop}"
    return Markup(  # noqa: S704 - built from escaped parts
        f'<div class="ed-banner" role="note">\n<p><strong>No longer in force.</strong>\n{said}\n</p>\n</div>'
    )


def _doubt_banner(w: Widgets, decision: Decision) -> Markup:
    if not decision.doubts:
        return Markup("")
    head = "In doubt." if decision.in_doubt else "Not stated outright."
    said = w.doubts(decision, because=True)
    return Markup(  # noqa: S704 - built from escaped parts
        f'<div class="ed-banner ed-banner--doubt" role="note">\n<p><strong>{head}</strong></p>\n{said}</div>'
    )


def choices(decision: Decision, dimension: CatalogDimension | None = None) -> Markup:
    """What was chosen, in the log's words, and what that is in the catalog."""
    parts = ['<div class="ed-choice">']
    for choice in decision.choices:
        aspect = f'<span class="ed-aspect">{inline_html(choice.aspect)}</span> ' if choice.aspect else ""
        parts.append(f'<p>{aspect}<span class="ed-choice__text">{inline_html(choice.text)}</span></p>')
        if dimension and choice.options:
            found = [(dimension.option(slug), slug) for slug in choice.options]
            names = " + ".join(
                f"<em>{escape(option.label if option else slug)}</em>" for option, slug in found
            )
            how = escape(MATCH_WORDS[choice.match])
            parts.append(f'<p class="ed-match">In the catalog: {names} ({how})</p>')
    if not decision.choices:
        parts.append('<p class="ed-missing">The log records no choice.</p>')
    return Markup("\n".join([*parts, "</div>"]))  # noqa: S704 - built from escaped parts


def points(label: str, items: Iterable[str], mark: str) -> Markup:
    """A labelled list; ``mark`` says which sign stands before each item. Nothing without items."""
    rows = "\n".join(f"<li>{inline_html(item)}</li>" for item in items)
    if not rows:
        return Markup("")
    head = f'<p class="ed-points__label">{escape(label)}</p>'
    return Markup(f'{head}\n<ul class="ed-points ed-points--{mark}">\n{rows}\n</ul>')  # noqa: S704 - built from escaped parts


def options(
    decision: Decision, known: Sequence[CatalogOption | None] = (), *, searched: bool = True
) -> Markup:
    """The options of a decision side by side.

    Args:
        decision: Whose options.
        known: For each option of the log the catalog's option, or None; may be left out.
        searched: Whether the search finds them here; false where another page has them, too.
    """
    parts = [f'<div class="ed-options"{"" if searched else " data-search-exclude"}>']
    for place, option in enumerate(decision.options):
        parts += _option(option, known[place] if place < len(known) else None)
    parts.append("</div>")
    return Markup("\n".join(part for part in parts if part))  # noqa: S704 - built from escaped parts


def _option(option: Option, catalog: CatalogOption | None) -> list[str]:
    label = f'<span class="ed-option__label">{inline_html(option.label)}</span> ' if option.label else ""
    parts = [
        f'<div class="ed-option{" ed-option--chosen" if option.chosen else ""}">',
        f'<p class="ed-option__name">{label}{inline_html(option.name)}</p>',
        '<p class="ed-chosen">Chosen</p>' if option.chosen else "",
        f"<p>{short_html(option.note, _NOTE_LENGTH)}</p>" if option.note else "",
        points("For", option.pros, "pro"),
        points("Against", option.cons, "con"),
    ]
    if catalog:
        parts += [
            f'<details class="ed-catalog"><summary>The catalog on {escape(catalog.label)}</summary>',
            f"<p>{inline_html(catalog.summary)}</p>",
            points("For", catalog.pros, "pro"),
            points("Against", catalog.cons, "con"),
            "</details>",
        ]
    return [*parts, "</div>"]


def reasoning(w: Widgets, labelled: Iterable[tuple[str, Sequence[str]]]) -> Markup:
    """Labels beside their texts; a text with blocks of its own (code, tables) stands below its label."""
    parts: list[str] = []
    for label, items in labelled:
        if not items:
            continue
        short = w.short_body(items)
        if short:
            parts.append(f'<dl class="ed-reasoning"><dt>{escape(label)}</dt><dd>{short}</dd></dl>')
        else:
            parts += [f'<p class="ed-reasoning__label">{escape(label)}</p>', w.body(items)]
    return Markup("\n\n".join(parts))  # noqa: S704 - built from escaped parts
