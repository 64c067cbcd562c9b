"""Headings side by side that make one decision: "Decision", "Rationale", and again from the start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.naming import names_no_question
from elixir_design.log.finding.pasted import trimmed
from elixir_design.log.finding.rows import short_title
from elixir_design.log.markdown.blocks import Block
from elixir_design.log.model import EntryKind
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.parts import Part, parts_of_headings
from elixir_design.log.sections.tree import LABEL_ROLES, Section
from elixir_design.log.wording.dates import stamp_in
from elixir_design.log.wording.headings import Heading
from elixir_design.log.wording.plain import joined
from elixir_design.log.wording.vocabulary.roles import ELSEWHERE, PICKING

FORM = "headings side by side"


def groups_of(section: Section, lines: list[str]) -> tuple[EntrySource, ...]:
    """The decisions among the sub-headings of a section: ``decision = label+``, where the cycle repeats.

    One cycle alone counts below a title that names no question ("Decision Log"); below any other it is the
    record of that title.

    Args:
        section: The section whose sub-headings are looked at.
        lines: All lines of the file.
    """
    answers = [child for child in section.children if _is_label(child) and child.heading.role in PICKING]
    if not answers or (len(answers) == 1 and not names_no_question(section)):
        return ()
    return tuple(source for run in _runs(section.children) for source in _decisions_of(run, section, lines))


def _is_label(section: Section) -> bool:
    """Whether a heading is nothing but a label."""
    heading = section.heading
    return heading.role in LABEL_ROLES and not heading.value and not heading.container


def _runs(children: Sequence[Section]) -> Iterator[list[Section]]:
    """Cuts headings where their cycle begins anew: at the first label that comes again."""
    times = Counter(child.heading.role for child in children if _is_label(child))
    first = next((child.heading.role for child in children if times[child.heading.role] > 1), None)
    start = first if first is not None and first in LABEL_ROLES else None
    run: list[Section] = []
    for child in children:
        begins = _is_label(child) and (
            child.heading.role is start or (start is None and child.heading.role in PICKING)
        )
        ends = not _is_label(child) and not _is_detail(child)
        if (begins or ends) and run:
            yield run
            run = []
        if begins or (run and not ends):
            run.append(child)
    if run:
        yield run


def _is_detail(section: Section) -> bool:
    """Whether a heading of the writer's own may stand between labels ("Implementation details")."""
    heading = section.heading
    return not (
        heading.kind is not None
        or heading.date is not None
        or heading.container
        or heading.summary
        or heading.recap
        or heading.role in ELSEWHERE
    )


def _decisions_of(run: list[Section], above: Section, lines: list[str]) -> list[EntrySource]:
    parts = parts_of_headings(run, lambda _: False)
    answer = next((part for part in parts if part.field.role in PICKING and not part.field.empty), None)
    if answer is None or not any(map(str.isalnum, answer.field.text or _first_words(answer.field.blocks))):
        return []
    end = trimmed(run[-1].end, run[0].line, lines)
    items = _stamped_items(answer.field)
    if len(items) > 1:
        return [_source(_field(answer.field, item), (), above, item.line, item.end) for item in items]
    others = tuple(part for part in parts if part is not answer)
    return [_source(answer.field, others, above, run[0].line, end)]


def _stamped_items(field: Field) -> list[Block]:
    """The items of an answer as lists of their own, where each says when it was decided."""
    found = [
        Block("list", item.line, item.end, items=(item,))
        for block in field.blocks
        if block.kind == "list"
        for item in block.items
    ]
    return found if all(stamp_in(_first_words((one,))) is not None for one in found) else []


def _field(answer: Field, item: Block) -> Field:
    return Field(answer.role, answer.label, item.line, blocks=(item,), origin="heading")


def _source(answer: Field, others: tuple[Part, ...], above: Section, line: int, end: int) -> EntrySource:
    said = joined(answer.text) or _first_words(answer.blocks)
    stamp = stamp_in(said)
    title = short_title(stamp.rest if stamp else said) or answer.label
    return EntrySource(
        Heading(title, title, date=stamp.day if stamp else None),
        EntryKind.TOPIC,
        title,
        line,
        end,
        above.level + 1,
        (Part(answer), *others),
        form=FORM,
        reading=above.line,
    )


def _first_words(blocks: Sequence[Block]) -> str:
    """The first words of a value, without its marks."""
    for block in blocks:
        if block.kind == "paragraph":
            return joined(block.text)
        for item in block.items:
            if words := _first_words(item.blocks):
                return words
    return ""
