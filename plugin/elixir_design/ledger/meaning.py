"""What an entry's question and choices mean in the catalog."""

from __future__ import annotations

from functools import lru_cache

from elixir_design.catalog.matching import match_choice, match_dimension
from elixir_design.catalog.model import Catalog, CatalogDimension, ChoiceMatch, Match
from elixir_design.ledger.model import LedgerChoice
from elixir_design.ledger.words import question_key
from elixir_design.log.model import Choice, Entry, EntryKind

_OWN_QUESTION = frozenset({EntryKind.GAP, EntryKind.REFINEMENT, EntryKind.ENHANCEMENT})


def question_of(entry: Entry, catalog: Catalog | None) -> tuple[str | None, str]:
    """The catalog dimension that an entry belongs to, and the key of the question that it answers.

    A gap or refinement belongs to its parent's dimension but answers a question of its own.

    Args:
        entry: The entry.
        catalog: None to go by the name alone.

    Returns:
        The catalog slug (or None) and the key; decisions with the same key answer the same question.
    """
    name = entry.name or entry.title
    matched = match_dimension(catalog, name) if catalog else None
    slug = matched.dimension.slug if matched else None
    if entry.kind in _OWN_QUESTION:
        return slug, question_key(entry.title) or entry.slug
    return slug, slug or question_key(name) or entry.slug


def ledger_choices(entry: Entry, slug: str | None, catalog: Catalog) -> tuple[LedgerChoice, ...]:
    """An entry's choices with what they mean; a choice that names "Option C" means what C was called."""
    dimension = catalog.dimension(slug) if slug else None
    return tuple(
        LedgerChoice(choice.text, choice.line, choice.aspect, match.options, match.match, match.reason)
        for choice in entry.choices
        for match in [_match(entry, choice, dimension)]
    )


def _match(entry: Entry, choice: Choice, dimension: CatalogDimension | None) -> ChoiceMatch:
    if dimension is None:
        return ChoiceMatch((), Match.NONE, "")
    direct = _cached_match(dimension, choice.text)
    chosen = [option.name for option in entry.options if option.chosen]
    if direct.match is not Match.NONE or len(chosen) != 1:
        return direct
    by_option = _cached_match(dimension, chosen[0])
    return by_option if by_option.match is not Match.NONE else direct


@lru_cache(maxsize=16_384)
def _cached_match(dimension: CatalogDimension, text: str) -> ChoiceMatch:
    return match_choice(dimension, text)
