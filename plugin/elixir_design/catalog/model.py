"""The catalog as values: ten dimensions, their options, and what each option brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Pick(StrEnum):
    """How many options of a dimension may stand together."""

    ONE = "one"
    MANY = "many"


class Match(StrEnum):
    """How a free-text choice was recognised."""

    EXACT = "exact"
    ALIAS = "alias"
    INFERRED = "inferred"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Library:
    """A Hex package that an option needs, with its requirement as mix.exs has it."""

    name: str
    requirement: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """How an option bears on another one, of its own dimension or of a different one.

    Attributes:
        dimension: Slug of the other option's dimension.
        option: Slug of the other option.
        reason: Why, in a sentence for people.
    """

    dimension: str
    option: str
    reason: str


@dataclass(frozen=True, slots=True)
class CatalogOption:
    """One answer that the catalog knows.

    Attributes:
        slug: Fixed name that other programs rely on.
        label: As people say it.
        summary: One or two sentences.
        aliases: Other wordings that mean exactly this option.
        keywords: Words that suggest it; those of one item must all stand in one clause, in any order. A match
            by these is reported as inferred.
        pros: What it gives.
        cons: What it costs.
        choose_when: Situations that call for it.
        avoid_when: Situations that speak against it.
        libraries: Hex packages it needs; empty when OTP suffices.
        modifies: Slugs of options that this one qualifies (``hibernate`` qualifies
            ``genserver-per-conversation``); empty for an option that stands alone.
        beyond_brief: True when the brief did not list it.
        requires: Options without which this one makes no sense.
        conflicts: Options that this one works against.
        goes_with: Options that this one is commonly combined with.
        skeleton: What it brings to the generated project, as read; ``architecture`` gives it types.
    """

    slug: str
    label: str
    summary: str
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    choose_when: tuple[str, ...] = ()
    avoid_when: tuple[str, ...] = ()
    libraries: tuple[Library, ...] = ()
    modifies: tuple[str, ...] = ()
    beyond_brief: bool = False
    requires: tuple[Relation, ...] = ()
    conflicts: tuple[Relation, ...] = ()
    goes_with: tuple[Relation, ...] = ()
    skeleton: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CatalogDimension:
    """One design question with its options.

    Attributes:
        number: Place in the walk, from 1.
        slug: Fixed name.
        name: As people say it ("Process Architecture").
        question: The core question.
        why_it_matters: A short paragraph.
        pick: Whether one or many options may stand.
        aliases: Other names teams give to this question.
        considerations: Elixir-specific points to weigh.
        from_analysis: What the analysis reports have to say on, as topics.
        finding_terms: Words that mark a passage of a report as bearing on this dimension.
        options: In the order of the brief.
    """

    number: int
    slug: str
    name: str
    question: str
    why_it_matters: str
    pick: Pick
    options: tuple[CatalogOption, ...]
    aliases: tuple[str, ...] = ()
    considerations: tuple[str, ...] = ()
    from_analysis: tuple[str, ...] = ()
    finding_terms: tuple[str, ...] = ()

    def option(self, slug: str) -> CatalogOption | None:
        """The option with this slug, or None."""
        return next((option for option in self.options if option.slug == slug), None)


@dataclass(frozen=True, slots=True)
class ChoiceMatch:
    """What a free-text choice means in the catalog.

    Attributes:
        options: Slugs in catalog order, modifiers included; empty when nothing matched.
        match: The weakest way in which any of them was recognised.
        reason: How it was recognised, or for ``NONE`` the nearest options, for people.
    """

    options: tuple[str, ...]
    match: Match
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DimensionMatch:
    """Which dimension a question's name means, how that was recognised, and why for people."""

    dimension: CatalogDimension
    match: Match
    reason: str


@dataclass(frozen=True, slots=True)
class Catalog:
    """All dimensions in the order of the walk."""

    dimensions: tuple[CatalogDimension, ...]

    def dimension(self, slug: str) -> CatalogDimension | None:
        """The dimension with this slug, or None."""
        return next((dimension for dimension in self.dimensions if dimension.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage of a report, quoted as evidence.

    Attributes:
        report: Path of the report as named by the caller, with forward slashes.
        line: First line, 1-based.
        end_line: Last line, inclusive.
        heading: Nearest heading above, without marks.
        anchor: Slug of that heading on the report's page.
        text: The passage, verbatim Markdown; a table row after its table's head, while ``line`` is the row's.
        dimensions: Slugs of dimensions on which it bears.
        antipattern: True when it stands in a catalog of things to avoid.
        weights: How strongly it bears on each of ``dimensions``, in the same order, the strongest first.
    """

    report: str
    line: int
    end_line: int
    heading: str
    anchor: str
    text: str
    dimensions: tuple[str, ...] = ()
    antipattern: bool = False
    weights: tuple[int, ...] = ()

    def weight(self, dimension: str) -> int:
        """How strongly it bears on a dimension; 0 when it does not."""
        return next(
            (w for slug, w in zip(self.dimensions, self.weights, strict=False) if slug == dimension), 0
        )
