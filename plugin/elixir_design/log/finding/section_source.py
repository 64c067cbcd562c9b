"""What is known of an entry that is a section, before its fields are read."""

from __future__ import annotations

from dataclasses import replace

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.headed import answer_in_heading, lists_answers
from elixir_design.log.finding.listed import is_key
from elixir_design.log.finding.pasted import trimmed
from elixir_design.log.model import DEPENDENT_KINDS, EntryKind, Status
from elixir_design.log.sections.parts import Part
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.statuses import status_of_words
from elixir_design.log.wording.vocabulary.roles import Role
from elixir_design.log.wording.vocabulary.verdicts import LEFT_BEHIND


def _title(section: Section) -> str:
    """The heading's title; where that is only a code, the topic that a label below it gives."""
    title = section.heading.title
    topic = next((part.text for part in section.fields if part.role is Role.TOPIC and part.text.strip()), "")
    return plain(topic) if topic and is_key(title) else title


def status_above(section: Section) -> Status | None:
    """Where a heading leaves the decisions below it ("Deferred", "Rejected decisions", "Superseded")."""
    if section.heading.role in {Role.DEFERRED, Role.PARKING_LOT}:
        return Status.DEFERRED
    first, *rest = normal(section.heading.text).split(" ")
    if section.heading.container or (section.heading.role is None and not rest):
        return status_of_words(first) if first in LEFT_BEHIND else None
    return None


def section_source(section: Section, parts: tuple[Part, ...], lines: list[str]) -> EntrySource:
    """The place of an entry that is a section, and what its heading and those above it say.

    Args:
        section: The section.
        parts: Its parts, without those of entries inside it.
        lines: All lines of the file.
    """
    heading = section.heading
    kind = heading.kind or EntryKind.TOPIC
    number, title, answer = heading.number, _title(section), ""
    if heading.kind is None and (found := answer_in_heading(section)) is not None:
        title, answer = found
    above = list(section.above())
    parent = next(
        (s.heading for s in above if s.heading.kind is EntryKind.DIMENSION or s.heading.number is not None),
        None,
    )
    context = " ".join(normal(s.heading.text) for s in above)
    if heading.kind is None:
        if heading.old is not None and (
            "revision" in context or "replace" in context or "supersed" in context
        ):
            kind = EntryKind.REVISION
        elif number is None and heading.outline and heading.outline.isdigit() and "dimension" in context:
            kind, number = EntryKind.DIMENSION, int(heading.outline)
    if kind in DEPENDENT_KINDS and number is None and parent is not None:
        number = parent.number
    name = None
    if kind is EntryKind.DIMENSION or (kind is EntryKind.REVISION and heading.number is not None):
        name = title
    elif kind in DEPENDENT_KINDS and parent is not None and "gap" not in normal(parent.title):
        name = parent.title
    stands = next((status for s in above if (status := status_above(s)) is not None), None)
    on = next(
        (s.heading.date for s in above if s.heading.date and s.heading.kind is None and s.level > 1), None
    )
    if heading.kind is None and parts and lists_answers(section):
        answer_below = replace(parts[0].field, role=Role.DECISION, label=title)
        parts = (replace(parts[0], field=answer_below), *parts[1:])
    return EntrySource(
        heading,
        kind,
        title,
        section.line,
        trimmed(section.end, section.line, lines),
        max(section.level, 1),
        parts,
        number,
        name,
        parent,
        None if heading.date else on,
        above=stands,
        answer=answer,
        reading=section.parent.line if section.parent else section.line,
    )
