"""Ctrl-C, a closed terminal, and being told to end: how each stops a session and keeps what was typed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread, main_thread
from types import FrameType
from typing import TextIO

from elixir_design.facilitation.terminal.unended import is_closed

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_GLANCE = 0.03


class StoppedError(Exception):
    """The person stopped: Ctrl-C, Ctrl-D, a closed terminal, a told end, or the end of what was piped in.

    Attributes:
        typed: What stood on the line that was not ended.
    """

    def __init__(self, typed: str = "") -> None:
        super().__init__(typed)
        self.typed = typed


class Interruption:
    """Takes the signals that end a session while it runs.

    The session ends at the prompt where it waits, or else at the next one, so that what is being written is
    written. Once it ends, further signals change nothing. A signal that was ignored when the program started
    (``nohup``) stays ignored.
    """

    def __init__(self) -> None:
        self._to_end = self._stopped = False
        self._typed: Callable[[], str] | None = None
        self._line = ""
        self._heard_from = -1

    @contextmanager
    def taken(self, source: TextIO) -> Iterator[None]:
        """Takes the signals while a session is held.

        Args:
            source: Where replies come from. When it is a terminal that was closed, the signal of that is
                ignored afterwards: it may come after the program has learned of it by reading.
        """
        terminal = source.fileno() if source.isatty() else None
        before = {number: signal.getsignal(number) for number in _SIGNALS}
        taken = [number for number in _SIGNALS if before[number] is not signal.SIG_IGN]
        for number in taken:
            signal.signal(number, self._heard)
        self._heard_from, heard_at = os.pipe()
        os.set_blocking(self._heard_from, False)
        os.set_blocking(heard_at, False)
        woken_before = signal.set_wakeup_fd(heard_at, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(woken_before)
            for end in (self._heard_from, heard_at):
                os.close(end)
            for number in taken:
                late = number == signal.SIGHUP and terminal is not None and is_closed(terminal)
                signal.signal(number, signal.SIG_IGN if late else before[number])

    @contextmanager
    def at_prompt(
        self, typed: Callable[[], str], glance: Callable[[], None] = lambda: None
    ) -> Iterator[None]:
        """Lets a signal stop what waits for a reply.

        Args:
            typed: What stands on the line so far.
            glance: Called again and again, from another thread, while there is no reply.

        Raises:
            StoppedError: A signal came, now or since the last prompt.
        """
        done = Event()
        watcher = Thread(target=self._watch, args=(glance, done), daemon=True)
        self._typed = typed
        try:
            if self._to_end:
                self._stop()
            _start_deaf(watcher)
            yield
        except BaseException as error:
            if self._stopped and not isinstance(error, StoppedError):
                # Several signals came at once, and Python took the others for errors of the first.
                raise StoppedError(self._line) from error
            raise
        finally:
            self._typed = None
            done.set()
            if watcher.ident is not None:
                watcher.join()

    def _watch(self, glance: Callable[[], None], done: Event) -> None:
        """Glances; sends a signal again that came just before the wait began, and so went by unnoticed."""
        unnoticed = b""
        while not done.wait(_GLANCE):
            glance()
            if unnoticed:
                signal.pthread_kill(main_thread().ident or 0, unnoticed[0])
            unnoticed = _read(self._heard_from)

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        if self._typed is not None:
            self._stop()
        self._to_end = True

    def _stop(self) -> None:
        typed, self._typed = self._typed, None
        self._to_end = self._stopped = True
        self._line = typed() if typed else ""
        raise StoppedError(self._line)


def _start_deaf(watcher: Thread) -> None:
    """Starts a thread that is handed no signals: they have to reach the one that waits for the reply."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        watcher.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _read(pipe: int) -> bytes:
    try:
        return os.read(pipe, 64)
    except OSError:
        return b""  # Nothing was heard.
