"""What stands in a log and was not read: cells beyond a table's head, comments that do not end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from elixir_design.diagnostics import Diagnostic
from elixir_design.log.codes import report
from elixir_design.log.markdown.blocks import Block
from elixir_design.log.markdown.comments import Unclosed

_OPENING = "<!--"


def unread_in(
    blocks: Iterable[Block], unclosed: Iterable[Unclosed], path: str, lines: list[str]
) -> Iterator[Diagnostic]:
    """Says where words of a log count for nothing although nobody meant them to.

    Args:
        blocks: The blocks of the log.
        unclosed: Its comments that do not end where they should.
        path: The file as the caller names it.
        lines: All lines of the file, comments included.
    """
    for table in _tables(blocks):
        for row, words in table.surplus:
            message = f"this row goes beyond the table's last column: \u201c{words}\u201d"
            line = table.row_line(row)
            yield report("surplus-cells", message, path=path, line=line, lines=lines, text=words)
    for one in unclosed:
        yield report("unclosed-comment", _reach(one), path=path, line=one.line, lines=lines, text=_OPENING)


def _tables(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "table":
            yield block
        for item in block.items:
            yield from _tables(item.blocks)


def _reach(one: Unclosed) -> str:
    if one.over:
        return f"this comment ends only with another one, so it hides everything down to line {one.end}"
    if one.end > one.line:
        return f"this comment is never closed, so it hides everything down to line {one.end}"
    if one.end:
        return "this comment is never closed, so it hides the rest of its line"
    return "this comment is never closed, so its words count as text"
