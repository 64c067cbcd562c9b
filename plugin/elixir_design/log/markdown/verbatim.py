"""Text that must come back exactly as it was typed: a fence marked ``verbatim``.

Most values are written as ordinary Markdown. A value that the reader would take for structure (a heading, a
label, a table, a comment) is set in such a fence instead; people see their words as they wrote them, and the
reader returns them without a change.
"""

from __future__ import annotations

import re

from elixir_design.log.markdown.blocks import Block

_INFO = "verbatim"
_OPENING = re.compile(rf"^(?:`{{3,}}|~{{3,}})\s*{_INFO}\s*$")
_RUN = re.compile(r"`+")


def fenced(text: str) -> str:
    r"""A fence around a text.

    Args:
        text: Lines ended by ``\n``; no other control characters.
    """
    longest = max((len(run) for run in _RUN.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{_INFO}\n{text}\n{fence}"


def verbatim_text(block: Block, lines: list[str]) -> str | None:
    """The text of a verbatim fence; None for any other block.

    Args:
        block: The block.
        lines: All lines of the file.
    """
    if block.kind != "code" or _OPENING.match(lines[block.line - 1].strip()) is None:
        return None
    return block.text.removesuffix("\n")
