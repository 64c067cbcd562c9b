"""Labels in one section that make several decisions: "Decision", "Why", "Decision", "Why"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.pasted import trimmed
from elixir_design.log.finding.questions import heading_of_group
from elixir_design.log.model import EntryKind
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.parts import Part
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.vocabulary.roles import ANSWERING, REASONING, Role

FORM = "labels that come again"
_OF_ONE_RECORD = frozenset({Role.STATUS, Role.DATE, Role.DECIDERS})
"""Labels that speak of a whole record: one of them above several answers keeps these together."""


def cycles_of(section: Section, lines: list[str]) -> tuple[EntrySource, ...]:
    """The decisions of a section whose labels repeat: ``decision = answer label+``, at least twice.

    Args:
        section: The section; what stands below its sub-headings is left to them.
        lines: All lines of the file.

    Returns:
        Nothing where the labels are those of one record.
    """
    times = Counter(part.role for part in section.fields if not part.empty)
    role = next((role for role in ANSWERING if times[role] > 1), None)
    if role is None or any(times[one] == 1 for one in _OF_ONE_RECORD):
        return ()
    found = [_source(group, section, lines) for group in _cut(section.fields)]
    argued = [source for source in found if _is_argued(source)]
    if len(found) < 2 or len(argued) < 2:  # noqa: PLR2004 - one decision is no cycle
        return ()
    ends = [source.line - 1 for source in found[1:]] + [section.end]
    return tuple(
        replace(source, end=trimmed(end, source.line, lines)) for source, end in zip(found, ends, strict=True)
    )


def _cut(fields: Sequence[Field]) -> list[list[Field]]:
    """Cuts fields where their cycle begins anew: at the first label that comes again."""
    told = [field for field in fields if field.role is not None and not field.empty]
    times = Counter(field.role for field in told)
    start = next((field.role for field in told if times[field.role] > 1), None)
    groups: list[list[Field]] = []
    for field in fields:
        if field.role is start and not field.empty:
            groups.append([field])
        elif groups:
            groups[-1].append(field)
    return [group for group in groups if any(field.role in ANSWERING for field in group)]


def _source(group: list[Field], section: Section, lines: list[str]) -> EntrySource:
    heading = heading_of_group(group)
    return EntrySource(
        heading,
        heading.kind or EntryKind.TOPIC,
        heading.title,
        group[0].line,
        len(lines),
        section.level + 1,
        tuple(Part(field) for field in group if field.role is not Role.TOPIC),
        heading.number,
        heading.title if heading.kind is EntryKind.DIMENSION else None,
        decided_on=section.heading.date,
        form=FORM,
        reading=section.line,
    )


def _is_argued(source: EntrySource) -> bool:
    roles = {part.field.role for part in source.parts if not part.field.empty}
    return bool(roles & (REASONING | {Role.OPTIONS, Role.CONTEXT}))
