"""Findings: passages of analysis reports that bear on a dimension, quoted with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from elixir_design.catalog.model import Catalog, Finding
from elixir_design.catalog.normalise import plain_tokens
from elixir_design.catalog.passages import Passage, passages

_AVOID = re.compile(
    r"\banti[\s_-]?patterns?\b|\bsmells?\b|\bpitfalls?\b|\bmistakes\b|\bwhat not to do\b"
    r"|\b(?:to|must|should)[\s_-]avoid\b",
    re.IGNORECASE,
)
# Rows that go on from the one above: quoted alone they say half of it.
_GOES_ON = re.compile(r"(?:the\s+)?(?:same|ditto|idem|as above|likewise)\b", re.IGNORECASE)
_CHECKBOX = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\]")
_SCORE = re.compile(r"\b\d+(?:\.\d+)?/10\b")
_CODE = re.compile(r"`[^`]*`")
_NEAREST, _OUTER, _LEAD, _BODY, _MOST_BODY = 3, 1, 2, 1, 4
_ENOUGH = 3
_FEWEST_WORDS, _GOOD_LENGTH = 6, 70
_PER_SECTION = 2

_Terms = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


def load_findings(
    paths: Iterable[Path], catalog: Catalog, *, root: Path | None = None
) -> tuple[Finding, ...]:
    """Reads findings from report files.

    Args:
        paths: Markdown files.
        catalog: Whose dimensions the passages may bear on.
        root: Folder to which the report's paths are made relative; None keeps them as given.

    Returns:
        Findings in the order of the files and their lines. A file that is gone gives none.
    """
    found: list[Finding] = []
    for path in paths:
        try:
            text = path.read_text("utf-8", errors="replace")
        except OSError:
            # Reports are evidence, not input: a site without them is poorer, not wrong.
            continue
        shown = path.relative_to(root) if root is not None and path.is_relative_to(root) else path
        found.extend(findings_in(text, shown.as_posix(), catalog))
    return tuple(found)


def findings_in(text: str, report: str, catalog: Catalog) -> tuple[Finding, ...]:
    """The findings of one report.

    Args:
        text: Its Markdown.
        report: Its path, for the findings.
        catalog: Whose dimensions the passages may bear on.
    """
    terms = _terms(
        tuple(
            (dimension.slug, (dimension.name, *dimension.finding_terms)) for dimension in catalog.dimensions
        )
    )
    found = []
    for passage in passages(text):
        if _is_junk(passage):
            continue
        weights = _weights(passage, terms)
        if not weights:
            continue
        ranked = sorted(weights.items(), key=lambda item: -item[1])
        nearest = passage.headings[-1] if passage.headings else None
        found.append(
            Finding(
                report=report,
                line=passage.line,
                end_line=passage.end_line,
                heading=nearest.text if nearest else "",
                anchor=nearest.anchor if nearest else "",
                text=passage.text,
                dimensions=tuple(slug for slug, _ in ranked),
                antipattern=_warns(passage, report),
                weights=tuple(weight for _, weight in ranked),
            )
        )
    return tuple(found)


def findings_for(findings: Iterable[Finding], dimension: str, limit: int = 5) -> tuple[Finding, ...]:
    """The few best findings on a dimension.

    Args:
        findings: All findings.
        dimension: Slug of the dimension.
        limit: How many at most.

    Returns:
        The strongest first. No section fills the list by itself while others have something to say.
    """
    ranked = sorted(
        (finding for finding in findings if dimension in finding.dimensions),
        key=lambda finding: (-finding.weight(dimension), finding.report, finding.line),
    )
    taken: dict[tuple[str, str], int] = {}
    first: list[Finding] = []
    later: list[Finding] = []
    for finding in ranked:
        section = (finding.report, finding.anchor)
        taken[section] = taken.get(section, 0) + 1
        (first if taken[section] <= _PER_SECTION else later).append(finding)
    return tuple([*first, *later][:limit])


def _is_junk(passage: Passage) -> bool:
    words = _CODE.sub(" ", passage.text.split("\n", 2)[-1] if passage.text.startswith("|") else passage.text)
    return (
        len(re.findall(r"[^\W\d_]{2,}", words)) < _FEWEST_WORDS
        or bool(_CHECKBOX.match(passage.text))
        or bool(_GOES_ON.match(passage.lead))
        or bool(_SCORE.search(passage.text))
    )


def _warns(passage: Passage, report: str) -> bool:
    above = (heading.text for heading in passage.headings)
    stem = re.sub(r"[_-]", " ", Path(report).stem)
    return any(_AVOID.search(text) for text in (stem, passage.lead, *above))


def _weights(passage: Passage, terms: _Terms) -> dict[str, int]:
    """How strongly a passage bears on each dimension; only those on which it does so clearly."""
    total: dict[str, int] = {}

    def add(text: str, weight: int, most: int) -> None:
        for slug, hits in _hits(text, terms).items():
            total[slug] = total.get(slug, 0) + min(weight * hits, most)

    # The title of the whole report says nothing about a passage of it.
    above = [heading for heading in passage.headings if heading.level > 1]
    if above:
        add(above[-1].text, _NEAREST, _NEAREST + 1)
        add(" . ".join(heading.text for heading in above[:-1]), _OUTER, _OUTER)
    add(passage.lead, _LEAD, _LEAD + 1)
    add(passage.text.split("\n", 2)[-1] if passage.text.startswith("|") else passage.text, _BODY, _MOST_BODY)
    if not total:
        return {}
    if len(passage.text) < _GOOD_LENGTH:
        total = {slug: weight - 1 for slug, weight in total.items()}
    bar = max(_ENOUGH, (max(total.values()) + 1) // 2)
    return {slug: weight for slug, weight in total.items() if weight >= bar}


def _hits(text: str, terms: _Terms) -> dict[str, int]:
    """How many different terms of each dimension a text has."""
    tokens = plain_tokens(text)
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for at, token in enumerate(tokens):
        for term, slug in terms.get(token, ()):
            if tokens[at : at + len(term)] == term:
                seen.add((slug, term))
    counts: dict[str, int] = {}
    for slug, _ in seen:
        counts[slug] = counts.get(slug, 0) + 1
    return counts


@lru_cache(maxsize=16)
def _terms(named: Sequence[tuple[str, tuple[str, ...]]]) -> _Terms:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for slug, phrases in named:
        for term in {plain_tokens(phrase) for phrase in phrases} - {()}:
            table.setdefault(term[0], []).append((term, slug))
    return {first: tuple(sorted(found)) for first, found in table.items()}
