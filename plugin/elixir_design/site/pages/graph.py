"""The graph of what replaces and details what: planned first, so that all drawings can be made at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from elixir_design.site.html.drawing import Edge, Figure, canvas, components, dot_source, edges_of
from elixir_design.site.html.templating import render
from elixir_design.site.html.widgets import Widgets, numbered
from elixir_design.site.model import Page
from elixir_design.site.options import Section
from elixir_design.site.view import View

_FIGURES_PER_PAGE = 6
_PAGES = 20


@dataclass(frozen=True, slots=True)
class GraphPlan:
    """What is to be drawn.

    Attributes:
        figures: By page, in order.
        alone: How many decisions hang together with no other.
        beyond: How many groups are too old to be drawn.
    """

    figures: tuple[tuple[Figure, ...], ...]
    alone: int
    beyond: int

    def sources(self, view: View) -> dict[str, str]:
        """DOT for every figure."""
        return {
            figure.key: dot_source(view, figure, view.addresses.index("graph", number))
            for number, figures in enumerate(self.figures, 1)
            for figure in figures
        }

    def titles(self) -> dict[str, str]:
        """The accessible name of every figure."""
        return {figure.key: f"Graph: {figure.title}" for figures in self.figures for figure in figures}


def plan_graph(view: View) -> GraphPlan:
    """One figure when everything fits in it, else one for each group of decisions that hang together."""
    if not view.has(Section.GRAPH):
        return GraphPlan((), 0, 0)
    edges = edges_of(view)
    groups = components(edges)
    alone = len(view.ledger.decisions) - sum(len(group) for group in groups)
    order = {decision.id: place for place, decision in enumerate(view.ledger.decisions)}
    if sum(len(group) for group in groups) <= view.options.graph_nodes:
        ids = sorted((known for group in groups for known in group), key=order.__getitem__)
        everything = tuple(view.decisions[known] for known in ids)
        one = (Figure("ed-graph", "All decisions that hang together", everything, tuple(edges)),)
        return GraphPlan((one if everything else (),), alone, 0)
    groups.sort(key=lambda group: max(_day(view, known) for known in group), reverse=True)
    drawn = groups[: _FIGURES_PER_PAGE * _PAGES]
    by_group = _edges_by_group(edges, drawn)
    figures = [_figure(view, number, group, by_group[number], order) for number, group in enumerate(drawn)]
    pages = tuple(
        tuple(figures[start : start + _FIGURES_PER_PAGE])
        for start in range(0, len(figures), _FIGURES_PER_PAGE)
    )
    return GraphPlan(pages, alone, len(groups) - len(drawn))


def graph_pages(view: View, plan: GraphPlan, drawings: Mapping[str, str]) -> Iterator[Page]:
    """The pages of the plan; a figure without a drawing shows its list."""
    for number, figures in enumerate(plan.figures, 1):
        page = view.addresses.index("graph", number)
        title = numbered("Graph", number)
        yield Page(
            path=page,
            title=title,
            markdown=render(
                "graph",
                view,
                page,
                title=title,
                number=number,
                alone=plan.alone,
                beyond=plan.beyond,
                figures=[
                    (figure, canvas(drawings[figure.key]) if figure.key in drawings else "")
                    for figure in figures
                ],
                turns=Widgets(view, page).page_turns(
                    lambda turn: view.addresses.index("graph", turn),
                    number,
                    len(plan.figures),
                    "Groups with the newest decisions first",
                ),
            ),
            metadata={
                "description": "What replaced and what details what, as a drawing.",
                "search": {"exclude": True},
                "hide": ["toc"],
            },
            in_nav=number == 1,
        )


def _day(view: View, known: str) -> date:
    return view.decisions[known].date or date.min


def _edges_by_group(edges: list[Edge], groups: list[list[str]]) -> dict[int, list[Edge]]:
    home = {known: number for number, group in enumerate(groups) for known in group}
    found: defaultdict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.later.id in home:
            found[home[edge.later.id]].append(edge)
    return found


def _figure(view: View, number: int, group: list[str], edges: list[Edge], order: Mapping[str, int]) -> Figure:
    ids = sorted(group, key=order.__getitem__)[-view.options.group_nodes :]
    shown = set(ids)
    newest = view.decisions[ids[-1]]
    return Figure(
        key=f"ed-graph-{number}",
        title=view.question_of[newest.id].name,
        decisions=tuple(view.decisions[known] for known in ids),
        edges=tuple(edge for edge in edges if edge.earlier.id in shown and edge.later.id in shown),
        left_out=len(group) - len(ids),
    )
