"""Which sections of a log are entries, which repeat decisions taken elsewhere, and which are neither."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from elixir_design.log.finding.corrections import corrected
from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.gathering import gather
from elixir_design.log.finding.headed import answer_in_heading, lists_answers
from elixir_design.log.finding.naming import is_legend, names_no_question
from elixir_design.log.finding.pasted import adopt_pasted
from elixir_design.log.finding.questions import Known, loose_sources
from elixir_design.log.finding.rivals import Reading, best_of, proposed_by
from elixir_design.log.finding.section_source import section_source
from elixir_design.log.finding.undecided import describes_a_record
from elixir_design.log.finding.unlabelled import says_choice, says_where_it_stands
from elixir_design.log.reading_rules import NO_RULES, Correction, FileRules
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.options import options_of
from elixir_design.log.sections.parts import Part, parts_of
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.plain import normal
from elixir_design.log.wording.statuses import status_of_words, verdict_in
from elixir_design.log.wording.vocabulary.headings import EARLIER
from elixir_design.log.wording.vocabulary.roles import ANSWERING, ELSEWHERE, PICKING, Role
from elixir_design.log.wording.vocabulary.sentences import FINDINGS, VAGUE_ANSWERS

_REASONED = frozenset(
    {Role.RATIONALE, Role.TRADE_OFFS, Role.CONSEQUENCES, Role.OPTIONS, Role.OPTION, Role.STATUS, Role.CONTEXT}
)
_SPOKEN_VERDICTS = frozenset({"verdict", "recommendation"})
"""Verdicts that speak for themselves; a "Response" or a "Proposed decision" needs company."""
_SOFT = frozenset(
    {"completed", "complete", "progress", "existing", "cumulative", "consolidated", "updated", "background"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the structure of a log says.

    Attributes:
        entries: In the order of the file.
        recaps: First and last lines of what repeats decisions taken elsewhere.
        refused: Other readings of the same lines, which explained less.
        lost: Corrections that name no place of the file.
    """

    entries: tuple[EntrySource, ...]
    recaps: tuple[tuple[int, int], ...]
    refused: tuple[Reading, ...] = ()
    lost: tuple[Correction, ...] = ()


def find_entries(root: Section, lines: list[str], rules: FileRules = NO_RULES) -> Found:
    """Finds the entries of a log.

    A section is an entry when its heading announces one (a dimension, a gap, a revision, ...) or when it
    carries an answer of its own. Rows of tables and items of lists are entries when no section is about
    the same question. What a summary repeats is a recap.
    """
    return _Finder(root, lines, rules).run()


def _plain_spoken(part: Field) -> bool:
    """Whether a label announces a decision wherever it stands; "Result" or "Response" need company."""
    words = set(normal(part.label).split())
    if part.role is Role.VERDICT:
        return bool(words & _SPOKEN_VERDICTS) or verdict_in(part.text) is not None
    return not words & VAGUE_ANSWERS


def _finds(part: Field) -> bool:
    """Whether a label tells what came out of something ("Result"); below a problem that decides nothing."""
    return bool(set(normal(part.label).split()) & FINDINGS)


class _Finder:
    def __init__(self, root: Section, lines: list[str], rules: FileRules) -> None:
        self.root = root
        self.rules = rules
        self.lines = lines
        self.entries: set[Section] = set()
        self.sections: list[Section] = []
        self.weak: list[Section] = []
        self.loose: list[tuple[Section, bool]] = []
        self.gatherers: list[tuple[Section, bool]] = []
        self.recaps: list[tuple[int, int]] = []
        self._counted: dict[Section, int] = {}
        self._answering: dict[Section, bool] = {}
        self._parts: dict[Section, tuple[Part, ...]] = {}

    def run(self) -> Found:
        self._visit(self.root, owner=None, weak=False)
        headed = [self._source(section) for section in self.sections]
        sources, pasted = adopt_pasted(headed, self.sections, self.root, self.entries, self.lines)
        for section, weak in self.loose:
            if not (weak and self.sections):
                sources += loose_sources(section, self.lines)
        strong = list(sources)
        body = Known(strong)
        for section in self.weak:
            source = self._source(section)
            if body.knows(source.title, source.number):
                self.recaps.append((section.line, section.end))
            else:
                sources.append(source)
        strewn = [(section, weak) for section, weak in self.gatherers if section not in pasted]
        self.recaps += gather(strewn, sources, body)
        sources, refused = best_of(sources, self._rivals(), self.rules.profile)
        sources, lost = corrected(sources, self.rules.correct, self.root, self.lines)
        named = [
            source if source.title else replace(source, title=source.heading.text or "Untitled")
            for source in sources
        ]
        return Found(tuple(named), tuple(sorted(set(self.recaps))), tuple(refused), tuple(lost))

    def _rivals(self) -> Iterator[Reading]:
        """Other ways to read the file, but for what only repeats."""
        for reading in proposed_by(self.root, self.lines):
            if not any(
                begin <= one.end and one.line <= end for begin, end in self.recaps for one in reading.units
            ):
                yield reading

    def _source(self, section: Section) -> EntrySource:
        return section_source(section, self._parts_of(section), self.lines)

    def _parts_of(self, section: Section) -> tuple[Part, ...]:
        """The parts of an entry: those read to find it, unless other sections turned out to be its own."""
        known = self._parts.get(section)
        if known is not None and all(
            (below in self.entries) is self._splits_off(below)
            for child in section.children
            for below in child.walk()
        ):
            return known
        return parts_of(section, self.entries.__contains__)

    # --- sections -----------------------------------------------------------------------------------------

    def _visit(self, section: Section, owner: Section | None, *, weak: bool) -> None:
        stack = [(section, owner, weak)]
        while stack:
            here, owner_here, weak_here = stack.pop()
            heading = here.heading
            if heading.recap and not self._is_fresh(here):
                self.recaps.append((here.line, here.end))
                continue
            if is_legend(here) or describes_a_record(here):
                continue
            weak_below = weak_here or (heading.summary and owner_here is None)
            if self._is_entry(here, owner_here):
                self.entries.add(here)
                (self.weak if weak_below else self.sections).append(here)
                owner_here = here
            elif owner_here is None and heading.role not in ELSEWHERE:
                if names_no_question(here) and self._answers_directly(here):
                    self.loose.append((here, weak_below))
                else:
                    self.gatherers.append((here, weak_below))
            stack.extend((child, owner_here, weak_below) for child in reversed(here.children))

    def _is_fresh(self, section: Section) -> bool:
        """Whether what sounds like a recap takes decisions with reasons ("Completed Dimensions")."""
        words = set(normal(section.heading.text).split()) & EARLIER
        if not words or words - _SOFT:
            return False
        return any(
            {Role.RATIONALE, Role.TRADE_OFFS} & {part.role for part in child.fields}
            and self._answers_directly(child)
            for child in section.walk()
        )

    def _is_entry(self, section: Section, owner: Section | None) -> bool:
        heading = section.heading
        if (
            section.parent is None
            or heading.summary
            or heading.role in ELSEWHERE
            or heading.option is not None
        ):
            return False
        if heading.kind is not None and not heading.names_decision:
            announced = owner is None or heading.numbered or self._answers(section)
            return announced and not self._only_gathers(section)
        if owner is not None:
            alike = heading.numbered and heading.word and heading.word == owner.heading.word
            return bool(alike) and self._answers(section)
        return self._is_free_entry(section)

    def _is_free_entry(self, section: Section) -> bool:
        """Whether a section outside of any entry, headed by a decision or by plain words, is an entry."""
        heading = section.heading
        if heading.names_decision:
            telling = (heading.numbered and heading.word != "appendix") or bool(heading.value)
            announced = telling or self._answers(section)
            return announced and not self._only_gathers(section)
        if heading.role not in {None, Role.TOPIC, Role.META, Role.DISCUSSION, Role.CONTEXT}:
            titled = heading.role in PICKING and bool(heading.value)
            return titled and self._answering_children(section) < 2  # noqa: PLR2004 - more make it a collection
        if names_no_question(section):
            return False
        return (
            section.heading.judged
            or self._answers(section)
            or says_choice(section.fields)
            or says_where_it_stands(section.fields) is not None
            or self._is_listed_with_status(section)
            or self._is_left_blank(section)
            or answer_in_heading(section) is not None
            or lists_answers(section)
        )

    @staticmethod
    def _is_listed_with_status(section: Section) -> bool:
        """Whether a section among decisions says where it stands, and nothing else ("Status: undecided")."""
        if not any(above.heading.announces for above in section.above()):
            return False
        return any(
            part.role is Role.STATUS and status_of_words(part.text) is not None for part in section.fields
        )

    def _is_left_blank(self, section: Section) -> bool:
        """Whether a section among decisions weighs options over an answer that nobody has filled in."""
        if not any(above.heading.announces for above in section.above()):
            return False
        blank = any(part.role in ANSWERING and part.empty for part in section.fields)
        return blank and len(options_of(parts_of(section, self._splits_off), self.lines)) > 1

    def _only_gathers(self, section: Section) -> bool:
        """A dimension whose gaps are entries, and which says nothing itself."""
        if not any(
            child.heading.kind is not None and not child.heading.names_decision for child in section.children
        ):
            return False
        own = self._own_roles(section)
        return not own & {*ANSWERING, Role.OPTIONS, Role.OPTION, Role.STATUS}

    def _own_roles(self, section: Section) -> set[Role | None]:
        roles = {part.role for part in section.fields}
        return roles | {child.heading.role for child in section.children}

    def _answers_directly(self, section: Section) -> bool:
        return any(part.role in ANSWERING and not part.empty for part in section.fields)

    def _answers(self, section: Section) -> bool:
        """Whether a section carries an answer itself, not only in sub-headings on other questions."""
        if section not in self._answering:
            self._parts[section] = parts_of(section, self._splits_off)
            parts = [part for part in self._parts[section] if part.head is None]
            answers = [part for part in parts if part.field.role in ANSWERING and not part.in_option]
            said = [part for part in answers if self._says(part, section)]
            among = any(above.heading.announces for above in section.above())
            spoken = any(_plain_spoken(part.field) for part in said) or (
                bool(said) and (among or self._is_argued(said, parts)) and not self._holds_questions(section)
            )
            self._answering[section] = spoken or any(
                option.chosen for option in options_of(parts, self.lines)
            )
        return self._answering[section]

    @staticmethod
    def _is_argued(said: list[Part], parts: list[Part]) -> bool:
        """Whether vague answers stand in the company of reasons; of a finding, more than the problem."""
        roles = {part.field.role for part in parts}
        if roles & (_REASONED - {Role.CONTEXT}):
            return True
        return Role.CONTEXT in roles and not all(_finds(part.field) for part in said)

    @staticmethod
    def _says(part: Part, section: Section) -> bool:
        return not part.field.empty or any(child.line > part.field.line for child in section.children)

    def _holds_questions(self, section: Section) -> bool:
        """Whether sections below take questions up: an "Outcome" beside them only sums them up."""
        return any(
            self._splits_off(below) and self._answers_directly(below)
            for below in section.walk()
            if below is not section
        )

    def _splits_off(self, section: Section) -> bool:
        """Whether a sub-section would be an entry of its own within a section that is not (yet) an entry."""
        heading = section.heading
        if heading.kind is not None and not heading.names_decision:
            return True
        if heading.kind is not None and heading.numbered:
            return True
        if heading.value and heading.role in PICKING and section.parent is not None:
            return (
                names_no_question(section.parent)
                or self._titled_decisions(section.parent) > 1
                or self._plain_children(section.parent) > 1
            )
        return False

    @staticmethod
    def _plain_children(section: Section) -> int:
        """How many sub-sections have titles of their own; those of one record are labels ("Context")."""
        return sum(
            child.heading.role is None and child.heading.option is None and not child.heading.summary
            for child in section.children
        )

    def _answering_children(self, section: Section) -> int:
        """How many sub-sections with titles of their own give answers."""
        return sum(
            child.heading.role is None and child.heading.option is None and self._answers_directly(child)
            for child in section.children
        )

    def _titled_decisions(self, section: Section) -> int:
        """How many sub-sections are headed "Decision: ..."; counted once for each section."""
        if section not in self._counted:
            self._counted[section] = sum(
                child.heading.role in PICKING and bool(child.heading.value) for child in section.children
            )
        return self._counted[section]
