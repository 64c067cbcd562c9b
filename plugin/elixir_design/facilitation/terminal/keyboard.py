"""Where replies come from: a terminal, a pipe, or nowhere."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from elixir_design.facilitation.terminal.screen import Screen


class StoppedError(Exception):
    """The person stopped: Ctrl-C, Ctrl-D, or the end of what was piped in."""


class NoInputError(Exception):
    """A question has to be asked and nobody may be asked; the text names the question."""


class Keyboard:
    """Reads replies, one line each.

    Args:
        screen: Where prompts are shown.
        source: The stream to read from.
        allowed: False when nobody may be asked.
    """

    def __init__(self, screen: Screen, source: TextIO | None = None, *, allowed: bool = True) -> None:
        self._screen = screen
        self._source = source or sys.stdin
        self._allowed = allowed
        self._editable = (
            self._is_terminal() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        )

    def line(self, prompt: str, about: str = "") -> str:
        """Asks for one line.

        Args:
            prompt: What is shown before the reply.
            about: What is asked, for the message when nobody may be asked.

        Raises:
            StoppedError: There is no reply and will be none.
            NoInputError: Nobody may be asked.
        """
        if not self._allowed:
            raise NoInputError(about or prompt.strip(" >"))
        try:
            if self._editable:
                import readline  # noqa: F401 - gives input() a line that can be edited

                return input(prompt)
            self._screen.prompt(prompt)
            reply = self._source.readline()
        except (EOFError, KeyboardInterrupt) as error:
            self._screen.say()
            raise StoppedError from error
        except UnicodeDecodeError as error:
            self._screen.say()
            raise StoppedError from error
        if not reply:
            self._screen.say()
            raise StoppedError
        if not self._is_terminal():
            # What a terminal would have echoed; without it the transcript of a pipe has no answers.
            self._screen.say(reply.rstrip("\n"))
        return reply.rstrip("\n")

    def can_edit(self) -> bool:
        """Whether an editor can be opened for the person."""
        return self._allowed and self._is_terminal()

    def edited(self, text: str = "") -> str:
        """Opens the person's editor; returns what was saved, or "" when nothing was."""
        import click

        try:
            return click.edit(text, extension=".md", require_save=True) or ""
        except click.ClickException as error:
            self._screen.say(f"The editor could not be opened: {error.message}")
            return ""

    def _is_terminal(self) -> bool:
        try:
            return self._source.isatty()
        except ValueError:  # A closed stream.
            return False
