"""A file that is one record although nothing in it is labelled as the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from posixpath import basename

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.naming import names_no_question
from elixir_design.log.finding.section_source import section_source
from elixir_design.log.model import EntryKind
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.parts import parts_of
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.dates import day_of_name
from elixir_design.log.wording.headings import read_heading
from elixir_design.log.wording.plain import is_placeholder
from elixir_design.log.wording.records import file_number, name_in_file
from elixir_design.log.wording.vocabulary.roles import ANSWERING, Role

FORM = "whole file"


def whole_record(
    root: Section, log_id: str, in_front: Iterable[Field], lines: list[str], found: Sequence[EntrySource]
) -> EntrySource | None:
    """The entry that a file is as a whole: it is called like a record and says where it stands.

    Args:
        root: The file's sections.
        log_id: Its id.
        in_front: What its front matter says.
        lines: All its lines.
        found: The entries found in it; where one of them answers, the file is not one record.

    Returns:
        None for any other file. What the words of the status mean decides nothing here.
    """
    if any(_answers(source) for source in found) or (record := _record(root)) is None:
        return None
    if not _is_called_like_a_record(record, log_id):
        return None
    below = [child.fields[0] for child in record.children if child.heading.role is Role.STATUS]
    said = [part for part in (*record.fields, *in_front) if part.role is Role.STATUS]
    if all(is_placeholder(words) for part in (*said, *below) if (words := _words(part))):
        return None
    parts = tuple(parts_of(record, lambda _: False))
    if record is not root:
        return replace(section_source(record, parts, lines), form=FORM)
    title = name_in_file(log_id)
    first = root.children[0].line
    return EntrySource(read_heading(title), EntryKind.TOPIC, title, first, root.end, 1, parts, form=FORM)


def _record(root: Section) -> Section | None:
    """The section that holds the record: the one below the title, or the file where its name is the title."""
    if not root.children:
        return None
    first, *more = root.children
    if not names_no_question(first):
        return first if first.level == 1 and all(other.level > 1 for other in more) else None
    # "# Summary" and "# Motivation" beside each other: labels, and no title above them.
    labels = first.heading.summary or first.heading.role is not None
    return root if labels and more else None


def _is_called_like_a_record(record: Section, log_id: str) -> bool:
    """Whether the file's name, or else the title, has the number or the day of a record."""
    if file_number(log_id) is not None or day_of_name(basename(log_id)) is not None:
        return True
    numbered = record.heading.outline is not None or bool(record.heading.code)
    return numbered and any(child.heading.role is Role.STATUS for child in record.children)


def _answers(source: EntrySource) -> bool:
    return any(part.field.role in ANSWERING and not part.field.empty for part in source.parts)


def _words(part: Field) -> str:
    return part.text or next((block.text for block in part.blocks if block.kind == "paragraph"), "")
