"""What a catalog must not say: two meanings for one name, or options that do not exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from elixir_design.catalog.model import Catalog, CatalogDimension, CatalogOption
from elixir_design.catalog.normalise import plain_tokens
from elixir_design.catalog.positioned import Source


def contradictions(catalog: Catalog, sources: Sequence[Source]) -> None:
    """Reports what the dimensions of a catalog contradict, in the file that says it.

    Args:
        catalog: All dimensions, with those of the sources laid over.
        sources: The files that were read; problems are added to them.
    """
    report = _Reporter(sources)
    names = [
        (dimension.slug, dimension.slug, name)
        for dimension in catalog.dimensions
        for name in (dimension.name, *dimension.aliases)
    ]
    _one_meaning(names, "dimension", report)
    for dimension in catalog.dimensions:
        names = [
            (option.slug, f"{dimension.slug}/{option.slug}", name)
            for option in dimension.options
            for name in (option.slug, option.label, *option.aliases)
        ]
        _one_meaning(names, "option", report)
        for option in dimension.options:
            _options_exist(catalog, dimension, option, report)


class _Reporter:
    """Puts a problem at the place in a file where its subject stands."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._places = {key: value for source in sources for key, value in source.places.items()}

    def __call__(self, subject: str, message: str) -> bool:
        """True when one of the files is to blame."""
        if subject not in self._places:
            return False
        self._places[subject].report(message)
        return True


def _one_meaning(names: Iterable[tuple[str, str, str]], kind: str, report: _Reporter) -> None:
    meant: dict[tuple[str, ...], tuple[str, str]] = {}
    for slug, place, name in names:
        tokens = plain_tokens(name)
        if not tokens:
            report(place, f"the name {name!r} has no letters or digits to recognise")
            continue
        other, other_place = meant.setdefault(tokens, (slug, place))
        if other != slug:
            message = f"the name {name!r} means two {kind}s, {other} and {slug}"
            # Of two files the later one is to blame; ours cannot be changed by a team.
            _ = report(place, message) or report(other_place, message)


def _options_exist(
    catalog: Catalog, dimension: CatalogDimension, option: CatalogOption, report: _Reporter
) -> None:
    place = f"{dimension.slug}/{option.slug}"
    for slug in option.modifies:
        if dimension.option(slug) is None or slug == option.slug:
            report(place, f"modifies names {slug!r}, which is no other option of {dimension.slug}")
    for key in ("requires", "conflicts", "goes_with"):
        for relation in getattr(option, key):
            other = catalog.dimension(relation.dimension)
            if other is None or other.option(relation.option) is None:
                report(place, f"{key} names {relation.dimension}/{relation.option}, which is no option")
