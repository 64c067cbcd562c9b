"""Which combinations of options are tried: every pair of options of two dimensions, and then some.

The pairs are in an array of rows with one option per dimension each, filled greedily and always in the same
way. Its first rows do with options that need no library and are complete for those, so that a machine without
libraries misses none of their pairs. Beside it: nothing decided, each option alone, as many as go together.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from elixir_design.architecture.derive import complete
from elixir_design.architecture.manifest import Manifests, load_manifests
from elixir_design.architecture.selection import Selection, camelize
from elixir_design.catalog.loader import load_catalog
from elixir_design.catalog.model import Pick

NAMES = ("a", "eight_ch", "a_name_of_exactly_28_letters", "an_application_name_with_forty_letters_x")
"""Lines break and aliases sort differently with the length of an application's name."""

Option = tuple[str, str]
"""The slugs of a dimension and of one of its options."""

Pair = frozenset[Option]

Row = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Combination:
    """Options that a project is made from.

    Attributes:
        name: Unique among all combinations.
        options: What is chosen.
        app: The project's name.
        alone: Whether what its options bring is tested to the last, tests that start other nodes included.
    """

    name: str
    options: Row
    app: str = "my_agents"
    alone: bool = True

    def selection(self) -> Selection:
        """What the generator takes."""
        return Selection(app=self.app, module=camelize(self.app), options=by_dimension(self.options))


@dataclass(frozen=True, slots=True)
class Space:
    """All options that have templates, by dimension, with the rules of their manifests."""

    manifests: Manifests
    dimensions: Mapping[str, Row]
    many: tuple[str, ...]

    @classmethod
    def load(cls) -> Space:
        """What the catalog and the scaffold say."""
        manifests = load_manifests()
        dimensions = load_catalog().dimensions
        return cls(
            manifests,
            {
                dimension.slug: tuple(
                    (dimension.slug, option.slug)
                    for option in dimension.options
                    if f"{dimension.slug}/{option.slug}" in manifests.options
                )
                for dimension in dimensions
            },
            tuple(dimension.slug for dimension in dimensions if dimension.pick is Pick.MANY),
        )

    def without_libraries(self) -> Space:
        """The same with the options that need no library."""
        return Space(
            self.manifests,
            {
                dimension: tuple(
                    option for option in options if not self.manifests.options["/".join(option)].libraries
                )
                for dimension, options in self.dimensions.items()
            },
            self.many,
        )

    def problem(self, options: Iterable[Option], undecided: Iterable[str] = ()) -> str:
        """Why these options do not go together; empty when they do.

        What an option of an ``undecided`` dimension could still bring along is not missed yet.
        """
        completed = complete(Selection(options=by_dimension(options)), self.manifests)
        for dimension in undecided:
            completed.pop(dimension, None)
        present = {f"{dimension}/{slug}" for dimension, slugs in completed.items() for slug in slugs}
        for manifest in (self.manifests.options[name] for name in sorted(present)):
            for rule in manifest.conflicts:
                if present & set(rule.options):
                    return rule.reason
            for rule in manifest.requires:
                if not any(name in present or name.split("/")[0] in undecided for name in rule.options):
                    return rule.reason
        return ""

    def modified_by(self, option: Option) -> set[Option]:
        """The options that this one qualifies; none unless it is a modifier."""
        dimension, _slug = option
        return {(dimension, slug) for slug in self.manifests.options["/".join(option)].modifies}

    def together(self, pair: Iterable[Option]) -> str:
        """Why no project can have both of two options; empty when one can."""
        pair = tuple(pair)
        return self.problem(pair, self.dimensions.keys() - {dimension for dimension, _slug in pair})

    def pairs(self) -> set[Pair]:
        """Every two options of different dimensions that some project can have both of."""
        found = (
            frozenset(pair)
            for one, other in itertools.combinations(self.dimensions.values(), 2)
            for pair in itertools.product(one, other)
        )
        return {pair for pair in found if not self.together(pair)}


def by_dimension(options: Iterable[Option]) -> dict[str, tuple[str, ...]]:
    """The slugs chosen for each dimension."""
    chosen: dict[str, tuple[str, ...]] = {}
    for dimension, slug in options:
        chosen[dimension] = (*chosen.get(dimension, ()), slug)
    return chosen


def pairs_of(row: Row) -> set[Pair]:
    """The pairs that a row has."""
    return {frozenset(pair) for pair in itertools.combinations(row, 2)}


def covering_rows(space: Space) -> list[Row]:
    """Rows with one option per dimension that have every pair, those without libraries first."""
    rows: list[Row] = []
    missing = space.pairs()
    for part in (space.without_libraries(), space):
        wanted = missing & part.pairs()
        while wanted:
            used = Counter(option for row in rows for option in row)
            rows.append(_row(part, wanted, used))
            wanted -= pairs_of(rows[-1])
            missing -= pairs_of(rows[-1])
    return rows


def _row(space: Space, wanted: set[Pair], used: Counter[Option]) -> Row:
    """A row around a wanted pair, grown by what adds most of them; of equals, by what was used least."""
    row: Row = min(tuple(sorted(pair)) for pair in wanted)
    while undecided := space.dimensions.keys() - {dimension for dimension, _slug in row}:

        def cost(option: Option, row: Row = row) -> tuple[int, int, Option]:
            return -sum(frozenset((option, other)) in wanted for other in row), used[option], option

        candidates = (option for dimension in undecided for option in space.dimensions[dimension])
        row = next(
            (*row, option)
            for option in sorted(candidates, key=cost)
            if not space.problem((*row, option), undecided - {option[0]})
        )
    return row


def fullest(space: Space, start: Row) -> Row:
    """As many options as go together with these: what modifies them, and what can stand beside others."""
    options = start
    for dimension, candidates in space.dimensions.items():
        for option in candidates:
            fits = dimension in space.many or space.modified_by(option) & set(options)
            if fits and option not in options and not space.problem((*options, option)):
                options = (*options, option)
    return options


def all_combinations() -> list[Combination]:
    """Everything that is tried."""
    space = Space.load()
    return [*_alone(space), *_full(space), *_pairwise(space)]


def _alone(space: Space) -> list[Combination]:
    """Nothing decided, then each option by itself unless that makes the same project as nothing decided."""
    stand_ins = {
        (dimension, slug) for dimension, slugs in space.manifests.fallbacks.items() for slug in slugs
    }
    options = itertools.chain.from_iterable(space.dimensions.values())
    return [
        Combination("nothing-decided", ()),
        *(
            Combination(f"only-{dimension}-{slug}", ((dimension, slug),))
            for dimension, slug in options
            if (dimension, slug) not in stand_ins
        ),
    ]


def _full(space: Space) -> list[Combination]:
    """As much as possible at once, around each way to host conversations."""
    found: dict[Row, Combination] = {}
    for kind, part in (("plain", space.without_libraries()), ("libraries", space)):
        first, *others = part.dimensions
        hosts = [option for option in part.dimensions[first] if not part.modified_by(option)]
        for number, host in enumerate(hosts):
            rest = (_nth(part.dimensions[name], number) for name in others if name not in part.many)
            options = fullest(part, (host, *rest))
            found.setdefault(options, Combination(f"all-{kind}-{host[1]}", options))
    return list(found.values())


def _nth(options: Sequence[Option], number: int) -> Option:
    # From the end: the first ones stand in where nothing is decided.
    return options[-1 - number % len(options)]


def _pairwise(space: Space) -> list[Combination]:
    return [
        Combination(f"pairs-{number:02}", row, NAMES[number % len(NAMES)], alone=False)
        for number, row in enumerate(covering_rows(space), start=1)
    ]
