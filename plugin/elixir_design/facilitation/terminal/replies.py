"""What a reply to a question means; the same words everywhere, so that people learn them once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from elixir_design.catalog.model import CatalogOption
from elixir_design.log.writing.input import line_of


class Act(StrEnum):
    """What a person wants to do with a question."""

    PICK = "pick"
    OWN = "own"
    MORE = "more"
    NOTE = "note"
    QUESTION = "question"
    DEFER = "defer"
    BACK = "back"
    EDITOR = "editor"
    ADD = "add"
    KEEP = "keep"
    QUIT = "quit"
    UNCLEAR = "unclear"


KEYS = {
    "?": (Act.MORE, "more", "more context; ? 2 more on one option"),
    "o": (Act.OWN, "own answer", "an answer in your own words"),
    "d": (Act.DEFER, "decide later", "decide later; the question stays listed"),
    "k": (Act.KEEP, "keep", "keep the decision as it is"),
    "b": (Act.BACK, "back", "back to the question before"),
    "n": (Act.NOTE, "note", "note a point of the discussion"),
    "u": (Act.QUESTION, "unresolved", "note an unresolved question"),
    "a": (Act.ADD, "add", "add a question of your own"),
    "e": (Act.EDITOR, "editor", "an answer in your own words, in your editor"),
    "q": (Act.QUIT, "stop", "stop here; the session can be resumed"),
}
"""Reply, what it does, the word for it, and the words that explain it."""

_SEPARATOR = re.compile(r"[\s,;+&]+|\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply, understood.

    Attributes:
        act: What to do.
        slugs: The options picked, or about which more is wanted, in the order of the catalog.
        text: What followed the key ("n memory was measured"), or for ``UNCLEAR`` the reason, for people.
    """

    act: Act
    slugs: tuple[str, ...] = ()
    text: str = ""


def parse_reply(text: str, options: Sequence[CatalogOption]) -> Reply:
    """Understands a reply to a question.

    An option is named by its number, its slug or label, or an unambiguous beginning of one; several are
    combined with a comma, a plus sign or a space ("1+5"). Enter alone never chooses.

    Args:
        text: What was typed.
        options: The options as they were numbered.
    """
    said = line_of(text)
    if not said:
        return Reply(Act.UNCLEAR, text="Enter alone chooses nothing")
    key, _, rest = said.partition(" ")
    if key.casefold() in KEYS and (not rest or KEYS[key.casefold()][0] in {Act.NOTE, Act.QUESTION}):
        return Reply(KEYS[key.casefold()][0], text=rest)
    named = _picked(rest if key == "?" else said, options)
    return Reply(Act.MORE, named.slugs) if key == "?" and named.slugs else named


def _picked(said: str, options: Sequence[CatalogOption]) -> Reply:
    whole = _option(said, options)
    if whole is not None:
        return Reply(Act.PICK, (whole.slug,))
    picked = []
    for part in filter(None, _SEPARATOR.split(said)):
        option = _option(part, options)
        if option is None:
            return Reply(Act.UNCLEAR, text=_unknown(part, said, options))
        picked.append(option.slug)
    return Reply(Act.PICK, tuple(option.slug for option in options if option.slug in picked))


def _option(word: str, options: Sequence[CatalogOption]) -> CatalogOption | None:
    if word.isascii() and word.isdigit():
        return options[int(word) - 1] if 0 < int(word) <= len(options) else None
    wanted = _plain(word)
    if len(wanted) < 2:  # noqa: PLR2004 - single letters are keys
        return None
    names = [(option, {_plain(option.slug), _plain(option.label)}) for option in options]
    exact = [option for option, known in names if wanted in known]
    begun = [option for option, known in names if any(name.startswith(wanted) for name in known)]
    return (exact or begun)[0] if len(exact or begun) == 1 else None


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _unknown(part: str, said: str, options: Sequence[CatalogOption]) -> str:
    if part.isdigit():
        return f"there is no option {part}; they are numbered 1 to {len(options)}"
    return f"{said!r} is neither an option nor a key; o takes an answer in your own words"
