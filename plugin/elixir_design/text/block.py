"""One block of Markdown as lines, and how blocks follow one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elixir_design.text.escape import escape_text

EMPTY = "<!-- -->"
"""Stands for nothing where Markdown needs something."""

# Kinds of blocks that would run into the one above if nothing stood between them.
_MERGING = {("list", "list"), ("list", "code"), ("quote", "quote"), ("code", "code")}


@dataclass(frozen=True, slots=True)
class Block:
    """One block: what kind it is, as far as its neighbours matter, and its lines."""

    kind: str
    lines: list[str]


def literal_lines(text: str) -> list[str]:
    """Lines of plain text that keep their line ends."""
    lines = [escape_text(line.strip(), line_start=True) for line in text.split("\n") if line.strip()]
    return [line + "  " for line in lines[:-1]] + lines[-1:]


def join(blocks: Sequence[Block]) -> list[str]:
    """The lines of all blocks, parted so that each stays a block of its own."""
    lines: list[str] = []
    previous = ""
    for block in blocks:
        if lines:
            lines.append("")
            if (previous, block.kind) in _MERGING:
                lines += [EMPTY, ""]
        lines += block.lines
        previous = block.kind
    return lines
