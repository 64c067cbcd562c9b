"""Decisions in terse lists, where no heading says so: the items themselves must.

An item decides when it says so in words ("Auth - we go with JWT"), when it gives a reason with a label
("Auth: JWT. Why: no sessions"), or when labels below its name do ("transport" over "decided: MQTT").
Beside items of the last kind a short "name: value" is an answer, too; elsewhere it is only a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from elixir_design.log.finding.rows import Row
from elixir_design.log.markdown.blocks import Block, ListItem
from elixir_design.log.markdown.values import tick, unstruck
from elixir_design.log.model import EntryKind
from elixir_design.log.sections.fields import Field, fields_of
from elixir_design.log.wording.headings import read_heading
from elixir_design.log.wording.labels import label_in, split_line
from elixir_design.log.wording.plain import joined, plain, unwrapped
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.sentences import said_choice, sets_aside
from elixir_design.log.wording.statuses import verdict_in
from elixir_design.log.wording.vocabulary.roles import ANSWERING, Role

_SETTLING = frozenset({*ANSWERING, Role.OPEN, Role.DEFERRED, Role.PENDING, Role.STATUS})
_REASONS = frozenset({Role.RATIONALE, Role.TRADE_OFFS})
_SEPARATED = re.compile(
    r"^(?P<bold>\*\*|__)?(?P<name>[^\n*:]{1,60}?)(?(bold)(?::(?P=bold)|(?P=bold)\s*(?::|-{1,2}|\u2014|\u2013|\u2192|->|=>))"
    r"|(?::|\uff1a|\s+(?:-{1,2}|\u2014|\u2013|\u2192|->|=>)))\s+(?P<rest>\S.*)$",
    re.DOTALL,
)
_BECAUSE = re.compile(r"\b(?:because|weil|parce qu|porque)\b", re.IGNORECASE)
_NAME_WORDS = 6
_NOTE_WORDS = 3


def rows_of_topics(block: Block) -> list[Row]:
    """The decisions of a list whose items say themselves that they decide, or nothing.

    Args:
        block: A list that stands below no heading of decisions.
    """
    rows: list[Row] = []
    notes: list[Row] = []
    company: list[Row] = []
    nested = False
    for item in block.items:
        row, decided_below = _topic(item)
        nested = nested or decided_below
        if row is not None:
            rows.append(row)
        elif (other := _in_company(item)) is not None:
            company.append(other)
        elif (note := _note(item)) is not None:
            notes.append(note)
    if not any(part.role in ANSWERING for row in rows for part in row.fields):
        return []
    if nested or len(rows) > 1:
        rows += company
    return sorted(rows + notes if nested else rows, key=lambda row: row.line)


def rows_of_lines(block: Block) -> list[Row]:
    """Decisions in the lines of a paragraph, each with its name and a labelled reason."""
    rows = []
    for offset, line in enumerate(block.text.split("\n")):
        at = block.line + offset
        match = _separated(line)
        if match is not None and (fields := _reasoned(match["rest"], at)):
            rows.append(_row(match["name"], at, at, fields))
    return rows


def _topic(item: ListItem) -> tuple[Row | None, bool]:
    """An item that settles a question, and whether labels below its name do."""
    if not item.blocks or item.blocks[0].kind != "paragraph":
        return None, False
    first, *below = item.blocks
    text = joined(tick(first.text)[0])
    label = label_in(text)
    if not unstruck(first.text) or (label is not None and label.role is not None):
        return None, False
    settled = _settled_below(item, below)
    if settled and role_of(plain(text)) is None and len(text.split()) <= _NAME_WORDS:
        return _row(text, item.line, item.end, settled), any(part.role in ANSWERING for part in settled)
    if below or (match := _separated(text)) is None:
        return None, False
    rest = match["rest"]
    fields = _reasoned(rest, item.line)
    if not fields and said_choice(rest) is not None:
        fields = [Field(Role.DECISION, "Decision", item.line, text=rest, origin="item")]
    return (_row(match["name"], item.line, item.end, fields) if fields else None), False


def _settled_below(item: ListItem, below: Sequence[Block]) -> list[Field]:
    """The fields below an item's name, if they say where its question stands."""
    fields = [part for part in fields_of(below, item.line) if not part.empty]
    if any(part.role in _SETTLING and not part.empty for part in fields):
        return [_as_status(part) for part in fields]
    lists = [block for block in below if block.kind == "list"]
    if len(lists) == len(below) == 1 and len(lists[0].items) == 1 and lists[0].items[0].blocks:
        only = lists[0].items[0].blocks[0]
        if only.kind == "paragraph" and sets_aside(joined(only.text)):
            return [Field(Role.DECISION, "Decision", only.line, text=joined(only.text), origin="item")]
    return []


def _as_status(part: Field) -> Field:
    """Takes "open: mTLS or tokens?" for the question itself; an answer keeps its role."""
    if part.role is Role.OPEN:
        return Field(Role.CONTEXT, part.label, part.line, part.column, part.text, part.blocks, origin="item")
    return part


def _reasoned(rest: str, line: int) -> list[Field]:
    """Answer and labelled reasons of "JWT. Why: no sessions", nothing without a labelled reason."""
    answer, further = split_line(rest)
    if not answer.strip() or not any(label.role in _REASONS for label in further):
        return []
    return [
        Field(Role.DECISION, "Decision", line, text=unwrapped(answer), origin="item"),
        *(Field(label.role, label.name, line, text=label.text, origin="item") for label in further),
    ]


def _in_company(item: ListItem) -> Row | None:
    """A named item that gives its reason or its status in words: a decision among decisions."""
    if len(item.blocks) != 1 or item.blocks[0].kind != "paragraph":
        return None
    text = joined(item.blocks[0].text)
    match = _separated(text)
    if match is None or not unstruck(text):
        return None
    rest = match["rest"]
    if _BECAUSE.search(rest) is None and verdict_in(rest) is None and not sets_aside(rest):
        return None
    field = Field(Role.DECISION, "Decision", item.line, text=unwrapped(rest), origin="item")
    return _row(match["name"], item.line, item.end, [field])


def _note(item: ListItem) -> Row | None:
    """A short "name: value" item."""
    if len(item.blocks) != 1 or item.blocks[0].kind != "paragraph":
        return None
    text = joined(item.blocks[0].text)
    match = _separated(text)
    if match is None or len(match["name"].split()) > _NOTE_WORDS or text.startswith("["):
        return None
    rest = match["rest"]
    if rest.rstrip().endswith("?") or verdict_in(rest) is not None:
        return None
    return _row(
        match["name"],
        item.line,
        item.end,
        [Field(Role.DECISION, "Decision", item.line, text=unwrapped(rest), origin="item")],
    )


def _separated(text: str) -> re.Match[str] | None:
    """Name and rest of "Name: rest", unless the name is a label that means something else."""
    match = _SEPARATED.match(text)
    if match is None or role_of(match["name"]) is not None or len(match["name"].split()) > _NAME_WORDS:
        return None
    return match if any(char.isalpha() for char in match["name"]) else None


def _row(name: str, line: int, end: int, fields: Sequence[Field]) -> Row:
    heading = read_heading(name.strip().strip("*_").rstrip(":").strip())
    return Row(heading, line, end, heading.number, heading.kind is EntryKind.DIMENSION, tuple(fields))
