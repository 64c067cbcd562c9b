"""The section tree of a log: headings by level, with the fields of each section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.sections.fields import Field, fields_of
from elixir_design.log.wording.headings import Heading, read_heading
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.vocabulary import Role

_DEEPEST = 6
_LONGEST_PSEUDO_HEADING = 120
_ASKED_BY_OTHERS = frozenset({"faq", "faqs", "asked", "ask"})
"""Words of a heading over questions that readers or other teams have; their answers decide nothing."""
_ANSWER_INITIALS = frozenset({"a", "ans"})
"""Labels that answer a heading which is a question, and nothing else."""
NOTHING = Heading("", "")


@dataclass(slots=True, eq=False)
class Section:
    """A heading with what stands below it.

    Attributes:
        heading: The heading, read; ``NOTHING`` for what stands before the first heading.
        raw: The heading's inline Markdown.
        level: 0 for the root, else 1 to 6.
        line: Line of the heading.
        end: Last line before the next heading of the same or a higher level.
        blocks: Blocks between the heading and the next one.
        children: Sections below.
        parent: Section above, None for the root.
    """

    heading: Heading
    raw: str
    level: int
    line: int
    end: int
    parent: Section | None = None
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)
    _fields: list[Field] | None = None

    @property
    def fields(self) -> list[Field]:
        """The fields of the blocks directly below the heading."""
        if self._fields is None:
            self._fields = fields_of(self.blocks, self.line)
            if self._asks:
                _answer(self._fields)
        return self._fields

    @property
    def _asks(self) -> bool:
        """Whether the heading is a question of the log's own, not one of a FAQ or a detail of an entry."""
        heading = self.heading
        if not heading.text.endswith(("?", "\uff1f")):
            return False
        return not any(
            above.heading.kind is not None or _ASKED_BY_OTHERS & set(normal(above.heading.text).split())
            for above in self.above()
        )

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


def _answer(fields: list[Field]) -> None:
    """Takes "A: ..." for the answer, below a heading that asks."""
    for part in fields:
        if part.role is None and part.label.casefold() in _ANSWER_INITIALS:
            part.role = Role.CHOICE
    said = fields[0].blocks
    if said and said[0].kind == "paragraph" and said[0].text.startswith("A: "):
        answer = Field(Role.CHOICE, "A", said[0].line, text=said[0].text[3:], blocks=said[1:], origin="plain")
        fields[0].blocks = []
        fields.insert(1, answer)


def section_tree(blocks: list[Block], last_line: int) -> Section:
    """Arranges blocks by heading level.

    A paragraph that is nothing but a bold announcement of an entry ("**Dimension 3: Caching**") and a
    ``Topic:`` label are headings in all but their marks and are read as such, one level below the heading
    above them.
    """
    root = Section(NOTHING, "", 0, 1, last_line)
    current = root
    for block in blocks:
        if block.kind == "heading":
            current = _open(current, block.text, block.level, block.line, last_line)
        elif block.kind == "paragraph" and (raw := _announcement(block.text)):
            real = current if current.level < _DEEPEST or current.parent is None else current.parent
            level = real.level if _is_announced(real) else min(real.level + 1, _DEEPEST)
            current = _open(current, raw, max(level, 1), block.line, last_line)
            current.raw = block.text.split("\n", 1)[0]
            _, _, rest = block.text.partition("\n")
            if block.text.count("**") == len("**") and block.text.endswith("**"):
                rest = ""
            if rest.strip():
                current.blocks.append(Block("paragraph", block.line + 1, block.end, rest))
        else:
            current.blocks.append(block)
    return root


def _open(current: Section, raw: str, level: int, line: int, last_line: int) -> Section:
    while current.level >= level and current.parent is not None:
        current.end = line - 1
        current = current.parent
    section = Section(read_heading(raw), raw, level, line, last_line, current)
    current.children.append(section)
    return section


def _is_announced(section: Section) -> bool:
    return section.raw.startswith(("**", "__")) or section.raw.split(":", 1)[0].strip().casefold() in {
        "topic",
        "dimension",
    }


def _announcement(text: str) -> str:
    """The title, when a paragraph's first line only announces an entry."""
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


def clean(raw: str) -> str:
    """A heading's words on one line."""
    return " ".join(plain(raw).split())


LABEL_ROLES = frozenset(
    {
        Role.CHOICE,
        Role.DECISION,
        Role.VERDICT,
        Role.STATUS,
        Role.RATIONALE,
        Role.TRADE_OFFS,
        Role.CONSEQUENCES,
        Role.OPTIONS,
        Role.CONTEXT,
        Role.DISCUSSION,
        Role.REVISIT,
        Role.PENDING,
        Role.SUPERSEDES,
        Role.SUPERSEDED_BY,
        Role.REFINES,
        Role.DECIDERS,
        Role.DATE,
        Role.PROS,
        Role.CONS,
    }
)
"""Roles whose heading labels a part of the entry above it."""
