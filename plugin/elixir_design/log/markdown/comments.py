"""HTML comments are no words: they are taken out of a log's lines before anything else is read.

CommonMark says what a comment is and how far one reaches that is never closed. In one thing people are
believed rather than CommonMark: a comment that begins within a line may hold a list or a heading, as long as
no blank line stands in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from elixir_design.log.markdown.marks import is_cut_mark
from elixir_design.log.markdown.tokens import block_tokens

_OPENING = "<!--"
_CLOSING = "-->"
_EMPTY = ("<!-->", "<!--->")
_OWN = re.compile(r"<!--\s*elixir-design:")
_OWN_LINE = re.compile(r"^[ \t>]*<!--\s*elixir-design:", re.MULTILINE)
_SPECIAL = re.compile(r"\\[\\`<]|`+|<!--")
_RUN = re.compile(r"`+")
_BLANK = re.compile(r"[ \t>]*$")
_ITEM = r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)"
_LEAD = re.compile(rf"(?:[ \t]*(?:>|{_ITEM}))*[ \t]*")
"""Marks of the quotations and items in which a line stands."""
_LAST_ITEM = re.compile(rf"{_ITEM}[ \t]*$")
_NOT_QUOTED = re.compile(r"[^>\t]")


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A comment that does not end where it should.

    Attributes:
        line: Where it begins, 1-based.
        end: Last line that it hides; 0 where its words count as text.
        over: Whether it ends, but with the end of another comment that begins within it.
    """

    line: int
    end: int = 0
    over: bool = False


@dataclass(frozen=True, slots=True)
class Uncommented:
    """A log without its comments.

    Attributes:
        lines: As many lines as before; those of a comment are blank.
        unclosed: Comments that do not end where they should; what they hide is still in the lines.
    """

    lines: list[str]
    unclosed: tuple[Unclosed, ...] = ()


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Lines, counted from 0, that hold text or HTML; ``hollow`` if they are all that a list's item holds."""

    first: int
    after: int
    is_html: bool = False
    hollow: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class _Span:
    """A comment: line and column of its start and its end, counted from 0, and what goes around it."""

    line: int
    column: int
    end_line: int
    end_column: int
    leaf: _Leaf


def without_comments(lines: list[str]) -> Uncommented:
    """Takes the comments out of a log, except for those in code and our own programs' marks.

    Args:
        lines: All lines of the log.

    Returns:
        The very lines where there are no comments.
    """
    text = "\n".join(lines)
    if text.count(_OPENING) == len(_OWN_LINE.findall(text)):
        return Uncommented(lines)
    found = _Search(lines)
    found.look()
    return Uncommented(_taken_out(lines, found.spans), tuple(found.unclosed))


def uncommented(text: str) -> str:
    """A single value without its comments; those in code stay.

    Args:
        text: Inline Markdown.
    """
    if _OPENING not in text:
        return text
    lines = text.split("\n")
    found = _Search(lines)
    found.read(_Leaf(0, len(lines)))
    return "\n".join(_taken_out(lines, found.spans)).strip()


@dataclass(slots=True)
class _Search:
    """Looks for comments from top to bottom."""

    lines: Sequence[str]
    spans: list[_Span] = field(default_factory=list)
    unclosed: list[Unclosed] = field(default_factory=list)
    code: set[int] = field(default_factory=set)
    """Lines of code blocks, as far as they are known."""
    done: tuple[int, int] = (0, 0)
    """Line and column up to which everything was read."""

    def look(self) -> None:
        """Reads the whole text."""
        leaves = []
        item_end = quotes = 0
        in_table = False
        for token in block_tokens("\n".join(self.lines)):
            kind = token.type
            first, after = token.map or (0, 0)
            if kind in {"table_open", "table_close"}:
                in_table = kind == "table_open"
            elif kind in {"fence", "code_block"}:
                self.code.update(range(first, after))
            elif kind in {"blockquote_open", "blockquote_close"}:
                quotes += 1 if kind == "blockquote_open" else -1
            elif kind == "html_block":
                hollow = bool(item_end) and all(map(_BLANK.match, self.lines[after:item_end]))
                leaves.append(_Leaf(first, after, is_html=True, hollow=hollow, quoted=quotes > 0))
            elif kind == "tr_open" or (kind == "inline" and not in_table):
                leaves.append(_Leaf(first, after, quoted=quotes > 0))
            item_end = after if kind == "list_item_open" else 0
        for leaf in leaves:
            self.read(leaf)

    def read(self, leaf: _Leaf) -> None:
        """Reads one leaf."""
        text = "\n".join(self.lines[leaf.first : leaf.after])
        if _OPENING not in text or leaf.after <= self.done[0]:
            return
        starts = [0, *accumulate(len(line) + 1 for line in self.lines[leaf.first : leaf.after])]
        at = starts[self.done[0] - leaf.first] + self.done[1] if self.done[0] >= leaf.first else 0
        runs = _runs(text)
        while (match := _SPECIAL.search(text, at)) is not None:
            at = match.end()
            if match[0][0] == "`":
                at = _behind_code(runs, match)
            elif match[0] == _OPENING:
                if (end := self._comment(leaf, text, match.start(), starts)) is None:
                    return
                at = end

    def _comment(self, leaf: _Leaf, text: str, begin: int, starts: Sequence[int]) -> int | None:
        """Notes the comment that begins at a place of a leaf; where to go on in it, None for nowhere."""
        place = bisect_right(starts, begin) - 1
        line, column = leaf.first + place, begin - starts[place]
        leads = leaf.is_html and _LEAD.fullmatch(text, starts[place], begin) is not None
        if leads and _OWN.match(text, begin):
            return _end(text, begin)
        if (end := _end(text, begin)) is not None:
            last = bisect_right(starts, end) - 1
            self._note(_Span(line, column, leaf.first + last, end - starts[last], leaf))
            if last > place and text.find(_OPENING, begin + len(_OPENING), end) >= 0 and not leaf.quoted:
                self.unclosed.append(Unclosed(line + 1, leaf.first + last + 1, over=True))
            return end
        if (
            text.find(_OPENING, begin + len(_OPENING)) < 0
            and (beyond := self._beyond(leaf.after)) is not None
        ):
            self._note(_Span(line, column, *beyond, leaf))
        elif not leaf.quoted and not (leads and is_cut_mark(text[begin:])):
            # What a quotation leaves open is somebody else's, and ends with it.
            self.unclosed.append(Unclosed(line + 1, self._last_of(leaf) if leaf.is_html else 0))
        return None

    def _last_of(self, leaf: _Leaf) -> int:
        """The last line of a leaf that says something, counted from 1."""
        last = leaf.after
        while _BLANK.match(self.lines[last - 1]):
            last -= 1
        return last

    def _note(self, span: _Span) -> None:
        self.spans.append(span)
        self.done = (span.end_line, span.end_column)

    def _beyond(self, first: int) -> tuple[int, int] | None:
        """Line and column behind the end of a comment that goes on below its paragraph."""
        for line in range(first, len(self.lines)):
            source = self.lines[line]
            if line in self.code or _BLANK.match(source):
                return None
            end, another = source.find(_CLOSING), source.find(_OPENING)
            if end >= 0 and not 0 <= another < end:
                return line, end + len(_CLOSING)
            if another >= 0:
                return None
        return None


def _end(text: str, begin: int) -> int | None:
    """Where a comment that begins at a place ends; None if it does not."""
    for empty in _EMPTY:
        if text.startswith(empty, begin):
            return begin + len(empty)
    end = text.find(_CLOSING, begin + len(_OPENING))
    return end + len(_CLOSING) if end >= 0 else None


def _runs(text: str) -> dict[int, list[int]]:
    """Where the runs of back ticks begin, by their length."""
    runs: defaultdict[int, list[int]] = defaultdict(list)
    for match in _RUN.finditer(text):
        runs[len(match[0])].append(match.start())
    return runs


def _behind_code(runs: dict[int, list[int]], opening: re.Match[str]) -> int:
    """The end of the code that some back ticks open, or of these where nothing closes it."""
    size = len(opening[0])
    starts = runs.get(size, ())
    place = bisect_left(starts, opening.end())
    return starts[place] + size if place < len(starts) else opening.end()


def _taken_out(lines: Sequence[str], spans: Sequence[_Span]) -> list[str]:
    """The lines without some comments."""
    left = list(lines)
    # From the end on, so that the columns of comments before it stay true.
    for span in reversed(spans):
        before, after = left[span.line][: span.column], left[span.end_line][span.end_column :]
        if span.leaf.hollow and not after.strip() and _LEAD.fullmatch(before):
            # An item of nothing but a comment is none; a bare hyphen would underline the text above it.
            before = _LAST_ITEM.sub("", before)
        if span.line == span.end_line:
            left[span.line] = _closed_up(before, after)
            continue
        lead = _lead_below(lines[span.leaf.first])
        left[span.line] = before.rstrip()
        left[span.line + 1 : span.end_line] = [lead.rstrip()] * (span.end_line - span.line - 1)
        left[span.end_line] = _closed_up(lead, after)
    return left


def _closed_up(before: str, after: str) -> str:
    if not after.strip():
        # Two blanks at the end of a line break it.
        return before.rstrip() + (after if before.strip() else "")
    return before + (after.lstrip() if not before or before[-1].isspace() else after)


def _lead_below(line: str) -> str:
    """What stands before the text of further lines of a paragraph that begins with a line."""
    match = _LEAD.match(line)
    return _NOT_QUOTED.sub(" ", match[0]) if match else ""
