"""A file that is one record although nothing in it is labelled as the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from posixpath import basename

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.naming import names_no_question
from elixir_design.log.finding.section_source import section_source
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.parts import parts_of
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.dates import day_of_name
from elixir_design.log.wording.records import file_number
from elixir_design.log.wording.statuses import status_of_words
from elixir_design.log.wording.vocabulary.roles import Role


def whole_record(
    root: Section, log_id: str, in_front: Iterable[Field], lines: list[str]
) -> EntrySource | None:
    """The entry that a file is as a whole: it is called like a record and its title has a status.

    Args:
        root: The file's sections, none of them an entry.
        log_id: Its id.
        in_front: What its front matter says.
        lines: All its lines.

    Returns:
        None for any other file.
    """
    titles = [section for section in root.children if section.level == 1]
    if len(titles) != 1 or root.children[0] is not titles[0] or names_no_question(titles[0]):
        return None
    title = titles[0]
    if title.heading.outline is None and not title.heading.code and not _is_named_like_a_record(log_id):
        return None
    below = [child.fields[0] for child in title.children if child.heading.role is Role.STATUS]
    said = [part for part in (*title.fields, *in_front) if part.role is Role.STATUS]
    if not any(status_of_words(_words(part)) is not None for part in (*said, *below)):
        return None
    found = section_source(title, tuple(parts_of(title, lambda _: False)), lines)
    return replace(found, form="whole file")


def _is_named_like_a_record(log_id: str) -> bool:
    return file_number(log_id) is not None or day_of_name(basename(log_id)) is not None


def _words(part: Field) -> str:
    return part.text or next((block.text for block in part.blocks if block.kind == "paragraph"), "")
