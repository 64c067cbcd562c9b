"""What our own programs began to write and did not finish: a write that was torn by a crash or a kill.

Each block that they append stands between two marks with the same id: one above its heading, one at its end.
A block without the second mark may be cut short anywhere, in the middle of a choice as well, so nothing in
it may count. Blocks without a first mark (those of older versions, of people and of other programs) are left
as they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.pasted import trimmed
from elixir_design.log.finding.structure import find_entries
from elixir_design.log.markdown.blocks import Block
from elixir_design.log.markdown.marks import is_cut_mark, mark_json, noted_in
from elixir_design.log.sections.tree import section_tree
from elixir_design.log.wording.headings import read_heading

_LEVEL = 2
"""Of the headings of our own blocks."""


@dataclass(frozen=True, slots=True)
class Remains:
    """A block that was begun and not finished.

    Attributes:
        line: Line of the mark that began it.
        end: Last line that says something.
        question: Key of the question that it takes up; "" for lists and prose.
        blocks: What there is of it, the mark left out.
        retold: Whether the whole of it was put back further down.
    """

    line: int
    end: int
    question: str = ""
    blocks: tuple[Block, ...] = ()
    retold: bool = False


@dataclass(frozen=True, slots=True)
class OwnBlocks:
    """A log without what was never finished.

    Attributes:
        blocks: The blocks that count.
        remains: What does not count, in the order of the file.
        begins: Lines of all marks that begin a block.
    """

    blocks: list[Block]
    remains: tuple[Remains, ...] = ()
    begins: tuple[int, ...] = ()

    def clipped(self, source: EntrySource, lines: list[str]) -> EntrySource:
        """An entry that ends before the mark of the block below it."""
        below = bisect_right(self.begins, source.line)
        if below == len(self.begins) or self.begins[below] > source.end:
            return source
        return replace(source, end=trimmed(self.begins[below] - 1, source.line, lines))


@dataclass(frozen=True, slots=True)
class _Begun:
    """A mark that begins a block: its place among the blocks, and the place of the next with the same id."""

    place: int
    id: str
    question: str
    again: int | None = None


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of a log, by their places among its blocks."""

    begun: tuple[_Begun, ...]
    ends: Mapping[str, tuple[int, ...]]
    closing: frozenset[int]
    cut: int | None

    def closes(self, begun: _Begun) -> bool:
        """Whether a block has its second mark, wherever hands have moved it, unless it begins anew above."""
        end = inf if begun.again is None else begun.again
        return any(begun.place < place < end for place in self.ends.get(begun.id, ()))

    def holds_closing(self, first: int, end: int) -> bool:
        """Whether any block ends between two places."""
        return any(place in self.closing for place in range(first, end))


def own_blocks(blocks: list[Block], lines: list[str]) -> OwnBlocks:
    """Takes the marks that begin blocks, and blocks that were not finished, out of a log.

    Args:
        blocks: The blocks of a log.
        lines: All lines of the file.
    """
    marks = _marks(blocks)
    if not marks.begun and marks.cut is None:
        return OwnBlocks(blocks)
    begins = {begun.place for begun in marks.begun}
    gone = set(begins)
    torn: list[Remains] = []
    for begun in marks.begun:
        if marks.closes(begun):
            continue
        end = _end(blocks, begun.place, begins)
        if begun.again is None and marks.holds_closing(begun.place, end):
            continue  # Somebody deleted an entry from its heading on; its mark now stands above the next.
        gone.update(range(begun.place, end))
        torn.append(_remains(blocks[begun.place : end], begun, lines))
    if marks.cut is not None and marks.cut not in gone:
        gone.add(marks.cut)
        torn.append(Remains(blocks[marks.cut].line, blocks[marks.cut].end))
    return OwnBlocks(
        [block for place, block in enumerate(blocks) if place not in gone],
        tuple(torn),
        tuple(blocks[begun.place].line for begun in marks.begun),
    )


def torn_entry(remains: Remains, lines: list[str]) -> EntrySource | None:
    """What there is of an entry that was not finished; None if it is no entry, or not yet one."""
    if not remains.blocks or remains.blocks[0].kind != "heading":
        return None
    line = remains.blocks[0].line
    found = find_entries(section_tree(list(remains.blocks), remains.end), lines)
    source = next((source for source in found.entries if source.line == line), None)
    return replace(source, end=remains.end) if source else None


def _marks(blocks: Sequence[Block]) -> _Marks:
    begun: list[_Begun] = []
    ends: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
    for place, block in enumerate(blocks):
        noted = noted_in(mark_json(block.text) or "") if block.kind == "html" else {}
        if begins := _text_of(noted, "begin"):
            begun.append(_Begun(place, begins, _text_of(noted, "question")))
        elif closes := _text_of(noted, "id"):
            ends[closes] += (place,)
    last = blocks[-1] if blocks else None
    is_cut = last is not None and last.kind in {"html", "paragraph"} and is_cut_mark(last.text)
    latest: dict[str, int] = {}
    linked: list[_Begun] = []
    for one in reversed(begun):
        linked.append(replace(one, again=latest.get(one.id)))
        latest[one.id] = one.place
    closing = frozenset(place for places in ends.values() for place in places)
    return _Marks(tuple(reversed(linked)), ends, closing, len(blocks) - 1 if is_cut else None)


def _text_of(noted: Mapping[str, object], name: str) -> str:
    said = noted.get(name)
    return said if isinstance(said, str) else ""


def _end(blocks: Sequence[Block], begin: int, begins: Collection[int]) -> int:
    """Place of the first block that does not belong to what a mark began."""
    for place in range(begin + 1, len(blocks)):
        block = blocks[place]
        if block.kind == "hr" or place in begins:
            return place
        if block.kind == "heading" and place > begin + 1 and _is_of_others(block):
            return place
    return len(blocks)


def _is_of_others(heading: Block) -> bool:
    """Whether a heading is none that our blocks hold below their own."""
    return heading.level <= _LEVEL or read_heading(heading.text).numbered


def _remains(blocks: Sequence[Block], begun: _Begun, lines: list[str]) -> Remains:
    line = blocks[0].line
    return Remains(
        line,
        trimmed(blocks[-1].end, line, lines),
        begun.question,
        tuple(blocks[1:]),
        begun.again is not None,
    )
