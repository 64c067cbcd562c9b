"""Word lists as plain text, so that they read as they would be said."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def names(text: str) -> frozenset[str]:
    """The phrases of a text, between commas."""
    return frozenset(" ".join(name.split()) for name in text.split(","))


def any_of(*texts: str) -> str:
    """A pattern for any phrase of some texts, between commas, the longest first."""
    phrases = sorted(names(",".join(texts)), key=lambda phrase: (-len(phrase), phrase))
    escaped = (re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['\u2019]") for phrase in phrases)
    return f"(?:{'|'.join(escaped)})"
