"""The questions that a log takes up, and what to call those without a heading of their own."""

from __future__ import annotations

from collections.abc import Iterator

from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.pasted import trimmed
from elixir_design.log.finding.rows import Row, short_title
from elixir_design.log.model import EntryKind
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.parts import Part
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.headings import Heading, read_heading
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.vocabulary.roles import ANSWERING, ELSEWHERE, Role
from elixir_design.log.wording.vocabulary.sentences import ASKING


def heading_of_group(group: list[Field]) -> Heading:
    """What to call a decision that has no heading: its topic, its question, or the answer itself."""
    topic = next((part for part in group if part.role is Role.TOPIC and part.text.strip()), None)
    if topic is not None:
        return read_heading(f"Dimension {topic.text}" if topic.text[:1].isdigit() else topic.text)
    asked = next(
        (part for part in group if part.role is Role.CONTEXT and normal(part.label) in ASKING and part.text),
        None,
    )
    if asked is not None:
        return Heading(plain(asked.text), plain(asked.text))
    answer = next(part for part in group if part.role in ANSWERING)
    text = answer.text or next((block.text for block in answer.blocks if block.text), "")
    if not text and answer.blocks and answer.blocks[0].items and answer.blocks[0].items[0].blocks:
        text = answer.blocks[0].items[0].blocks[0].text
    title = short_title(text) or answer.label
    return Heading(title, title)


def loose_sources(section: Section, lines: list[str]) -> Iterator[EntrySource]:
    """Entries of a section without a question in its heading: one per decision label."""
    # A question or an option below the last answer still belongs to that answer.
    last_answer = max((part.line for part in section.fields if part.role in ANSWERING), default=0)
    groups: list[list[Field]] = []
    waiting: list[Field] = []
    for part in section.fields:
        if part.role in {Role.CONTEXT, Role.TOPIC, Role.DATE, Role.OPTIONS, Role.OPTION}:
            if (
                groups
                and part.role in {Role.OPTIONS, Role.OPTION, Role.CONTEXT}
                and not waiting
                and part.line >= last_answer
            ):
                groups[-1].append(part)
            else:
                waiting = _with(waiting, part)
        elif part.role in ANSWERING and not part.empty:
            if (
                groups
                and not waiting
                and groups[-1][-1].role in ANSWERING
                and groups[-1][-1].line + 1 >= part.line
                and part.role is not groups[-1][-1].role
            ):
                groups[-1].append(part)
            else:
                groups.append([*waiting, part])
                waiting = []
        elif waiting and part.role in {None, Role.DISCUSSION, Role.PROS, Role.CONS}:
            waiting.append(part)
        elif groups and not (part.origin == "intro" and part.empty) and part.role not in ELSEWHERE:
            groups[-1].append(part)
    last_line = max((block.end for block in section.blocks), default=section.line)
    starts = [group[0].line for group in groups]
    ends = [start - 1 for start in starts[1:]] + [last_line]
    if (
        len(groups) == 1
        and section.level > 1
        and not section.heading.container
        and section.heading.role is None
    ):
        ends = [section.end]
    for group, start, end in zip(groups, starts, ends, strict=True):
        heading = heading_of_group(group)
        parts = tuple(Part(part) for part in group if part.role is not Role.TOPIC)
        yield EntrySource(
            heading,
            heading.kind or EntryKind.TOPIC,
            heading.title,
            start,
            trimmed(end, start, lines),
            section.level + 1,
            parts,
            heading.number,
            heading.title if heading.kind is EntryKind.DIMENSION else None,
            form="label",
            reading=section.line,
        )


def _with(waiting: list[Field], part: Field) -> list[Field]:
    """What waits for an answer; a question that never got one does not wait for that of the next."""
    asks = part.role is Role.CONTEXT and normal(part.label) in ASKING
    asked = any(one.role is Role.CONTEXT and normal(one.label) in ASKING for one in waiting)
    return [part] if asks and asked else [*waiting, part]


def row_source(row: Row, section: Section) -> EntrySource:
    """An entry made of a row of a table or an item of a list, below the heading of ``section``."""
    heading = row.heading
    kind = heading.kind or EntryKind.TOPIC
    context = (
        normal(section.heading.text) + " " + " ".join(normal(above.heading.text) for above in section.above())
    )
    if heading.kind is None and row.number is not None and (row.dimension or "dimension" in context):
        kind = EntryKind.DIMENSION
    if heading.kind is None and heading.old is not None and "revision" in context:
        kind = EntryKind.REVISION
    name = heading.title if kind is EntryKind.DIMENSION else None
    number = row.number if kind is EntryKind.DIMENSION else heading.number
    return EntrySource(
        heading,
        kind,
        heading.title,
        row.line,
        row.end,
        max(section.level + 1, 1),
        tuple(Part(part) for part in row.fields),
        number,
        name,
    )


class Known:
    """Questions that the log takes up, to recognise what repeats them."""

    def __init__(self, sources: list[EntrySource]) -> None:
        self._titles: set[str] = set()
        self._words: dict[str, list[frozenset[str]]] = {}
        self._numbers: set[int] = set()
        self.add(sources)

    def __bool__(self) -> bool:
        return bool(self._titles)

    def add(self, sources: list[EntrySource]) -> None:
        """Takes the questions of more entries in."""
        for source in sources:
            title = normal(source.title)
            self._titles.add(title)
            words = frozenset(title.split())
            for word in words:
                self._words.setdefault(word, []).append(words)
            if source.number is not None and source.kind is EntryKind.DIMENSION:
                self._numbers.add(source.number)

    def knows(self, title: str, number: int | None) -> bool:
        """Whether a question with this number or (in the main) these words is taken up."""
        name = normal(title)
        if name in self._titles or (number is not None and number in self._numbers):
            return True
        words = frozenset(name.split())
        near = {known for word in words for known in self._words.get(word, ())[:50]}
        return any(words <= known or (known <= words and len(known) > 1) for known in near)
