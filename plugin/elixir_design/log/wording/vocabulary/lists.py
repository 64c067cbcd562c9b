"""Word lists as plain text, so that they read as they would be said."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def names(text: str) -> frozenset[str]:
    """The phrases of a text, between commas."""
    return frozenset(" ".join(name.split()) for name in text.split(","))
