"""Words of a project's own put into words that the reader knows, before anything is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from elixir_design.log.markdown.blocks import Block, ListItem
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.vocabulary.labels import LABELS
from elixir_design.log.wording.vocabulary.roles import Role

_LABEL = re.compile(
    r"(?P<lead>[\s>~]*(?:\[[ xX]\]\s*)?[*_]{0,3})(?P<name>[^\W_][^:\uff1a*_\n]{0,60}?)"
    r"(?P<tail>[*_]{0,3}\s*(?:[:\uff1a]|[\u2014\u2013.](?=\W|$)|$).*)$"
)


def translated(
    blocks: Sequence[Block], labels: Mapping[str, Role], columns: Mapping[str, Role]
) -> list[Block]:
    """Blocks with labels and heads of tables in words that everybody uses.

    Args:
        blocks: Blocks as written.
        labels: What labels and headings of the file's own introduce, by their words in normal form.
        columns: What heads of columns announce, likewise.
    """
    return [_block(block, labels, columns) for block in blocks]


def _block(block: Block, labels: Mapping[str, Role], columns: Mapping[str, Role]) -> Block:
    if block.kind == "paragraph":
        return replace(block, text="\n".join(_line(line, labels) for line in block.text.split("\n")))
    if block.kind == "heading" and (role := labels.get(normal(plain(block.text)))):
        return replace(block, text=_word(role))
    if block.kind == "list":
        return replace(block, items=tuple(_item(item, labels, columns) for item in block.items))
    if block.kind == "table":
        head, *rows = block.rows
        heads = tuple(_word(role) if (role := columns.get(normal(plain(cell)))) else cell for cell in head)
        return replace(block, rows=(heads, *rows))
    return block


def _item(item: ListItem, labels: Mapping[str, Role], columns: Mapping[str, Role]) -> ListItem:
    return replace(item, blocks=tuple(translated(item.blocks, labels, columns)))


def _line(line: str, labels: Mapping[str, Role]) -> str:
    match = _LABEL.match(line)
    role = labels.get(normal(match["name"])) if match else None
    return f"{match['lead']}{_word(role)}{match['tail']}" if match and role else line


def _word(role: Role) -> str:
    """A label that everybody reads in this way."""
    return " ".join(LABELS[role].split(",", 1)[0].split()).capitalize() if role in LABELS else role.value
