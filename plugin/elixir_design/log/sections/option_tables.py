"""Options in tables, one a row or one a column."""

from __future__ import annotations

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.sections.option_drafts import Draft, describe, draft_of
from elixir_design.log.wording.labels import option_in
from elixir_design.log.wording.plain import normal, plain, unwrapped
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.vocabulary import Role
from elixir_design.log.wording.vocabulary.roles import ANSWERING, ARGUING, SIDES

_LONGEST_LABEL = 4


def is_option_table(table: Block) -> bool:
    """Whether a table without a label lists options, by its heads."""
    if _has_options_across(table):
        return True
    roles = [role_of(plain(cell)) for cell in table.rows[0]] if table.rows else []
    first = normal(table.rows[0][0]) if table.rows and table.rows[0] else ""
    return bool(SIDES & set(roles[1:])) and (
        first.startswith(("option", "alternative", "approach", "candidate", "choice"))
        or roles[0] is Role.OPTIONS
        or not first
        or roles[0] is None
    )


def drafts_of_table(table: Block, drafts: list[Draft]) -> None:
    """Adds the options of a table to ``drafts``."""
    if len(table.rows) < 2 or len(table.rows[0]) < 2:  # noqa: PLR2004 - a head and a row, a name and a remark
        return
    if _has_options_across(table):
        drafts += _from_columns(table)
        return
    heads = [plain(cell) for cell in table.rows[0]]
    roles = [role_of(head) for head in heads]
    name_at = 1 if _begins_with_labels(table) else 0
    for place, row in enumerate(table.rows[1:], start=1):
        draft = draft_of(row[name_at], table.row_line(place))
        if name_at == 1 and row[0].strip() and draft.label is None:
            draft.label = plain(row[0]).strip().upper()[:4]
        for head, role, cell in list(zip(heads, roles, row, strict=False))[name_at + 1 :]:
            if not cell.strip():
                continue
            if role in ARGUING or role in ANSWERING or role is Role.STATUS:
                describe(draft, role, [unwrapped(cell)])
            else:
                draft.note.append(f"{head}: {cell}")
        drafts.append(draft)


def _begins_with_labels(table: Block) -> bool:
    """Whether the first column only numbers or letters the options, which the second one names."""
    head = normal(plain(table.rows[0][0]))
    cells = [plain(row[0]) for row in table.rows[1:]]
    return head in {"", "no", "nr", "id", "label"} and all(len(cell) <= _LONGEST_LABEL for cell in cells)


def _has_options_across(table: Block) -> bool:
    """Whether each column but the first describes one option ("| | Option 1: X | Option 2: Y |")."""
    names = [option_in(plain(cell)) for cell in table.rows[0][1:]] if table.rows else []
    return len(names) > 1 and all(name is not None and name[1] for name in names)


def _from_columns(table: Block) -> list[Draft]:
    drafts = [draft_of(cell, table.row_line(0)) for cell in table.rows[0][1:]]
    for head, *cells in table.rows[1:]:
        role = role_of(plain(head))
        for draft, cell in zip(drafts, cells, strict=False):
            if cell.strip():
                described = role in ARGUING
                describe(
                    draft, role if described else None, [cell if described else f"{plain(head)}: {cell}"]
                )
    return drafts
