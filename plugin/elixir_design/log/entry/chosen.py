"""Which of the options presented the choices name."""

from __future__ import annotations

import re
from dataclasses import replace

from elixir_design.log.model import Choice, Option
from elixir_design.log.wording.plain import normal, plain

_AGAINST = re.compile(
    r"\b(?:instead of|rather than|over|not|without|versus|vs\.?|beats|rejected|ruled out|except)\b",
    re.IGNORECASE,
)

_SHORTEST_NAME = 2

_FILLERS = frozenset(
    {"a", "an", "the", "and", "with", "of", "for", "per", "in", "to", "on", "via", "by", "or", "using"}
)

_ENOUGH_WORDS = 0.75


def mark_chosen(options: list[Option], choices: list[Choice]) -> list[Option]:
    """Marks the options that the choices name, by letter or by name, but not those they rule out."""
    if not choices:
        return options
    said = [_affirmed(choice.text) for choice in choices]
    texts = [normal(plain(text)) for text in said]
    marked = []
    for option in options:
        chosen = option.chosen or any(
            _names(option, text, words) for text, words in zip(said, texts, strict=True)
        )
        marked.append(replace(option, chosen=chosen))
    if not any(option.chosen for option in marked) and (near := _nearest(marked, texts)) is not None:
        marked[near] = replace(marked[near], chosen=True)
    return marked


def _nearest(options: list[Option], texts: list[str]) -> int | None:
    """The one option of which nearly all words occur in the choices, if there is exactly one."""
    said = {word for text in texts for word in text.split()}
    shares = []
    for place, option in enumerate(options):
        words = set(normal(option.name).split()) - _FILLERS
        common = len(words & said)
        if common > 1 and common / len(words) >= _ENOUGH_WORDS:
            shares.append((common / len(words), common, place))
    shares.sort(reverse=True)
    return shares[0][2] if shares and (len(shares) == 1 or shares[0][:2] > shares[1][:2]) else None


def _affirmed(text: str) -> str:
    match = _AGAINST.search(text)
    return text[: match.start()] if match and match.start() > 0 else text


def _names(option: Option, text: str, words: str) -> bool:
    if option.label and re.search(
        rf"\b(?:options?|alternatives?|approach|variante?|choice)\s+(?:[A-Z0-9]{{1,2}}\s*(?:,"
        rf"|\+|&|and)\s*)*{re.escape(option.label)}\b",
        text,
        re.IGNORECASE,
    ):
        return True
    if option.label and re.match(
        rf"^\W*(?:\(?{re.escape(option.label)}\)?)(?:$|[\s,.:)\u2014-]+(?![a-z]))", text
    ):
        return True
    name = normal(re.sub(r"\s*\([^)]*\)", "", option.name)) or normal(option.name)
    if len(name) < _SHORTEST_NAME or not words:
        return False
    return (
        f" {name} " in f" {words} "
        or (len(words) > _SHORTEST_NAME and words.startswith(name + " "))
        or f" {words} " in f" {name} "
    )
