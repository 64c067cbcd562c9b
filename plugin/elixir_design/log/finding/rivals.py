"""Readings of the same lines, weighed against each other: the sum of what their units explain decides.

Many small units that each explain an answer and its reason outweigh one that swallows them all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from elixir_design.log.finding.cycles import cycles_of
from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.groups import groups_of
from elixir_design.log.finding.journal import days_of, headlines_of, stamped_of
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.vocabulary.roles import Role

_WEIGHTS = {
    Role.CHOICE: 3.0,
    Role.DECISION: 3.0,
    Role.VERDICT: 2.5,
    Role.RATIONALE: 2.0,
    Role.OPTIONS: 1.5,
    Role.OPTION: 1.5,
    Role.STATUS: 1.5,
    Role.PENDING: 1.5,
    Role.TRADE_OFFS: 1.0,
    Role.CONSEQUENCES: 1.0,
    Role.CONTEXT: 1.0,
    Role.SUPERSEDES: 1.0,
    Role.SUPERSEDED_BY: 1.0,
    Role.DATE: 0.5,
    Role.DECIDERS: 0.5,
    Role.REVISIT: 0.5,
    Role.DISCUSSION: 0.5,
}
_HEADLINE = 2.0
"""What a heading that is the answer explains."""
_PROPOSERS = (groups_of, cycles_of, headlines_of, days_of, stamped_of)


@dataclass(frozen=True, slots=True)
class Reading:
    """Units of one form that stand together, as one way to read their lines.

    Attributes:
        form: What kind of units they are.
        line: Where they stand together.
        units: The units, in the order of the file.
        score: What they explain, added up.
    """

    form: str
    line: int
    units: tuple[EntrySource, ...]
    score: float


def readings_of(sources: Iterable[EntrySource]) -> list[Reading]:
    """Units by form and place.

    Args:
        sources: Units, whatever found them.
    """
    together: defaultdict[tuple[int, str], list[EntrySource]] = defaultdict(list)
    for source in sources:
        together[source.reading, source.form].append(source)
    return [
        Reading(form, line, tuple(units), sum(map(score_of, units)))
        for (line, form), units in together.items()
    ]


def score_of(source: EntrySource) -> float:
    """What a unit explains: the weights of the different roles that it gives words to."""
    roles = {part.field.role for part in source.parts if not part.field.empty}
    said = sum(weight for role, weight in _WEIGHTS.items() if role in roles)
    return said + (_HEADLINE if source.answer and roles.isdisjoint({Role.CHOICE, Role.DECISION}) else 0.0)


def proposed_by(root: Section, lines: list[str]) -> Iterator[Reading]:
    """Other ways to read a file's sections, for each form that they have."""
    for section in root.walk():
        for propose in _PROPOSERS:
            if units := propose(section, lines):
                yield from readings_of(units)


def best_of(
    sources: Sequence[EntrySource], rivals: Iterable[Reading], form: str | None = None
) -> tuple[list[EntrySource], list[Reading]]:
    """The units that explain most, no two of which read the same lines.

    Args:
        sources: Units that were found first.
        rivals: Readings that would take the place of those whose lines they read, too.
        form: The form that alone counts where any unit has it, because somebody said so.

    Returns:
        The units in the order of the file, and the readings that were not taken.
    """
    rivals = list(rivals)
    refused: list[Reading] = []
    if form is not None and form in {*(one.form for one in sources), *(one.form for one in rivals)}:
        refused = [*readings_of(one for one in sources if one.form != form)]
        refused += [one for one in rivals if one.form != form]
        sources = [one for one in sources if one.form == form]
        rivals = [one for one in rivals if one.form == form]
    taken = sorted(sources, key=lambda source: (source.line, -source.end))
    for rival in sorted(rivals, key=lambda reading: -reading.score):
        beside = _overlapping(taken, rival.units)
        if rival.score > sum(map(score_of, beside)):
            refused += readings_of(beside)
            kept = [source for source in taken if source not in beside]
            taken = sorted([*kept, *rival.units], key=lambda source: (source.line, -source.end))
        else:
            refused.append(rival)
    return taken, refused


def _overlapping(sources: Sequence[EntrySource], units: Sequence[EntrySource]) -> list[EntrySource]:
    """Those of some units that read lines of others; both are in the order of the file."""
    ends = list(accumulate((unit.end for unit in units), max))
    starts = [unit.line for unit in units]
    return [source for source in sources if _meets(source, starts, ends)]


def _meets(source: EntrySource, starts: list[int], ends: list[int]) -> bool:
    begun = bisect_right(starts, source.end)
    return begun > 0 and ends[begun - 1] >= source.line
