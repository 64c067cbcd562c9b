"""Options in tables, one a row or one a column."""

from __future__ import annotations

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.markdown.tables import Table, table_of
from elixir_design.log.sections.option_drafts import Draft, describe, draft_of
from elixir_design.log.wording.labels import option_in
from elixir_design.log.wording.plain import normal, plain, unwrapped
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.vocabulary.labels import OPTION_HEADS
from elixir_design.log.wording.vocabulary.roles import ANSWERING, ARGUING, SIDES, Role

_LONGEST_LABEL = 4


def is_option_table(block: Block) -> bool:
    """Whether a table without a label lists options, by its heads."""
    table = table_of(block)
    if _has_options_across(table):
        return True
    if not SIDES.isdisjoint(table.roles[1:]):
        # Advantages below "Step" or "Host" are those of options, too; below "Decision" they are not.
        return table.roles[0] in {None, Role.OPTIONS} or _names_options(table)
    return _names_options(table) and {*ANSWERING, Role.STATUS}.isdisjoint(table.roles)


def _names_options(table: Table) -> bool:
    return table.roles[0] not in ANSWERING and normal(table.heads[0]).startswith(OPTION_HEADS)


def drafts_of_table(block: Block, drafts: list[Draft]) -> None:
    """Adds the options of a table to ``drafts``.

    ``row = [letter] option (pros | cons | price | verdict | remark)*``, or the same with rows for columns:
    ``column = option (pros | cons | price | remark)*``.
    """
    table = table_of(block)
    if not table.rows or len(table.heads) < 2:  # noqa: PLR2004 - a name and a remark
        return
    if _has_options_across(table):
        drafts += _from_columns(table)
        return
    name_at = 1 if _begins_with_letters(table) else 0
    for row in table.rows:
        draft = draft_of(row.cells[name_at], row.line)
        if name_at == 1 and row.cells[0].strip() and draft.label is None:
            draft.label = plain(row.cells[0]).strip().upper()[:_LONGEST_LABEL]
        columns = zip(table.heads, table.roles, row.cells, strict=False)
        for head, role, cell in list(columns)[name_at + 1 :]:
            if not cell.strip():
                continue
            if role in ARGUING or role in ANSWERING or role is Role.STATUS:
                describe(draft, role, [unwrapped(cell)])
            else:  # A head of the writer's own is a part of the remark.
                draft.note.append(f"{head}: {cell}")
        drafts.append(draft)


def _begins_with_letters(table: Table) -> bool:
    """Whether the first column only numbers or letters the options, which the second one names."""
    headed = table.number is not None or normal(table.heads[0]) == "label"
    return headed and all(len(plain(row.cells[0])) <= _LONGEST_LABEL for row in table.rows)


def _has_options_across(table: Table) -> bool:
    """Whether each column but the first describes one option ("| | Option 1: X | Option 2: Y |")."""
    names = [option_in(head) for head in table.heads[1:]]
    return len(names) > 1 and all(name is not None and name[1] for name in names)


def _from_columns(table: Table) -> list[Draft]:
    drafts = [draft_of(head, table.line) for head in table.heads[1:]]
    for row in table.rows:
        head = plain(row.cells[0])
        role = role_of(head)
        for draft, cell in zip(drafts, row.cells[1:], strict=False):
            if cell.strip():
                argues = role in ARGUING
                describe(draft, role if argues else None, [cell if argues else f"{head}: {cell}"])
    return drafts
