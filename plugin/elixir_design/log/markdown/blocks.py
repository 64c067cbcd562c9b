"""Markdown blocks as small values: what kind, which lines, what text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from elixir_design.log.markdown.table_rule import SURPLUS
from elixir_design.log.markdown.tokens import BlockToken, block_tokens
from elixir_design.log.wording.labels import label_in

_MARKER = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)")
_LONGEST_SETEXT_TITLE = 80
_DELIBERATE_UNDERLINE = 5
_BY_HYPHENS = 2
_HTML_HEADING = re.compile(
    r"\s*<h(?P<level>[1-6])(?:\s[^>]*)?>(?P<text>.+?)</h(?P=level)>\s*$", re.IGNORECASE
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MOST_REPAIRS = 8
"""How often a repair may bring up something to repair; a bound, so that no text takes quadratic time."""


@dataclass(frozen=True, slots=True, eq=False)
class ListItem:
    """One item of a list; ``blocks`` are its contents, nested lists included."""

    line: int
    end: int
    marker: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One block of Markdown; two blocks are never the same, even where they say the same.

    Attributes:
        kind: ``heading``, ``paragraph``, ``list``, ``table``, ``code``, ``html``, ``quote`` or ``hr``.
        line: First line, 1-based.
        end: Last line, 1-based, inclusive, blank lines at the end left out.
        text: Inline Markdown of a heading, a paragraph or the first one of a quote; contents of html.
        level: Level of a heading.
        items: Items of a list.
        rows: Cells of a table, the head first; ``line + 1`` holds its delimiter row.
        surplus: What rows of a table hold beyond their last column, with the number of the row.
    """

    kind: str
    line: int
    end: int
    text: str = ""
    level: int = 0
    items: tuple[ListItem, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    surplus: tuple[tuple[int, str], ...] = ()

    @property
    def underlined(self) -> bool:
        """Whether a heading is one by a line of hyphens below it."""
        return self.level == _BY_HYPHENS and self.end > self.line

    def row_line(self, row: int) -> int:
        """Line of a table's row, counting the head as row 0."""
        return self.line + row + (1 if row else 0)


def blocks_of(text: str) -> list[Block]:
    r"""Reads the blocks of a text whose line ends are ``\n``.

    Setext headings are taken at their word only when they look like a title: in a log, ``---`` below a
    paragraph nearly always meant a rule, and a missing blank line must not turn a rationale into a heading.
    """
    lines = text.split("\n")
    return _repaired(reread(lines, 1), lines, 0)


def _repaired(blocks: list[Block], lines: list[str], depth: int) -> list[Block]:
    repaired: list[Block] = []
    for block in blocks:
        if block.underlined and not _reads_like_title(block.text, lines[block.end - 1].strip()):
            repaired.append(Block("paragraph", block.line, block.end - 1, block.text))
            repaired.append(Block("hr", block.end, block.end))
        elif block.kind == "list" and depth < _MOST_REPAIRS:
            if (title := _numbered_title(block, lines)) is None:
                repaired += _without_lazy_labels(block, lines, depth)
                continue
            if items := block.items[:-1]:
                shorter = replace(block, items=items, end=items[-1].end)
                repaired += _without_lazy_labels(shorter, lines, depth)
            repaired.append(title)
        elif block.kind == "hr" and repaired and repaired[-1].underlined and block.line <= repaired[-1].end:
            continue  # The line below a numbered title.
        elif block.kind == "html" and "<h" in block.text[:8].casefold() and depth < _MOST_REPAIRS:
            repaired += _html_heading(block, lines, depth)
        elif block.kind == "table" and depth < _MOST_REPAIRS:
            repaired += _without_lazy_rows(block, lines, depth)
        else:
            repaired.append(block)
    return repaired


def _numbered_title(block: Block, lines: list[str]) -> Block | None:
    """A title with a number in front and a line below it, for CommonMark an item of a list."""
    item = block.items[-1]
    at = item.line
    if not item.marker[:1].isdigit() or len(item.blocks) != 1 or item.blocks[0].kind != "paragraph":
        return None
    if lines[at - 1][:1].isspace() or (at > 1 and lines[at - 2].strip()):
        return None
    below = lines[at].rstrip() if at < len(lines) else ""
    if len(below) < _DELIBERATE_UNDERLINE or (below.strip("-") and below.strip("=")):
        return None
    said = item.blocks[0].text.split("\n")
    level = 1 if below[0] == "=" else 2
    if len(said) != (2 if level == 1 else 1):
        return None
    return Block("heading", at, at + 1, lines[at - 1].strip(), level)


def _html_heading(block: Block, lines: list[str], depth: int) -> list[Block]:
    """A heading written as HTML on a line of its own, and what the same HTML block goes on with."""
    match = _HTML_HEADING.match(lines[block.line - 1])
    if match is None:
        return [block]
    heading = Block(
        "heading", block.line, block.line, _TAG.sub("", match["text"]).strip(), int(match["level"])
    )
    below = lines[block.line : block.end]
    return [heading, *_repaired(reread(below, block.line + 1), lines, depth + 1)] if any(below) else [heading]


def _without_lazy_labels(block: Block, lines: list[str], depth: int) -> list[Block]:
    """Ends a list at a label without a blank line before it, for CommonMark a lazy continuation."""
    parts: list[Block] = []
    items: list[ListItem] = []
    for item in block.items:
        items.append(item)
        paragraph = last_paragraph(item)
        if paragraph is None or "\n" not in paragraph.text:
            continue
        said = paragraph.text.split("\n")
        for offset in range(1, len(said)):
            source = lines[paragraph.line - 1 + offset]
            if source[:1].isspace() or label_in(said[offset]) is None:
                continue
            items[-1] = ended(item, said[:offset])
            parts.append(_list_of(items))
            parts += _repaired(reread(said[offset:], items[-1].end + 1), lines, depth + 1)
            items = []
            break
    if not parts:
        return [block]
    return [*parts, _list_of(items)] if items else parts


def _list_of(items: list[ListItem]) -> Block:
    return Block("list", items[0].line, items[-1].end, items=tuple(items))


def ended(item: ListItem, said: list[str]) -> ListItem:
    """An item of whose last paragraph, however deep, only the lines ``said`` belong to it."""
    *above, last = item.blocks
    if last.kind == "list":
        *others, inner = last.items
        inner = ended(inner, said)
        last = replace(last, items=(*others, inner), end=inner.end)
    else:
        last = replace(last, text="\n".join(said), end=last.line + len(said) - 1)
    return replace(item, blocks=(*above, last), end=last.end)


def last_paragraph(item: ListItem) -> Block | None:
    """The paragraph with which an item ends, however deep: only that can run on into the text below."""
    while item.blocks and item.blocks[-1].kind == "list":
        item = item.blocks[-1].items[-1]
    last = item.blocks[-1] if item.blocks else None
    return last if last is not None and last.kind == "paragraph" else None


def _without_lazy_rows(block: Block, lines: list[str], depth: int) -> list[Block]:
    """Ends a table at the first line without a cell border: text before which a blank line is missing."""
    for place in range(1, len(block.rows)):
        line = block.row_line(place)
        if "|" not in lines[line - 1]:
            below = reread([text.strip() for text in lines[line - 1 : block.end]], line)
            surplus = tuple(one for one in block.surplus if one[0] < place)
            shorter = replace(block, rows=block.rows[:place], surplus=surplus, end=line - 1)
            return [shorter, *_repaired(below, lines, depth + 1)]
    return [block]


def reread(said: list[str], line: int) -> list[Block]:
    """Reads lines, which may have stood in another block, as blocks of their own that start at ``line``."""
    blocks: list[Block] = []
    _read(block_tokens("\n".join(said)), 0, line, blocks)
    return blocks


def _read(tokens: list[BlockToken], at: int, line: int, blocks: list[Block], until: str = "") -> int:
    """Appends blocks from ``tokens[at]`` up to the token type ``until``; returns the place after it.

    ``line`` is that of the text's first line; tokens count lines from 0.
    """
    total = len(tokens)
    while at < total:
        token = tokens[at]
        kind = token.type
        if kind == until:
            return at + 1
        start, after = token.map or (0, 0)
        first, last = line + start, line + after - 1
        if kind == "paragraph_open":
            blocks.append(Block("paragraph", first, last, tokens[at + 1].content))
            at += 2
        elif kind == "heading_open":
            level = int(token.tag[1])
            blocks.append(Block("heading", first, last, tokens[at + 1].content, level))
            at += 2
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            items: list[ListItem] = []
            at = _read_items(tokens, at + 1, line, items)
            end = max((item.end for item in items), default=first)
            blocks.append(Block("list", first, end, items=tuple(items)))
        elif kind == "table_open":
            rows: list[list[str]] = []
            surplus: list[tuple[int, str]] = []
            at = _read_rows(tokens, at + 1, rows, surplus)
            cells = tuple(tuple(row) for row in rows)
            blocks.append(Block("table", first, last, rows=cells, surplus=tuple(surplus)))
        elif kind == "blockquote_open":
            inner: list[Block] = []
            at = _read(tokens, at + 1, line, inner, "blockquote_close")
            said = inner[0].text if inner and inner[0].kind == "paragraph" else ""
            blocks.append(Block("quote", first, max(first, last), said))
        else:
            name = {"hr": "hr", "html_block": "html"}.get(kind, "code")
            blocks.append(Block(name, first, last, token.content))
            at += 1
    return at


def _read_items(tokens: list[BlockToken], at: int, line: int, items: list[ListItem]) -> int:
    while tokens[at].type == "list_item_open":
        token = tokens[at]
        first = line + (token.map or (0, 0))[0]
        blocks: list[Block] = []
        at = _read(tokens, at + 1, line, blocks, "list_item_close")
        end = blocks[-1].end if blocks else first
        items.append(ListItem(first, end, f"{token.info}{token.markup}", tuple(blocks)))
    return at + 1


def _read_rows(
    tokens: list[BlockToken], at: int, rows: list[list[str]], surplus: list[tuple[int, str]]
) -> int:
    while (kind := tokens[at].type) != "table_close":
        if kind == "inline":
            rows[-1].append(tokens[at].content)
        elif kind == "tr_open":
            rows.append([])
        elif kind == SURPLUS:
            surplus.append((len(rows) - 1, tokens[at].content))
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
    if first.kind == "paragraph" and first.end >= item.end:
        return first.text.strip()
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
