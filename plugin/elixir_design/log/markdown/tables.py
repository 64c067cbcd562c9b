"""Tables by what the heads of their columns announce.

``table = head row*``, ``head = [number] name (label | word)*``: a column that only numbers the rows, one that
names what each row is about, and others whose heads are labels or words of the writer's own.
"""

from __future__ import annotations

from dataclasses import dataclass

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.wording.heads import head_role
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.vocabulary.labels import NUMBER_HEADS
from elixir_design.log.wording.vocabulary.roles import Role


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the head; it has as many cells as the head, blank where the writer left some out."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, read.

    Attributes:
        line: Line of the head.
        heads: Plain words of the heads.
        roles: What each head announces when it is a label.
        number: The column that only numbers the rows, by its head.
        name: The first column that does not.
        rows: The rows below the head.
    """

    line: int
    heads: tuple[str, ...]
    roles: tuple[Role | None, ...]
    number: int | None
    name: int
    rows: tuple[Row, ...]

    def column(self, *roles: Role, start: int = 0) -> int | None:
        """The first column, from ``start`` on, of the first of these roles that any head announces."""
        found = (at for role in roles for at in range(start, len(self.roles)) if self.roles[at] is role)
        return next(found, None)


def table_of(block: Block) -> Table:
    """Reads a block that is a table."""
    heads = tuple(plain(cell) for cell in block.rows[0])
    numbered = len(heads) > 1 and normal(heads[0]) in NUMBER_HEADS
    rows = tuple(Row(block.row_line(at), cells) for at, cells in enumerate(block.rows) if at)
    roles = tuple(role_of(head) or head_role(head) for head in heads)
    return Table(block.line, heads, roles, 0 if numbered else None, 1 if numbered else 0, rows)
