"""Choices by aspect, in tables that give one a row."""

from __future__ import annotations

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.markdown.tables import table_of
from elixir_design.log.markdown.values import Value, unstruck
from elixir_design.log.model import Choice
from elixir_design.log.wording.plain import plain, unwrapped
from elixir_design.log.wording.vocabulary.roles import ANSWERING, SIDES, Role


def choices_in_table(block: Block, *, loosely: bool) -> list[Choice]:
    """Choices by aspect from a table with a column that answers ("Aspect | Choice").

    Args:
        block: The table.
        loosely: Accept any two columns or more (below a label that announces a decision).
    """
    table = table_of(block)
    columns = len(table.heads)
    if columns < 2 or not SIDES.isdisjoint(table.roles):  # noqa: PLR2004 - a name and an answer
        return []
    column = table.column(*ANSWERING, start=1)
    if column is None and loosely:
        column = min(table.name + 1, columns - 1)
    if column is None:
        return []
    name_at = 0 if column == 1 else table.name
    return [
        Choice(answer, row.line, plain(row.cells[name_at]) or None)
        for row in table.rows
        if (answer := unwrapped(unstruck(row.cells[column])))
        and unstruck(row.cells[name_at]) == row.cells[name_at]
    ]


def reasons_in_table(block: Block) -> list[Value]:
    """Reasons from the column of a table of choices that holds them, each with the name of its row."""
    table = table_of(block)
    column = table.column(Role.RATIONALE, start=1)
    if column is None:
        return []
    return [
        Value(f"{plain(row.cells[0])}: {unwrapped(row.cells[column])}", row.line)
        for row in table.rows
        if row.cells[column].strip() and unstruck(row.cells[0]) == row.cells[0]
    ]
