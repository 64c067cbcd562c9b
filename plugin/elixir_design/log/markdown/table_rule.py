"""Tables with the cells that Python-Markdown, which makes the site, sees in them.

CommonMark has no tables. GitHub's cut a row at every pipe without a backslash, also within code, and drop
what goes beyond the head; Python-Markdown keeps code whole. Rows are cut here as it does, and nothing is
dropped: what goes beyond the head is handed on in a token of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

SURPLUS = "surplus"
"""Type of the token, behind those of a row's cells, that holds what goes beyond the head, parted by pipes."""

_MARK = re.compile(r"\\\\|\\`+|`+|\\\||\|")
_ESCAPED_PIPE = re.compile(r"(\\\\)|\\\|")
_RULER = re.compile(r":?-+:?")
# A hyphen with a space behind it begins a list.
_RULER_ROW = re.compile(r"(?:[:|]|-(?![ \t]))[-:| \t]+")
_MOST_BLANKS = 1 << 16
"""Cells that a table may leave out; a bound, so that a short text makes no large table."""


def cells_of(row: str) -> list[str]:
    r"""Cuts a row into its cells: ``row = ["|"] cell ("|" cell)* ["|"]``.

    Args:
        row: One line.

    Returns:
        The cells, without the space around them. A pipe within code, or behind a backslash, belongs to its
        cell; the backslash does not.
    """
    row = mdTrim(row)
    if "`" not in row and "\\" not in row:
        cells = row.split("|")
    else:
        cells, start = [], 0
        for pipe in _borders(row):
            cells.append(row[start:pipe])
            start = pipe + 1
        cells.append(row[start:])
        if "\\|" in row:
            cells = [_ESCAPED_PIPE.sub(lambda mark: mark[1] or "|", cell) for cell in cells]
    if not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return [mdTrim(cell) for cell in cells]


def _borders(row: str) -> list[int]:
    """Where the pipes stand that part cells."""
    pipes: list[int] = []
    # Of each run of back ticks: start, end, how many close code, and how many open it: one that is escaped
    # opens nothing.
    runs: list[tuple[int, int, int, int]] = []
    for match in _MARK.finditer(row):
        mark = match[0]
        if mark == "|":
            pipes.append(match.start())
        elif mark[-1] == "`":
            escaped = mark[0] == "\\"
            size = len(mark) - escaped
            runs.append((match.start(), match.end(), size, size - escaped))
    code = _code(runs)
    return list(_outside(pipes, code)) if code else pipes


def _code(runs: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int]]:
    """Start and end of each code span."""
    partners: list[int | None] = []
    nearest: dict[int, int] = {}
    for at in range(len(runs) - 1, -1, -1):
        _, _, closes, opens = runs[at]
        partners.append(nearest.get(opens))
        nearest[closes] = at
    partners.reverse()
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(runs):
        if (partner := partners[at]) is not None:
            found.append((runs[at][0], runs[partner][1]))
            at = partner
        at += 1
    return found


def _outside(pipes: Sequence[int], code: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The pipes that stand in no code; both come in the order of the row."""
    at = 0
    for pipe in pipes:
        while at < len(code) and code[at][1] <= pipe:
            at += 1
        if at == len(code) or pipe < code[at][0]:
            yield pipe


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Markdown-it's rule for tables, with the cells of ``cells_of``: ``table = row ruler row*``."""
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent:
        return False
    if state.is_code_block(start) or state.is_code_block(start + 1):
        return False
    head = _line(state, start)
    if "|" not in head or (rulers := _rulers(_line(state, start + 1))) is None:
        return False
    heads = cells_of(head)
    if not heads or len(heads) != len(rulers):
        return False
    if silent:
        return True
    outer, state.parentType = state.parentType, "table"
    opening = state.push("table_open", "table", 1)
    state.push("thead_open", "thead", 1).map = [start, start + 1]
    _push_row(state, start, heads, rulers, "th")
    state.push("thead_close", "thead", -1)
    line = _push_body(state, start + 2, end, rulers)
    state.push("table_close", "table", -1)
    opening.map = [start, line]
    state.parentType, state.line = outer, line
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _rulers(row: str) -> list[str] | None:
    """How each column is aligned; None if the row is none that stands below a head."""
    if _RULER_ROW.fullmatch(row) is None:
        return None
    columns = [mdTrim(column) for column in row.split("|")]
    last = len(columns) - 1
    rulers = [column for at, column in enumerate(columns) if column or 0 < at < last]
    if any(_RULER.fullmatch(ruler) is None for ruler in rulers):
        return None
    sides = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): ""}
    return [sides[ruler[0] == ":", ruler[-1] == ":"] for ruler in rulers]


def _push_body(state: StateBlock, line: int, end: int, rulers: Sequence[str]) -> int:
    """Pushes the rows below the ruler; returns the line below the last one."""
    # Like markdown-it's: a table ends where a quotation would.
    ends = state.md.block.ruler.getRules("blockquote")
    first, blanks = line, 0
    body = None
    while line < end and state.sCount[line] >= state.blkIndent and not state.is_code_block(line):
        row = _line(state, line)
        if not mdTrim(row) or any(rule(state, line, end, True) for rule in ends):  # noqa: FBT003 - markdown-it's signature
            break
        cells = cells_of(row)
        blanks += len(rulers) - len(cells)
        if blanks > _MOST_BLANKS:
            break
        if line == first:
            body = state.push("tbody_open", "tbody", 1)
        _push_row(state, line, cells, rulers, "td")
        line += 1
    if body is not None:
        state.push("tbody_close", "tbody", -1)
        body.map = [first, line]
    return line


def _push_row(state: StateBlock, line: int, cells: list[str], rulers: Sequence[str], tag: str) -> None:
    columns = len(rulers)
    state.push("tr_open", "tr", 1).map = [line, line + 1]
    for at, side in enumerate(rulers):
        opening = state.push(f"{tag}_open", tag, 1)
        if side:
            opening.attrs = {"style": f"text-align:{side}"}
        _push_inline(state, "inline", line, cells[at] if at < len(cells) else "")
        state.push(f"{tag}_close", tag, -1)
    if surplus := [cell for cell in cells[columns:] if cell]:
        _push_inline(state, SURPLUS, line, " | ".join(surplus))
    state.push("tr_close", "tr", -1)


def _push_inline(state: StateBlock, kind: str, line: int, content: str) -> None:
    token = state.push(kind, "", 0)
    token.map = [line, line + 1]
    token.content = content
    token.children = []
