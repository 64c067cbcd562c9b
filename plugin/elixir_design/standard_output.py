"""Standard output at the edge: what goes wrong with it is told as such, in one line."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn, TextIO

import click

_CLOSED_PIPE = 141
"""How a program ends that SIGPIPE has stopped: 128 + 13."""


@contextmanager
def checked_output() -> Iterator[None]:
    """Turns failures of standard output into the command's own end.

    A reader that has seen enough (``| head``) ends the command in silence. Anything else, such as a full
    disk, is a ``click.ClickException``, so that nothing takes it for a failure of the file that is read.
    """
    before = sys.stdout
    sys.stdout = _Checked(before)
    try:
        yield
    finally:
        sys.stdout = before


class _Checked:
    """A text stream whose ``write`` and ``flush`` end the command when they fail."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        if text == "":
            return 0  # Asked by click to see what sort of stream this is; a full disk refuses even that.
        try:
            return self._stream.write(text)
        except OSError as error:
            self._end(error)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            self._end(error)

    def _end(self, error: OSError) -> NoReturn:
        if error.errno == errno.EIO:
            raise error  # The terminal was closed: a session has things to keep before it ends.
        # What is still buffered would be tried, and reported, once more when Python ends.
        with suppress(OSError, ValueError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, self._stream.fileno())
            os.close(nothing)
        if error.errno == errno.EPIPE:
            raise SystemExit(_CLOSED_PIPE) from None
        raise click.ClickException(f"standard output cannot be written: {error.strerror}") from error
