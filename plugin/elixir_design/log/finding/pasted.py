"""Documents pasted into a decision: where they end, and the reasons that stand below them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.parts import Part
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.vocabulary.roles import ANSWERING, ELSEWHERE, REASONING


def adopt_pasted(
    sources: list[EntrySource],
    sections: list[Section],
    root: Section,
    entries: set[Section],
    lines: list[str],
) -> tuple[list[EntrySource], set[Section]]:
    """Gives each entry the document pasted into it, with the reasons that stand below the document.

    A pasted document brings headings of the entry's own level or above; what follows it then stands, for
    Markdown, in the document's last section.

    Args:
        sources: The entries of ``sections``.
        sections: Sections that are entries.
        root: Root of the section tree.
        entries: All sections that are entries.
        lines: All lines of the file.

    Returns:
        The entries with what was pasted into them, and the sections that belong to pasted documents.
    """
    by_line = {section.line: section for section in sections}
    every = list(root.walk())
    starts = [section.line for section in every]
    adopted: list[EntrySource] = []
    found: set[Section] = set()
    limits = [source.line for source in sources[1:]] + [len(lines) + 1]
    for source, limit in zip(sources, limits, strict=False):
        section = by_line[source.line]
        after = every[bisect_right(starts, section.end) : bisect_right(starts, limit - 1)]
        pasted = _run(after, section, entries)
        orphans = _orphans(source, pasted)
        if orphans:
            pasted = [other for other in pasted if other.line <= orphans[-1].line]
        elif not pasted or pasted[0].level >= section.level or _rule_before(pasted[0], lines):
            adopted.append(source)
            continue
        found.update(pasted)
        last = max(max((block.end for block in other.blocks), default=other.line) for other in pasted)
        parts = (*source.parts, *(Part(part) for part in orphans))
        adopted.append(replace(source, parts=parts, end=trimmed(last, source.line, lines)))
    return adopted, found


def _run(after: list[Section], section: Section, entries: set[Section]) -> list[Section]:
    """The sections below an entry that neither are entries nor structure the log."""
    run: list[Section] = []
    for other in after:
        goes_on = bool(run) and other.heading.outline is not None and other.heading.kind is None
        alike = section.heading.date is not None and other.heading.date is not None
        structural = alike or (_is_structural(other) and not goes_on)
        if other in entries or (structural and other.level <= section.level):
            break
        run.append(other)
    return run


def _orphans(source: EntrySource, pasted: list[Section]) -> list[Field]:
    """Reasons below a pasted document that the entry above it lacks."""
    has = {part.field.role for part in source.parts}
    if has.isdisjoint(ANSWERING):
        return []
    wanted = REASONING - has
    return [part for other in pasted for part in other.fields if part.role in wanted and not part.empty]


def trimmed(end: int, line: int, lines: list[str]) -> int:
    """The last line that says something: blank lines and rules between entries belong to none."""
    end = min(end, len(lines))
    while end > line and (not (last := lines[end - 1].strip()) or _is_rule(last)):
        end -= 1
    return max(end, line)


def _is_structural(section: Section) -> bool:
    heading = section.heading
    return (
        heading.summary
        or heading.recap
        or heading.container
        or heading.kind is not None
        or heading.role in ELSEWHERE
    )


def _rule_before(section: Section, lines: list[str]) -> bool:
    at = section.line - 2
    while at >= 0 and not lines[at].strip():
        at -= 1
    return at >= 0 and _is_rule(lines[at].strip())


def _is_rule(line: str) -> bool:
    return len(line) >= 3 and not line.strip("-*_ ")  # noqa: PLR2004 - CommonMark's shortest rule
