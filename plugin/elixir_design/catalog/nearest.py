"""The options that come nearest to a text in which none was recognised, for messages to people."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

from elixir_design.catalog.index import index_of
from elixir_design.catalog.model import CatalogDimension, CatalogOption
from elixir_design.catalog.phrases import MOST_LETTERS, words

_FEWEST_LETTERS = 5
_MOST_WORDS = 40


def nearest_options(dimension: CatalogDimension, text: str, limit: int = 3) -> tuple[CatalogOption, ...]:
    """The options whose names share most with a text, the nearest first; empty when nothing is near.

    Args:
        dimension: Whose options.
        text: What was written.
        limit: How many at most.
    """
    index = index_of(dimension)
    said = {word.form for word in words(text[:MOST_LETTERS], index.parts)[0][:_MOST_WORDS]}
    known: set[str] = set().union(*index.vocabulary.values()) if index.vocabulary else set()
    for unknown in said - known:
        if len(unknown) >= _FEWEST_LETTERS and unknown.isascii():
            said = said | _similar(unknown, frozenset(known))
    scores = []
    for place, option in enumerate(dimension.options):
        shared = said & index.vocabulary[option.slug]
        # A word that few options share tells more than one that all have.
        score = sum(1 / sum(word in other for other in index.vocabulary.values()) for word in shared)
        if score:
            scores.append((-score, place, option))
    return tuple(option for _, _, option in sorted(scores, key=lambda item: item[:2])[:limit])


@lru_cache(maxsize=4096)
def _similar(word: str, known: frozenset[str]) -> frozenset[str]:
    return frozenset(get_close_matches(word, sorted(known), n=1, cutoff=0.8))
