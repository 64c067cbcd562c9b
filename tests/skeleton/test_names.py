"""Names that an Elixir project can and cannot have."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from elixir_design.skeleton.names import InvalidNameError, check_names


@pytest.mark.parametrize("app", ["a", "my_agents", "x2", "a" * 40])
def test_good_names_pass(app):
    assert check_names(app)[0] == app


@pytest.mark.parametrize(
    ("app", "message"),
    [
        ("", "is empty"),
        ("MyAgents", "did you mean my_agents?"),
        ("my-agents", "did you mean my_agents?"),
        ("1st", "did you mean st?"),
        ("_private", "did you mean private?"),
        ("größe", "'größe' cannot be an application's name"),
        ("größe", "not among a to z: ö \\(U\\+00F6\\), ß \\(U\\+00DF\\)"),
        ("\u0430gents", "not among a to z: \u0430 \\(U\\+0430\\)"),
        ("a\u202eb", "'a\\\\u202eb' cannot be an application's name"),
        ("../evil", "did you mean evil?"),
        ("a/b", "cannot be an application's name"),
        ("a\x00b", "cannot be an application's name"),
        ("a\nb", "cannot be an application's name"),
        ("a" * 41, "too long"),
        ("end", "word of the Elixir language"),
        ("nil", "word of the Elixir language"),
        ("kernel", "application of Elixir or OTP"),
        ("ex_unit", "application of Elixir or OTP"),
        ("agent", "Elixir's own module Agent"),
        ("task", "Elixir's own module Task"),
        ("gen_server", "Elixir's own module GenServer"),
        ("registry", "Elixir's own module Registry"),
        ("string", "Elixir's own module String"),
        ("app", "a task app.tree"),
        ("deps", "a task deps.tree"),
    ],
)
def test_bad_application_names_are_explained(app, message):
    with pytest.raises(InvalidNameError, match=message.replace("?", r"\?")) as raised:
        check_names(app)
    assert str(raised.value).isprintable()


@pytest.mark.parametrize(
    "module",
    ["", "my", "My.agents", "My Agents", "Größe", "My..A", "Logger", "Elixir.My", "Mix.Tasks", "A" * 41],
)
def test_bad_module_names_are_explained(module):
    with pytest.raises(InvalidNameError, match=f"^'{module}' "):
        check_names("my_agents", module)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("encoding", "name", "shown"),
    [
        ("utf-8", "überapp", "'überapp'"),
        ("latin-1", "überapp", "'überapp'"),
        ("latin-1", "\u0430gents", r"'\u0430gents'"),
    ],
)
def test_a_terminal_shows_a_name_as_it_is_as_far_as_it_can(tmp_path, encoding, name, shown):
    program = Path(sys.executable).with_name("elixir-design")
    done = subprocess.run(
        [program, "scaffold", tmp_path / name, "--set", "state-model=ets"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert done.returncode == 2
    assert f"{shown} cannot be an application's name" in done.stderr.decode(encoding)


def test_a_module_of_ones_own_rescues_a_clashing_name():
    assert check_names("task", "MyTasks") == ("task", "MyTasks")
