"""Blocks: a CommonMark token stream written anew, in the Markdown that Python-Markdown reads the same way.

Python-Markdown wants a blank line before each block, four columns for what belongs to a list item, and knows
fenced code only at the margin. What it cannot express (a list that starts at 4) is written as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from elixir_design.log.markdown.table_rule import SURPLUS
from elixir_design.text.block import EMPTY, Block, join, literal_lines
from elixir_design.text.code import caption, write_code
from elixir_design.text.inline import Style, anchor_tag, inline_words, without_own_comments, write_inline

_INDENT = "    "
_HIGHEST_HEADING = 2
_LOWEST_HEADING = 6
_ID_UNSAFE = re.compile(r"[^\w:.-]+")
_RULERS = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


@dataclass(frozen=True, slots=True)
class Layout:
    """What the page asks of the text as a whole.

    Attributes:
        heading_shift: Added to every heading's level.
        bold_headings: Write headings as bold paragraphs: the text is a value on a page with its own outline.
        title: Plain text of the page's title; a first heading that says the same is not repeated.
    """

    heading_shift: int = 0
    bold_headings: bool = False
    title: str | None = None


@dataclass(slots=True)
class BlockWriter:
    """Writes one parsed text.

    Attributes:
        tokens: From ``parse_blocks``.
        environment: Likewise.
        style: How inline content is written.
        layout: What the page asks.
        anchors: Ids by 1-based line.
    """

    tokens: Sequence[Token]
    environment: MutableMapping[str, object]
    style: Style
    layout: Layout
    anchors: Mapping[int, str]
    _pending: list[tuple[int, str]] = field(default_factory=list)
    _cells: Style = field(default_factory=Style)
    _title_token: Token | None = None

    def write(self) -> str:
        """The text as Markdown, without a final line end."""
        self._pending = sorted(
            ((line - 1, _ID_UNSAFE.sub("-", name)) for line, name in self.anchors.items()), reverse=True
        )
        self._cells = replace(self.style, one_line=True)
        self._title_token = self._heading_that_repeats_the_title()
        lines = join(self._blocks(0, len(self.tokens), margin=True))
        lines += [anchor_tag(name) for _, name in reversed(self._pending)]
        return "\n".join(lines)

    def _heading_that_repeats_the_title(self) -> Token | None:
        if self.layout.title is None:
            return None
        for index, token in enumerate(self.tokens):
            if token.type == "heading_open":
                words = inline_words(self.tokens[index + 1].content).split()
                return token if words == inline_words(self.layout.title).split() else None
        return None

    def _blocks(self, start: int, end: int, *, margin: bool) -> list[Block]:
        blocks: list[Block] = []
        index = start
        while index < end:
            token = self.tokens[index]
            after = index + 1 if token.nesting == 0 else self._after(index)
            blocks.extend(self._block(index, after, margin=margin))
            index = after
        return blocks

    def _after(self, index: int) -> int:
        level = self.tokens[index].level
        index += 1
        while self.tokens[index].level != level or self.tokens[index].nesting != -1:
            index += 1
        return index + 1

    def _block(self, index: int, after: int, *, margin: bool) -> Iterator[Block]:
        token = self.tokens[index]
        kind = token.type
        if kind == "paragraph_open":
            yield Block("text", self._paragraph(self.tokens[index + 1]))
        elif kind == "heading_open":
            yield from self._heading(token, self.tokens[index + 1])
        elif kind in ("bullet_list_open", "ordered_list_open"):
            yield from self._list(index, after, margin=margin)
        elif kind in ("fence", "code_block"):
            yield from self._code(token, margin=margin)
        elif kind == "blockquote_open":
            yield from self._anchors_above(token, first_line_only=True)
            inner = join(self._blocks(index + 1, after - 1, margin=False)) or [EMPTY]
            yield Block("quote", [f"> {line}" if line else ">" for line in inner])
        elif kind == "table_open":
            yield Block("text", self._table(index, after))
        elif kind == "html_block":
            yield from self._html(token)
        elif kind == "definition":
            yield from self._definition(token)
        else:
            yield from self._anchors_above(token)
            yield Block("text", ["***"] if kind == "hr" else literal_lines(token.content))

    def _anchors(self, first: int, last: int) -> Mapping[int, list[str]]:
        """Takes the ids that belong on lines up to ``last`` (exclusive), by line from ``first`` on."""
        taken: dict[int, list[str]] = {}
        while self._pending and self._pending[-1][0] < last:
            line, name = self._pending.pop()
            taken.setdefault(max(0, line - first), []).append(name)
        return taken

    def _anchors_above(self, token: Token, *, first_line_only: bool = False) -> Iterator[Block]:
        if not self._pending:
            return
        first, last = token.map or (0, 0)
        taken = self._anchors(first, first + 1 if first_line_only else last)
        names = [name for line in sorted(taken) for name in taken[line]]
        if names:
            yield Block("text", ["".join(anchor_tag(name) for name in names)])

    def _inline(self, token: Token, style: Style) -> str:
        anchors = None
        if self._pending and token.map:
            anchors = self._anchors(*token.map)
        return write_inline(token.content, style, environment=self.environment, anchors=anchors)

    def _paragraph(self, inline: Token) -> list[str]:
        return self._inline(inline, self.style).split("\n")

    def _heading(self, token: Token, inline: Token) -> Iterator[Block]:
        names = []
        if self._pending and token.map:
            taken = self._anchors(*token.map)
            names = [name for line in sorted(taken) for name in taken[line]]
        text = write_inline(inline.content, self._cells, environment=self.environment)
        tags = "".join(anchor_tag(name) for name in names)
        if self.layout.bold_headings or not text:
            shown = write_inline(
                inline.content, replace(self._cells, tags_only=True), environment=self.environment
            )
            if shown or tags:
                yield Block("text", [f"{tags}<strong>{shown}</strong>" if shown else tags])
            return
        if token is self._title_token:
            if tags:
                yield Block("text", [tags])
            return
        level = int(token.tag[1]) + self.layout.heading_shift
        marks = "#" * min(_LOWEST_HEADING, max(_HIGHEST_HEADING, level))
        own = f" {{ #{names[0]} }}" if names else ""
        rest = "".join(anchor_tag(name) for name in names[1:])
        yield Block("text", [f"{marks} {rest}{text}{own}"])

    def _list(self, index: int, after: int, *, margin: bool) -> Iterator[Block]:
        items = []
        item = index + 1
        while item < after - 1:
            item_after = self._after(item)
            items.append((item, item_after))
            item = item_after
        start = int(self.tokens[index].attrs.get("start", 1)) if self.tokens[index].tag == "ol" else None
        if start is not None and self._is_loose_number(index):
            for number, (first, last) in enumerate(items, start):
                yield from self._numbered_text(number, first, last, margin=margin)
            return
        compact = self._is_compact(index, after)
        lines: list[str] = []
        for number, (first, last) in enumerate(items, start or 0):
            marker = "-   " if start is None else f"{number}. ".ljust(4)
            blocks = self._blocks(first + 1, last - 1, margin=False)
            if not blocks or not self.tokens[first + 1].type.startswith("paragraph"):
                blocks.insert(0, Block("text", [EMPTY]))
            inner = [line for block in blocks for line in block.lines] if compact else join(blocks)
            if lines and not compact:
                lines.append("")
            lines.append(marker + inner[0])
            lines += [_INDENT + line if line else "" for line in inner[1:]]
        yield Block("list", lines)

    def _is_compact(self, index: int, after: int) -> bool:
        """Whether the list needs no blank lines: each item is one paragraph and at most one such list."""
        item = index + 1
        while item < after - 1:
            item_after = self._after(item)
            text, nested = item + 1, item + 4
            if not (self.tokens[text].type == "paragraph_open" and self.tokens[text].hidden):
                return False
            if nested < item_after - 1:
                nested_after = self._after(nested) if self.tokens[nested].nesting else nested + 1
                if nested_after != item_after - 1 or not self._is_list(nested):
                    return False
                if not self._is_compact(nested, nested_after):
                    return False
            item = item_after
        return True

    def _is_list(self, index: int) -> bool:
        token = self.tokens[index]
        if token.type == "bullet_list_open":
            return True
        return token.type == "ordered_list_open" and not self._is_loose_number(index)

    def _is_loose_number(self, index: int) -> bool:
        """Whether an ordered list's numbers must be text: Python-Markdown counts every list from 1.

        A list of one is a step between other blocks more often than not; it looks like its fellows then.
        """
        alone = self._after(index + 1) == self._after(index) - 1
        return alone or self.tokens[index].attrs.get("start", 1) != 1

    def _numbered_text(self, number: int, first: int, last: int, *, margin: bool) -> Iterator[Block]:
        blocks = self._blocks(first + 1, last - 1, margin=margin)
        delimiter = "&#46;" if self.tokens[first].markup == "." else "&#41;"
        if blocks and self.tokens[first + 1].type == "paragraph_open":
            lead, *blocks = blocks
            yield Block("text", [f"{number}{delimiter} {lead.lines[0]}", *lead.lines[1:]])
        else:
            yield Block("text", [f"{number}{delimiter}"])
        yield from blocks

    def _code(self, token: Token, *, margin: bool) -> Iterator[Block]:
        yield from self._anchors_above(token)
        if shown := caption(token.info):
            yield Block("text", [shown])
        code = write_code(token.content, token.info, margin=margin, fences=self.style.fences)
        yield Block("code" if code[0].startswith(_INDENT) else "text", code)

    def _table(self, index: int, after: int) -> list[str]:
        lines: list[str] = []
        cells: list[str] = []
        rulers: list[str] = []
        for position in range(index, after):
            token = self.tokens[position]
            if token.type == "inline":
                cells.append(self._inline(token, self._cells) or " ")
            elif token.type == SURPLUS:
                # The site would drop what goes beyond the head; a log's words are all shown.
                cells[-1] = f"{cells[-1].strip()} &#124; {self._inline(token, self._cells)}".strip()
            elif token.type == "th_open":
                rulers.append(_RULERS[str(token.attrs.get("style", "")).removeprefix("text-align:")])
            elif token.type == "tr_close":
                lines.append(f"| {' | '.join(cells)} |")
                cells = []
            elif token.type == "thead_close":
                lines.append(f"| {' | '.join(rulers)} |")
        return lines

    def _html(self, token: Token) -> Iterator[Block]:
        yield from self._anchors_above(token)
        content = without_own_comments(token.content).strip("\n")
        if not content.strip():
            return
        if self.style.keep_html:
            yield Block("text", content.split("\n"))
            return
        for part in re.split(r"\n[ \t]*\n", content):
            if part.strip():
                yield Block("text", literal_lines(part))

    def _definition(self, token: Token) -> Iterator[Block]:
        """Shows a reference definition: it is a line of the log, and no reader sees it otherwise."""
        yield from self._anchors_above(token)
        label, url, title = (str(token.meta[key]) for key in ("label", "url", "title"))
        text = f"[{label}]: {url}" + (f' "{title}"' if title else "")
        yield Block("text", literal_lines(text))
