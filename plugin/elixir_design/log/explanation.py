"""How a log was read: which units of which form, what each column was taken for, what stayed unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from elixir_design.log.apart import Apart, taken_apart
from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.rivals import Reading, readings_of
from elixir_design.log.markdown.blocks import Block
from elixir_design.log.markdown.tables import table_of
from elixir_design.log.model import SessionLog
from elixir_design.log.reader import ALL_BY_ITSELF, read_log
from elixir_design.log.reading_rules import ReadingRules
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.vocabulary.roles import Role

_SHOWN_READINGS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of decisions: its head, and what it was taken for; None where nothing was."""

    head: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of one form that stand together.

    Attributes:
        form: What kind of units they are, in words.
        count: How many.
        line: Where they stand together.
        labels: The labels that most of them have, with what each was taken for.
        columns: For rows of a table, its columns.
        score: What they explain, added up.
    """

    form: str
    count: int
    line: int
    labels: tuple[Column, ...]
    columns: tuple[Column, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one log was read.

    Attributes:
        path: The log.
        entries: How many entries it has.
        groups: The units that were taken.
        refused: Other readings of the same lines, the best first.
        own_labels: Labels within entries that no list knows, with how often each stands there.
        status_words: Statuses in words that no list knows, with the line of each.
        recaps: First and last lines of what only repeats decisions.
    """

    path: str
    entries: int
    groups: tuple[UnitGroup, ...]
    refused: tuple[UnitGroup, ...]
    own_labels: tuple[tuple[str, int], ...]
    status_words: tuple[tuple[str, int], ...]
    recaps: tuple[tuple[int, int], ...]


def explained(text: str, path: str, log_id: str, rules: ReadingRules = ALL_BY_ITSELF) -> Explanation:
    """Says how a log is read.

    Args:
        text: The file's contents.
        path: The file as the project names it.
        log_id: The log's id.
        rules: What the project says of how its logs are to be read.
    """
    apart = taken_apart(text, path, log_id, rules)
    log = read_log(text, path, log_id, rules)
    tables = {block.line: block for block in _tables(apart.root)}
    refused = sorted(apart.found.refused, key=lambda reading: -reading.score)
    return Explanation(
        path,
        len(log.entries),
        tuple(_group(reading, tables) for reading in readings_of(apart.sources)),
        tuple(_group(reading, tables) for reading in refused[:_SHOWN_READINGS]),
        tuple(_own_labels(apart).most_common()),
        tuple(_status_words(log)),
        log.recaps,
    )


def _tables(root: Section) -> Iterator[Block]:
    return (block for section in root.walk() for block in section.blocks if block.kind == "table")


def _group(reading: Reading, tables: dict[int, Block]) -> UnitGroup:
    table = tables.get(reading.line) if reading.form == "table row" else None
    columns = () if table is None else _columns(table)
    labels = () if columns else _labels(reading.units)
    return UnitGroup(reading.form, len(reading.units), reading.line, labels, columns, reading.score)


def _columns(block: Block) -> tuple[Column, ...]:
    """The columns that say something; one that only numbers the rows does not."""
    table = table_of(block)
    heads = zip(table.heads, table.roles, strict=True)
    return tuple(Column(head, role) for at, (head, role) in enumerate(heads) if at != table.number)


def _labels(units: tuple[EntrySource, ...]) -> tuple[Column, ...]:
    """The labels that at least half of some units have, in the order in which they come."""
    said = Counter(label for unit in units for label in dict.fromkeys(_told_labels(unit)))
    return tuple(Column(*label) for label, times in said.items() if 2 * times >= len(units))


def _told_labels(unit: EntrySource) -> Iterator[tuple[str, Role | None]]:
    fields = (part.field for part in unit.parts)
    return ((one.label, one.role) for one in fields if one.label and one.role and one.origin != "mark")


def _own_labels(apart: Apart) -> Counter[str]:
    return Counter(
        part.field.label
        for source in apart.sources
        for part in source.parts
        if part.field.role is None and part.field.label
    )


def _status_words(log: SessionLog) -> Iterator[tuple[str, int]]:
    for problem in log.problems:
        if problem.code == "unknown-status":
            line = log.text.split("\n")[problem.line - 1]
            yield line.strip(), problem.line


def told(explanation: Explanation) -> Iterator[str]:
    """An explanation in lines of text, as a person reads it."""
    count = explanation.entries
    yield f"{explanation.path}: {count} {'entry' if count == 1 else 'entries'}"
    for group in explanation.groups:
        yield f"  {_told_group(group)}"
        if unread := [column.head for column in group.columns if column.role is None and column.head]:
            yield f"      not read: {_listed(unread, 'column')}"
    for words, line in explanation.status_words:
        yield f"  status in other words, line {line}: {words}"
    if explanation.own_labels:
        names = ", ".join(
            name if times == 1 else f"{name} ({times})" for name, times in explanation.own_labels
        )
        yield f"  kept under their own names: {names}"
    for first, last in explanation.recaps:
        yield f"  only repeats decisions: {_lines(first, last)}"
    for group in explanation.refused:
        yield f"  not taken: {_told_group(group)}"


def _told_group(group: UnitGroup) -> str:
    taken = [
        f"{column.head} = {column.role.value}"
        for column in (*group.columns, *group.labels)
        if column.role is not None
    ]
    said = f": {', '.join(taken)}" if taken else ""
    return f"{group.count} x {group.form} from line {group.line}, score {group.score:.1f}{said}"


def _listed(names: list[str], noun: str) -> str:
    return f"{noun if len(names) == 1 else noun + 's'} {', '.join(names)}"


def _lines(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first} to {last}"
