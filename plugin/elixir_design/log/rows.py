"""Decisions that a log records as rows of a table or items of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from elixir_design.log.blocks import Block, ListItem
from elixir_design.log.fields import Field, fields_of
from elixir_design.log.headings import Heading, read_heading
from elixir_design.log.labels import label_in, split_line
from elixir_design.log.model import EntryKind
from elixir_design.log.values import joined, tick, unstruck
from elixir_design.log.vocabulary import SPECIFIED, VAGUE_ANSWERS, Role
from elixir_design.log.words import normal, plain, role_of, status_of_words, unwrapped, verdict_in

_ANSWERS = (Role.CHOICE, Role.DECISION, Role.VERDICT)
_NUMBERS = frozenset({"", "no", "nr", "id", "num", "number", "n"})
_REASONS = frozenset({"notes", "note", "comment", "comments", "remarks", "remark", "action", "explanation"})
_VERDICT_FIRST = re.compile(
    r"^(?:\*\*)?(?P<verdict>[^\n:*\u2014\u2013]{2,40}?)(?:\*\*)?\s*(?::|\u2014|\u2013|\s-\s)(?:\*\*)?\s*(?P<rest>.+)$",
    re.DOTALL,
)
_NAME_FIRST = re.compile(
    r"^(?P<name>.{2,90}?)\s*(?::(?:\*\*)?\s+|\s*(?:\u2014|\u2013|->|\u2192|\u21d2|=>)\s*|\s+-\s+)(?P<rest>.+)$",
    re.DOTALL,
)
_WITH_NAME = re.compile(
    r"^(?:\*\*|__)(?P<name>[^*_\n]{2,90}?)[:\uff1a]?(?:\*\*|__)\s*(?:[:\uff1a\u2014\u2013-]|->|\u2192)?\s*(?P<rest>.*)$",
    re.DOTALL,
)
_REASON = re.compile(r"\s*[\u2014\u2013;]\s+|\s+-\s+|,?\s+because\s+", re.IGNORECASE)
_VERDICT_REASON = re.compile(
    r"(?:\*\*)?(?:\s*[\u2014\u2013;:]\s*|\s+-\s+|,?\s+because\s+|\s+\()", re.IGNORECASE
)
_ONLY_KEY = re.compile(r"[A-Z]{1,5}-?\d{1,4}(?:\s*\([^()]*\))?")
_ONLY_DATE = re.compile(r"[\[(]?\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}\S*)?[\])]?")
_ONLY_NUMBER = re.compile(r"#?\d{1,5}")
_TITLE_WORDS = 9
_CLAUSE = re.compile(
    r"[.;:!?](?:\s|$)|\s[\u2014\u2013-]\s|,?\s+(?:because|since|so that|weil|porque|parce que)\s",
    re.IGNORECASE,
)


@dataclass(slots=True)
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
    fields: list[Field] = field(default_factory=list)


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

    roles: list[Role | None]
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
    roles = [Role.RATIONALE if normal(head) in _REASONS else role_of(head) for head in heads]
    number = 0 if numbered or normal(heads[0]) in _NUMBERS else None
    # What is decided stands behind numbers and dates, whichever come first.
    passed = {Role.DATE, Role.STATUS} if number is not None else {Role.DATE}
    names = (at for at, role in enumerate(roles) if at != number and role not in passed)
    name = next(names, len(heads) - 1)
    later = (at for role in _ANSWERS for at, found in enumerate(roles) if found is role and at > name)
    # A first column called "Decision" names the question when another column answers it.
    answer = next(later, name if roles[name] in _ANSWERS else None)
    # A first column called "Status" lists the words for it: a legend.
    status = next((at for at, found in enumerate(roles) if found is Role.STATUS and at > name), None)
    return _Columns(roles, name, number, answer, status)


def _holds_decisions(table: Block, heads: list[str], columns: _Columns, *, gathering: bool) -> bool:
    if {Role.PROS, Role.CONS} & set(columns.roles):
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
    return Row(heading, line, line, None if at_name and number_at is None else number, dimension, fields)


def rows_of_list(block: Block, *, gathering: bool) -> list[Row]:
    """Decisions in a list, or nothing when it is a list of another kind.

    Below a heading that gathers decisions each item is one; elsewhere an item counts only when it
    carries a verdict or the labels of an entry.
    """
    found = [row for item in block.items if (row := _item_row(item)) is not None]
    if gathering:
        return found
    deciding = [row for row in found if _decides(row)]
    return deciding if len(deciding) > 1 else []


def _decides(row: Row) -> bool:
    """Whether a list item is a decision without a heading that says so: a verdict, or labels of an entry."""
    judged = any(part.role is Role.VERDICT and verdict_in(part.text) for part in row.fields)
    roles = {
        part.role
        for part in row.fields
        if part.label and part.origin in {"item", "bold", "plain"} and part.line > row.line
    }
    return judged or (bool(roles & set(_ANSWERS)) and len(roles) > 1)


def _item_row(item: ListItem) -> Row | None:
    if not item.blocks or item.blocks[0].kind != "paragraph" or not unstruck(item.blocks[0].text):
        return None
    first = item.blocks[0]
    text = joined(tick(first.text)[0])
    nested = fields_of(item.blocks[1:], item.line)
    label = label_in(text)
    if label is not None and label.role is Role.TOPIC and label.text:
        return Row(read_heading(label.text), item.line, item.end, fields=nested)
    if label is not None and label.role in _ANSWERS and label.text:
        fields = fields_of([Block("paragraph", first.line, first.end, text), *item.blocks[1:]], item.line)
        return Row(Heading(plain(label.text), short_title(label.text)), item.line, item.end, fields=fields)
    if label is not None and label.role not in {None, Role.META}:
        return None
    name, fields = _said_of(text, item, nested)
    if name is not None:
        return _named(name, item, fields)
    return Row(Heading(plain(text), short_title(text)), item.line, item.end, fields=fields)


def keyed_row(key: str, line: int, end: int, fields: list[Field]) -> Row:
    """A decision named by its key and its first words: the key alone may come again in the next log."""
    title = f"{plain(key).rstrip(' :')}: {short_title(joined(fields[0].text))}".rstrip(" :\uff1a")
    return Row(Heading(title, title), line, end, fields=fields)


def is_key(name: str) -> bool:
    """Whether a name is only the key of a decision ("D-07", "ADR-12 (draft)")."""
    return _ONLY_KEY.fullmatch(plain(name).rstrip(" :")) is not None


def _said_of(text: str, item: ListItem, nested: list[Field]) -> tuple[str | None, list[Field]]:
    """The name with which an item begins, None if it has none, and what the item says of it."""
    match = _WITH_NAME.match(text) or _NAME_FIRST.match(text)
    if any(part.role is not None for part in nested):
        announced = match is None or (read_heading(text).kind is not None and not is_key(match["name"]))
        name, rest = (text, "") if announced or match is None else (match["name"], match["rest"])
        return name, [*_field(Role.DECISION, rest, item), *nested]
    if (judged := _VERDICT_FIRST.match(text)) and verdict_in(judged["verdict"]) is not None:
        name, *reason = _REASON.split(judged["rest"], maxsplit=1)
        return name, _field(Role.VERDICT, judged["verdict"].strip(), item) + _reasons(reason, item, nested)
    if match is None:
        return None, _field(Role.DECISION, text, item) + _reasons([], item, nested)
    said, further = split_line(match["rest"])
    more = [field for label in further if label.role for field in _field(label.role, label.text, item)]
    if verdict_in(said) is not None:
        answer, *reason = _VERDICT_REASON.split(said, maxsplit=1)
        reason = [why.removesuffix(")") if "(" not in why else why for why in reason]
        return match["name"], _field(Role.VERDICT, answer, item) + _reasons(reason, item, [*more, *nested])
    if said.endswith((":", "\uff1a")) and item.blocks[1:]:
        leading = _field(Role.DECISION, said, item)
        leading[0].blocks = item.blocks[1:]  # What follows the colon is the answer, not its reason.
        return match["name"], leading + more
    # "X because Y" stays whole as the choice; the reason is found in it later.
    answer, *reason = [said] if "because" in said.casefold() else _REASON.split(said, maxsplit=1)
    return match["name"], _field(Role.DECISION, answer, item) + _reasons(reason, item, [*more, *nested])


def _field(role: Role, text: str, item: ListItem) -> list[Field]:
    if not text.strip():
        return []
    return [Field(role, role.value.capitalize(), item.line, text=unwrapped(text), origin="item")]


def _named(name: str, item: ListItem, fields: list[Field]) -> Row:
    if fields and is_key(name):
        return keyed_row(name, item.line, item.end, fields)
    if fields and _ONLY_DATE.fullmatch(plain(name)):
        # "2026-03-13: one workspace": the day says when, and many decisions share it.
        title = short_title(joined(fields[0].text))
        dated = Field(Role.DATE, "Date", item.line, text=plain(name), origin="item")
        return Row(Heading(title, title), item.line, item.end, fields=[*fields, dated])
    heading = read_heading(name.strip().strip("*_").rstrip(":").strip())
    number = heading.number
    if number is None and heading.outline and heading.outline.isdigit():
        number = int(heading.outline)
    return Row(heading, item.line, item.end, number, heading.kind is EntryKind.DIMENSION, fields)


def _reasons(reason: list[str], item: ListItem, nested: list[Field]) -> list[Field]:
    found = [
        Field(Role.RATIONALE, "Why", item.line, text=text, origin="item") for text in reason if text.strip()
    ]
    found += [part for part in nested if part.role is not None]
    rest = [block for part in nested if part.role is None for block in part.blocks]
    if rest:
        found.append(Field(Role.RATIONALE, "Why", item.line, blocks=rest, origin="item"))
    return found
