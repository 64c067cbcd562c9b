"""What a field says of where its question stands, in the words that count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.sections.fields import Field
from elixir_design.log.wording.progress import arrived, latest, ticked

_STRUCK = re.compile(r"~~[^~\n]+~~")


def stated_in(item: Field, lines: Sequence[str]) -> str:
    """The words of a status: the latest of several steps, the ticked one of several boxes, else the first.

    Args:
        item: A field with the role of a status.
        lines: All lines of the file.

    Returns:
        "" where nothing is said.
    """
    first = next((block for block in item.blocks if block.kind != "html"), None)
    said = item.text or next((block.text for block in item.blocks if block.kind == "paragraph"), "")
    items = _items(first) if not item.text and first is not None and first.kind == "list" else []
    if (box := ticked(items)) is not None:
        return box
    steps = items or [line for line in said.split("\n") if line.strip()]
    if (step := latest(steps)) is not None:
        return step
    if not said and items:
        said = items[0]
    if not said and first is not None and first.kind == "quote":
        said = "\n".join(line.lstrip("> \t") for line in lines[first.line - 1 : first.end])
    head, *rest = _standing(said).split("\n")
    return "\n".join([arrived(head), *rest])


def _standing(said: str) -> str:
    """What is not struck through, where anything is not."""
    return _STRUCK.sub("", said).strip() or said.strip()


def _items(block: Block) -> list[str]:
    return [item.blocks[0].text for item in block.items if item.blocks and item.blocks[0].text]
