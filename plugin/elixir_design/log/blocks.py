"""Markdown blocks as small values: what kind, which lines, what text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from elixir_design.log.tokens import block_tokens

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKER = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)")
_ACCIDENT = re.compile(r"^[^\n]*\S[^\n]*\n {0,3}-+[ \t]*$", re.MULTILINE)
_LONGEST_SETEXT_TITLE = 80
_DELIBERATE_UNDERLINE = 5


@dataclass(slots=True)
class ListItem:
    """One item of a list; ``blocks`` are its contents, nested lists included."""

    line: int
    end: int
    marker: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """One block of Markdown.

    Attributes:
        kind: ``heading``, ``paragraph``, ``list``, ``table``, ``code``, ``html``, ``quote`` or ``hr``.
        line: First line, 1-based.
        end: Last line, 1-based, inclusive, blank lines at the end left out.
        text: Inline Markdown of a heading or paragraph; contents of an html block.
        level: Level of a heading.
        items: Items of a list.
        rows: Cells of a table, the head first; ``line + 1`` holds its delimiter row.
    """

    kind: str
    line: int
    end: int
    text: str = ""
    level: int = 0
    items: list[ListItem] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def row_line(self, row: int) -> int:
        """Line of a table's row, counting the head as row 0."""
        return self.line + row + (1 if row else 0)


def blocks_of(text: str) -> list[Block]:
    r"""Reads the blocks of a text whose line ends are ``\n``.

    Setext headings are taken at their word only when they look like a title: in a log, ``---`` below a
    paragraph nearly always meant a rule, and a missing blank line must not turn a rationale into a heading.
    """
    blocks: list[Block] = []
    _read(block_tokens(text), 0, blocks)
    return _without_accidental_titles(blocks, text) if _ACCIDENT.search(text) else blocks


def _without_accidental_titles(blocks: list[Block], text: str) -> list[Block]:
    lines = text.split("\n")
    result: list[Block] = []
    for block in blocks:
        underline = lines[block.end - 1].strip() if block.kind == "heading" else ""
        if (
            underline.startswith("-")
            and not underline.strip("-")
            and not _reads_like_title(block.text, underline)
        ):
            result.append(Block("paragraph", block.line, block.end - 1, block.text))
            result.append(Block("hr", block.end, block.end))
        else:
            result.append(block)
    return result


def _read(tokens: list[Token], at: int, blocks: list[Block], until: str = "") -> int:
    """Appends blocks from ``tokens[at]`` up to the token type ``until``; returns the place after it."""
    total = len(tokens)
    while at < total:
        token = tokens[at]
        kind = token.type
        if kind == until:
            return at + 1
        first, last = token.map or (0, 0)
        if kind == "paragraph_open":
            blocks.append(Block("paragraph", first + 1, last, tokens[at + 1].content))
            at += 3
        elif kind == "heading_open":
            blocks.append(Block("heading", first + 1, last, tokens[at + 1].content, int(token.tag[1])))
            at += 3
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            block = Block("list", first + 1, last)
            at = _read_items(tokens, at + 1, block)
            block.end = max((item.end for item in block.items), default=block.line)
            blocks.append(block)
        elif kind == "table_open":
            block = Block("table", first + 1, last)
            at = _read_rows(tokens, at + 1, block)
            blocks.append(block)
        elif kind == "blockquote_open":
            inner: list[Block] = []
            at = _read(tokens, at + 1, inner, "blockquote_close")
            blocks.append(Block("quote", first + 1, max(first + 1, last)))
        else:
            name = {"hr": "hr", "html_block": "html"}.get(kind, "code")
            blocks.append(Block(name, first + 1, last, token.content))
            at += 1
    return at


def _read_items(tokens: list[Token], at: int, block: Block) -> int:
    while tokens[at].type == "list_item_open":
        token = tokens[at]
        first, last = token.map or (0, 0)
        item = ListItem(first + 1, last, f"{token.info}{token.markup}")
        at = _read(tokens, at + 1, item.blocks, "list_item_close")
        item.end = item.blocks[-1].end if item.blocks else item.line
        block.items.append(item)
    return at + 1


def _read_rows(tokens: list[Token], at: int, block: Block) -> int:
    while (kind := tokens[at].type) != "table_close":
        if kind == "inline":
            block.rows[-1].append(tokens[at].content)
        elif kind == "tr_open":
            block.rows.append([])
        at += 1
    return at + 1


def _reads_like_title(text: str, underline: str) -> bool:
    if "\n" in text or len(text) > _LONGEST_SETEXT_TITLE:
        return False
    return len(underline) >= _DELIBERATE_UNDERLINE or (":" not in text and text[-1:] not in ".;,")


def source_of_item(item: ListItem, lines: list[str]) -> str:
    """An item's Markdown without its marker, nested blocks dedented to match."""
    if not item.blocks:
        return ""
    first = item.blocks[0]
    if first.kind != "paragraph":
        match = _MARKER.match(lines[item.line - 1])
        indent = match.end() if match else 0
        body = lines[item.line - 1][indent:]
        rest = lines[item.line : item.end]
    else:
        indent = len(lines[item.line - 1]) - len(lines[item.line - 1].lstrip()) + len(item.marker) + 1
        body = first.text
        rest = lines[first.end : item.end]
    return "\n".join([body, *(_dedent(line, indent) for line in rest)]).strip()


def _dedent(line: str, indent: int) -> str:
    expanded = line.expandtabs(4)
    room = len(expanded) - len(expanded.lstrip(" "))
    return expanded[min(indent, room) :].rstrip()


def source_of(block: Block, lines: list[str]) -> str:
    """A block's Markdown as it stands in the file."""
    return "\n".join(lines[block.line - 1 : block.end]).strip("\n")
