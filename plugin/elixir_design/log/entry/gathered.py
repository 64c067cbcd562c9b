"""The values of an entry, by the role of their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from elixir_design.log.entry.answers import Answers
from elixir_design.log.entry.stated import stated_in
from elixir_design.log.finding.entry_source import Unknown
from elixir_design.log.markdown.blocks import Block
from elixir_design.log.markdown.values import Value, is_nothing, values_of
from elixir_design.log.markdown.verbatim import verbatim_text
from elixir_design.log.model import DayOrder, Status
from elixir_design.log.sections.parts import Part
from elixir_design.log.wording.dates import first_day
from elixir_design.log.wording.plain import is_placeholder, plain
from elixir_design.log.wording.records import records_in
from elixir_design.log.wording.relations import relations_in_status
from elixir_design.log.wording.statuses import says_nothing, status_of_words
from elixir_design.log.wording.vocabulary.roles import PICKING, Role

_SUPERSEDED = re.compile(r"\b(?:supers|superc|replac|obsolet|overrid)", re.IGNORECASE)
_PEOPLE = re.compile(r"\s*(?:[,;&]|\band\b|\bund\b|\bet\b|\by\b)\s+")


class Gathered:
    """Values of an entry by role.

    Values at the entry's own level come first; those below a sub-heading count when that sub-heading has
    a choice of its own, or when the entry's own level says nothing (a label after a pasted document).
    """

    def __init__(self, parts: tuple[Part, ...], answers: Answers, lines: list[str]) -> None:
        self._parts = parts
        self._answers = answers
        self._lines = lines
        self._aspects = {part.head for part in parts if part.head is not None and part.field.role in PICKING}
        self._by_role: dict[Role, list[Part]] = {}
        for part in parts:
            if part.field.role is not None and not part.in_option:
                self._by_role.setdefault(part.field.role, []).append(part)
        self._cache: dict[tuple[Role, ...], list[Value]] = {}

    def values(self, *roles: Role) -> list[Value]:
        """Values with these roles, in the order of the roles."""
        if roles not in self._cache:
            candidates = [part for role in roles for part in self._by_role.get(role, ())]
            near = [part for part in candidates if part.head is None or part.head in self._aspects]
            found: list[Value] = []
            for part in near or candidates:
                item = part.field
                found += values_of(item.text, item.line, item.blocks, self._lines)
            self._cache[roles] = [value for value in found if value.text]
        return self._cache[roles]

    def related(self, role: Role) -> list[Value]:
        """What an entry names as related in this way: by label, wherever it stands, and in its status."""
        found: list[Value] = []
        for part in self._by_role.get(role, ()):
            item = part.field
            # What follows the line that names a record is no other record ("Changelog:" and a list).
            blocks = () if records_in(item.text, item.line) else item.blocks
            found += values_of(item.text, item.line, blocks, self._lines)
        for value in self.values(Role.STATUS):
            found += [
                Value(said, value.line + offset)
                for of, said, offset in relations_in_status(value.text)
                if of is role
            ]
        return [value for value in found if value.text and not is_nothing(value.text)]

    def texts(self, *roles: Role) -> tuple[str, ...]:
        """The same as Markdown, without what only says that there is none."""
        return tuple(
            value.text
            for value in self.values(*roles)
            if not is_nothing(value.text) and not is_placeholder(value.text)
        )

    def texts_in_order(self, *roles: Role) -> tuple[str, ...]:
        """The same for several roles, in the order of the file."""
        by_line = sorted((value for role in roles for value in self.values(role)), key=lambda one: one.line)
        return tuple(one.text for one in by_line if not is_nothing(one.text) and not is_placeholder(one.text))

    def says_decided(self) -> bool:
        """Whether a status line says that the question is decided."""
        said = (self.stated(part) for part in self.statuses)
        return next((status_of_words(text) for text in said if text.strip()), None) is Status.DECIDED

    @property
    def statuses(self) -> list[Part]:
        """The fields that say where the question stands."""
        own = [
            part
            for part in self._parts
            if part.field.role is Role.STATUS and not part.in_option and part.head is None
        ]
        return [part for part in own if not part.field.empty]

    def stated(self, part: Part) -> str:
        """What one of them says, in the words that count."""
        return stated_in(part.field, self._lines)

    def context(self) -> tuple[str, ...]:
        """Why the question came up: what is labelled so, else the introduction."""
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
        """Why: what is labelled so, else the reasons within the answers and what follows them."""
        exact = {
            verbatim_text(block, self._lines)
            for part in self._by_role.get(Role.RATIONALE, ())
            for block in part.field.blocks
        }
        labelled = tuple(
            text for text in self.texts(Role.RATIONALE) if text in exact or not says_nothing(text)
        )
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
        """Answers that a more definite one outweighs, as a part of the discussion."""
        return tuple(
            f"{part.field.label}: {value.text}"
            for part in self._answers.passed_over
            for value in values_of(part.field.text, part.field.line, part.field.blocks, self._lines)[:1]
        )

    def people(self) -> tuple[str, ...]:
        """Who decided."""
        names = [
            plain(part.field.text)
            for part in self._by_role.get(Role.DECIDERS, ())
            if part.field.origin == "front-item"
        ]
        if names:
            return tuple(names)
        for value in self.values(Role.DECIDERS):
            names += [plain(name).strip(" .") for name in _PEOPLE.split(value.text)]
        return tuple(name for name in names if name)

    def date(self, order: DayOrder) -> tuple[date | None, Unknown | None, str]:
        """The day of the decision, if a label or its status gives one, and the first one that is unclear.

        Returns:
            The day, else what is unclear about it, and the words that the order of figures would settle.
        """
        unclear, unsettled = None, ""
        for value in self.values(Role.DATE):
            found = first_day(value.text, order)
            if found is not None and found.day is not None:
                return found.day, None, ""
            if found is not None and unclear is None:
                unclear = Unknown("unclear-date", found.text, value.line, 1, found.doubt)
                unsettled = found.text if found.open_order else ""
        # A status tells of many days; only a label promises the one of the decision.
        for said in self._dating():
            found = first_day(said, order)
            if found is not None and found.day is not None:
                return found.day, None, ""
            if found is not None and not unsettled and unclear is None and found.open_order:
                unsettled = found.text
        return None, unclear, unsettled

    def _dating(self) -> Iterator[str]:
        """Lines of a status, those first that say what it says as a whole ("Approved by all on 3/2/22")."""
        for part in self.statuses:
            said = self.stated(part)
            meant = status_of_words(said)
            lines = [line for line in said.split("\n") if meant and status_of_words(line) is meant]
            # What follows "superseded" is the day of what came later, or the name of its file.
            yield from (_SUPERSEDED.split(line, maxsplit=1)[0] for line in lines)
        yield from (_SUPERSEDED.split(value.text, maxsplit=1)[0] for value in self.values(Role.STATUS))
