"""Decisions in tables, lists and lines of sections that are no entries, and what only repeats them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.headed import holds_keys
from elixir_design.log.finding.listed import is_key, keyed_row, rows_of_list
from elixir_design.log.finding.questions import Known, row_source
from elixir_design.log.finding.rows import Row, rows_of_table, short_title
from elixir_design.log.finding.section_source import status_above
from elixir_design.log.finding.topics import rows_of_lines, rows_of_topics
from elixir_design.log.finding.undecided import explains_statuses
from elixir_design.log.markdown.blocks import Block
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.headings import Heading
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.vocabulary.roles import ANSWERING, ELSEWHERE, OF_THE_LOG, PICKING, Role
from elixir_design.log.wording.vocabulary.sentences import VAGUE_ANSWERS

_NOT_GATHERED = ELSEWHERE | {Role.OPTIONS, Role.CONTEXT, Role.RATIONALE, Role.TRADE_OFFS, Role.DECIDERS}
"""Labels whose lists are their own value, not decisions line by line."""
_COMPLETED = OF_THE_LOG | {Role.CONTEXT, Role.DECIDERS}
"""Labels that a line of text completes; a table below "Purpose: ..." is not its value."""
_HALF = 2
_FORMS = {"table": "table row", "list": "list item", "paragraph": "line"}


def gather(
    gatherers: list[tuple[Section, bool]], sources: list[EntrySource], body: Known
) -> list[tuple[int, int]]:
    """Adds the decisions that stand in rows and items to the entries of a log.

    Args:
        gatherers: Sections that are no entries, each with whether it only sums up.
        sources: The entries so far; those found are appended.
        body: The questions of those entries.

    Returns:
        First and last lines of tables and lists that repeat what stands elsewhere.
    """
    recaps: list[tuple[int, int]] = []
    so_far = Known([])
    first_entry = min((source.line for source in sources), default=0)
    continues = any(part.role is Role.CONTINUES for section, _ in gatherers for part in section.fields)
    for section, weak in sorted(gatherers, key=lambda pair: (pair[1], pair[0].line)):
        heading = section.heading
        if heading.role is Role.DECISION and _sums_up(section, sources):
            recaps.append((section.line, section.end))
            continue
        announced = heading.announces or heading.role in PICKING
        gathering = announced or heading.summary
        among = any(above.heading.announces for above in section.above())
        stands = status_above(section)
        if announced:
            keyed_rows = [row for part in section.fields if (row := _keyed_paragraph(part)) is not None]
            fresh = [row_source(row, section) for row in keyed_rows if not _is_known(row, body)]
            sources += fresh
            so_far.add(fresh)
        for block in _free_blocks(section):
            keyed = among and block.kind == "list" and holds_keys(block)
            rows = _rows(block, announced=announced or keyed, gathering=gathering)
            if not rows:
                continue
            rows = _told_apart(rows)
            known = {id(row) for row in rows if _is_known(row, body) or _is_known(row, so_far)}
            repeats = bool(weak and (body or so_far)) or len(known) == len(rows)
            if continues and not announced and block.line < first_entry and _only_names_answers(rows):
                repeats = True
            if repeats or (gathering and _HALF * len(known) >= len(rows)):
                recaps.append((block.line, block.end))
                continue
            fresh = [
                replace(row_source(row, section), above=stands, form=_FORMS[block.kind], reading=block.line)
                for row in rows
                if id(row) not in known
            ]
            sources += fresh
            so_far.add(fresh)
    return recaps


def _told_apart(rows: list[Row]) -> list[Row]:
    """Gives rows of one table or list that share a name their answers as names.

    They are decisions side by side ("Core | ...", "Core | ..."); by one name each would replace the last.
    Where few names come again, and each time on another day, the later answer does replace the earlier one.
    """
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[normal(row.heading.title)].append(row)
    shared = [group for group in groups.values() if len(group) > 1]
    few = len(shared) <= len(groups) - len(shared)
    alike = {id(row) for group in shared if not (few and _is_history(group)) for row in group}
    return [_named_by_answer(row) if id(row) in alike else row for row in rows]


def _named_by_answer(row: Row) -> Row:
    said = next((part.text for part in row.fields if part.role in ANSWERING and part.text), "")
    if row.heading.kind is not None or not said or normal(said) == normal(row.heading.title):
        return row
    name, more = row.heading.title, short_title(said)
    # "Deck: oak" and "Deck: no awning" have their first clause in common; the whole tells.
    title = f"{name}: {more}" if normal(more) != normal(name) else plain(said)
    return replace(row, heading=Heading(title, title))


def _is_history(rows: list[Row]) -> bool:
    """Whether rows of one name are of different days."""
    days = {part.text.strip() for row in rows for part in row.fields if part.role is Role.DATE}
    return len(days - {""}) == len(rows)


def _sums_up(section: Section, sources: list[EntrySource]) -> bool:
    """Whether a section "Outcome" stands below the questions whose answers it repeats."""
    above = section.parent
    if above is None or not VAGUE_ANSWERS & set(normal(section.heading.text).split()):
        return False
    return any(above.line < source.line < section.line for source in sources)


def _is_keyed(part: Field) -> bool:
    return part.role is None and part.origin == "bold" and part.label[:1].isupper() and is_key(part.label)


def _keyed_paragraph(part: Field) -> Row | None:
    """A decision in a paragraph that begins with its key ("**D-07:** Replace all of it.")."""
    if not _is_keyed(part) or not part.text:
        return None
    end = max((block.end for block in part.blocks), default=part.line)
    return keyed_row(part.label, part.line, end, [replace(part, role=Role.DECISION)])


def _free_blocks(section: Section) -> list[Block]:
    """The blocks of a section that are not the value of a label such as "Deferred:"."""
    taken = {
        block
        for part in section.fields
        if part.role in _NOT_GATHERED or _is_keyed(part)
        for block in part.blocks
        if not (block.kind == "table" and part.role in _COMPLETED and part.text)
    }
    return [block for block in section.blocks if block not in taken]


def _rows(block: Block, *, announced: bool, gathering: bool) -> list[Row]:
    if block.kind == "table":
        return rows_of_table(block, gathering=gathering)
    if block.kind == "list":
        return _rows_of_items(block, announced=announced)
    return rows_of_lines(block) if block.kind == "paragraph" else []


def _rows_of_items(block: Block, *, announced: bool) -> list[Row]:
    """Decisions of a list; below no heading that announces any, an item must say that it decides."""
    if explains_statuses(block):
        return []
    listed = rows_of_list(block, gathering=announced)
    if announced and listed:
        return listed
    topics = rows_of_topics(block)
    lines = {row.line for row in topics}
    return sorted([*topics, *(row for row in listed if row.line not in lines)], key=lambda row: row.line)


def _only_names_answers(rows: list[Row]) -> bool:
    """Whether rows give answers without a reason, as a reminder of an earlier session does."""
    return all(part.role in {*PICKING, Role.STATUS} for row in rows for part in row.fields)


def _is_known(row: Row, known: Known) -> bool:
    return known.knows(row.heading.title, row.number if row.dimension else None)
