"""What an entry's question and choices mean in the catalog."""

from __future__ import annotations

from elixir_design.catalog.matching import match_choice, match_dimension
from elixir_design.catalog.model import Catalog, CatalogDimension, ChoiceMatch, DimensionMatch, Match
from elixir_design.ledger.model import LedgerChoice
from elixir_design.ledger.question_keys import question_key
from elixir_design.log.model import DETAIL_KINDS, Choice, Entry


class Meanings:
    """Matches names and choices against one catalog; the same words are matched once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._dimensions: dict[str, DimensionMatch | None] = {}
        self._choices: dict[tuple[str, str], ChoiceMatch] = {}

    def question_of(self, entry: Entry) -> tuple[str | None, str]:
        """The catalog dimension that an entry belongs to, and the key of the question that it answers.

        A gap or refinement belongs to its parent's dimension but answers a question of its own. So does an
        entry whose dimension is only inferred ("Error Handling: retries"): it must not replace an answer to
        the whole question. A key that the log states counts for more than any name.

        Returns:
            The catalog slug (or None) and the key; decisions with the same key answer the same question.
        """
        if entry.question is not None:
            return (entry.question if self._catalog.dimension(entry.question) else None), entry.question
        matched = self._dimension(entry.name or entry.title)
        if matched is None:
            return None, own_question(entry)
        slug = matched.dimension.slug
        if entry.kind in DETAIL_KINDS or matched.match is Match.INFERRED:
            return slug, own_question(entry)
        return slug, slug

    def choices_of(self, entry: Entry, slug: str | None) -> tuple[LedgerChoice, ...]:
        """An entry's choices with what they mean; one that says "Option C" means what C was called."""
        dimension = self._catalog.dimension(slug) if slug else None
        return tuple(self._ledger_choice(entry, choice, dimension) for choice in entry.choices)

    def _ledger_choice(
        self, entry: Entry, choice: Choice, dimension: CatalogDimension | None
    ) -> LedgerChoice:
        match = self._match(entry, choice, dimension)
        return LedgerChoice(choice.text, choice.line, choice.aspect, match.options, match.match, match.reason)

    def _match(self, entry: Entry, choice: Choice, dimension: CatalogDimension | None) -> ChoiceMatch:
        if dimension is None:
            return ChoiceMatch((), Match.NONE)
        direct = self._match_text(dimension, choice.text)
        chosen = [option.name for option in entry.options if option.chosen]
        if direct.match is not Match.NONE or len(chosen) != 1:
            return direct
        by_option = self._match_text(dimension, chosen[0])
        return by_option if by_option.match is not Match.NONE else direct

    def _match_text(self, dimension: CatalogDimension, text: str) -> ChoiceMatch:
        key = (dimension.slug, text)
        if key not in self._choices:
            self._choices[key] = match_choice(dimension, text)
        return self._choices[key]

    def _dimension(self, name: str) -> DimensionMatch | None:
        if name not in self._dimensions:
            self._dimensions[name] = match_dimension(self._catalog, name)
        return self._dimensions[name]


def own_question(entry: Entry) -> str:
    """The key of an entry's question by its name alone, whatever the catalog says."""
    name = entry.title if entry.kind in DETAIL_KINDS else entry.name or entry.title
    return question_key(name) or entry.slug
