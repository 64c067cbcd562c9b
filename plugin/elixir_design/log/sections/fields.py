"""Cutting the blocks of a section into labelled fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from elixir_design.log.markdown.blocks import Block, ListItem
from elixir_design.log.markdown.marks import mark_json
from elixir_design.log.wording.labels import Label, label_in, labels_in_prose, split_line
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.relations import relation_in
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.sentences import y_statement
from elixir_design.log.wording.statuses import status_of_words, verdict_in
from elixir_design.log.wording.vocabulary.items import NO_COUNT
from elixir_design.log.wording.vocabulary.labels import (
    COUNTABLE,
    KEY_HEADS,
    PRICE_WORDS,
    VALUE_HEADS,
)
from elixir_design.log.wording.vocabulary.lists import any_of
from elixir_design.log.wording.vocabulary.roles import (
    ANSWERING,
    ELSEWHERE,
    OF_RECORDS,
    PICKING,
    REASONING,
    SIDES,
    Role,
)
from elixir_design.log.wording.vocabulary.sentences import NUMBER_WORDS, VAGUE_ANSWERS

_STRUCTURE = (
    ELSEWHERE
    | REASONING
    | {*ANSWERING, Role.STATUS, Role.OPTIONS, Role.CONTEXT, Role.TOPIC, Role.PENDING}
    | {Role.SUPERSEDES, Role.DECIDERS, Role.DATE}
)
"""Roles that make list items and table rows into fields of their own."""
_DECIDING = frozenset({None, *ANSWERING, Role.TOPIC, Role.META, Role.STATUS, Role.DATE})
"""Fields below which a list of labels continues the entry; below others most items must be labels."""
_ABOUT_OPTIONS = SIDES | {Role.OPTION, Role.OPTIONS}
"""Fields whose lists describe options, whatever their items begin with."""
_COUNTS = re.compile(
    r"\W*(?:\d{1,4}|" + "|".join(NUMBER_WORDS) + r")\W*(?:$|\(.*\)|[,;\u2014-].*)", re.IGNORECASE | re.DOTALL
)
_ACCEPTED = re.compile(rf"(?:\*\*)?(?P<label>{any_of(PRICE_WORDS)})(?::\*\*|\*\*:|:)\s+(?P<text>\S.*)")
_JUDGED = re.compile(
    r"\*\*(?P<verdict>[A-Z]{4,}(?: [A-Z]+){0,2})(?: \([^()*]*\))?\*\*"
    r"(?=\s*(?:$|[:(\u2014\u2013\u2192]|->|-\s))"
)
_NONE = re.compile(rf"\W*{any_of(NO_COUNT)}\b", re.IGNORECASE)
_ONLY_DATE = re.compile(r"\W*\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}\S*)?\W*")
_GOES_ON = re.compile(r"\s*(?:and\s|&|,)?\s*\[")
_NAMED = re.compile(r"(?P<name>\w[^:\n]{1,40}):\s+(?P<text>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value.

    Attributes:
        role: What the label introduces; None for text before any label and for unknown labels.
        label: As written; empty for text before any label.
        line: Line of the label, 1-based.
        column: Column of the label's first letter, 1-based.
        text: Text on the label's line and the lines that continue it.
        blocks: Blocks that follow until the next label.
        option: Letter or number for ``Role.OPTION``.
        origin: ``intro``, ``rule`` (text below a rule), ``bold``, ``plain``, ``heading``, ``item``, ``row``,
            ``mark``, ``relation`` (a verb and a record), ``after`` (text below one), ``front`` or
            ``front-item`` (front matter).
    """

    role: Role | None
    label: str
    line: int
    column: int = 1
    text: str = ""
    blocks: tuple[Block, ...] = ()
    option: str | None = None
    origin: str = "intro"

    @property
    def empty(self) -> bool:
        """Whether nothing has been said yet."""
        return not self.text.strip() and not self.blocks


def fields_of(
    blocks: Iterable[Block], line: int, own: Mapping[str, Role] = MappingProxyType({})
) -> tuple[Field, ...]:
    """Cuts blocks into fields; the first holds what stands before any label.

    ``blocks = intro field*``, ``field = label text lines* block*``. A label begins a line, an item or a row,
    stands in bold behind a sentence, or is part of a Y-statement; a rule ends the field above it.

    Args:
        blocks: Blocks of one section, without its heading.
        line: Line to give to the first field.
        own: Labels of the file's own, in normal form, with what they introduce.
    """
    reader = _FieldReader(line, own)
    for block in blocks:
        reader.add(block)
    return tuple(_with_spread_answers(reader.fields()))


def _with_spread_answers(fields: list[Field]) -> Iterator[Field]:
    """Takes lists under names of their own for the answer where "Choice:" stands empty above them."""
    answer: Role | None = None
    for part in fields:
        if part.role in PICKING and part.empty and part.origin == "bold":
            answer = part.role
        elif part.role is not None or part.origin != "bold" or not _lists(part):
            answer = None
        elif answer is not None:
            yield replace(part, role=answer)
            continue
        yield part


def _lists(part: Field) -> bool:
    return not part.text and bool(part.blocks) and all(block.kind == "list" for block in part.blocks)


class _FieldReader:
    def __init__(self, line: int, own: Mapping[str, Role]) -> None:
        self._own = own
        self._done: list[Field] = []
        self._last = Field(None, "", line)
        self._blocks: list[Block] = []
        """What follows the last field's line, so far."""
        self._complete = False
        """Whether the last paragraph was a block of labels, each with its value: what follows is no value."""

    def fields(self) -> list[Field]:
        """All fields that were read."""
        return [*self._done, self._whole()]

    def _whole(self) -> Field:
        last = self._last
        if not self._blocks:
            return last
        # Spelt out, because replace() takes four times as long, for every field of every log.
        blocks = tuple(self._blocks)
        return Field(
            last.role, last.label, last.line, last.column, last.text, blocks, last.option, last.origin
        )

    def _begin(self, part: Field) -> None:
        self._done.append(self._whole())
        self._last, self._blocks = part, []

    def add(self, block: Block) -> None:
        if block.kind == "paragraph":
            self._leave_relation(block.line)
            if self._complete:
                self._begin(Field(None, "", block.line, origin="rule"))
            if parts := y_statement(block.text):
                for part in parts:
                    self._begin(Field(part.role, part.name, block.line, text=part.text, origin="sentence"))
            else:
                self._add_paragraph(block)
            return
        self._complete = False
        if block.kind != "list":
            self._leave_relation(block.line)
        self._add_other(block)

    def _leave_relation(self, line: int) -> None:
        """Goes on without a label below the record that a relation names: it is the whole of its value."""
        if self._last.origin == "relation":
            self._begin(Field(None, "", line, origin="after"))

    def _add_other(self, block: Block) -> None:
        if block.kind == "list":
            self._add_list(block)
        elif block.kind == "table" and (rows := _labelled_rows(block)):
            for role, label, text, row in rows:
                self._begin(Field(role, label, block.row_line(row), text=text, origin="row"))
        elif block.kind == "hr":
            self._begin(Field(None, "", block.line, origin="rule"))
        elif block.kind == "quote" and (relation := relation_in(block.text)) is not None:
            self._add_label(relation, block.line, "relation")
            self._blocks.append(block)
        elif block.kind == "html" and (noted := mark_json(block.text)) is not None:
            self._begin(Field(Role.META, "mark", block.line, text=noted, origin="mark"))
        else:
            self._blocks.append(block)

    def _add_list(self, block: Block) -> None:
        if self._last.role not in _ABOUT_OPTIONS:
            labels = [_label_of(item) for item in block.items]
            if self._holds_labels(labels):
                for item, label in zip(block.items, labels, strict=True):
                    self._add_item(item, label)
                return
        self._leave_relation(block.line)
        self._blocks.append(block)

    def _add_paragraph(self, block: Block) -> None:
        start = block.line
        loose: list[str] = []
        labelled = 0
        for offset, line in enumerate(block.text.split("\n")):
            label = self._label_of_line(line, offset, below_label=labelled > 0 and not loose)
            if label is None and (relation := relation_in(line)) is not None:
                self._add_loose(loose, start, block)
                loose = []
                self._add_label(relation, block.line + offset, "relation")
                continue
            if label is None:
                if not loose:
                    start = block.line + offset
                prose, within = labels_in_prose(line)
                loose.append(prose)
                if within:
                    self._add_loose(loose, start, block)
                    loose = []
                    for found in within:
                        self._add_label(found, block.line + offset, "bold")
                continue
            self._add_loose(loose, start, block)
            loose = []
            labelled += 1
            origin = "relation" if label.relation else "bold" if label.bold else "plain"
            self._add_label(label, block.line + offset, origin)
        self._add_loose(loose, start, block)
        said = self._last.text.rstrip()
        self._complete = labelled > 1 and bool(said) and said[-1] not in ":\uff1a"

    def _label_of_line(self, line: str, offset: int, *, below_label: bool) -> Label | None:
        label = label_in(line) or self._implied_in(line, first=offset == 0)
        if (
            label is not None
            and label.bold
            and not label.text
            and (relation := relation_in(line)) is not None
        ):
            return relation  # "**Superseded by [ADR-9](0009-x.md)**" holds its value.
        if label is None or label.bold or offset == 0 or below_label:
            return label
        # Within running text "... this exact\ndecision: ..." goes on with a sentence; so does "Result: ...".
        vague = normal(label.name) in VAGUE_ANSWERS
        return None if vague or label.name[:1].islower() else label

    def _implied_in(self, line: str, *, first: bool) -> Label | None:
        """A line labelled by its words: a bold verdict in capitals, or "Accepted: price" below a choice."""
        if line.startswith("**") and first and (match := _JUDGED.match(line)) is not None:
            return (
                Label(Role.VERDICT, "Verdict", line, 1, bold=True) if verdict_in(match["verdict"]) else None
            )
        match = _ACCEPTED.match(line)
        if match is None or self._last.role not in PICKING | {Role.RATIONALE}:
            return None
        return Label(
            Role.TRADE_OFFS, match["label"], match["text"].strip(), match.start("label") + 1, bold=False
        )

    def _add_loose(self, loose: list[str], start: int, block: Block) -> None:
        if not loose:
            return
        text = "\n".join(loose)
        if self._last.origin == "relation" and not _GOES_ON.match(text):
            self._leave_relation(start)
        if start > block.line and self._last.text and not self._blocks:
            self._go_on(text)
        else:
            self._blocks.append(Block("paragraph", start, start + len(loose) - 1, text))

    def _go_on(self, text: str) -> None:
        """Takes lines for what the label's own line goes on with."""
        self._last = replace(self._last, text=f"{self._last.text}\n{text}")

    def _add_label(self, label: Label, line: int, origin: str) -> None:
        text, more = (
            (label.text, [])
            if not label.text or label.role is Role.OPTION or label.relation
            else split_line(label.text)
        )
        name, role = label.name, label.role or self._own.get(normal(label.name))
        if (
            role is Role.DECISION
            and normal(name).startswith(COUNTABLE)
            and (_COUNTS.match(text) or _NONE.match(text))
        ):
            role = Role.META  # "Decisions made: 8" counts, "Decisions: none" has nothing to count.
        elif role in PICKING and _ONLY_DATE.fullmatch(text):
            role = Role.DATE  # "Decided: 2026-01-04" says when.
        self._begin(Field(role, name, line, label.column, text, option=label.option, origin=origin))
        for further in more:
            self._begin(Field(further.role, further.name, line, 1, further.text, origin=origin))

    def _holds_labels(self, labels: Sequence[Label | None]) -> bool:
        labelled = sum(label is not None and (label.role in _STRUCTURE or label.relation) for label in labels)
        if not labelled:
            return False
        if (self._last.role in _DECIDING and not self._last.text) or 2 * labelled > len(labels):
            return True
        return all(label is not None for label in labels)

    def _add_item(self, item: ListItem, label: Label | None) -> None:
        if label is None or (label.role is None and not label.bold):
            # "Name: text" beside labels is a label of the writer's own; else the label above goes on.
            first = item.blocks[0] if item.blocks else None
            match = _NAMED.match(first.text) if first is not None and first.kind == "paragraph" else None
            self._leave_relation(item.line)
            if match is not None and self._last.text:
                self._begin(Field(None, match["name"], item.line, text=match["text"], origin="item"))
                self._blocks += item.blocks[1:]
            else:
                self._blocks.append(Block("list", item.line, item.end, items=(item,)))
            return
        first, *rest = item.blocks
        self._add_label(label, item.line, "relation" if label.relation else "item")
        for offset, line in enumerate(first.text.split("\n")[1:], start=1):
            if (further := label_in(line)) is not None:
                self._add_label(further, first.line + offset, "item")
            else:
                self._go_on(line)
        for block in rest:
            self.add(block)


def _label_of(item: ListItem) -> Label | None:
    if not item.blocks or item.blocks[0].kind != "paragraph":
        return None
    line = item.blocks[0].text.split("\n", 1)[0]
    return label_in(line) or relation_in(line)


def _describes_record(table: Block, roles: Sequence[Role | None], *, head_is_label: bool) -> bool:
    """Whether a table says of a record where it stands, whatever else its rows tell ("Scope", "Tickets")."""
    heads = [normal(plain(cell)) for cell in table.rows[0]]
    blank = not any(heads) or (heads[0] in KEY_HEADS and heads[1] in VALUE_HEADS)
    return (blank or head_is_label) and Role.STATUS in roles and len(OF_RECORDS.intersection(roles)) > 1


def _labelled_rows(table: Block) -> list[tuple[Role | None, str, str, int]]:
    """The rows of a table as fields: ``row = label value``, where most of the first column are labels."""
    if not table.rows or len(table.rows[0]) != 2:  # noqa: PLR2004 - label and value
        return []
    if all(status_of_words(plain(row[0])) is not None for row in table.rows[1:]):
        return []  # A legend: what each status means.
    roles = [role_of(plain(row[0])) for row in table.rows]
    body = [role for role in roles[1:] if role in _STRUCTURE]
    head_is_label = (
        roles[0] in _STRUCTURE and roles[0] is not Role.TOPIC and role_of(plain(table.rows[0][1])) is None
    )
    if len(body) + head_is_label < 2:  # noqa: PLR2004 - one label may be chance
        return []
    if 2 * len(body) < len(table.rows) - 1 and not _describes_record(
        table, roles, head_is_label=head_is_label
    ):
        return []
    start = 0 if head_is_label else 1
    return [
        (roles[place], plain(row[0]), row[1].strip(), place)
        for place, row in enumerate(table.rows)
        if place >= start
    ]
