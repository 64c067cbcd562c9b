"""Replies at a terminal that cannot edit lines: what stops a prompt keeps what was typed."""

import io
import os
import pty
import signal
from threading import Event, Thread, main_thread

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.facilitation.session import DesignSession
from elixir_design.facilitation.terminal.dialogue import Dialogue
from elixir_design.facilitation.terminal.interruption import Interruption, StoppedError
from elixir_design.facilitation.terminal.keyboard import Keyboard
from elixir_design.facilitation.terminal.screen import Screen

SIGNALS = [signal.SIGHUP, signal.SIGTERM, signal.SIGINT]
REASON = "One crash is one conversation."


class Shown(io.StringIO):
    """What the program shows; tells when its last prompt is there."""

    def __init__(self, last_prompt):
        super().__init__()
        self.last_prompt, self.is_there = last_prompt, Event()

    def write(self, text):
        written = super().write(text)
        if self.getvalue().endswith(self.last_prompt):
            self.is_there.set()
        return written


class Terminal:
    """A terminal of its own, at which somebody types and then does something else."""

    def __init__(self):
        self.window, program = pty.openpty()
        self.source = os.fdopen(program, encoding="utf-8")
        self.interruption = Interruption()

    def types(self, text):
        os.write(self.window, text.encode())

    def closes(self):
        window, self.window = self.window, None
        os.close(window)

    def asks(self, screen):
        return Keyboard(screen, self.source, interruption=self.interruption)

    def when(self, shown, act):
        """Has another thread do something as soon as the last prompt is shown."""

        def waiting():
            assert shown.is_there.wait(60)
            act()

        Thread(target=waiting, daemon=True).start()


@pytest.fixture
def terminal():
    before = {number: signal.getsignal(number) for number in SIGNALS}
    # Those who run tests in the background may have them ignored.
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    one = Terminal()
    yield one
    for number in SIGNALS:
        signal.signal(number, before[number])
    if one.window is not None:
        one.closes()
    one.source.close()


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_keeps_the_line_that_was_not_ended(terminal, number):
    shown = Shown("Goal: ")
    terminal.types("how agents l")
    terminal.when(shown, lambda: signal.pthread_kill(main_thread().ident, number))
    with terminal.interruption.taken(terminal.source), pytest.raises(StoppedError) as stopped:
        terminal.asks(Screen(shown)).line("Goal: ")
    assert stopped.value.typed == "how agents l"


def test_a_terminal_that_closes_without_a_signal_stops_the_prompt(terminal):
    shown = Shown("Goal: ")
    terminal.when(shown, terminal.closes)
    with terminal.interruption.taken(terminal.source), pytest.raises(StoppedError):
        terminal.asks(Screen(shown)).line("Goal: ")


@pytest.mark.parametrize("how", ["by a signal", "without a signal"])
def test_what_was_answered_so_far_becomes_a_note_when_the_terminal_closes(tmp_path, terminal, how):
    design = DesignSession(tmp_path, load_catalog(), tmp_path / "reports")
    state = design.state()
    shown = Shown("\n. . ")
    terminal.types(f"1\n{REASON}\n")
    closing = {
        "by a signal": lambda: signal.pthread_kill(main_thread().ident, signal.SIGHUP),
        "without a signal": terminal.closes,
    }
    terminal.when(shown, closing[how])
    screen = Screen(shown)
    with terminal.interruption.taken(terminal.source), pytest.raises(StoppedError):
        Dialogue(design, screen, terminal.asks(screen)).ask(state.questions[0], state, first=True)
    (note,) = design.notes(state.questions[0])
    assert note.text == f"Unfinished answer: GenServer per conversation\n{REASON}"


def test_the_signal_of_a_closed_terminal_may_come_late(terminal):
    with terminal.interruption.taken(terminal.source):
        terminal.closes()
    assert [signal.getsignal(number) for number in SIGNALS] == [
        signal.SIG_IGN,
        signal.SIG_DFL,
        signal.SIG_DFL,
    ]


def test_signals_do_what_they_did_before_once_a_session_has_ended(terminal):
    with terminal.interruption.taken(terminal.source):
        assert signal.SIG_DFL not in [signal.getsignal(number) for number in SIGNALS]
    assert [signal.getsignal(number) for number in SIGNALS] == [signal.SIG_DFL] * 3


def test_a_signal_that_was_ignored_stays_ignored(terminal):
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with terminal.interruption.taken(terminal.source):
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
