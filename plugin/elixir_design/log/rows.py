"""Decisions that a log records as rows of a table or items of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from elixir_design.log.blocks import Block, ListItem
from elixir_design.log.fields import Field, fields_of
from elixir_design.log.headings import Heading, read_heading
from elixir_design.log.labels import label_in, split_line
from elixir_design.log.model import EntryKind
from elixir_design.log.values import joined, tick
from elixir_design.log.vocabulary import Role
from elixir_design.log.words import normal, plain, role_of, status_of_words, unwrapped, verdict_in

_ANSWERS = (Role.CHOICE, Role.DECISION, Role.VERDICT)
_NUMBERS = frozenset({"", "no", "nr", "id", "num", "number", "n"})
_VAGUE = frozenset(
    [
        "result",
        "results",
        "response",
        "answer",
        "outcome",
        "outcomes",
        "call",
        "solution",
        "conclusion",
        "resolved",
        "resolution",
        "agreement",
    ]
)
"""Heads of columns that hold decisions only in the company of reasons."""
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


def rows_of_table(table: Block, *, gathering: bool) -> list[Row]:
    """Decisions in a table, or nothing when it is a table of another kind.

    Args:
        table: The table.
        gathering: Whether the heading above announces decisions.
    """
    if len(table.rows) < 2 or len(table.rows[0]) < 2:  # noqa: PLR2004 - a head and a row, a name and an answer
        return []
    heads = [plain(cell) for cell in table.rows[0]]
    roles = [Role.RATIONALE if normal(head) in _REASONS else role_of(head) for head in heads]
    if {Role.PROS, Role.CONS} & set(roles):
        return []
    number_at = 0 if normal(heads[0]) in _NUMBERS else None
    first = 1 if number_at == 0 else 0
    answer_at = next(
        (at for role in _ANSWERS for at, found in enumerate(roles) if found is role and at > first), None
    )
    status_at = next((at for at, role in enumerate(roles) if role is Role.STATUS), None)
    name_at = first
    if answer_at is None and roles[first] in _ANSWERS:
        answer_at = first
    if answer_at is None and status_at is None:
        return []
    if answer_at is None and not all(
        status_of_words(row[status_at or 0]) is not None for row in table.rows[1:]
    ):
        return []
    if answer_at is None and not gathering:
        judged = [verdict_in(row[status_at or 0]) for row in table.rows[1:]]
        if None in judged:
            return []
    if (
        answer_at is not None
        and not gathering
        and normal(heads[answer_at]) in _VAGUE
        and Role.RATIONALE not in roles
    ):
        return []
    return [
        row
        for place in range(1, len(table.rows))
        if (row := _row(table, place, roles, number_at, name_at, answer_at))
    ]


def _row(
    table: Block,
    place: int,
    roles: list[Role | None],
    number_at: int | None,
    name_at: int,
    answer_at: int | None,
) -> Row | None:
    cells = table.rows[place]
    line = table.row_line(place)
    name = unwrapped(cells[name_at])
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


def rows_of_list(block: Block, lines: list[str], *, gathering: bool) -> list[Row]:
    """Decisions in a list, or nothing when it is a list of another kind.

    Below a heading that gathers decisions each item is one; elsewhere an item counts only when it
    carries a verdict or the labels of an entry.
    """
    found: list[Row] = []
    for item in block.items:
        row = _item_row(item, lines)
        if row is None:
            continue
        if not gathering and not _decides(row):
            return found if len(found) > 1 else []
        found.append(row)
    return found if gathering or len(found) > 1 else []


def _decides(row: Row) -> bool:
    """Whether a list item is a decision without a heading that says so: a verdict, or labels of an entry."""
    judged = any(part.role is Role.VERDICT and verdict_in(part.text) for part in row.fields)
    roles = {
        part.role
        for part in row.fields
        if part.label and part.origin in {"item", "bold", "plain"} and part.line > row.line
    }
    return judged or (bool(roles & set(_ANSWERS)) and len(roles) > 1)


def _item_row(item: ListItem, lines: list[str]) -> Row | None:
    if not item.blocks or item.blocks[0].kind != "paragraph":
        return None
    first = item.blocks[0]
    text = joined(tick(first.text)[0])
    nested = fields_of(item.blocks[1:], item.line)
    labelled = [part for part in nested if part.role is not None]
    label = label_in(text)
    if label is not None and label.role is Role.TOPIC and label.text:
        return Row(read_heading(label.text), item.line, item.end, fields=nested)
    if label is not None and label.role in _ANSWERS and label.text:
        fields = fields_of([Block("paragraph", first.line, first.end, text), *item.blocks[1:]], item.line)
        return Row(Heading(plain(label.text), short_title(label.text)), item.line, item.end, fields=fields)
    if label is not None and label.role is not None and label.role is not Role.META:
        return None
    if labelled:
        announced = read_heading(text).kind is not None
        match = None if announced else _WITH_NAME.match(text) or _NAME_FIRST.match(text)
        name, rest = (match["name"], match["rest"]) if match else (text, "")
        lead = [Field(Role.DECISION, "Decision", item.line, text=rest, origin="item")] if rest.strip() else []
        return _named(name, item, [*lead, *nested])
    if (match := _VERDICT_FIRST.match(text)) and verdict_in(match["verdict"]) is not None:
        name, *reason = _REASON.split(match["rest"], maxsplit=1)
        fields = [Field(Role.VERDICT, "Verdict", item.line, text=match["verdict"].strip(), origin="item")]
        return _named(name, item, fields + _reasons(reason, item, nested))
    if match := _WITH_NAME.match(text) or _NAME_FIRST.match(text):
        said, labelled_more = split_line(match["rest"])
        nested = [
            *(
                Field(more.role, more.name, item.line, text=more.text, origin="item")
                for more in labelled_more
            ),
            *nested,
        ]
        answer, *reason = _REASON.split(said, maxsplit=1) if said.strip() else [""]
        if verdict_in(said) is not None:
            answer, *reason = _VERDICT_REASON.split(said, maxsplit=1)
            reason = [text.removesuffix(")") if "(" not in text else text for text in reason]
            fields = [Field(Role.VERDICT, "Verdict", item.line, text=unwrapped(answer), origin="item")]
        else:
            whole = said if "because" in said.casefold() else answer
            reason = [] if whole is said else reason
            fields = (
                [Field(Role.DECISION, "Decision", item.line, text=unwrapped(whole), origin="item")]
                if whole.strip()
                else []
            )
        return _named(match["name"], item, fields + _reasons(reason, item, nested))
    fields = [Field(Role.DECISION, "Decision", item.line, text=text, origin="item")]
    return Row(
        Heading(plain(text), short_title(text)),
        item.line,
        item.end,
        fields=fields + _reasons([], item, nested),
    )


def _named(name: str, item: ListItem, fields: list[Field]) -> Row:
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


def verdicts_only(rows: list[Row]) -> bool:
    """Whether rows judge proposals, rather than answer questions."""
    return all(any(part.role is Role.VERDICT for part in row.fields) for row in rows)
