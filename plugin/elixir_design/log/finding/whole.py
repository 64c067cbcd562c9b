"""A file that is one record although nothing in it is labelled as the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.naming import names_no_question
from elixir_design.log.finding.section_source import section_source
from elixir_design.log.markdown.blocks import Block
from elixir_design.log.model import Status
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.parts import parts_of
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.plain import is_placeholder
from elixir_design.log.wording.records import is_called_like_a_record
from elixir_design.log.wording.statuses import status_of_words
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
    if all(is_placeholder(words) for part in _statuses(record, in_front) if (words := _words(part))):
        return None
    return replace(section_source(record, tuple(parts_of(record, lambda _: False)), lines), form=FORM)


def status_above_all(root: Section, log_id: str, in_front: Iterable[Field]) -> Field | None:
    """The status of a record that decides several things: as long as it is not decided, none of them is.

    Args:
        root: The file's sections.
        log_id: Its id.
        in_front: What its front matter says.

    Returns:
        None where the file is not called like a record, its title is no question, or it is decided.
    """
    first = root.children[0] if root.children else None
    if first is None or names_no_question(first) or not is_called_like_a_record(log_id):
        return None
    for part in _statuses(first, in_front):
        said = status_of_words(_words(part))
        if said is not None:
            return None if said is Status.DECIDED else replace(part, role=Role.STATUS)
    return None


def _statuses(record: Section, in_front: Iterable[Field]) -> list[Field]:
    """The fields that say where a record stands: below its title, in front of it, below a heading."""
    below = [child.fields[0] for child in record.children if child.heading.role is Role.STATUS]
    return [*(part for part in (*record.fields, *in_front) if part.role is Role.STATUS), *below]


def _record(root: Section) -> Section | None:
    """The section below the title; sections of the same level behind it say nothing of where they stand."""
    first = root.children[0] if root.children else None
    if first is None or first.level != 1 or names_no_question(first):
        return None
    beside = (other for other in root.children[1:] if other.level == 1)
    return None if any(_statuses(other, ()) for other in beside) else first


def _is_called_like_a_record(record: Section, log_id: str) -> bool:
    """Whether the file's name, or else the title, has the number or the day of a record."""
    if is_called_like_a_record(log_id):
        return True
    numbered = record.heading.outline is not None or bool(record.heading.code)
    return numbered and any(child.heading.role is Role.STATUS for child in record.children)


def _answers(source: EntrySource) -> bool:
    return any(part.field.role in ANSWERING and not part.field.empty for part in source.parts)


def _words(part: Field) -> str:
    """The first words of a field: beside its label, in a paragraph below, or in a list."""
    said = (_text(block) for block in part.blocks if block.kind != "html")
    return part.text or next(filter(None, said), "")


def _text(block: Block) -> str:
    inner = block.items[0].blocks if block.kind == "list" else ()
    return inner[0].text if inner else block.text
