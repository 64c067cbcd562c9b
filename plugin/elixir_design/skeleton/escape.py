"""Puts text that people wrote into Elixir source, so that it is read as text and never run."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

WIDTH = 98

# Everything that ends a line somewhere, hides text or cannot stand in a source file.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def plain(text: str) -> str:
    """The text without control, surrogate and direction characters, with one kind of line end."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def elixir_string(text: str) -> str:
    """The text as an Elixir string literal, quotes included, on one line."""
    escaped = _escape(plain(text)).replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def heredoc(text: str) -> str:
    '''The text for the inside of a heredoc: no interpolation, no escape, and no `"""` that ends it.'''
    lines = _escape(plain(text)).replace('"""', '\\"\\"\\"').split("\n")
    return "\n".join(line.rstrip() for line in lines)


def doc(text: str) -> str:
    """The text for the inside of a module's heredoc, indented as that is, the first line too."""
    return textwrap.indent(heredoc(text), "  ")


def comment(text: str) -> str:
    """The text on one line, for a comment."""
    return " ".join(plain(text).split())


def shown(text: str, most: int = 160) -> str:
    """The text on one line of a terminal, with nothing that moves its cursor, and not too long to read."""
    line = comment(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def wrapped(text: str, indent: int = 2) -> str:
    """Paragraphs filled to a width that one can read at this indentation."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in plain(text).split("\n\n")]
    return "\n\n".join(
        textwrap.fill(paragraph, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        for paragraph in paragraphs
    )


def elixir_list(items: Iterable[str], indent: int = 0) -> str:
    """A list with one item per line, which the formatter leaves alone however long the names are."""
    items = list(items)
    if not items:
        return "[]"
    pad = " " * indent
    return "[\n" + ",\n".join(f"{pad}  {item}" for item in items) + f"\n{pad}]"


def atom_list(names: Iterable[str]) -> str:
    """A list of atoms on one line."""
    return "[" + ", ".join(f":{name}" for name in names) + "]"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("#{", "\\#{")
