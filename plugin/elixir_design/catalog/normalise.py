"""Text as comparable tokens: without case, punctuation, Markdown, plural, hyphens and spelling variants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)")
# `{:ok, value}` reads as the words "tuple ok": what matters is the tag, not the names of the variables.
_TAGGED_TUPLE = re.compile(r"\{\s*:(\w+)[^{}]*\}")
_ARITY = re.compile(r"(?<=\w)/\d+\b")
_CAMEL = re.compile(r"\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+\b")
_SNAKE = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_FOR_EACH = re.compile(r"\b(?:for\s+)?(?:each|every)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_IZE = re.compile(r"(?<=\w\w\w)is(e|ed|es|er|ing|ation)$")
_OUR = re.compile(r"(?<=\w\w\w)our$")
_NOISE = frozenset(["a", "an", "the", "our", "my", "your", "their", "its", "this", "one", "s"])
_MANY = frozenset({"s", "us", "is", "ss"})
_SHORTEST_PLURAL = 4


def readable(text: str) -> str:
    """Text without what only marks it up: links give their words, tuples their tag, ``/3`` goes."""
    text = unicodedata.normalize("NFKC", text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "{" in text:
        text = _TAGGED_TUPLE.sub(r" tuple \1 ", text)
    if "/" in text:
        text = _ARITY.sub("", text)
    return _FOR_EACH.sub("per", _POSSESSIVE.sub("", text))


def plain_tokens(text: str) -> tuple[str, ...]:
    """The comparable tokens of a name or phrase.

    Words that carry no meaning are left out, unless there are no others.
    """
    tokens = [token(word) for word in _WORD.findall(readable(text))]
    return tuple(word for word in tokens if word not in _NOISE) or tuple(tokens)


def is_noise(word: str) -> bool:
    """Whether a token is an article or the like, which phrases are compared without."""
    return word in _NOISE


@lru_cache(maxsize=8192)
def token(word: str) -> str:
    """One word in its comparable form: lower case, singular, American spelling."""
    word = word.casefold()
    if len(word) >= _SHORTEST_PLURAL and word.endswith("s"):
        if word.endswith(("sses", "shes", "ches", "xes")):
            word = word[:-2]
        elif word.endswith("ies"):
            word = word[:-3] + "y"
        elif word[-2:] not in _MANY:
            word = word[:-1]
    if word.endswith("our"):
        return _OUR.sub("or", word)
    return _IZE.sub(r"iz\1", word)


def compounds(phrases: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The words that are written in one piece, as the parts in which others write them.

    ``GenServer`` and ``gen_server`` give ``("gen", "server")``, so that "Gen Server", "gen-server" and
    "genserver" can all be read as the same word.
    """
    found = set()
    for phrase in phrases:
        for name in _CAMEL.findall(phrase):
            found.add(tuple(token(part) for part in re.findall(r"[A-Z][a-z0-9]*", name)))
        for name in _SNAKE.findall(phrase):
            found.add(tuple(token(part) for part in name.split("_")))
    return frozenset(found)
