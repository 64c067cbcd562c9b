"""Which question of the catalog a heading in a log takes up.

Names drift ("Process Structure", "Errors", "Message Protocol + State Distribution"), and teams add their own
questions that share words with ours ("System Prompts", "ETS Layout"). So names are compared as a whole, never
by shared words: a missed match is a question shown as the team's own, a wrong one would overwrite another
decision.
"""

from __future__ import annotations

import re

from elixir_design.catalog.model import Catalog, CatalogDimension, DimensionMatch, Match
from elixir_design.catalog.normalise import plain_tokens

# What stands before the name: "Dimension 3:", "ADR-0007 -", "4.", "Decision:".
_LEAD = re.compile(
    r"^[\s#*_`]*(?:"
    r"(?:dimension|design dimension|topic|decision|question|adr|area|section|part|aspect|issue|item|d)?"
    r"[\s#-]*\d+(?:\.\d+)*\s*(?:[.:)\u2013\u2014-]+\s*|\s+)|"
    r"(?:dimension|design dimension|topic|decision|question|area|aspect)\s*[:\u2013\u2014-]+\s*)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_AFTER_COLON = re.compile(r"\s*(?::\s|\s[-\u2013\u2014]+\s|\u2014)\s*")
_JOINED = re.compile(r"\s*(?:\+|/|&|,|;|\||\band\b|\bwith\b|\bplus\b)\s*", re.IGNORECASE)
# Words that a heading may add to a name without changing what it is about.
_TAIL = frozenset(
    (
        *(
            "design",
            "strategy",
            "approach",
            "choice",
            "decision",
            "revisited",
            "revision",
            "revised",
            "update",
        ),
        *("updated", "option", "selection", "question", "dimension", "topic", "review"),
    )
)
_MOST_CATALOGS = 32

_Names = dict[tuple[str, ...], tuple[CatalogDimension, Match, str]]
_tables: dict[int, tuple[Catalog, _Names]] = {}


def match_dimension(catalog: Catalog, name: str) -> DimensionMatch | None:
    """Finds the dimension that a question's name means.

    Args:
        catalog: What can be meant.
        name: The name as written, with or without number and prefix ("Dimension 3: State Model").

    Returns:
        The dimension and how it was recognised: ``exact`` for its name or slug, ``alias`` for another name of
        it, ``inferred`` for one of several joined names. None when it is not surely one of ours.
    """
    names = _names(catalog)
    whole = _found(names, name)
    if whole:
        return whole
    bare = _LEAD.sub("", name, count=1)
    without_remark = _REMARK.sub(" ", bare).strip()
    for candidate in (bare, without_remark):
        if candidate and candidate != name and (found := _found(names, candidate)):
            return found
    topic = _AFTER_COLON.split(without_remark, maxsplit=1)[0]
    if topic != without_remark and (found := _found(names, topic)):
        return _inferred(found, f'"{topic}" of "{name.strip()}"')
    for number, part in enumerate(_JOINED.split(topic)):
        found = _found(names, part) if part != topic else None
        if found and (number == 0 or found.match is Match.EXACT or len(plain_tokens(part)) > 1):
            # After the first part a lone word ("Approval and State") is too weak to claim the whole question.
            return _inferred(found, f'the part "{part.strip()}" of "{name.strip()}"')
    return None


def _found(names: _Names, name: str) -> DimensionMatch | None:
    tokens = plain_tokens(name)
    if tokens in names:
        dimension, match, text = names[tokens]
        how = "the name" if match is Match.EXACT else f'"{text}" is another name'
        return DimensionMatch(dimension, match, f"{how} of {dimension.name}")
    shorter = tokens
    while len(shorter) > 1 and shorter[-1] in _TAIL:
        shorter = shorter[:-1]
        if shorter in names:
            dimension, _, text = names[shorter]
            return DimensionMatch(dimension, Match.ALIAS, f'"{text}" is another name of {dimension.name}')
    return None


def _inferred(found: DimensionMatch, what: str) -> DimensionMatch:
    return DimensionMatch(found.dimension, Match.INFERRED, f"{what} is taken to be {found.dimension.name}")


def _names(catalog: Catalog) -> _Names:
    known = _tables.get(id(catalog))
    if known is not None and known[0] is catalog:
        return known[1]
    names: _Names = {}
    for match in (Match.EXACT, Match.ALIAS):
        for dimension in catalog.dimensions:
            exact = (dimension.name, dimension.slug)
            for text in exact if match is Match.EXACT else (*dimension.aliases, dimension.question):
                names.setdefault(plain_tokens(text), (dimension, match, text))
    names.pop((), None)
    if len(_tables) >= _MOST_CATALOGS:
        _tables.clear()
    _tables[id(catalog)] = (catalog, names)
    return names
