"""The session in the guide is what the program shows today."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_recording_is_of_the_program_as_it_is():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "record_session.py", "--check"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "up to date", "")
