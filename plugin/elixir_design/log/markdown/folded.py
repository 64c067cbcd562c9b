"""Parts of a log that are folded away: ``<details>``, whose ``<summary>`` is the heading of what it holds.

For CommonMark both are HTML, which says nothing of what stands below it. People see a title there, and what
opens below it belongs to that title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from elixir_design.log.markdown.blocks import Block, reread
from elixir_design.log.wording.headings import Heading, read_heading
from elixir_design.log.wording.labels import label_in
from elixir_design.log.wording.vocabulary.roles import PICKING, Role

_PART = re.compile(
    r"<(?P<opens>details)\b[^<>]*>|<summary\b[^<>]*>(?P<title>.{1,500}?)</summary\s*>|</details\s*>",
    re.IGNORECASE | re.DOTALL,
)
_OPENS = re.compile(r"<details\b", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_DEEPEST = 6
_NOTHING = Heading("", "")


def with_summaries(blocks: list[Block], lines: list[str]) -> list[Block]:
    """Takes summaries for headings of what they fold away, and ends their sections where the part is closed.

    Args:
        blocks: The blocks of a log.
        lines: All lines of the file.

    Returns:
        The same blocks where nothing is folded. A summary that only offers to show more ("Click to expand")
        stays HTML, unless an answer stands below it that has no other title. A part that nothing closes ends
        like any section.
    """
    if not any(block.kind == "html" and _OPENS.search(block.text) for block in blocks):
        return blocks
    reader = _Reader(blocks, lines)
    reader.read()
    return reader.found


@dataclass(slots=True)
class _Part:
    """A part that is open: where the text around it stands; level of its own heading, 0 without one."""

    around: _Place
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text stands: level of its section, the heading above it, and what headings must be below."""

    level: int = 0
    above: Heading = _NOTHING
    within: int = 0


@dataclass(slots=True)
class _Reader:
    blocks: Sequence[Block]
    lines: list[str]
    found: list[Block] = field(default_factory=list)
    open: list[_Part] = field(default_factory=list)
    place: _Place = field(default_factory=_Place)
    closings: int = 0
    """How many parts are still closed below."""
    title_below: bool = False
    """Whether a summary holds a heading, behind a blank line."""

    def read(self) -> None:
        """Reads all blocks."""
        html = (block.text.casefold() for block in self.blocks if block.kind == "html")
        self.closings = sum(text.count("</details") for text in html)
        for number, block in enumerate(self.blocks):
            if block.kind == "html":
                self._html(number)
            elif block.kind == "heading":
                self._heading(block)
            else:
                self.found.append(block)

    def _heading(self, block: Block) -> None:
        heading = read_heading(block.text)
        if self.title_below:
            self._entitle(heading)
        else:
            level = min(_DEEPEST, max(block.level, self.place.within + 1))
            self.place = replace(self.place, level=level, above=heading)
        self.title_below = False
        same = self.place.level == block.level
        self.found.append(block if same else replace(block, level=self.place.level))

    def _html(self, number: int) -> None:
        block = self.blocks[number]
        text = "\n".join(self.lines[block.line - 1 : block.end])
        cut: list[Block] = []
        at, at_line, line, seen = 0, block.line, block.line, 0
        matches = list(_PART.finditer(text))
        for match, after in zip_longest(matches, matches[1:]):
            line += text.count("\n", seen, match.start())
            seen = match.start()
            below = text[match.end() : after.start() if after else len(text)]
            if (heading := self._made_of(match, line, below, None if after else number)) is not None:
                cut += [*_between(text[at:seen], at_line), heading]
                at, at_line = match.end(), heading.end
        self.found += [*cut, *_between(text[at:], at_line)] if cut else [block]
        folded = text.casefold()
        self.title_below = self._has_no_title() and folded.rfind("<summary") > folded.rfind("</summary")

    def _made_of(self, match: re.Match[str], line: int, below: str, number: int | None) -> Block | None:
        """The heading that stands for a summary, or the empty one that ends its section; None for neither.

        Args:
            match: A tag, or a summary.
            line: Its line.
            below: What follows it in its block, down to the next tag.
            number: Its block, if it is the last tag there.
        """
        if match["opens"]:
            self.open.append(_Part(self.place))
        elif match["title"] is None:
            self.closings -= 1
            if self.open and (part := self.open.pop()).level:
                self.place = part.around
                return Block("heading", line, line, "", part.level)
        else:
            title = " ".join(_TAG.sub("", match["title"]).split())
            heading = read_heading(title)
            if title and self._has_no_title() and self._is_title(heading, below, number):
                self._entitle(heading)
                return Block("heading", line, line + match[0].count("\n"), title, self.place.level)
        return None

    def _has_no_title(self) -> bool:
        """Whether the part that was opened last still has no title."""
        return bool(self.open) and not self.open[-1].level

    def _entitle(self, heading: Heading) -> None:
        """Begins a section below the one in which the part that was opened last stands."""
        part = self.open[-1]
        level = min(_DEEPEST, part.around.level + 1)
        self.place = replace(part.around, level=level, above=heading)
        if self.closings < len(self.open):
            self.open.pop()  # Nobody closes it: it must not hold all that follows.
        else:
            part.level = level
            self.place = replace(self.place, within=level)

    def _is_title(self, heading: Heading, below: str, number: int | None) -> bool:
        says = (heading.kind, heading.role, heading.option, heading.outline, heading.number, heading.date)
        gathers = heading.container or heading.recap or heading.summary or heading.legend
        if gathers or heading.code or any(said is not None for said in says):
            return True
        above = self.place.above
        if above.role is Role.OPTIONS:
            return True
        return above.kind is None and any(map(_answers, self._first(below, number)))

    def _first(self, below: str, number: int | None) -> Iterator[str]:
        """Lines below a summary, down to the next heading or HTML, that may begin with a label."""
        yield from below.split("\n")
        for at in range(number + 1, len(self.blocks)) if number is not None else ():
            block = self.blocks[at]
            if block.kind in {"heading", "html"}:
                return
            yield from block.text.split("\n") if block.kind == "paragraph" else ()
            for item in block.items:
                if item.blocks and item.blocks[0].kind == "paragraph":
                    yield item.blocks[0].text


def _between(said: str, line: int) -> list[Block]:
    """What stands between two tags, read as Markdown like what follows a heading in HTML."""
    return reread(said.split("\n"), line) if _TAG.sub("", said).strip() else []


def _answers(line: str) -> bool:
    label = label_in(line)
    return label is not None and label.role in PICKING
