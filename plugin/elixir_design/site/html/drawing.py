"""Which decisions hang together, drawn as DOT: one source for light and dark, coloured by the style sheet."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from elixir_design.architecture.graphviz import quote
from elixir_design.ledger.model import Decision
from elixir_design.site.html.changes import choice_text
from elixir_design.site.html.status import STATUS_WORDS
from elixir_design.site.html.text_html import words
from elixir_design.site.links import url_for
from elixir_design.site.view import View

Draw = Callable[[Mapping[str, str], Mapping[str, str]], Mapping[str, str]]
"""From DOT sources and accessible names, both by figure, to SVG elements; a figure may be missing."""

_FONTS = "Helvetica,Arial,sans-serif"
_LINE = 26
_LINES = 3
_VIEW_BOX = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
# Points of the drawing to pixels of the page; text then has the size of a table's.
_SCALE = 1.15
# How far a drawing shrinks to fit before it scrolls.
_LEAST = 0.62


@dataclass(frozen=True, slots=True)
class Edge:
    """``later`` replaces or details ``earlier``."""

    earlier: Decision
    later: Decision
    kind: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One drawing.

    Attributes:
        key: Unique on the site; names the drawing and starts the ids of its elements.
        title: What it shows.
        decisions: Its nodes, oldest first.
        edges: The lines between them.
        left_out: How many decisions that hang together with these it does not show.
    """

    key: str
    title: str
    decisions: tuple[Decision, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0


def edges_of(view: View) -> list[Edge]:
    """Everything that replaces or details something, in the order of the logs."""
    edges: list[Edge] = []
    for decision in view.ledger.decisions:
        for kind, ids in (("supersedes", decision.supersedes), ("refines", decision.refines)):
            edges.extend(
                Edge(view.decisions[known], decision, kind) for known in ids if known in view.decisions
            )
    return edges


def components(edges: Iterable[Edge]) -> list[list[str]]:
    """Ids of decisions that hang together, as groups; each in the order in which its edges came."""
    neighbours: defaultdict[str, list[str]] = defaultdict(list)
    for edge in edges:
        neighbours[edge.earlier.id].append(edge.later.id)
        neighbours[edge.later.id].append(edge.earlier.id)
    groups: list[list[str]] = []
    seen: set[str] = set()
    for start in neighbours:
        if start in seen:
            continue
        seen.add(start)
        group = [start]
        for known in group:
            for other in neighbours[known]:
                if other not in seen:
                    seen.add(other)
                    group.append(other)
        groups.append(group)
    return groups


def dot_source(view: View, figure: Figure, page: str) -> str:
    """The figure as DOT; nodes link to the pages of their decisions, as seen from ``page``."""
    ids = {decision.id: f"{figure.key}-{number}" for number, decision in enumerate(figure.decisions)}
    names = _node_names(figure.decisions)
    lines = [
        f"digraph {quote(figure.key)} {{",
        f'graph [rankdir=LR bgcolor="transparent" pad=0.1 nodesep=0.25 ranksep=0.5 id={quote(figure.key)}]',
        'graph [tooltip=" "]',
        f'node [shape=box style=rounded fontname="{_FONTS}" fontsize=11 margin="0.16,0.09" height=0.4]',
        "edge [arrowsize=0.6]",
    ]
    for decision in figure.decisions:
        url = url_for(page, view.record_path(decision), directory_urls=view.options.use_directory_urls)
        label = "\n".join([*_wrapped(_name(view, decision)), _subtitle(decision)])
        tooltip = f"{words(decision.title)} ({_standing(decision)})"
        doubtful = " ed-doubtful" if decision.in_doubt else ""
        lines.append(
            f"{quote(names[decision.id])} [label={quote(label)} id={quote(ids[decision.id])} "
            f'class="ed-{decision.status.value}{doubtful}" URL={quote(url)} tooltip={quote(tooltip)}]'
        )
    for edge in figure.edges:
        between = f"{quote(names[edge.earlier.id])} -> {quote(names[edge.later.id])}"
        number = f"{ids[edge.earlier.id]}--{ids[edge.later.id].rsplit('-', 1)[1]}"
        lines.append(f'{between} [id={quote(number)} class="ed-{edge.kind}" tooltip=" "]')
    lines.append("}")
    return "\n".join(lines)


def canvas(svg: str) -> Markup:
    """A drawing at its natural size at most; on narrow screens it scrolls rather than becoming unreadable."""
    box = _VIEW_BOX.search(svg)
    width = round(float(box.group(1)) * _SCALE) if box else 600
    least = round(width * _LEAST)
    return Markup(  # noqa: S704 - drawn from escaped labels and checked links
        f'<div class="ed-figure__canvas" tabindex="0" role="region" aria-label="Drawing">'
        f'<div style="width:{width}px;max-width:max(100%,{least}px)">{_one_line(svg)}</div></div>'
    )


def _one_line(svg: str) -> str:
    return re.sub(r">\s*\n\s*<", "><", svg).replace("\n", " ")


def _node_names(decisions: Sequence[Decision]) -> dict[str, str]:
    """A readable name for each node, which dot makes its accessible name; a number tells equal ones apart."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for decision in decisions:
        base = f"{words(decision.title)}, {_subtitle(decision)}"
        name, number = base, 2
        while name in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name)
        names[decision.id] = name
    return names


def _name(view: View, decision: Decision) -> str:
    """What tells the decision apart: its choice where its title is only the question's."""
    title = words(decision.title)
    choice = choice_text(decision)
    if choice and title.casefold() == words(view.question_of[decision.id].name).casefold():
        return f"{title}: {choice}"
    return title


def _wrapped(title: str) -> list[str]:
    return textwrap.wrap(title, _LINE, max_lines=_LINES, placeholder=" …", break_long_words=True) or ["?"]


def _subtitle(decision: Decision) -> str:
    return f"{_standing(decision)}, {decision.date or 'no date'}"


def _standing(decision: Decision) -> str:
    return STATUS_WORDS[decision.status].lower() + (", in doubt" if decision.in_doubt else "")
