"""Decisions that are headings, paragraphs or items of a journal, each with its day or its code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.headed import answer_in_heading
from elixir_design.log.finding.listed import rows_of_list
from elixir_design.log.finding.pasted import trimmed
from elixir_design.log.finding.questions import row_source
from elixir_design.log.finding.rows import short_title
from elixir_design.log.finding.section_source import section_source
from elixir_design.log.markdown.blocks import Block
from elixir_design.log.model import EntryKind, Status
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.parts import Part, parts_of
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.dates import Stamp, is_day, is_period, stamp_in
from elixir_design.log.wording.headings import Heading
from elixir_design.log.wording.plain import joined, normal, plain
from elixir_design.log.wording.sentences import said_choice
from elixir_design.log.wording.statuses import status_of_words
from elixir_design.log.wording.vocabulary.heads import CUTS
from elixir_design.log.wording.vocabulary.lists import any_of
from elixir_design.log.wording.vocabulary.roles import ANSWERING, Role
from elixir_design.log.wording.vocabulary.sentences import NO_DECISION
from elixir_design.log.wording.vocabulary.verdicts import TURNED

HEADLINES, DAYS, STAMPS = "headings that decide", "lines below a day", "paragraphs with a day"
_TURNED = re.compile(
    rf"(?P<title>[^;]{{3,}}?)[\s,:(\u2014\u2013-]+(?P<said>{any_of(*TURNED)}\b.*)$", re.IGNORECASE | re.DOTALL
)
_NO_DECISION = re.compile(any_of(NO_DECISION), re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>\D{2,60}?)[:\uff1a]\s+(?P<answer>\S.*)$", re.DOTALL)
_NAME_WORDS = 4
_TOPICS = 5
"""One headline in so many may be longer where all the others name topics."""


def headlines_of(section: Section, lines: list[str]) -> tuple[EntrySource, ...]:
    """Sub-headings with a day or a code below a title that gathers decisions: each says what was decided.

    ``headline = (day | code | number) (title [turned] | name COLON answer)``; the text below says why.

    Args:
        section: The section whose sub-headings are looked at.
        lines: All lines of the file.
    """
    if not gathers(section):
        return ()
    told = [child for child in section.children if _is_headline(child)]
    if len(told) < 2:  # noqa: PLR2004 - one heading is no journal
        return ()
    topics = _TOPICS * sum(_is_topic(child.heading.title) for child in told) >= len(told) * (_TOPICS - 1)
    return tuple(_headline(child, section, lines, topics=topics) for child in told)


def gathers(section: Section) -> bool:
    """Whether a section stands below a title that gathers decisions, or is it."""
    return section.heading.announces or any(above.heading.announces for above in section.above())


def _is_headline(section: Section) -> bool:
    heading = section.heading
    marked = heading.date is not None or heading.code or _is_numbered_statement(section)
    if not marked or heading.role is not None or heading.option is not None or _is_only_day(section):
        return False
    if heading.text.endswith(("?", "\uff1f")) or _NO_DECISION.search(_first_paragraph(section)):
        return False
    if heading.container or heading.summary or heading.recap or heading.legend or _begins_with_label(section):
        return False
    return not any(part.role in ANSWERING and not part.empty for part in section.fields) and not any(
        child.heading.role in ANSWERING for child in section.children
    )


def _begins_with_label(section: Section) -> bool:
    """Whether labels say what a section holds: then the heading alone decides nothing."""
    first = section.blocks[0] if section.blocks else None
    return first is not None and any(part.label and part.line == first.line for part in section.fields)


def _is_numbered_statement(section: Section) -> bool:
    """Whether a heading with a number gives its answer, or a sentence below it does."""
    if section.heading.outline is None:
        return False
    named = _NAMED.match(section.heading.title) is not None
    return named or _chosen_in(section) is not None


def _chosen_in(section: Section) -> str | None:
    """The first paragraph below a heading, where it says what was chosen."""
    said = _first_paragraph(section)
    return said if said_choice(said) is not None or normal(said).startswith("we ") else None


def _first_paragraph(section: Section) -> str:
    first = next((block for block in section.blocks if block.kind == "paragraph"), None)
    return joined(first.text) if first is not None else ""


def _is_only_day(section: Section) -> bool:
    """Whether a heading is nothing but a day, a month or a year."""
    heading = section.heading
    day = heading.date is not None and (is_day(heading.title) or not heading.title.strip())
    return day or is_period(heading.text)


def _headline(section: Section, above: Section, lines: list[str], *, topics: bool) -> EntrySource:
    source = section_source(section, parts_of(section, lambda _: False), lines)
    title, answer, status = _said(section, topics=topics)
    return replace(
        source,
        kind=EntryKind.TOPIC if section.heading.names_decision else source.kind,
        title=title,
        answer=answer,
        answer_status=status,
        form=HEADLINES,
        reading=above.line,
    )


def _said(section: Section, *, topics: bool) -> tuple[str, str, Status]:
    """Question and answer of a headline, and where that leaves the question.

    Where nearly all headlines are short, they name what was decided on, and the text says what.
    """
    title = section.heading.title
    if match := _TURNED.match(title):
        said = match["said"].strip(" )")
        return match["title"].strip(), said, status_of_words(said) or Status.DECIDED
    if (argued := answer_in_heading(section)) is not None:
        return (*argued, Status.DECIDED)
    told = _first_paragraph(section) if topics else _chosen_in(section)
    if told and (topics or section.heading.outline or _is_topic(title)):
        return title, told, Status.DECIDED
    match = _NAMED.match(title)
    if match and len(match["name"].split()) <= _NAME_WORDS:
        return match["name"].strip(), match["answer"], Status.DECIDED
    return title, title, Status.DECIDED


def _is_topic(title: str) -> bool:
    """Whether a headline names what was decided on, not what was decided."""
    words = normal(title).split()
    return len(words) <= _NAME_WORDS and CUTS.isdisjoint(words)


def days_of(section: Section, lines: list[str]) -> tuple[EntrySource, ...]:
    """Items, or else paragraphs, below a heading that is only a day: each is a decision of that day.

    Args:
        section: A section below a title that gathers decisions.
        lines: All lines of the file.
    """
    if not _is_only_day(section) or not gathers(section) or section.children:
        return ()
    if any(part.role in ANSWERING and not part.empty for part in section.fields):
        return ()
    items = [
        replace(row_source(row, section), decided_on=section.heading.date, form=DAYS, reading=section.line)
        for block in section.blocks
        if block.kind == "list"
        for row in rows_of_list(block, gathering=True)
    ]
    if items:
        return tuple(items)
    said = [block for block in section.blocks if block.kind == "paragraph"]
    if not said or any(part.role is not None for part in section.fields):
        return ()
    return (
        (_told(said, Stamp(section.heading.date, joined(said[0].text)), section, lines, DAYS),)
        if (section.heading.date)
        else ()
    )


def stamped_of(section: Section, lines: list[str]) -> tuple[EntrySource, ...]:
    """Paragraphs that begin with a day below a title that gathers decisions, each with what follows it.

    Args:
        section: The section whose own text is looked at.
        lines: All lines of the file.
    """
    if not gathers(section):
        return ()
    return tuple(_told(blocks, stamp, section, lines, STAMPS) for stamp, blocks in _stamped(section.blocks))


def _stamped(blocks: tuple[Block, ...]) -> Iterator[tuple[Stamp, list[Block]]]:
    begun: tuple[Stamp, list[Block]] | None = None
    for block in blocks:
        stamp = stamp_in(joined(block.text)) if block.kind == "paragraph" else None
        if stamp is not None:
            if begun:
                yield begun
            begun = stamp, [block]
        elif begun and block.kind != "hr":
            begun[1].append(block)
    if begun:
        yield begun


def _told(blocks: list[Block], stamp: Stamp, section: Section, lines: list[str], form: str) -> EntrySource:
    first, *rest = blocks
    title = short_title(stamp.rest)
    parts = [Part(Field(Role.DECISION, "Decision", first.line, text=stamp.rest, origin="item"))]
    if rest:
        parts.append(Part(Field(Role.RATIONALE, "Why", rest[0].line, blocks=tuple(rest), origin="item")))
    return EntrySource(
        Heading(plain(title), title, date=stamp.day),
        EntryKind.TOPIC,
        title,
        first.line,
        trimmed(blocks[-1].end, first.line, lines),
        section.level + 1,
        tuple(parts),
        form=form,
        reading=section.line,
    )
