"""A Markdown report cut into passages that can be quoted: paragraphs, list items, table rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile, zip_longest
from typing import Any

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_NUMBERED_ID = re.compile(r"^(.*)_(\d+)$")
_BLANK = re.compile(r"[*_`~\s]+")
_MOST_LINES = 14
_ROW_LINES = 3
_INTRODUCTION = re.compile(r":[\s*_`~]*\Z")
_CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the id that it gets on its page."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report.

    Attributes:
        line: First line, 1-based.
        end_line: Last line, inclusive.
        text: The lines verbatim; a table row after the head of its table.
        lead: What opens it: its first bold words, or a row's first cell.
        headings: The headings above it, outermost first.
    """

    line: int
    end_line: int
    text: str
    lead: str
    headings: tuple[Heading, ...]


def passages(text: str) -> list[Passage]:
    """Cuts a report.

    Args:
        text: Markdown; front matter is skipped.

    Returns:
        Its passages in order. Headings, code, rules and lines that only introduce what follows are none.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    # Blank lines in its place keep the numbers of all others.
    body = "\n" * front.group().count("\n") + text[front.end() :] if front else text
    lines = text.split("\n")
    references: dict[str, Any] = {}
    blocks, _inline = _parsers()
    return list(_Cutter(lines, blocks.parse(body, references), references).cut())


@lru_cache(maxsize=1)
def _parsers() -> tuple[Any, Any]:
    """One for blocks, which leaves their text alone, and one for the few texts whose words are asked for."""
    # Imported here: the command line starts faster without it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("inline"), MarkdownIt("commonmark")


def labelled_cells(text: str) -> tuple[tuple[str, str], ...]:
    """The cells of a table row that was cut from a report, each with the head of its column.

    Args:
        text: A passage: the head of a table, its rule, and one row.

    Returns:
        Pairs of head and cell, word for word; nothing if the passage is no table row.
    """
    lines = text.split("\n")
    if len(lines) != _ROW_LINES or not lines[0].lstrip().startswith("|"):
        return ()
    heads, cells = _cells(lines[0]), _cells(lines[2])
    return tuple(zip_longest(heads[: len(cells)], cells, fillvalue=""))


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _CELL_END.split(row.strip().removeprefix("|").removesuffix("|"))]


class _Cutter:
    def __init__(self, lines: Sequence[str], tokens: Sequence[Any], references: dict[str, Any]) -> None:
        self._lines = lines
        self._tokens = tokens
        self._references = references
        self._headings: list[Heading] = []
        self._anchors: set[str] = set()

    def cut(self) -> Iterator[Passage]:
        blocks = list(self._blocks())
        for number, (first, last) in enumerate(blocks):
            token = self._tokens[first]
            match token.type:
                case "heading_open":
                    self._enter(first)
                case "table_open":
                    yield from self._rows(first, last)
                case "bullet_list_open" | "ordered_list_open":
                    if not self._joined(blocks, number):
                        yield from self._items(first, last)
                case "paragraph_open" | "blockquote_open":
                    yield from self._prose(blocks, number)

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """Top-level blocks as ranges of tokens."""
        start = 0
        for i, token in enumerate(self._tokens):
            if token.level == 0 and token.nesting != -1:
                start = i
            if token.level == 0 and token.nesting != 1:
                yield start, i

    def _enter(self, at: int) -> None:
        level = int(self._tokens[at].tag[1:])
        title = _plain(self._children(self._tokens[at + 1]))
        anchor = _unique(_slug(title), self._anchors)
        self._headings = [heading for heading in self._headings if heading.level < level]
        self._headings.append(Heading(level, title, anchor))

    def _prose(self, blocks: Sequence[tuple[int, int]], number: int) -> Iterator[Passage]:
        first, last = blocks[number]
        start, end = self._tokens[first].map
        if number + 1 < len(blocks) and self._joined(blocks, number + 1):
            end = self._tokens[blocks[number + 1][0]].map[1]
        elif self._introduces(first):
            return
        yield self._passage(start, end, self._lead(self._tokens[first : last + 1]))

    def _introduces(self, first: int) -> bool:
        """Whether a paragraph only announces what follows ("**Problem**:")."""
        token, text = self._tokens[first], self._tokens[first + 1].content
        return token.type == "paragraph_open" and _INTRODUCTION.search(text) is not None

    def _joined(self, blocks: Sequence[tuple[int, int]], number: int) -> bool:
        """Whether a list belongs to the line that announces it, and both are short enough to quote."""
        if not number or not self._introduces(blocks[number - 1][0]):
            return False
        introduction, block = self._tokens[blocks[number - 1][0]], self._tokens[blocks[number][0]]
        return bool(block.type.endswith("list_open")) and bool(
            block.map[1] - introduction.map[0] <= _MOST_LINES
        )

    def _items(self, first: int, last: int) -> Iterator[Passage]:
        level = self._tokens[first].level + 1
        starts = [
            i
            for i in range(first, last)
            if self._tokens[i].type == "list_item_open" and self._tokens[i].level == level
        ]
        for start, following in pairwise([*starts, last]):
            begin, end = self._tokens[start].map
            if any(self._tokens[i].type in {"fence", "code_block"} for i in range(start, following)):
                # The words of an item that holds code, without the code.
                end = min(end, self._tokens[start + 1].map[1])
            if self._tokens[start + 1].type == "paragraph_open":
                yield self._passage(begin, end, self._lead(self._tokens[start:following]))

    def _rows(self, first: int, last: int) -> Iterator[Passage]:
        top = self._tokens[first].map[0]
        head = self._lines[top : top + 2]
        in_body = False
        for i in range(first, last):
            token = self._tokens[i]
            in_body = in_body or token.type == "tbody_open"
            if in_body and token.type == "tr_open":
                start, end = token.map
                cell = next(item for item in self._tokens[i:last] if item.type == "inline")
                row = self._passage(start, end, _plain(self._children(cell)))
                yield Passage(row.line, row.end_line, "\n".join([*head, row.text]), row.lead, row.headings)

    def _lead(self, tokens: Sequence[Any]) -> str:
        """The bold words that open a block, if it opens so."""
        inline = next((token for token in tokens if token.type == "inline"), None)
        if inline is None or not inline.content.startswith(("**", "__")):
            return ""
        children = [child for child in self._children(inline) if child.content or child.nesting]
        if not children or children[0].type != "strong_open":
            return ""
        words = takewhile(lambda child: child.type != "strong_close", children[1:])
        return "".join(child.content for child in words)

    def _children(self, inline: Any) -> Sequence[Any]:  # noqa: ANN401 -- a token of the library
        _blocks, parser = _parsers()
        return parser.parseInline(inline.content, self._references)[0].children or ()

    def _passage(self, start: int, end: int, lead: str) -> Passage:
        while end > start + 1 and not self._lines[end - 1].strip():
            end -= 1
        return Passage(start + 1, end, "\n".join(self._lines[start:end]), lead, tuple(self._headings))


def _plain(children: Iterable[Any]) -> str:
    return "".join(
        " " if child.type in {"softbreak", "hardbreak"} else child.content
        for child in children
        if child.type in {"text", "code_inline", "softbreak", "hardbreak", "image"}
    ).strip()


def _slug(title: str) -> str:
    """The id that Python-Markdown's ``toc`` extension gives a heading."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_only).strip().lower())


def _unique(anchor: str, taken: set[str]) -> str:
    while anchor in taken or not anchor:
        numbered = _NUMBERED_ID.match(anchor)
        anchor = f"{numbered[1]}_{int(numbered[2]) + 1}" if numbered else f"{anchor}_1"
    taken.add(anchor)
    return anchor


def is_empty(text: str) -> bool:
    """Whether nothing but marks is left."""
    return not _BLANK.sub("", text)
