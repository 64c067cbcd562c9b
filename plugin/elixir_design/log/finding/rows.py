"""Decisions that a log records as rows of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.markdown.tables import Row as TableRow
from elixir_design.log.markdown.tables import Table, table_of
from elixir_design.log.markdown.values import unstruck
from elixir_design.log.model import EntryKind
from elixir_design.log.sections.fields import Field
from elixir_design.log.wording.dates import stamp_in
from elixir_design.log.wording.headings import Heading, read_heading
from elixir_design.log.wording.plain import normal, plain, unwrapped
from elixir_design.log.wording.statuses import status_of_words, verdict_in
from elixir_design.log.wording.vocabulary.roles import ANSWERING, SIDES, Role
from elixir_design.log.wording.vocabulary.sentences import SPECIFIED, VAGUE_ANSWERS

_REASONS = frozenset({"notes", "note", "comment", "comments", "remarks", "remark", "action", "explanation"})
_ONLY_NUMBER = re.compile(r"#?(?:[A-Z]{1,6}[-_ ]?)?\d{1,5}(?:\.\d{1,3}){0,3}")
_TITLE_WORDS = 9
_ENDS = ".;:!?"
_MASKED = {ord(sign): 0xE000 + at for at, sign in enumerate(_ENDS)}
_WHOLE = {masked: sign for sign, masked in _MASKED.items()}
_BLANK = re.compile(r"(?:\w{1,6}-)?(?:YYYY|JJJJ|AAAA|NNN|XXX|###)[\w-]*|\{[^{}]+\}|<[^<>]+>", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[.;:!?](?:\s|$)|\s[\u2014\u2013-]\s|,?\s+(?:because|since|so that|weil|porque|parce que)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One decision on one line (or one list item).

    Attributes:
        heading: The name, read as a heading.
        line: First line.
        end: Last line.
        number: A number in front of the name or in a column of its own.
        dimension: Whether the number is a dimension's.
        fields: What the line says, labelled.
    """

    heading: Heading
    line: int
    end: int
    number: int | None = None
    dimension: bool = False
    fields: tuple[Field, ...] = ()


def _with_whole_code(text: str) -> str:
    """A text whose code has other signs for those that end a clause: a clause goes on behind code."""
    pieces = text.split("`")
    return "`".join(piece.translate(_MASKED) if at % 2 else piece for at, piece in enumerate(pieces))


def short_title(text: str) -> str:
    """A title made of a choice: its first clause without its day, nine words at most."""
    said = plain(_with_whole_code(text)).split("\n", 1)[0].strip()
    said = stamp.rest if (stamp := stamp_in(said)) else said
    match = _CLAUSE.search(said)
    clause = said[: match.start()].strip() if match and match.start() > 0 else said
    words = clause.split()
    title = (
        " ".join(words[:_TITLE_WORDS]) + ("\u2026" if len(words) > _TITLE_WORDS else "") if words else said
    )
    return title.translate(_WHOLE)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table of decisions hold."""

    roles: tuple[Role | None, ...]
    name: int
    number: int | None
    answer: int | None
    status: int | None


def rows_of_table(block: Block, *, gathering: bool) -> list[Row]:
    """Decisions in a table, or nothing when it is a table of another kind.

    Args:
        block: The table.
        gathering: Whether the heading above announces decisions.
    """
    table = table_of(block)
    if not table.rows or len(table.heads) < 2:  # noqa: PLR2004 - a name and an answer
        return []
    columns = _columns(table, gathering=gathering)
    if not _holds_decisions(table, columns, gathering=gathering):
        return []
    return [row for found in table.rows if not _is_form(found) and (row := _row(table, found, columns))]


def _is_form(row: TableRow) -> bool:
    """Whether a row only shows what is to be filled in ("YYYY-MM-DD")."""
    return any(_BLANK.fullmatch(plain(cell)) is not None for cell in row.cells)


def _columns(table: Table, *, gathering: bool) -> _Columns:
    roles = tuple(
        Role.RATIONALE if normal(head) in _REASONS else role
        for head, role in zip(table.heads, table.roles, strict=True)
    )
    # A first column of nothing but numbers counts, whatever it is called ("ADR", "Ref").
    numbered = all(_ONLY_NUMBER.fullmatch(plain(row.cells[0])) for row in table.rows)
    number = 0 if numbered else table.number
    # What is decided stands behind numbers and dates, whichever come first.
    passed = {Role.DATE, Role.STATUS} if number is not None else {Role.DATE}
    names = (at for at, role in enumerate(roles) if at != number and role not in passed)
    name = next(names, len(roles) - 1)
    answer = table.column(*ANSWERING, start=name + 1)
    # A first column called "Decision" names the question when another column answers it.
    if answer is None and roles[name] in ANSWERING:
        answer = name
    status = table.column(Role.STATUS, start=name + 1)
    # Below "Decisions made" rows that have a number and a text need no head that says more.
    if answer is None and status is None and gathering and numbered and roles[name] in {None, Role.META}:
        answer = name
    # A first column called "Status" lists the words for it: a legend.
    return _Columns(roles, name, number, answer, status)


def _holds_decisions(table: Table, columns: _Columns, *, gathering: bool) -> bool:
    if not SIDES.isdisjoint(columns.roles):
        return False
    if columns.answer is not None:
        argued = Role.RATIONALE in table.roles
        if not gathering and not argued and normal(table.heads[columns.name]) in SPECIFIED:
            return False
        vague = normal(table.heads[columns.answer]) in VAGUE_ANSWERS and not argued
        return gathering or not vague
    if columns.status is None:
        # Topics below "Open decisions" have no answer yet.
        return gathering and table.roles[columns.name] is Role.TOPIC
    judged = status_of_words if gathering else verdict_in
    return all(judged(row.cells[columns.status]) is not None for row in table.rows)


def _row(table: Table, found: TableRow, columns: _Columns) -> Row | None:
    roles, name_at, number_at, answer_at = columns.roles, columns.name, columns.number, columns.answer
    cells, line = found.cells, found.line
    name = unwrapped(cells[name_at])
    if any("~~" in cells[at] and not unstruck(cells[at]) for at in (name_at, answer_at) if at is not None):
        return None
    if not any(char.isalpha() for char in plain(name)):
        return None
    fields = []
    for at, (role, cell) in enumerate(zip(roles, cells, strict=False)):
        if not cell.strip() or at == number_at or (at == name_at and at != answer_at):
            continue
        if at == answer_at and at == name_at:
            fields.append(Field(Role.DECISION, "Decision", line, text=unwrapped(cell), origin="row"))
        elif role is not None:
            fields.append(Field(role, table.heads[at], line, text=unwrapped(cell), origin="row"))
    heading = read_heading(name)
    number = heading.number
    if (
        number is None
        and number_at is not None
        and (digits := re.fullmatch(r"\D{0,6}(\d{1,4})", plain(cells[number_at])))
    ):
        number = int(digits[1])
    if number is None and heading.outline and heading.outline.isdigit():
        number = int(heading.outline)
    if at_name := answer_at == name_at:
        heading = Heading(plain(name), short_title(name))
    dimension = "dimension" in normal(table.heads[name_at]) or heading.kind is EntryKind.DIMENSION
    return Row(
        heading, line, line, None if at_name and number_at is None else number, dimension, tuple(fields)
    )
