"""One page per question: what stands, why, what else was weighed, and how it came to be."""

from __future__ import annotations

from collections.abc import Iterator

from elixir_design.catalog.model import CatalogDimension, CatalogOption, Match
from elixir_design.ledger.model import Decision, Question
from elixir_design.site.evidence import evidence
from elixir_design.site.html.changes import choice_text, compare
from elixir_design.site.html.status import SEARCH_BOOST, STATUS_WORDS
from elixir_design.site.html.templating import render
from elixir_design.site.html.text_html import shortened, words
from elixir_design.site.model import Page
from elixir_design.site.view import View

_FINDINGS = 6
_REFINEMENTS = 20
_CHANGES = 3


def dimension_pages(view: View) -> Iterator[Page]:
    """The page of every question, of the catalog's also those that nobody has taken up."""
    around = [None, *view.questions, None]
    for earlier, question, later in zip(around, view.questions, around[2:], strict=False):
        yield view.made(_dimension, question.key, question, earlier, later)


def _dimension(view: View, question: Question, earlier: Question | None, later: Question | None) -> Page:
    page = view.question_path(question)
    current = question.latest
    known = [_known(question.dimension, option.name) for option in current.options] if current else []
    named = {option.slug for option in known if option}
    options = question.dimension.options if question.dimension else ()
    inline = view.options.revisions_inline
    cited = {
        (finding.report, finding.line): decision
        for decision in question.history[-inline:]
        for finding in view.quoted_in.get(decision.id, ())
    }
    quoted = [
        finding
        for decision in reversed(question.history[-inline:])
        for finding in view.quoted_in.get(decision.id, ())
    ]
    findings = evidence(quoted, view.findings_on.get(question.key, ()), question.key)
    revisions = [
        (before, decision)
        for decision in question.history[-_CHANGES:]
        for before in view.predecessors(decision)[:1]
    ]
    name = words(question.name)
    return Page(
        path=page,
        title=name,
        markdown=render(
            "dimension",
            view,
            page,
            question=question,
            earlier=earlier,
            later=later,
            current=current,
            known=known,
            unseen=[option for option in options if option.slug not in named],
            picked={slug for choice in current.choices for slug in choice.options} if current else set(),
            shown=_REFINEMENTS,
            recent=question.history[-inline:],
            left_out=max(0, len(question.history) - inline),
            changes=[compare(*pair) for pair in reversed(revisions)],
            findings=[
                (finding, cited.get((finding.report, finding.line))) for finding in findings[:_FINDINGS]
            ],
            findings_left=max(0, len(findings) - _FINDINGS),
        ),
        metadata={
            "description": _description(name, current),
            "search": {"boost": SEARCH_BOOST[current.status] * 1.2 if current else 1.0},
            # The theme's search weighs tags above all: without its name, old decisions would come first.
            **({"tags": [STATUS_WORDS[current.status], name]} if current else {}),
        },
        source=current.path if current else "",
    )


def _description(name: str, current: Decision | None) -> str:
    if current is None:
        return f"{name}: not taken up yet."
    return shortened(f"{STATUS_WORDS[current.status]}. {name}: {choice_text(current)}", 160)


def _known(dimension: CatalogDimension | None, name: str) -> CatalogOption | None:
    """The catalog's option behind an option of the log, when it is recognised without guessing."""
    if dimension is None:
        return None
    from elixir_design.catalog.matching import match_choice

    found = match_choice(dimension, name)
    if found.match in {Match.EXACT, Match.ALIAS} and found.options:
        return dimension.option(found.options[0])
    return None
