"""The line that a person is typing and has not ended, for when there is no time left to end it."""

from __future__ import annotations

import os
import select
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

# Places in the list by which ``termios`` describes a terminal, and the longest line that one holds.
_LOCAL_MODES, _CHARACTERS = 3, 6
_LONGEST = 4096


class EditedLine:
    """A line that the program edits.

    When a terminal is closed its line is gone before anybody can ask for it, so it is looked at all along.

    Args:
        terminal: Where it is typed.
        encoding: The terminal's.
        look: What stands on the line now.
    """

    def __init__(self, terminal: int, encoding: str, look: Callable[[], str]) -> None:
        self._terminal = terminal
        self._encoding = encoding
        self._look = look
        self._seen = ""

    def glance(self) -> None:
        """Remembers what stands on the line."""
        now = self._look()
        if not is_closed(self._terminal):
            self._seen = now

    def text(self) -> str:
        """What stands on the line, or stood there when the terminal was closed.

        What was typed before the program took up the line counts, too.
        """
        if is_closed(self._terminal):
            return self._seen
        return self._look() + unended_line(self._terminal, self._encoding)


def is_closed(terminal: int) -> bool:
    """Whether there is nobody at a terminal any more."""
    asked = select.poll()
    asked.register(terminal, 0)
    return bool(asked.poll(0))


@contextmanager
def kept_when_interrupted(source: TextIO) -> Iterator[None]:
    """Has a terminal keep what was typed and not read when Ctrl-C is pressed: else it throws that away."""
    if not source.isatty():
        yield
        return
    with _changed(source.fileno(), add=termios.NOFLSH):
        yield


def unended_line(terminal: int, encoding: str) -> str:
    """Takes out of a terminal what was typed and not read; nothing when it was closed, and that with it."""
    text = b""
    with suppress(OSError), _changed(terminal, remove=termios.ICANON) as changed:
        if changed:
            text = os.read(terminal, _LONGEST)
    return text.decode(encoding, "replace")


@contextmanager
def _changed(terminal: int, *, add: int = 0, remove: int = 0) -> Iterator[bool]:
    """Changes modes for a while; tells whether that could be done."""
    try:
        before = termios.tcgetattr(terminal)
        now = [*before]
        now[_LOCAL_MODES] = (before[_LOCAL_MODES] | add) & ~remove
        now[_CHARACTERS] = [*before[_CHARACTERS]]
        if remove & termios.ICANON:
            now[_CHARACTERS][termios.VMIN] = now[_CHARACTERS][termios.VTIME] = 0
        termios.tcsetattr(terminal, termios.TCSANOW, now)
    except termios.error:
        yield False
        return
    try:
        yield True
    finally:
        with suppress(termios.error):  # Closed meanwhile: there is nothing to put back.
            termios.tcsetattr(terminal, termios.TCSANOW, before)
