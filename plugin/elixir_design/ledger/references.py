"""Finding the decision that a log means when it mentions one by number, name or choice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace

from elixir_design.ledger.question_keys import question_key, words
from elixir_design.log.model import DETAIL_KINDS, Entry, Reference
from elixir_design.log.wording.records import file_number
from elixir_design.log.wording.references import SESSION_ID

_LEADING_NUMBER = re.compile(r"\s*(?:ADR|RFC)?[\s-]*0*(\d{1,4})\s*[.):\u2013\u2014-]", re.IGNORECASE)
_OUTLINE = re.compile(
    r"\s*(?:\u00a7|section\s|sec\.\s)?\s*(?P<outline>\d{1,2}(?:\.\d{1,2})+)(?![\w.]*\d)", re.IGNORECASE
)
_JOINED = re.compile(r"\s+(?:and|&|\+|und|et|y)\s+|\s*,\s+(?:and\s+)?", re.IGNORECASE)
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b(?!-\d)")


@dataclass(slots=True)
class DecisionIndex:
    """Decisions seen so far, by every way in which a log may mention them.

    Positions are those in the fold's order; later positions are later decisions.
    """

    _entries: list[Entry] = field(default_factory=list)
    _sessions: list[str] = field(default_factory=list)
    _by_session: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_number: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_name: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_title_word: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_choice_word: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_record: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_outline: defaultdict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_code: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_day: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entry: Entry, session: str) -> None:
        """Makes one more decision findable."""
        position = len(self._entries)
        self._entries.append(entry)
        self._sessions.append(session)
        self._by_session[session].append(position)
        if entry.number is not None and entry.kind not in DETAIL_KINDS:
            self._by_number[entry.number].append(position)
        elif record := _LEADING_NUMBER.match(entry.heading):
            self._by_record[int(record[1])].append(position)
        if entry.code is not None:
            self._by_code[entry.code].append(position)
        if outline := _OUTLINE.match(entry.heading):
            self._by_outline[session, outline["outline"]].append(position)
        if entry.decided_on is not None:
            self._by_day[entry.decided_on.isoformat()].append(position)
        own_names = {entry.title} if entry.kind in DETAIL_KINDS else {entry.title, entry.name or entry.title}
        for key in {question_key(name) for name in own_names} - {""}:
            self._by_name[key].append(position)
        for word in set(words(entry.title)):
            self._by_title_word[word].append(position)
        for word in {word for choice in entry.choices for word in words(choice.text)}:
            self._by_choice_word[word].append(position)

    def renamed(self, entry: Entry, session: str) -> int | None:
        """Position of the latest decision that has the entry's number and the gist of its name.

        "14: System Prompts" and "14: System Prompts Framework" are one question; the number alone proves
        nothing, since teams renumber. Two files of one number are two records ("adr-014", "adr-014-annex").
        """
        if entry.number is None or entry.kind in DETAIL_KINDS:
            return None
        wanted = set(words(entry.name or entry.title))
        for position in reversed(self._by_number.get(entry.number, ())):
            other = self._entries[position]
            if _are_two_records(session, self._sessions[position]):
                continue
            named = set(words(other.name or other.title))
            if wanted and named and (wanted <= named or named <= wanted):
                return position
        return None

    def find(self, reference: Reference, *, session: str, standing: frozenset[int] | set[int]) -> list[int]:
        """Positions of the decisions that a reference may mean, the likeliest first.

        The reference's name is tried before its number, since teams renumber their dimensions more often
        than they rename them ("4. Use Postgres" answers to "ADR 4"); then a section of the same log ("5.3"),
        a day ("the entry of 2026-02-13");
        then a part of a title; then, among the decisions that stand, the words of a
        choice ("Broadway" for the decision that chose a Broadway pipeline).

        Args:
            reference: The mention.
            session: Session in which it stands; its own decisions are preferred.
            standing: Positions that nothing has replaced yet.

        Returns:
            One position when the meaning is clear, several when it is ambiguous, none when nothing fits.
        """
        named = self._by_name.get(question_key(reference.name or ""), ())
        if _leads_nowhere(reference, self._by_session):
            # A link to a file that is no log: its words may name the decision all the same.
            reference = replace(reference, session=None)
        numbered = () if reference.number is None else self._by_number.get(reference.number, ())
        records = () if reference.number is None else self._by_record.get(reference.number, ())
        outline = _OUTLINE.fullmatch(reference.text)
        outlined = (
            self._by_outline.get((reference.session or session, outline["outline"]), ()) if outline else ()
        )
        coded = () if reference.code is None else self._by_code.get(reference.code, ())
        for positions in (coded, named, numbered, records, outlined):
            if found := self._latest(positions, reference, session):
                return found
        if day := _DAY.search(reference.text):
            return self._distinct_questions(self._by_day.get(day[0], ()), reference, session)
        if not reference.name:
            return []
        wanted = frozenset(words(reference.name))
        if found := self._distinct_questions(_containing(self._by_title_word, wanted), reference, session):
            return found
        chosen = [position for position in _containing(self._by_choice_word, wanted) if position in standing]
        return self._distinct_questions(chosen, reference, session)

    def _latest(self, positions: Sequence[int], reference: Reference, session: str) -> list[int]:
        for position in reversed(self._by_session.get(reference.session or session, ())):
            if _holds(positions, position):
                return [position]
        return [] if reference.session else list(positions[-1:])

    def _distinct_questions(self, positions: Sequence[int], reference: Reference, session: str) -> list[int]:
        if reference.session is not None:
            positions = self._in_session(positions, reference.session)
        latest = {question_key(self._entries[position].title): position for position in positions}
        own = [position for position in latest.values() if self._sessions[position] == session]
        return own if len(own) == 1 else sorted(latest.values(), reverse=True)

    def _in_session(self, positions: Sequence[int], session: str) -> list[int]:
        """Those of some positions that are decisions of a session; a session has few of them."""
        return [position for position in self._by_session.get(session, ()) if _holds(positions, position)]


def _leads_nowhere(reference: Reference, known: Container[str]) -> bool:
    """Whether a reference is a link to a file that is no log; an absent session is another matter."""
    target = reference.session
    return target is not None and target not in known and SESSION_ID.fullmatch(target) is None


def is_part_of_title(name: str, title: str) -> bool:
    """Whether a name covers some but not all questions of a joined title ("Tools" of "Tools and Loop")."""
    wanted = set(words(name))
    parts = [set(words(part)) for part in _JOINED.split(title)]
    if not wanted or len(parts) < 2 or not all(parts):  # noqa: PLR2004 - one question is not joined
        return False
    covered = [part <= wanted for part in parts]
    return any(covered) and not all(covered) and any(wanted <= part for part in parts)


def _containing(index: defaultdict[str, list[int]], wanted: frozenset[str]) -> list[int]:
    """Positions under every wanted word; starts from the rarest word, so that common ones cost nothing."""
    postings = sorted((index.get(word, []) for word in wanted), key=len)
    if not postings:
        return []
    rarest, *others = postings
    return [position for position in rarest if all(_holds(posting, position) for posting in others)]


def _holds(posting: Sequence[int], position: int) -> bool:
    """Whether a list of positions, which grows in their order, has this one."""
    place = bisect_left(posting, position)
    return place < len(posting) and posting[place] == position


def _are_two_records(session: str, other: str) -> bool:
    return session != other and file_number(session) is not None and file_number(other) is not None
