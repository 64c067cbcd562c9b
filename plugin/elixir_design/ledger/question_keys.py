"""Words of a question, so that the same question is recognised under slightly different names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_PLURAL = 4
_FILLERS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "our",
        "per",
        "the",
        "this",
        "to",
        "via",
        "vs",
        "we",
        "with",
    ]
)


@lru_cache(maxsize=65_536)
def words(text: str) -> tuple[str, ...]:
    """The words of a text that tell it from another: folded case, no fillers, singular where plain.

    Args:
        text: Any text, Markdown marks included.

    Returns:
        Words in order; empty when the text has no letters or digits.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return tuple(_singular(word) for word in _WORD.findall(folded) if word not in _FILLERS)


@lru_cache(maxsize=65_536)
def question_key(name: str) -> str:
    """A key that is the same for "Tool System", "the tool system" and "Tool-Systems"; empty if wordless."""
    return "-".join(words(name))


def _singular(word: str) -> str:
    if len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
