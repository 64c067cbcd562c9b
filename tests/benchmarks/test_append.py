# ruff: noqa: T201 - benchmarks print what they measured
"""What a decision costs to write down, and how soon the first question stands on the screen."""

import statistics
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from elixir_design.log.model import Option, Status
from elixir_design.log.writing.render import Header, NewEntry
from elixir_design.log.writing.writer import LogWriter, create_log

pytestmark = pytest.mark.benchmark


def test_the_median_append_takes_less_than_5_ms(tmp_path):
    (tmp_path / "mkdocs.yml").touch()
    log = create_log(tmp_path / "docs", Header(datetime.fromisoformat("2026-03-02T09:10"), goal="speed"))
    writer = LogWriter(log)
    options = tuple(Option(f"Option number {n}", 0, pros=("fast; small",), cons=("new",)) for n in range(4))
    taken = []
    for number in range(1, 101):
        entry = NewEntry(
            f"Question {number}",
            Status.DECIDED,
            number,
            options=options,
            discussion=("A point.", "```elixir\ndef run, do: :ok\n```"),
            choice="Option number 1",
            rationale=(("It is the smallest one that can work. " * 6).strip(),),
        )
        before = time.perf_counter()
        writer.append_entry(entry)
        taken.append((time.perf_counter() - before) * 1000)
    worst = sorted(taken)[int(len(taken) * 0.99)]
    print(f"\nappend: median {statistics.median(taken):.2f} ms, 99 of 100 under {worst:.1f} ms")
    assert statistics.median(taken) < 5


def _best(*arguments, answers=None, times=7):
    best = 9.0
    for _ in range(times):
        before = time.perf_counter()
        subprocess.run(arguments, input=answers, capture_output=True, check=False, text=True)
        best = min(best, time.perf_counter() - before)
    return best


def test_help_is_there_within_a_quarter_of_a_second():
    program = Path(sys.executable).with_name("elixir-design")
    taken = _best(program, "--help")
    print(f"\nelixir-design --help: {taken * 1000:.0f} ms")
    assert taken < 0.25


def test_the_first_question_is_there_within_half_a_second(tmp_path):
    (tmp_path / "mkdocs.yml").touch()
    program = Path(sys.executable).with_name("elixir-design")
    best = 9.0
    for _ in range(7):
        before = time.perf_counter()
        command = [program, "session", "start", "--goal", "speed", "--sessions", tmp_path / "docs"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as session:
            for line in session.stdout:
                if line.startswith("Dimension 1 of"):
                    best = min(best, time.perf_counter() - before)
                    break
            session.kill()
    print(f"\nfirst question: {best * 1000:.0f} ms")
    assert best < 0.5
