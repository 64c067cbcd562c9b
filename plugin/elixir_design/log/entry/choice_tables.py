"""Choices by aspect, in tables that give one a row."""

from __future__ import annotations

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.markdown.values import Value, unstruck
from elixir_design.log.model import Choice
from elixir_design.log.wording.plain import normal, plain, unwrapped
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.vocabulary import Role
from elixir_design.log.wording.vocabulary.roles import ANSWERING, SIDES


def choices_in_table(table: Block, *, loosely: bool) -> list[Choice]:
    """Choices by aspect from a table with a column that answers ("Aspect | Choice").

    Args:
        table: The table.
        loosely: Accept any two columns or more (below a label that announces a decision).
    """
    if len(table.rows) < 2 or len(table.rows[0]) < 2:  # noqa: PLR2004 - a head and a row, a name and an answer
        return []
    roles = [role_of(plain(cell)) for cell in table.rows[0]]
    if SIDES & set(roles):
        return []
    answers = [at for at, role in enumerate(roles) if role in ANSWERING and at > 0]
    definite = [at for role in ANSWERING for at in answers if roles[at] is role]
    if definite:
        column = definite[0]
    elif loosely:
        column = 1
        if normal(table.rows[0][0]) in {"", "no", "nr", "id"} and len(roles) > 2:  # noqa: PLR2004 - number, name, answer
            column = 2
    else:
        return []
    name_at = 0 if column == 1 or normal(table.rows[0][0]) not in {"", "no", "nr", "id"} else 1
    return [
        Choice(answer, table.row_line(place), plain(row[name_at]) or None)
        for place, row in enumerate(table.rows[1:], start=1)
        if (answer := unwrapped(unstruck(row[column]))) and unstruck(row[name_at]) == row[name_at]
    ]


def reasons_in_table(table: Block) -> list[Value]:
    """Reasons from the column of a table of choices that holds them, each with the name of its row."""
    roles = [role_of(plain(cell)) for cell in table.rows[0]] if table.rows else []
    if Role.RATIONALE not in roles[1:]:
        return []
    column = roles.index(Role.RATIONALE, 1)
    return [
        Value(f"{plain(row[0])}: {unwrapped(row[column])}", table.row_line(place))
        for place, row in enumerate(table.rows[1:], start=1)
        if row[column].strip() and unstruck(row[0]) == row[0]
    ]
