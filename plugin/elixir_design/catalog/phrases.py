"""A sentence as words with what stands between them, so that phrases and their context can be found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from elixir_design.catalog.normalise import is_noise, readable, token

_PIECE = re.compile(
    r"[^\W_]+|(?P<arrow>-+>|=+>|[→⇒⟶➔])|(?P<strike>~~)|(?P<dash>\s[-\u2013\u2014]+\s|\u2014)"
    r"|(?P<stop>[.!](?=\s|$)|;|\n\s*\n?)|(?P<ask>\?)|(?P<colon>:(?=[\s*_`]|$))"
    r"|(?P<comma>,)|(?P<bracket>[()])|(?P<join>[+&/|])"
)
_NOT = re.compile(r"n['\u2019]t\b")
# Between two words these end a phrase; what only joins ("Req/Finch") does not.
_JOINS = frozenset("+&/|")
# A choice is a sentence or two. More is prose, in which what was chosen cannot be told by names.
MOST_LETTERS = 4_000


class Word(NamedTuple):
    """A token in its place. A named tuple, because a match makes a dozen and there are thousands of matches.

    Attributes:
        form: The token in its comparable form.
        gap: What stands before it: its marks in order, one character each: ``, . : ( ) ?``, ``>`` for an
            arrow, ``-`` for a dash, and the signs that only join, ``+ & / |``.
        clause: Number of its clause; a clause ends at any mark that does not join.
        sentence: Number of its sentence.
        struck: Whether it is struck through.
        proper: Whether it is written like a name: with a capital inside a sentence, or in full capitals.
        lower: Whether it is written in small letters throughout.
    """

    form: str
    gap: str
    clause: int
    sentence: int
    struck: bool
    proper: bool
    lower: bool = False


def words(text: str, parts: dict[str, tuple[tuple[str, ...], ...]]) -> tuple[list[Word], frozenset[int]]:
    """Reads a text into words.

    Args:
        text: Any text; Markdown marks are skipped.
        parts: Compounds by their first part, the longest first; their parts become one word.

    Returns:
        The words, and the numbers of those sentences that are questions.
    """
    found: list[Word] = []
    questions: set[int] = set()
    gap, clause, sentence, struck = "", 0, 0, False
    text = readable(text).replace("**", " ")
    if "n'" in text or "n\u2019" in text:
        text = _NOT.sub(" not", text)
    for piece in _PIECE.finditer(text):
        kind = piece.lastgroup
        if kind is None:
            raw = piece.group()
            opening = not found or found[-1].sentence != sentence
            proper = raw[0].isupper() and (not opening or raw[1:] != raw[1:].lower())
            found.append(Word(token(raw), gap, clause, sentence, struck, proper, raw.islower()))
            gap = ""
            continue
        if kind == "strike":
            struck = not struck
            continue
        mark = _MARKS.get(kind) or piece.group()
        gap += mark
        if mark in _JOINS:
            continue
        clause += 1
        if kind == "ask":
            questions.add(sentence)
        if kind in {"ask", "stop"}:
            sentence += 1
    found = _without_noise(found)
    return _fused(found, parts) if parts else found, frozenset(questions)


_MARKS = {"arrow": ">", "dash": "-", "stop": ".", "ask": "?", "colon": ":", "comma": ","}


def by_first(compounds: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Sequences by their first word, the longest first, as ``words`` needs them."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for compound in sorted(compounds, key=lambda parts: (-len(parts), parts)):
        table.setdefault(compound[0], []).append(compound)
    return {first: tuple(rest) for first, rest in table.items()}


def _without_noise(found: list[Word]) -> list[Word]:
    kept: list[Word] = []
    gap = ""
    for word in found:
        if is_noise(word.form):
            gap += word.gap
        elif gap:
            kept.append(word._replace(gap=gap + word.gap))
            gap = ""
        else:
            kept.append(word)
    return kept or found


def _fused(found: list[Word], parts: dict[str, tuple[tuple[str, ...], ...]]) -> list[Word]:
    fused: list[Word] = []
    at = 0
    while at < len(found):
        word = found[at]
        for compound in parts.get(word.form, ()):
            run = found[at : at + len(compound)]
            if run[-1].clause == word.clause and tuple(item.form for item in run) == compound:
                word = word._replace(form="".join(compound))
                at += len(compound) - 1
                break
        fused.append(word)
        at += 1
    return fused
