"""Answers in quotation marks with the reason behind them, as MADR has them."""

from __future__ import annotations

import re

_MARKS = {'"': '"', "\u201c": "\u201d", "\u201e": "\u201c\u201d", "\u00ab": "\u00bb", "\u300c": "\u300d"}
_REASON = re.compile(
    r"\s*[,;.]?\s*\(?(?:because|since|weil|denn|da|parce qu[e'\u2019]|car|porque|ya que)\b\s*[:\uff1a]?\s*"
    r"|\s*[.:\uff1a]?\s*$"
    r"|\s*\.\s+(?=\S)",
    re.IGNORECASE,
)


def quoted_answer(text: str) -> tuple[str, str] | None:
    """The answer between quotation marks, and what is said behind it: a reason, or further sentences.

    Args:
        text: What a label's line says: ``"Curly braces", because they are short.``

    Returns:
        None where the text does not begin with a quotation, or goes on within the sentence (``"A" or "B"``).
    """
    said = text.strip()
    closing = _MARKS.get(said[:1])
    if closing is None:
        return None
    for place, char in enumerate(said[1:], start=1):
        # A mark before a letter opens another quotation within this one.
        if char in closing and not said[place + 1 : place + 2].isalnum():
            behind = _REASON.match(said, place + 1)
            answer = said[1:place].strip()
            return (answer, said[behind.end() :].strip()) if behind and answer else None
    return None
