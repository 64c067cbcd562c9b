"""Decisions that a log records as items of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from elixir_design.log.finding.rows import Row, short_title
from elixir_design.log.markdown.blocks import Block, ListItem
from elixir_design.log.markdown.values import tick, unstruck
from elixir_design.log.model import EntryKind
from elixir_design.log.sections.fields import Field, fields_of
from elixir_design.log.wording.dates import stamp_in
from elixir_design.log.wording.headings import Heading, read_heading
from elixir_design.log.wording.labels import label_in, split_line
from elixir_design.log.wording.plain import joined, normal, plain, unwrapped
from elixir_design.log.wording.statuses import verdict_in
from elixir_design.log.wording.vocabulary.roles import ANSWERING, Role
from elixir_design.log.wording.vocabulary.verdicts import ANSWERS

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
_KEY_IN_BOLD = re.compile(
    r"\*\*(?P<key>[A-Z]{1,5}-?\d{1,4})\s*[:.\uff1a]\s+(?P<said>[^*\n]+)\*\*\s*(?P<rest>.*)$", re.DOTALL
)
_STATEMENT = re.compile(
    r"(?:\*\*|__)(?:[A-Z]{1,6}-?\d{1,4}\s*[:.\uff1a\u2014\u2013-]+\s*)?(?P<said>[^*\n]{8,200}?)[.\u3002]"
    r"(?:\*\*|__)\s+(?P<why>\S.*)$",
    re.DOTALL,
)
_CLAUSE_FIRST = re.compile(r"(?P<said>[^*:\n]{2,120}?)\s+[\u2014\u2013]\s+(?P<why>.+)$", re.DOTALL)
_NAME_WORDS = 5
_REASON = re.compile(r"\s*[\u2014\u2013;]\s+|\s+-\s+|,?\s+because\s+", re.IGNORECASE)
_VERDICT_REASON = re.compile(
    r"(?:\*\*)?(?:\s*[\u2014\u2013;:]\s*|\s+-\s+|,?\s+because\s+|\s+\()", re.IGNORECASE
)
_ONLY_KEY = re.compile(r"[A-Z]{1,5}-?\d{1,4}(?:\s*\([^()]*\))?")


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
    judged = any(part.role is Role.VERDICT and _judges(part.text) for part in row.fields)
    roles = {
        part.role
        for part in row.fields
        if part.label and part.origin in {"item", "bold", "plain"} and part.line > row.line
    }
    return judged or (not roles.isdisjoint(ANSWERING) and len(roles) > 1)


def _judges(text: str) -> bool:
    """Whether a text is a verdict on something; a bare yes or no is somebody's vote."""
    return verdict_in(text) is not None and normal(plain(text)) not in ANSWERS


def _item_row(item: ListItem) -> Row | None:
    if not item.blocks or item.blocks[0].kind != "paragraph" or not unstruck(item.blocks[0].text):
        return None
    first = item.blocks[0]
    text = joined(tick(first.text)[0])
    if (stamp := stamp_in(text)) is None:
        return _row_of(item, first, text)
    row = _row_of(item, first, stamp.rest)
    dated = Field(Role.DATE, "Date", item.line, text=stamp.day.isoformat(), origin="item")
    return None if row is None else replace(row, fields=(*row.fields, dated))


def _row_of(item: ListItem, first: Block, text: str) -> Row | None:
    nested = fields_of(item.blocks[1:], item.line)
    label = label_in(text)
    if label is not None and label.role is Role.TOPIC and label.text:
        return Row(read_heading(label.text), item.line, item.end, fields=nested)
    if label is not None and label.role in ANSWERING and label.text:
        whole = fields_of([Block("paragraph", first.line, first.end, text), *item.blocks[1:]], item.line)
        return Row(Heading(plain(label.text), short_title(label.text)), item.line, item.end, fields=whole)
    if label is not None and label.role not in {None, Role.META}:
        return None
    name, fields = _said_of(text, item, nested)
    if name is not None:
        return _named(name, item, fields)
    return Row(Heading(plain(text), short_title(text)), item.line, item.end, fields=tuple(fields))


def keyed_row(key: str, line: int, end: int, fields: Sequence[Field]) -> Row:
    """A decision named by its key and its first words: the key alone may come again in the next log."""
    title = f"{plain(key).rstrip(' :')}: {short_title(joined(fields[0].text))}".rstrip(" :\uff1a")
    return Row(Heading(title, title), line, end, fields=tuple(fields))


def is_key(name: str) -> bool:
    """Whether a name is only the key of a decision ("D-07", "ADR-12 (draft)")."""
    return _ONLY_KEY.fullmatch(plain(name).rstrip(" :")) is not None


def _said_of(text: str, item: ListItem, nested: Sequence[Field]) -> tuple[str | None, list[Field]]:
    """The name with which an item begins, None if it has none, and what the item says of it."""
    if whole := _KEY_IN_BOLD.match(text):
        # "**D-06: clean up** when all is moved": the bold begins with the key, the answer is all the rest.
        fields = _field(Role.DECISION, f"{whole['said']} {whole['rest']}".strip(), item)
        return whole["key"], fields + _reasons([], item, nested)
    if statement := _STATEMENT.match(text):
        # "**D-06 \u2014 No plugin loader.** Hosts pass a list.": the bold decides, the rest says why.
        fields = _field(Role.DECISION, statement["said"], item)
        return None, fields + _reasons([statement["why"]], item, nested)
    return _said_plainly(text, item, nested)


def _said_plainly(text: str, item: ListItem, nested: Sequence[Field]) -> tuple[str | None, list[Field]]:
    match = _WITH_NAME.match(text) or _name_first(text)
    if any(part.role is not None for part in nested):
        return _above_labels(text, match, item, nested)
    if (judged := _VERDICT_FIRST.match(text)) and verdict_in(judged["verdict"]) is not None:
        name, *reason = _REASON.split(judged["rest"], maxsplit=1)
        return name, _field(Role.VERDICT, judged["verdict"].strip(), item) + _reasons(reason, item, nested)
    clause = _clause_first(text)
    if match is None or clause is not None:
        said, why = clause or (text, "")
        return None, _field(Role.DECISION, said, item) + _reasons([why], item, nested)
    said, further = split_line(match["rest"])
    more = [field for label in further if label.role for field in _field(label.role, label.text, item)]
    if verdict_in(said) is not None:
        answer, *reason = _VERDICT_REASON.split(said, maxsplit=1)
        reason = [why.removesuffix(")") if "(" not in why else why for why in reason]
        return match["name"], _field(Role.VERDICT, answer, item) + _reasons(reason, item, [*more, *nested])
    if said.endswith((":", "\uff1a")) and item.blocks[1:]:
        # What follows the colon is the answer, not its reason.
        leading = [replace(part, blocks=item.blocks[1:]) for part in _field(Role.DECISION, said, item)]
        return match["name"], leading + more
    # "X because Y" stays whole as the choice; the reason is found in it later.
    answer, *reason = [said] if "because" in said.casefold() else _REASON.split(said, maxsplit=1)
    return match["name"], _field(Role.DECISION, answer, item) + _reasons(reason, item, [*more, *nested])


def _above_labels(
    text: str, match: re.Match[str] | None, item: ListItem, nested: Sequence[Field]
) -> tuple[str | None, list[Field]]:
    """What stands above labels: a name, with its answer or without, or a sentence that is the answer."""
    answered = any(part.role in ANSWERING for part in nested)
    if match is None and not answered and len(text.split()) >= _NAME_WORDS:
        return None, [*_field(Role.DECISION, text, item), *nested]
    announced = match is None or (read_heading(text).kind is not None and not is_key(match["name"]))
    name, rest = (text, "") if announced or match is None else (match["name"], match["rest"])
    return name, [*_field(Role.DECISION, rest, item), *nested]


def _name_first(text: str) -> re.Match[str] | None:
    """The name before a mark that does not stand within code ("Fix `TypeError: ...` in the poller")."""
    match = _NAME_FIRST.match(text)
    return match if match and match["name"].count("`") % 2 == 0 else None


def _clause_first(text: str) -> tuple[str, str] | None:
    """Answer and reason of "Keep the old pump in the stream \u2014 one source of truth".

    What stands before the dash is too long for a name, unless a verdict stands behind it.
    """
    match = _CLAUSE_FIRST.match(text)
    if match is None or len(match["said"].split()) <= _NAME_WORDS or verdict_in(match["why"]) is not None:
        return None
    return match["said"], match["why"]


def _field(role: Role, text: str, item: ListItem) -> list[Field]:
    if not text.strip():
        return []
    return [Field(role, role.value.capitalize(), item.line, text=unwrapped(text), origin="item")]


def _named(name: str, item: ListItem, fields: list[Field]) -> Row:
    if fields and is_key(name):
        return keyed_row(name, item.line, item.end, fields)
    heading = read_heading(name.strip().strip("*_").rstrip(":").strip())
    number = heading.number
    if number is None and heading.outline and heading.outline.isdigit():
        number = int(heading.outline)
    return Row(heading, item.line, item.end, number, heading.kind is EntryKind.DIMENSION, tuple(fields))


def _reasons(reason: list[str], item: ListItem, nested: Sequence[Field]) -> list[Field]:
    found = [
        Field(Role.RATIONALE, "Why", item.line, text=text, origin="item") for text in reason if text.strip()
    ]
    found += [part for part in nested if part.role is not None]
    rest = tuple(block for part in nested if part.role is None for block in part.blocks)
    if rest:
        found.append(Field(Role.RATIONALE, "Why", item.line, blocks=rest, origin="item"))
    return found
