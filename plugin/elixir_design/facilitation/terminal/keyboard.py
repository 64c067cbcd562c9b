"""Where replies come from: a terminal, a pipe, or nowhere."""

from __future__ import annotations

import os
import sys
from itertools import islice
from typing import TextIO

from elixir_design.facilitation.terminal.interruption import Interruption, StoppedError
from elixir_design.facilitation.terminal.screen import Screen


class NoInputError(Exception):
    """A question has to be asked and nobody may be asked; the text names the question."""


class Keyboard:
    """Reads replies, one line each.

    Args:
        screen: Where prompts are shown.
        source: The stream to read from.
        allowed: False when nobody may be asked.
        interruption: What may stop a prompt beside the person.
    """

    def __init__(
        self,
        screen: Screen,
        source: TextIO | None = None,
        *,
        allowed: bool = True,
        interruption: Interruption | None = None,
    ) -> None:
        self._screen = screen
        self._interruption = interruption or Interruption()
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
            StoppedError: There is no reply and will be none; what stood on the line is with it.
            NoInputError: Nobody may be asked.
        """
        if not self._allowed:
            raise NoInputError(about or prompt.strip(" >"))
        try:
            if self._editable:
                return self._edited_line(prompt)
            reply = self._terminal_line(prompt) if self._is_terminal() else self._piped_line(prompt)
        except StoppedError:
            self._screen.say()
            raise
        except (KeyboardInterrupt, UnicodeDecodeError) as error:
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

    # In each of these one call both waits and keeps the reply: a signal finds it where it is typed or here.

    def _edited_line(self, prompt: str) -> str:
        import readline  # Gives input() a line that can be edited.

        from elixir_design.facilitation.terminal.unended import EditedLine

        line = EditedLine(self._source.fileno(), self._encoding, readline.get_line_buffer)
        replies: list[str] = []
        with self._interruption.at_prompt(lambda: "\n".join([*replies, line.text()]), line.glance):
            try:
                replies.extend(map(input, (prompt,)))
            except EOFError as error:
                raise StoppedError(line.text()) from error
        return replies[0]

    def _terminal_line(self, prompt: str) -> str:
        from elixir_design.facilitation.terminal.unended import unended_line

        terminal = self._source.fileno()
        replies: list[bytes] = []

        def typed() -> str:
            return b"".join(replies).decode(self._encoding, "replace") + unended_line(
                terminal, self._encoding
            )

        with self._interruption.at_prompt(typed):
            self._screen.prompt(prompt)
            try:
                # As bytes: decoding is Python, in the middle of which a signal would take the line with it.
                replies.extend(islice(self._source.buffer, 1))
            except OSError as error:  # The terminal was closed, and no signal says so, or none yet.
                raise StoppedError(typed()) from error
        return b"".join(replies).decode(self._encoding, self._source.errors or "strict")

    def _piped_line(self, prompt: str) -> str:
        replies: list[str] = []
        with self._interruption.at_prompt(lambda: "".join(replies)):
            self._screen.prompt(prompt)
            replies.extend(islice(self._source, 1))
        return "".join(replies)

    @property
    def _encoding(self) -> str:
        return self._source.encoding or "utf-8"

    def _is_terminal(self) -> bool:
        try:
            return self._source.isatty()
        except ValueError:  # A closed stream.
            return False
