"""Whether a text is somebody's own words: made of passages of what they said, and nothing else."""

from __future__ import annotations

import re
import unicodedata

_MARKER = re.compile(r"^\s*(?:[-+*]|\d{1,9}[.)])\s+", re.MULTILINE)
_BREAK = re.compile(r"\n+|\.{3}|\u2026|(?<=[.!?;])\s+")
"""Where one passage may end and the next, from elsewhere in what was said, begin."""


def not_said(text: str, said: str) -> str:
    """The first passage of a text that is not in what somebody said; "" when all of it is theirs.

    Capitals, punctuation and line ends may differ; words may not.

    Args:
        text: What is passed on as theirs: one passage, or several as sentences, lines or around an ellipsis.
        said: What they said.
    """
    heard = _letters(said)
    passages = _BREAK.split(_MARKER.sub("", text))
    return next((passage.strip() for passage in passages if _letters(passage) not in heard), "")


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
