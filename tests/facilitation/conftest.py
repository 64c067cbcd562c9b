"""A project on disk, and a person at a real terminal."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

import pexpect
import pytest

PROGRAM = str(Path(sys.executable).with_name("elixir-design"))

ANTIPATTERNS = """\
# Anti-patterns

## Process architecture: work inside a server's callback

A GenServer that calls a model inside a callback answers nobody else for ten seconds, not even a cancel.

## State model: shared mutable state

Two writers of one shared state map overwrite each other, and nothing in the state shows which one was right.
"""

MATRIX = """\
# Comparison

## Process architecture

Two of the twelve frameworks give a conversation a process of its own; the others run it in the caller.

## State model

Most frameworks keep the state of a run in a mutable object that every step may change in place at any time.

## Agent loop

Ways of reasoning are variations of one step function of the loop, and the loop itself is always the same.
"""


def _hear(ignored: int) -> None:
    # Who runs tests in the background hands on that Ctrl-C and the end of a terminal are ignored.
    for heard in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(heard, signal.SIG_DFL)
    if ignored:
        signal.signal(ignored, signal.SIG_IGN)


class Person:
    """Sits at a terminal and types."""

    def __init__(
        self, project: Path, *arguments: str, columns: int = 80, ignoring: int = 0, **environment: str
    ):
        clean = {
            key: value
            for key, value in os.environ.items()
            if key not in {"CI", "NO_COLOR", "COLUMNS", "LINES"}
        }
        self.project = project
        self.program = pexpect.spawn(
            PROGRAM,
            list(arguments),
            cwd=project,
            env={**clean, "TERM": "xterm", **environment},
            dimensions=(50, columns),
            encoding="utf-8",
            timeout=60,
            preexec_fn=lambda: _hear(ignoring),
        )
        self.program.delaybeforesend = None
        self.seen = ""

    def sees(self, text: str) -> Person:
        """Waits until the text has been shown, however it was wrapped."""
        words = text.split()
        self.program.expect(r"\s+".join(map(re.escape, words)))
        self.seen += self.program.before + self.program.after
        return self

    def types(self, *lines: str) -> Person:
        for line in lines:
            self.program.expect_exact([". ", "> ", ": ", "(y/n) "])
            self.seen += self.program.before + self.program.after
            self.program.sendline(line)
        return self

    def answers(self, choice: str, why: str, given_up: str = "-") -> Person:
        """Picks an option, or answers in own words, and says why."""
        self.sees("q stop").sees(">")
        self.program.sendline(choice)
        self.sees("Why?").sees("editor.")
        self.program.sendline(why)
        self.program.sendline("")
        self.sees("give up").sees("nothing.")
        self.program.sendline(given_up)
        self.program.sendline("")
        self.sees("Written to")
        return self

    def replies(self, line: str) -> Person:
        self.program.sendline(line)
        return self

    def begins(self, text: str) -> Person:
        """Types a line without ending it, and waits until the terminal shows it."""
        self.program.send(text)
        return self.sees(text)

    def is_looked_at(self) -> None:
        """Waits until the program has looked at the line again, however busy the machine is.

        Its other thread goes to sleep after each look. It may be waiting for its turn once, too.
        """
        looks = self._sleeps() + 4
        while self._sleeps() < looks:
            time.sleep(0.01)

    def _sleeps(self) -> int:
        tasks = Path(f"/proc/{self.program.pid}/task")
        (watcher,) = (task for task in tasks.iterdir() if task.name != str(self.program.pid))
        return int(
            re.search(r"^voluntary_ctxt_switches:\s+(\d+)", (watcher / "status").read_text(), re.MULTILINE)[1]
        )

    def closes_the_terminal(self) -> int:
        """Closes the terminal's window; returns the exit code of the program."""
        process = self.program.ptyproc
        process.fileobj.close()
        _, status = os.waitpid(process.pid, 0)
        process.closed = process.terminated = True
        return os.waitstatus_to_exitcode(status)

    def leaves(self, code: int) -> str:
        """Waits for the end; the whole of what was shown."""
        self.program.expect(pexpect.EOF)
        self.seen += self.program.before
        self.program.close()
        assert self.program.exitstatus == code, (
            self.program.exitstatus,
            self.program.signalstatus,
            self.seen,
        )
        return self.seen


@pytest.fixture
def project(tmp_path):
    (tmp_path / "mkdocs.yml").touch()
    reports = tmp_path / "reports" / "synthesis"
    reports.mkdir(parents=True)
    (reports / "antipatterns.md").write_text(ANTIPATTERNS)
    (reports / "comparison-matrix.md").write_text(MATRIX)
    (reports / "reference-architecture.md").write_text(
        "# Reference\n\nPrimitives and how they fit together.\n"
    )
    return tmp_path


@pytest.fixture
def sit_down(project):
    people = []

    def at(*arguments, **options):
        person = Person(project, *arguments, **options)
        people.append(person)
        return person

    yield at
    for person in people:
        person.program.close(force=True)
