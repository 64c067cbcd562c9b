"""What people type, brought into the form in which the log keeps it."""

from __future__ import annotations

import re
import unicodedata

from elixir_design.log.markdown.blocks import blocks_of
from elixir_design.log.markdown.values import is_nothing, values_of
from elixir_design.log.wording.plain import is_placeholder, plain

_ESCAPE_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_KEPT_CONTROLS = frozenset("\n\t")
_PROSE = frozenset({"paragraph", "list", "code"})
_LONGEST_NAME = 80


def clean(text: str) -> str:
    r"""Text that any file can hold: ``\n`` line ends, no control characters or surrogates, no blank ends.

    Args:
        text: Anything that a keyboard, a pipe or a program delivered.
    """
    text = _ESCAPE_SEQUENCE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = (char for char in text if char in _KEPT_CONTROLS or unicodedata.category(char) not in {"Cc", "Cs"})
    lines = "".join(kept).removeprefix("\ufeff").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def items_of(text: str) -> tuple[str, ...]:
    """What a text says, as the log will give it back: one item per paragraph or list item.

    Text with a layout of its own (headings, tables, comments, quotations) stays one item, word for word. Text
    that says nothing ("-", "none") gives no item.

    Args:
        text: As typed; Markdown is fine.
    """
    said = clean(text)
    if not says_something(said):
        return ()
    blocks = blocks_of(said)
    if {block.kind for block in blocks} <= _PROSE:
        values = tuple(value.text for value in values_of("", 1, blocks, said.split("\n"), keep_intros=True))
        if _letters("".join(values)) == _letters(_without_markers(said)):
            return tuple(value for value in values if says_something(value))
    return (said,)


def line_of(text: str) -> str:
    """A text on one line."""
    return " ".join(clean(text).split())


def name_of(text: str) -> str:
    """A question's or an option's name: one line, without a heading's marks.

    Raises:
        ValueError: It says nothing or is longer than a heading can be; the text says which, for people.
    """
    name = line_of(text).strip("# ")
    if not says_something(name):
        raise ValueError("a name needs at least one word")
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"a name has at most {_LONGEST_NAME} characters; put the rest into the discussion")
    return name


def says_something(text: str) -> bool:
    """Whether a text is more than a blank, a template's placeholder or a word for "nothing"."""
    return bool(text.strip()) and not is_nothing(text) and not is_placeholder(plain(text))


def _letters(text: str) -> str:
    return "".join(char for char in text if not char.isspace())


_MARKER = re.compile(r"^[ \t]*(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)", re.MULTILINE)


def _without_markers(text: str) -> str:
    return _MARKER.sub("", text)
