"""Plain lines for people: wrapped to the terminal's width, coloured only where that helps, never redrawn.

The same lines serve a terminal, a pipe and a screen reader; nothing moves the cursor.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable
from typing import TextIO

_WIDEST = 100
_NARROWEST = 20


class Screen:
    """Where a session is shown.

    Args:
        out: The stream to write to.
        width: Columns; by default those of the terminal, at most 100.
        colour: Whether to use bold and dim; by default only on a terminal that shows them and wants them.
    """

    def __init__(
        self, out: TextIO | None = None, width: int | None = None, *, colour: bool | None = None
    ) -> None:
        self._out = out or sys.stdout
        self.width = max(_NARROWEST, width or min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))
        self._colour = _wants_colour(self._out) if colour is None else colour
        self._is_terminal = self._out.isatty()

    def say(self, text: str = "", *, indent: int = 0, hanging: int = 0) -> None:
        """Shows a text, wrapped.

        Args:
            text: Lines break only where they have to and where the text has a line end.
            indent: Spaces before each line.
            hanging: Further spaces before each line but the first.
        """
        for line in text.split("\n"):
            for place, piece in enumerate(wrap(line, self.width - indent - (hanging if line else 0))):
                before = indent + (hanging if place else 0)
                self._write(" " * before + piece)

    def title(self, text: str) -> None:
        """Shows a headline."""
        for piece in wrap(text, self.width):
            self._write(self._styled(piece, "1"))

    def listed(self, label: str, items: Iterable[str], *, indent: int = 2) -> None:
        """Shows a label and a list below it; nothing when the list is empty."""
        shown = list(items)
        if shown:
            self.say(label)
            for item in shown:
                self.say(f"- {item}", indent=indent, hanging=2)

    def verbatim(self, text: str, source: str) -> None:
        """Shows a passage word for word, with where it stands."""
        for line in text.split("\n"):
            for piece in wrap(line, self.width - 4):
                self._write("  > " + piece if piece else "  >")
        self.source(source)

    def source(self, place: str) -> None:
        """Shows where something stands."""
        for piece in wrap(place, self.width - 2):
            self._write(self._styled(f"  {piece}", "2"))

    def block(self, text: str) -> None:
        """Shows lines as they are, without wrapping: drawings and code."""
        for line in text.split("\n"):
            self._write(line)

    def prompt(self, text: str) -> None:
        """Shows what is asked, without a line end."""
        self._put(text)

    def _write(self, line: str) -> None:
        self._put(line.rstrip() + "\n")

    def _put(self, text: str) -> None:
        try:
            try:
                self._out.write(text)
            except UnicodeEncodeError:
                # A terminal in an old encoding shows question marks; the log keeps the characters.
                encoding = self._out.encoding or "ascii"
                self._out.write(text.encode(encoding, "replace").decode(encoding))
            self._out.flush()
        except OSError as error:
            if not (self._is_terminal and error.errno == errno.EIO):
                raise
            self._leave()

    def _leave(self) -> None:
        """The terminal was closed: nobody sees what is shown, and the session is still to be kept."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._out.fileno())
        os.close(nowhere)

    def _styled(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour and text else text


def wrap(text: str, width: int) -> list[str]:
    """Breaks a line at spaces so that each piece fits; a word that is wider is cut.

    Args:
        text: One line.
        width: Columns; wide characters take two.
    """
    pieces: list[str] = []
    said = text.lstrip(" ")
    current = " " * min(len(text) - len(said), width // 2)
    started = False
    for word in said.split(" "):
        joined = f"{current} {word}" if started else current + word
        started = True
        if columns(joined) <= width:
            current = joined
            continue
        if current.strip():
            pieces.append(current)
        current = word
        while columns(current) > width:
            fitting = _fitting(current, width)
            pieces.append(current[:fitting])
            current = current[fitting:]
    return [*pieces, current]


def columns(text: str) -> int:
    """How many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _fitting(text: str, width: int) -> int:
    count = used = 0
    for char in text:
        used += columns(char)
        if used > width:
            break
        count += 1
    return max(1, count)


def _wants_colour(out: TextIO) -> bool:
    environment = os.environ
    unwanted = (
        environment.get("NO_COLOR") or environment.get("CI") or environment.get("TERM", "dumb") == "dumb"
    )
    return out.isatty() and not unwanted
