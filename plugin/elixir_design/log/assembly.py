"""Making an entry of a section's fields."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from elixir_design.log.blocks import Block
from elixir_design.log.choices import DECIDING, Answers, answers_of
from elixir_design.log.fields import Field
from elixir_design.log.headings import Heading
from elixir_design.log.mentions import (
    numbered_in,
    references_in,
    refined_in,
    replaced_in,
    replacing_in,
)
from elixir_design.log.model import Choice, Entry, EntryKind, Reference, Status
from elixir_design.log.options import mark_chosen, options_of
from elixir_design.log.stream import Part
from elixir_design.log.values import Value, is_nothing, values_of
from elixir_design.log.vocabulary import AFTER, BEFORE, Role
from elixir_design.log.withdrawals import withdraws
from elixir_design.log.words import is_placeholder, normal, plain, status_of_words

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DISCUSSED = frozenset({Role.DISCUSSION})
_GOOD_BAD = re.compile(
    r"^(?:\*\*)?(?P<side>good|bad|neutral|positive|negative|\+|-|\u2705|\u274c)(?:\*\*)?\s*[,:\u2014-]?\s+",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"\s*(?:[,;&]|\band\b|\bund\b|\bet\b|\by\b)\s+")


@dataclass(slots=True)
class Unknown:
    """Words that the reader could not interpret."""

    code: str
    text: str
    line: int
    column: int


@dataclass(slots=True)
class EntrySource:
    """Where an entry stands and what it is about, before its fields are read."""

    heading: Heading
    kind: EntryKind
    title: str
    line: int
    end: int
    level: int
    parts: list[Part]
    number: int | None = None
    name: str | None = None
    parent: Heading | None = None
    decided_on: date | None = None
    deferred: bool = False


def assemble(source: EntrySource, slug: str, lines: list[str]) -> tuple[Entry, list[Unknown]]:
    """Reads the fields of one entry.

    Args:
        source: The entry's place and fields.
        slug: Its slug.
        lines: All lines of the file.

    Returns:
        The entry, and what in it could not be interpreted.
    """
    _answer_what_changed(source.parts)
    parts, unknown = source.parts, _unknown_labels(source.parts)
    answers = answers_of(parts, lines)
    unknown += [Unknown("placeholder", value.text, value.line, 1) for value in answers.placeholders]
    gathered = _Gathered(parts, answers, lines)
    options = options_of(parts, lines)
    choices = answers.choices
    choice_line = answers.line
    if not choices and len(picked := [option for option in options if option.chosen]) == 1:
        choices, choice_line = [Choice(picked[0].name, picked[0].line)], picked[0].line
        answers.status = answers.status or Status.DECIDED
    options = mark_chosen(options, choices)
    status, problems = _status(source, answers, gathered, parts)
    if status is Status.DECIDED and _is_withdrawn(parts):
        status = Status.SUPERSEDED
    unknown += problems
    if (
        not choices
        and source.heading.new
        and source.kind is EntryKind.REVISION
        and status is not Status.REJECTED
    ):
        choices, choice_line = [Choice(source.heading.new, source.line)], source.line
        status = Status.DECIDED if status is Status.OPEN and not gathered.statuses else status
    trade_offs = gathered.texts(Role.TRADE_OFFS) or _costs(gathered.texts(Role.CONSEQUENCES))
    return (
        Entry(
            slug=slug,
            kind=source.kind,
            title=source.title,
            heading=source.heading.text or source.title,
            line=source.line,
            end_line=source.end,
            level=source.level,
            status=status,
            number=source.number,
            name=source.name,
            choices=tuple(choices),
            context=gathered.context(),
            rationale=gathered.rationale(),
            trade_offs=trade_offs,
            options=tuple(options),
            discussion=gathered.texts(*_DISCUSSED) + gathered.passed_over(),
            consequences=gathered.texts(Role.CONSEQUENCES),
            revisit_if=gathered.texts(Role.REVISIT),
            refines=_refines(source, gathered),
            supersedes=_supersedes(source, gathered, answers),
            superseded_by=_superseded_by(gathered),
            answered_by=_answered_by(parts),
            deciders=gathered.people(),
            decided_on=source.decided_on or source.heading.date or gathered.date(),
            decision_line=choice_line,
        ),
        unknown,
    )


def _answer_what_changed(parts: list[Part]) -> None:
    """Takes "Now: ..." for the answer where "Before: ..." stands above it and nothing else answers."""
    if any(part.field.role in DECIDING for part in parts):
        return
    before = False
    for part in parts:
        words = normal(part.field.label)
        before = before or (part.field.role is Role.CONTEXT and words in BEFORE)
        if before and part.field.role is None and words in AFTER:
            part.field.role = Role.DECISION


class _Gathered:
    """Values of an entry by role.

    Values at the entry's own level come first; those below a sub-heading count when that sub-heading has
    a choice of its own, or when the entry's own level says nothing (a label after a pasted document).
    """

    def __init__(self, parts: list[Part], answers: Answers, lines: list[str]) -> None:
        self._parts = parts
        self._answers = answers
        self._lines = lines
        self._aspects = {
            id(part.head)
            for part in parts
            if part.head is not None and part.field.role in {Role.CHOICE, Role.DECISION}
        }
        self._by_role: dict[Role, list[Part]] = {}
        for part in parts:
            if part.field.role is not None and not part.in_option:
                self._by_role.setdefault(part.field.role, []).append(part)
        self._cache: dict[tuple[Role, ...], list[Value]] = {}

    def values(self, *roles: Role) -> list[Value]:
        if roles not in self._cache:
            candidates = [part for role in roles for part in self._by_role.get(role, ())]
            near = [part for part in candidates if part.head is None or id(part.head) in self._aspects]
            found: list[Value] = []
            for part in near or candidates:
                item = part.field
                found += values_of(item.text, item.line, item.blocks, self._lines)
            self._cache[roles] = [value for value in found if value.text]
        return self._cache[roles]

    def texts(self, *roles: Role) -> tuple[str, ...]:
        return tuple(
            value.text
            for value in self.values(*roles)
            if not is_nothing(value.text) and not is_placeholder(value.text)
        )

    @property
    def statuses(self) -> list[Part]:
        own = [
            part
            for part in self._parts
            if part.field.role is Role.STATUS and not part.in_option and part.head is None
        ]
        return [part for part in own if not part.field.empty]

    def context(self) -> tuple[str, ...]:
        labelled = self.texts(Role.CONTEXT)
        if labelled:
            return labelled
        intro = next(
            (
                p.field
                for p in self._parts
                if p.field.origin == "intro" and p.head is None and not p.in_option
            ),
            None,
        )
        if intro is None or intro is not self._parts[0].field:
            return ()
        blocks = [block for block in intro.blocks if block.kind in {"paragraph", "list"}]
        said = {(choice.line) for choice in self._answers.choices}
        values = values_of("", intro.line, blocks, self._lines, keep_intros=True)
        return tuple(value.text for value in values if value.line not in said)

    def rationale(self) -> tuple[str, ...]:
        labelled = self.texts(Role.RATIONALE)
        if labelled:
            return labelled
        return tuple(value.text for value in [*self._answers.reasons, *self._answers.explanation])

    def paragraphs(self) -> list[Block]:
        """Paragraphs of the entry's own without a label."""
        return [
            block
            for part in self._parts
            if part.field.role is None and part.head is None and not part.in_option
            for block in part.field.blocks
            if block.kind == "paragraph"
        ]

    def passed_over(self) -> tuple[str, ...]:
        return tuple(
            f"{part.field.label}: {value.text}"
            for part in self._answers.passed_over
            for value in values_of(part.field.text, part.field.line, part.field.blocks, self._lines)[:1]
        )

    def people(self) -> tuple[str, ...]:
        names: list[str] = []
        for value in self.values(Role.DECIDERS):
            names += [plain(name).strip(" .") for name in _PEOPLE.split(value.text)]
        return tuple(name for name in names if name)

    def date(self) -> date | None:
        for value in [*self.values(Role.DATE), *self.values(Role.STATUS)]:
            if match := _DATE.search(value.text):
                try:
                    return date.fromisoformat(match.group())
                except ValueError:
                    continue
        return None


def _status(
    source: EntrySource, answers: Answers, gathered: _Gathered, parts: list[Part]
) -> tuple[Status, list[Unknown]]:
    """Where the question stands: a status line, else our own mark, the heading, the answers."""
    for part in gathered.statuses:
        if text := _first_text(part.field):
            said = status_of_words(text)
            if said is not None:
                return said, []
            return Status.OPEN, [Unknown("unknown-status", text, part.field.line, part.field.column)]
    set_aside = source.deferred or any(p.field.role is Role.DEFERRED and p.head is None for p in parts)
    fallback = Status.DEFERRED if set_aside else Status.OPEN
    # Members of Status are non-empty strings, so "or" passes over None only.
    return _marked_status(parts) or source.heading.status or answers.status or fallback, []


def _is_withdrawn(parts: list[Part]) -> bool:
    """Whether a paragraph below the answer says that it was taken back."""
    return any(
        block.kind == "paragraph" and withdraws(block.text)
        for part in parts
        if not part.in_option
        for block in part.field.blocks
    )


def _first_text(item: Field) -> str:
    """The first words of a value: on the label's line, in the paragraph below, or in the first list item."""
    text = item.text or next((block.text for block in item.blocks if block.kind == "paragraph"), "")
    if not text and item.blocks and item.blocks[0].kind == "list" and item.blocks[0].items[0].blocks:
        text = item.blocks[0].items[0].blocks[0].text
    return text.strip()


def _costs(consequences: tuple[str, ...]) -> tuple[str, ...]:
    """The consequences that cost something: those marked bad, or all when none is marked."""
    sides = [
        (match["side"].casefold() if (match := _GOOD_BAD.match(plain(text))) else "") for text in consequences
    ]
    if any(sides):
        return tuple(
            text
            for text, side in zip(consequences, sides, strict=True)
            if side in {"bad", "negative", "-", "\u274c"}
        )
    return consequences


def _refines(source: EntrySource, gathered: _Gathered) -> tuple[Reference, ...]:
    found = [
        reference
        for value in gathered.values(Role.REFINES)
        for reference in references_in(value.text, value.line)
    ]
    if source.kind in {EntryKind.GAP, EntryKind.REFINEMENT, EntryKind.ENHANCEMENT}:
        parent = source.parent
        if not found and source.number is None and source.kind is not EntryKind.ENHANCEMENT:
            found += _refined_in_prose(source, gathered)
        if source.number is not None and all(reference.number != source.number for reference in found):
            found.insert(0, Reference(source.heading.text, source.line, source.number, source.name))
        elif parent is not None and not found:
            found.append(Reference(source.heading.text, source.line, parent.number, parent.title))
        elif source.kind is EntryKind.REFINEMENT and not found:
            found.append(Reference(source.heading.text, source.line, None, source.title))
    return tuple(found)


def _refined_in_prose(source: EntrySource, gathered: _Gathered) -> list[Reference]:
    """What the introduction of a refinement says it refines, or the only question that it mentions."""
    values = gathered.values(Role.CONTEXT) or [Value(text, source.line) for text in gathered.context()]
    said = [reference for value in values for reference in refined_in(value.text, value.line)]
    if said:
        return said
    mentioned = [reference for value in values for reference in numbered_in(value.text, value.line)]
    return mentioned if len({reference.number for reference in mentioned}) == 1 else []


def _supersedes(source: EntrySource, gathered: _Gathered, answers: Answers) -> tuple[Reference, ...]:
    heading = source.heading
    found = [
        reference
        for value in gathered.values(Role.SUPERSEDES)
        for reference in references_in(value.text, value.line)
    ]
    # Our own fronts name what they replace; prose in such an entry is only prose.
    if not found and _marked_status(source.parts) is None:
        for text, line in [
            (heading.text, source.line),
            *((choice.text, choice.line) for choice in answers.choices),
            *(
                (value.text, value.line)
                for role in (Role.STATUS, Role.CONTEXT, Role.RATIONALE)
                for value in gathered.values(role)
            ),
            *((block.text, block.line) for block in gathered.paragraphs()),
        ]:
            found += replaced_in(text, line)
    known = {reference.number for reference in found}
    if heading.revises and source.number is not None and source.number not in known:
        found.append(Reference(heading.text, source.line, source.number, heading.old or source.name))
    elif heading.old is not None and not found and (heading.revises or source.kind is EntryKind.REVISION):
        found.append(Reference(heading.text, source.line, None, heading.old))
    return tuple(found)


def _superseded_by(gathered: _Gathered) -> tuple[Reference, ...]:
    found = [
        r for value in gathered.values(Role.SUPERSEDED_BY) for r in references_in(value.text, value.line)
    ]
    for value in gathered.values(Role.STATUS):
        found += replacing_in(value.text, value.line)
    return tuple(found)


def _mark(parts: list[Part]) -> dict[str, object]:
    """What our own fronts note below a decision: who answered, and where that leaves the question."""
    for part in parts:
        if part.field.origin == "mark":
            try:
                said = json.loads(part.field.text)
            except (ValueError, RecursionError):
                continue
            if isinstance(said, dict):
                return said
    return {}


def _answered_by(parts: list[Part]) -> str | None:
    who = _mark(parts).get("answered_by")
    return who if isinstance(who, str) else None


def _marked_status(parts: list[Part]) -> Status | None:
    said = _mark(parts).get("status")
    return Status(said) if isinstance(said, str) and said in set(Status) else None


def _unknown_labels(parts: list[Part]) -> list[Unknown]:
    return [
        Unknown("unknown-label", part.field.label, part.field.line, part.field.column)
        for part in parts
        if part.field.role is None and part.field.label and part.field.origin in {"bold", "plain"}
    ]
