"""Decisions that a log records as rows of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.markdown.values import unstruck
from elixir_design.log.model import EntryKind
from elixir_design.log.sections.fields import Field
from elixir_design.log.wording.headings import Heading, read_heading
from elixir_design.log.wording.plain import normal, plain, unwrapped
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.statuses import status_of_words, verdict_in
from elixir_design.log.wording.vocabulary import SPECIFIED, VAGUE_ANSWERS, Role
from elixir_design.log.wording.vocabulary.roles import ANSWERING, SIDES

_NUMBERS = frozenset({"", "no", "nr", "id", "num", "number", "n"})
_REASONS = frozenset({"notes", "note", "comment", "comments", "remarks", "remark", "action", "explanation"})
_ONLY_NUMBER = re.compile(r"#?\d{1,5}")
_TITLE_WORDS = 9
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


def short_title(text: str) -> str:
    """A title made of a choice: its first clause, nine words at most."""
    said = plain(text).split("\n", 1)[0].strip()
    match = _CLAUSE.search(said)
    clause = said[: match.start()].strip() if match and match.start() > 0 else said
    words = clause.split()
    return " ".join(words[:_TITLE_WORDS]) + ("\u2026" if len(words) > _TITLE_WORDS else "") if words else said


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table of decisions hold."""

    roles: tuple[Role | None, ...]
    name: int
    number: int | None
    answer: int | None
    status: int | None


def rows_of_table(table: Block, *, gathering: bool) -> list[Row]:
    """Decisions in a table, or nothing when it is a table of another kind.

    Args:
        table: The table.
        gathering: Whether the heading above announces decisions.
    """
    if len(table.rows) < 2 or len(table.rows[0]) < 2:  # noqa: PLR2004 - a head and a row, a name and an answer
        return []
    heads = [plain(cell) for cell in table.rows[0]]
    columns = _columns(heads, numbered=_is_numbered(table))
    if not _holds_decisions(table, heads, columns, gathering=gathering):
        return []
    return [row for place in range(1, len(table.rows)) if (row := _row(table, place, columns))]


def _is_numbered(table: Block) -> bool:
    """Whether the first column holds numbers, whatever it is called ("ADR", "Ref")."""
    return all(_ONLY_NUMBER.fullmatch(plain(row[0])) for row in table.rows[1:])


def _columns(heads: list[str], *, numbered: bool) -> _Columns:
    roles = tuple(Role.RATIONALE if normal(head) in _REASONS else role_of(head) for head in heads)
    number = 0 if numbered or normal(heads[0]) in _NUMBERS else None
    # What is decided stands behind numbers and dates, whichever come first.
    passed = {Role.DATE, Role.STATUS} if number is not None else {Role.DATE}
    names = (at for at, role in enumerate(roles) if at != number and role not in passed)
    name = next(names, len(heads) - 1)
    later = (at for role in ANSWERING for at, found in enumerate(roles) if found is role and at > name)
    # A first column called "Decision" names the question when another column answers it.
    answer = next(later, name if roles[name] in ANSWERING else None)
    # A first column called "Status" lists the words for it: a legend.
    status = next((at for at, found in enumerate(roles) if found is Role.STATUS and at > name), None)
    return _Columns(roles, name, number, answer, status)


def _holds_decisions(table: Block, heads: list[str], columns: _Columns, *, gathering: bool) -> bool:
    if SIDES & set(columns.roles):
        return False
    if columns.answer is not None:
        argued = any(role_of(head) is Role.RATIONALE for head in heads)
        if not gathering and not argued and normal(heads[columns.name]) in SPECIFIED:
            return False
        vague = normal(heads[columns.answer]) in VAGUE_ANSWERS and not argued
        return gathering or not vague
    if columns.status is None:
        return False
    judged = status_of_words if gathering else verdict_in
    return all(judged(row[columns.status]) is not None for row in table.rows[1:])


def _row(table: Block, place: int, columns: _Columns) -> Row | None:
    roles, name_at, number_at, answer_at = columns.roles, columns.name, columns.number, columns.answer
    cells = table.rows[place]
    line = table.row_line(place)
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
            fields.append(Field(role, plain(table.rows[0][at]), line, text=unwrapped(cell), origin="row"))
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
    dimension = "dimension" in normal(table.rows[0][name_at]) or heading.kind is EntryKind.DIMENSION
    return Row(
        heading, line, line, None if at_name and number_at is None else number, dimension, tuple(fields)
    )
