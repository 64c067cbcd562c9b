"""Other Pythons run the fast tests where they are installed, and are named where they are not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture
def pythons(tmp_path):
    """Runs tools/pythons in a project that names this Python and 3.98 and 3.99."""
    own = "{}.{}".format(*sys.version_info[:2])
    classifiers = "".join(f'  "Programming Language :: Python :: {v}",\n' for v in (own, "3.98", "3.99"))
    (tmp_path / "pyproject.toml").write_text(f"classifiers = [\n{classifiers}]\n")
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "pythons", tmp_path / "tools")
    program(tmp_path / ".venv/bin/python", f'exec {sys.executable} "$@"')

    def run():
        environment = {
            **os.environ,
            "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
            "PYENV_ROOT": str(tmp_path / "pyenv"),
        }
        return subprocess.run(
            [tmp_path / "tools/pythons"], capture_output=True, text=True, check=False, env=environment
        )

    return run


def program(path, script):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_what_is_not_installed_is_named(pythons):
    done = pythons()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "not run: python3.98 is not installed",
        "not run: python3.99 is not installed",
    ]


def test_a_shim_that_only_says_that_it_does_not_run_is_no_python(pythons, tmp_path):
    program(tmp_path / "bin/python3.98", "echo no such version >&2; exit 127")
    assert "not run: python3.98 is not installed" in pythons().stdout


def test_a_python_without_venv_is_named(pythons, tmp_path):
    program(tmp_path / "bin/python3.98", '[ -z "$2" ]')
    assert "not run: python3.98 has no venv" in pythons().stdout


@pytest.mark.parametrize(("code", "result"), [(0, 0), (1, 1)])
def test_a_python_of_pyenv_alone_runs_the_fast_tests(code, result, pythons, tmp_path):
    program(tmp_path / "pyenv/versions/3.98.1/bin/python3.98", "exit 0")
    program(tmp_path / ".cache/python3.98/bin/pip", "exit 0")
    program(tmp_path / ".cache/python3.98/bin/pytest", f'echo "$@"; exit {code}')
    done = pythons()
    assert done.returncode == result
    assert done.stdout.splitlines()[:2] == [
        "python3.98:",
        "-q -n 2 -m not slow and not browser and not elixir",
    ]
    assert ("fail with Python 3.98" in done.stderr) is bool(result)
