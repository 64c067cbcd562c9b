"""The section tree of a log: headings by level, with the fields of each section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.sections.fields import Field, fields_of
from elixir_design.log.sections.own_labels import own_labels
from elixir_design.log.wording.codes import series_in
from elixir_design.log.wording.dates import is_day
from elixir_design.log.wording.headings import Heading, read_heading
from elixir_design.log.wording.inline import named
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.statuses import status_of_words
from elixir_design.log.wording.vocabulary.headings import (
    ANSWER_INITIALS,
    ASKED_BY_OTHERS,
    CHANGE_LOGS,
    ENTRY_LABELS,
)
from elixir_design.log.wording.vocabulary.labels import DAY_LABELS
from elixir_design.log.wording.vocabulary.roles import (
    ANSWERING,
    ELSEWHERE,
    OF_RECORDS,
    REASONING,
    SIDES,
    Role,
)

_DEEPEST = 6
_LONGEST_PSEUDO_HEADING = 120
NOTHING = Heading("", "")
_DAY_FIRST = re.compile(r"^[\W\d]*\d{4}-\d{2}-\d{2}\W*")


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A heading with what stands below it; two sections are never the same.

    Attributes:
        heading: The heading, read; ``NOTHING`` for what stands before the first heading.
        raw: The heading's inline Markdown.
        level: 0 for the root, else 1 to 6.
        line: Line of the heading.
        end: Last line before the next heading of the same or a higher level.
        blocks: Blocks between the heading and the next one.
        fields: The fields of these blocks.
        children: Sections below.
        parent: Section above, None for the root.
    """

    heading: Heading
    raw: str
    level: int
    line: int
    end: int
    blocks: tuple[Block, ...]
    fields: tuple[Field, ...]
    children: tuple[Section, ...]
    parent: Section | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        # Sections know those above and below them; the last step of making both is this one.
        for child in self.children:
            object.__setattr__(child, "parent", self)

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order of the file."""
        stack = [self]
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.children))

    def above(self) -> Iterator[Section]:
        """The sections that hold this one, the nearest first."""
        section = self.parent
        while section is not None:
            yield section
            section = section.parent


@dataclass(slots=True)
class _Open:
    """A section while blocks are still added to it."""

    heading: Heading
    raw: str
    level: int
    line: int
    end: int
    parent: _Open | None = None
    blocks: list[Block] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)

    def is_repeated_by(self, block: Block) -> bool:
        """Whether a heading only says again what the one right above it says."""
        if self.parent is None or self.blocks or self.children or block.level != self.level + 1:
            return False
        return normal(plain(block.text)) == normal(plain(self.raw))

    def closed(self, own: Mapping[str, Role]) -> Section:
        """The section with all that is below it.

        Args:
            own: Labels of the file's own.
        """
        fields = fields_of(self.blocks, self.line, own)
        if self.heading.role is Role.STATUS:
            fields = tuple(_with_states(fields))
        heading = _titled(self.heading, fields)
        if heading.container and self._is_one_record():
            heading = replace(heading, container=False)  # "Keep rejected ADRs" decides about them.
        return Section(
            heading,
            self.raw,
            self.level,
            self.line,
            self.end,
            tuple(self.blocks),
            tuple(_answered(fields)) if self._asks() else fields,
            tuple(_with_history([child.closed(own) for child in self.children], fields)),
        )

    def _is_one_record(self) -> bool:
        """Whether the headings right below are those of one record: one answer at most, and more about it."""
        roles = [child.heading.role for child in self.children if not child.heading.container]
        answers = sum(role in ANSWERING for role in roles)
        return answers <= 1 and (roles.count(Role.STATUS) == 1 or (answers == 1 and Role.CONTEXT in roles))

    def _asks(self) -> bool:
        """Whether the heading is a question of the log's own, not one of a FAQ or a detail of an entry."""
        if not self.heading.text.endswith(("?", "\uff1f")):
            return False
        above = self.parent
        while above is not None:
            heading = above.heading
            if heading.kind is not None or ASKED_BY_OTHERS & set(normal(heading.text).split()):
                return False
            above = above.parent
        return True


def _titled(heading: Heading, fields: Sequence[Field]) -> Heading:
    """The heading by what stands below it.

    "TODO: difficulty" is a title above an answer with more about it, "Data" is a label above a day.
    """
    if heading.role is None and normal(heading.text) in DAY_LABELS and len(fields) == 1:
        below = [block.text for block in fields[0].blocks]
        return replace(heading, role=Role.DATE) if len(below) == 1 and is_day(below[0]) else heading
    roles = {part.role for part in fields if not part.empty}
    if heading.role not in ELSEWHERE or not heading.value or roles.isdisjoint(ANSWERING):
        return heading
    if roles.isdisjoint((Role.CONTEXT, Role.OPTIONS, Role.STATUS, *REASONING)):
        return heading
    return replace(heading, role=None, title=heading.value, value="")


def _with_states(fields: Sequence[Field]) -> list[Field]:
    """Takes "Rejected: it was tried" for words of the status, below whose heading it stands."""
    stated = [
        part
        for part in fields
        if part.label and part.role not in OF_RECORDS and status_of_words(part.label) is not None
    ]
    if not stated:
        return [*fields]
    first, *rest = fields
    before = [
        block.text for block in first.blocks if block.kind == "paragraph" and status_of_words(block.text)
    ]
    text = "\n".join([*before, *(f"{part.label}: {part.text}" for part in stated)])
    above = replace(first, blocks=tuple(block for block in first.blocks if block.text not in before))
    told = Field(Role.STATUS, "", stated[0].line, stated[0].column, text, origin="plain")
    return [above, told, *(part for part in rest if part not in stated)]


def _with_history(children: Sequence[Section], fields: Sequence[Field]) -> Sequence[Section]:
    """Takes a change log of states ("Approved (2026-01-05)") for the status where nothing else is one."""
    beside = [*(child.heading.role for child in children), *(part.role for part in fields)]
    if Role.STATUS in beside:
        return children
    return [
        replace(child, heading=replace(child.heading, role=Role.STATUS)) if _tells_states(child) else child
        for child in children
    ]


def _tells_states(section: Section) -> bool:
    if normal(section.heading.text) not in CHANGE_LOGS:
        return False
    items = [item for block in section.blocks if block.kind == "list" for item in block.items]
    said = [item.blocks[0].text for item in items if item.blocks]
    return bool(said) and all(status_of_words(text) is not None for text in said)


def _answered(fields: Iterable[Field]) -> Iterator[Field]:
    """Takes "A: ..." for the answer, below a heading that asks."""
    for at, part in enumerate(fields):
        said = part.blocks[0] if part.blocks else None
        if at == 0 and said is not None and said.kind == "paragraph" and said.text.startswith("A: "):
            yield replace(part, blocks=())
            yield Field(
                Role.CHOICE, "A", said.line, text=said.text[3:], blocks=part.blocks[1:], origin="plain"
            )
        elif part.role is None and part.label.casefold() in ANSWER_INITIALS:
            yield replace(part, role=Role.CHOICE)
        else:
            yield part


def section_tree(blocks: list[Block], last_line: int) -> Section:
    """Arranges blocks by heading level: ``log = block* section*``, ``section = heading block* section*``.

    A paragraph that is nothing but a bold announcement of an entry ("**Dimension 3: Caching**") and a
    ``Topic:`` label are headings in all but their marks and are read as such, one level below the heading
    above them.
    """
    series = series_in(_without_day(block.text) for block in blocks if block.kind == "heading")
    root = current = _Open(NOTHING, "", 0, 1, last_line)
    for block in blocks:
        if block.kind == "heading" and current.is_repeated_by(block):
            continue
        if block.kind == "heading":
            current = _opened(current, read_heading(block.text, series), block.text, block.level, block.line)
        elif block.kind == "paragraph" and (title := _announcement(block.text)):
            real = current if current.level < _DEEPEST or current.parent is None else current.parent
            level = real.level if _is_announced(real) else min(real.level + 1, _DEEPEST)
            first, _, rest = block.text.partition("\n")
            current = _opened(current, read_heading(title, series), first, max(level, 1), block.line)
            if block.text.count("**") == len("**") and block.text.endswith("**"):
                rest = ""
            if rest.strip():
                current.blocks.append(Block("paragraph", block.line + 1, block.end, rest))
        else:
            current.blocks.append(block)
    return root.closed(own_labels(blocks))


def _without_day(raw: str) -> str:
    return _DAY_FIRST.sub("", plain(raw))


def _opened(current: _Open, heading: Heading, raw: str, level: int, line: int) -> _Open:
    last_line = current.end
    while current.level >= level and current.parent is not None:
        current.end = line - 1
        current = current.parent
    section = _Open(heading, raw, level, line, last_line, current)
    current.children.append(section)
    return section


def _is_announced(section: _Open) -> bool:
    said = named(section.raw)
    name = said.name if said else section.raw.strip()
    return section.raw.startswith(("**", "__")) or name.casefold() in ENTRY_LABELS


def _announcement(text: str) -> str:
    """The title, when the first line only announces an entry: ``BOLD kind number SEP title BOLD [COLON]``."""
    line = text.split("\n", 1)[0].strip()
    if "\n" in text and line.startswith("**") and text.endswith("**") and text.count("**") == len("**"):
        line = " ".join(text.split("\n"))  # A bold title of several lines.
    if len(line) > _LONGEST_PSEUDO_HEADING:
        return ""
    if (
        line.startswith(("**", "__"))
        and line.rstrip(":").endswith(("**", "__"))
        and line.count(line[:2]) == len(("opening", "closing"))
    ):
        heading = read_heading(line.rstrip(":").strip("*_").rstrip(":"))
        return heading.text if heading.kind is not None and heading.numbered and heading.role is None else ""
    return ""


def without(section: Section, headings: frozenset[str]) -> Section:
    """A tree without what stands below some headings.

    Args:
        section: Its root.
        headings: The headings, in normal form.
    """
    kept = (child for child in section.children if normal(child.heading.text) not in headings)
    return replace(section, children=tuple(without(child, headings) for child in kept))


def clean(raw: str) -> str:
    """A heading's words on one line."""
    return " ".join(plain(raw).split())


LABEL_ROLES = (
    REASONING
    | SIDES
    | {*ANSWERING, Role.STATUS, Role.OPTIONS, Role.CONTEXT, Role.DISCUSSION, Role.PENDING}
    | {Role.SUPERSEDES, Role.SUPERSEDED_BY, Role.REFINES, Role.DECIDERS, Role.DATE}
)
"""Roles whose heading labels a part of the entry above it."""
