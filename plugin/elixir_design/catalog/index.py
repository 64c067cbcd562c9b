"""A dimension's names, prepared once for fast look-up."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from elixir_design.catalog.model import CatalogDimension, CatalogOption, Match
from elixir_design.catalog.normalise import compounds
from elixir_design.catalog.phrases import Word, by_first, words

# A label's head is what a log often keeps of it: "Agent for simple state cells" -> "Agent".
_HEAD = re.compile(r"\s+(?:for|with|via|in|on|when|\+)\s+")
_JOINS = frozenset("+&/|()")
_BRACKETS = frozenset("()")
_FUNCTION_WORDS = frozenset(
    (
        *(
            "for",
            "with",
            "per",
            "and",
            "or",
            "via",
            "in",
            "of",
            "to",
            "on",
            "by",
            "as",
            "from",
            "at",
            "is",
            "when",
        ),
        *("be", "no", "not", "it"),
    )
)
_PRONOUNS = frozenset({"we", "they", "you", "i"})
_MOST_INDEXES = 128


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an option; ``gaps`` tells before which tokens it has marks of its own ("Req/Finch")."""

    tokens: tuple[str, ...]
    gaps: tuple[bool, ...]
    option: str
    match: Match
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where an option is named or suggested; words ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    option: str
    match: Match
    text: str


@dataclass(frozen=True, slots=True)
class Index:
    """Everything by which the options of one dimension are recognised.

    Attributes:
        dimension: Whose options these are.
        parts: Compounds of its vocabulary, as ``words`` needs them.
        names: Names by their first token, the longest first.
        heads: Names that count only when they are the whole text.
        keywords: Sets of words that suggest an option, with the keyword as the catalog has it.
        vocabulary: Telling words per option, for the nearest ones.
    """

    dimension: CatalogDimension
    parts: dict[str, tuple[tuple[str, ...], ...]]
    names: dict[str, tuple[Name, ...]]
    heads: dict[tuple[str, ...], Name]
    keywords: tuple[tuple[frozenset[str], str, str], ...]
    vocabulary: dict[str, frozenset[str]]

    def mentions(self, text: Sequence[Word]) -> list[Mention]:
        """Where options are named, left to right, the longest name at each place, without overlaps."""
        found = []
        at = 0
        while at < len(text):
            name = next(
                (name for name in self.names.get(text[at].form, ()) if _stands_at(name, text, at)), None
            )
            if name is None or (len(name.tokens) == 1 and _is_common_word(text, at)):
                at += 1
            else:
                found.append(Mention(at, at + len(name.tokens), name.option, name.match, name.text))
                at += len(name.tokens)
        return found


_indexes: dict[int, Index] = {}


def index_of(dimension: CatalogDimension) -> Index:
    """The index of a dimension, made once.

    Dimensions are found by identity: hashing one by value would take longer than a match.
    """
    index = _indexes.get(id(dimension))
    if index is None or index.dimension is not dimension:
        if len(_indexes) >= _MOST_INDEXES:
            _indexes.clear()
        index = _indexes[id(dimension)] = _build(dimension)
    return index


def _is_common_word(text: Sequence[Word], at: int) -> bool:
    """Whether a word that could name an option is used as any other ("a swarm of agents", "we fuse them")."""
    if not text[at].lower:
        return False
    after = at + 1
    if after < len(text) and text[after].form == "of" and not text[after].gap:
        return True
    return at > 0 and not text[at].gap and text[at - 1].form in _PRONOUNS


def _stands_at(name: Name, text: Sequence[Word], at: int) -> bool:
    tokens = name.tokens
    if at + len(tokens) > len(text):
        return False
    for offset, token in enumerate(tokens):
        word = text[at + offset]
        if word.form != token:
            return False
        # "Behaviour + module attributes" must not read as "behaviour module".
        if offset and word.gap and not _BRACKETS.issuperset(word.gap):
            joined = name.gaps[offset] and _JOINS.issuperset(word.gap)
            if not joined:
                return False
    return True


def _build(dimension: CatalogDimension) -> Index:
    phrases = [
        phrase
        for option in dimension.options
        for phrase in (option.label, *option.aliases, *option.keywords, option.summary)
    ]
    parts = by_first(compounds(phrases))

    def tokens(text: str) -> tuple[str, ...]:
        return tuple(word.form for word in words(text, parts)[0])

    def name(option: CatalogOption, text: str, match: Match) -> Name:
        said = words(text, parts)[0]
        return Name(tuple(w.form for w in said), tuple(bool(w.gap) for w in said), option.slug, match, text)

    names: dict[tuple[str, ...], Name] = {}
    for option in dimension.options:
        for text, match in _names(option):
            found = name(option, text, match)
            known = names.get(found.tokens)
            if found.tokens and (known is None or known.option == option.slug):
                names[found.tokens] = _merged(found, known)
    by_token: dict[str, list[Name]] = {}
    for each in sorted(names.values(), key=lambda each: -len(each.tokens)):
        by_token.setdefault(each.tokens[0], []).append(each)
    keywords = [
        (frozenset(tokens(keyword)), option.slug, keyword)
        for option in dimension.options
        for keyword in option.keywords
    ]
    return Index(
        dimension=dimension,
        parts=parts,
        names={token: tuple(found) for token, found in by_token.items()},
        heads=_heads(dimension, name, names),
        keywords=tuple(keyword for keyword in keywords if keyword[0]),
        vocabulary={
            option.slug: frozenset(
                token
                for text in (option.label, *option.aliases, *option.keywords)
                for token in tokens(text)
                if token not in _FUNCTION_WORDS
            )
            for option in dimension.options
        },
    )


def _merged(name: Name, known: Name | None) -> Name:
    """One name of two that have the same tokens: the first, with the marks of both."""
    if known is None:
        return name
    gaps = tuple(a or b for a, b in zip(name.gaps, known.gaps, strict=True))
    return Name(known.tokens, gaps, known.option, known.match, known.text)


def _names(option: CatalogOption) -> list[tuple[str, Match]]:
    exact = [(option.slug, Match.EXACT), (option.label, Match.EXACT)]
    return exact + [(alias, Match.ALIAS) for alias in option.aliases]


def _heads(
    dimension: CatalogDimension,
    name: Callable[[CatalogOption, str, Match], Name],
    names: Mapping[tuple[str, ...], Name],
) -> dict[tuple[str, ...], Name]:
    """Heads of labels that belong to one option only."""
    heads: dict[tuple[str, ...], list[Name]] = {}
    for option in dimension.options:
        head = name(option, _HEAD.split(option.label)[0], Match.ALIAS)
        heads.setdefault(head.tokens, []).append(head)
    return {key: found[0] for key, found in heads.items() if len(found) == 1 and key not in names}
