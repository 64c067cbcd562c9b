"""Inline Markdown as plain words, and the form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHE = re.compile("['\u2019`]")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_MARKS = re.compile(r"(?<![\\\w])(\*\*\*|\*\*|__|~~|\*|_)(?=\S)(.{1,800}?)(?<=\S)\1(?!\w)", re.DOTALL)
_MARK = re.compile(r"[*_~`\[]")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)\n")
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_PLACEHOLDER = re.compile(r"(?:\[[^\]]*\]|<[^>]*>|\{[^}]*\}|[\W_]+|x{3,})\s*", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def normal(text: str) -> str:
    """Words only, for comparing: folded case, no punctuation, no emoji ("Trade-offs:" is "trade offs")."""
    folded = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return _NOT_WORD.sub(" ", folded).strip()


def plain(text: str) -> str:
    """Inline Markdown without its marks: bold, italics, strike-through, links; code spans keep their text."""
    if _MARK.search(text) is None:
        return text.strip()
    pieces = text.split("`")
    for place in range(0, len(pieces), 2):
        piece = _LINK.sub(r"\1", pieces[place])
        for _ in range(3):
            piece, count = _MARKS.subn(r"\2", piece)
            if not count:
                break
        pieces[place] = piece
    # Bold around a code span is cut in two by the split; what is left of its marks says nothing.
    return "".join(pieces).replace("**", "").strip()


def unwrapped(text: str) -> str:
    """A text without a bold or italic wrapper around the whole of it."""
    text = text.strip()
    for mark in ("***", "**", "__", "*", "_"):
        size = len(mark)
        if (
            len(text) > 2 * size
            and text.startswith(mark)
            and text.endswith(mark)
            and mark not in text[size:-size]
        ):
            inner = text[size:-size].strip()
            return inner or text
    return text


def is_placeholder(text: str) -> bool:
    """Whether a value is only a template's blank ("[what was decided]", "...", "-")."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def joined(text: str) -> str:
    """A paragraph on one line; breaks that the writer asked for are kept."""
    if "\n" not in text:
        return text.strip()
    pieces = _HARD_BREAK.split(text)
    return "\n".join(" ".join(piece.split("\n")).strip() for piece in pieces).strip()
