"""A document that is generated section by section and that people edit.

Each generated section carries a hash of its text, so that a section which somebody changed is recognised,
kept as it is, and reported. Whatever stands between the sections belongs to people.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

_BEGIN = re.compile(r"<!-- elixir-design: begin (?P<key>[\w./:-]+) (?P<hash>[0-9a-f]{12}) -->")
_END = "<!-- elixir-design: end -->"


@dataclass(frozen=True, slots=True)
class Section:
    """A generated section: its key and its Markdown."""

    key: str
    body: str

    def __str__(self) -> str:
        return f"<!-- elixir-design: begin {self.key} {_hash(self.body)} -->\n{self.body}\n{_END}"


@dataclass(frozen=True, slots=True)
class _Found:
    """A section in the file, with the hash of what was generated into it."""

    key: str
    body: str
    generated: str
    line: int

    @property
    def edited(self) -> bool:
        return _hash(self.body) != self.generated

    def __str__(self) -> str:
        return f"<!-- elixir-design: begin {self.key} {self.generated} -->\n{self.body}\n{_END}"


@dataclass(frozen=True, slots=True)
class Merged:
    """A document brought up to date.

    Attributes:
        text: The whole document.
        kept: Sections that people edited, as (first line of the body, line number).
    """

    text: str
    kept: tuple[tuple[str, int], ...] = ()


def merge(before: str, wanted: Sequence[Section]) -> Merged | None:
    """Puts sections into a document, around whatever people wrote.

    Args:
        before: The document as it is; "" for none.
        wanted: The sections that it should hold.

    Returns:
        The document, or None if there is one that we did not make.
    """
    before = before.replace("\r\n", "\n")
    if not before.strip():
        return Merged("\n\n".join(map(str, wanted)) + "\n")
    parts = _parse(before)
    if not any(isinstance(part, _Found) for part in parts):
        return None
    by_key = {section.key: section for section in wanted}
    result: list[str | _Found | Section] = []
    kept: list[tuple[str, int]] = []
    for part in parts:
        if isinstance(part, str):
            result.append(part)
        elif part.edited:
            result.append(part)
            kept.append((part.body.strip().split("\n", 1)[0].lstrip("# "), part.line))
        elif part.key in by_key:
            result.append(by_key[part.key])
    _insert_missing(result, wanted)
    text = "\n\n".join(stripped for part in result if (stripped := str(part).strip("\n")))
    return Merged(text + "\n", tuple(kept))


def _parse(text: str) -> list[str | _Found]:
    parts: list[str | _Found] = []
    loose: list[str] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        match = _BEGIN.fullmatch(lines[at])
        end = (
            next((place for place in range(at + 1, len(lines)) if lines[place] == _END), None)
            if match
            else None
        )
        if match is None or end is None:
            loose.append(lines[at])
            at += 1
            continue
        if any(line.strip() for line in loose):
            parts.append("\n".join(loose))
        loose = []
        parts.append(_Found(match["key"], "\n".join(lines[at + 1 : end]), match["hash"], at + 2))
        at = end + 1
    if any(line.strip() for line in loose):
        parts.append("\n".join(loose))
    return parts


def _insert_missing(result: list[str | _Found | Section], wanted: Sequence[Section]) -> None:
    """Puts each section that the document lacks behind the one that it follows."""
    keys = [None if isinstance(part, str) else part.key for part in result]
    after = 0
    for section in wanted:
        if section.key in keys:
            after = keys.index(section.key) + 1
        else:
            result.insert(after, section)
            keys.insert(after, section.key)
            after += 1


def has_mark(text: str) -> bool:
    """Whether a text holds what would begin or end a section."""
    return _END in text or _BEGIN.search(text) is not None


def _hash(text: str) -> str:
    # Blank space at the ends of lines is no edit that anybody meant.
    plain = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    return hashlib.sha256(plain.encode()).hexdigest()[:12]
