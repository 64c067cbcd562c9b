"""Standard output that cannot be written is told in one line; a reader that has seen enough is no error."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FULL = Path("/dev/full")
COMMANDS = (
    ["export", "--format", "json"],
    ["lint"],
    ["diagram"],
    ["session", "list"],
    ["session", "status"],
    ["--help"],
)


def started(arguments, **streams):
    return subprocess.run(
        [Path(sys.executable).with_name("elixir-design"), *arguments],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **streams,
    )


@pytest.mark.slow
@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("buffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_full_disk_is_told_in_one_line(arguments, buffered):
    with FULL.open("w") as full:
        done = started(arguments, stdout=full, env={**os.environ, "PYTHONUNBUFFERED": buffered})
    assert (done.returncode, done.stderr) == (
        1,
        "Error: standard output cannot be written: No space left on device\n",
    )


@pytest.mark.slow
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_reader_that_has_gone_ends_the_command_in_silence(arguments):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as gone:
        done = started(arguments, stdout=gone)
    assert (done.returncode, done.stderr) == (141, "")
