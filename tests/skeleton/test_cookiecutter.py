"""`cookiecutter scaffold/` by itself, and from a replay file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from elixir_design.skeleton.generate import generate
from elixir_design.skeleton.replay import replay_json

ROOT = Path(__file__).parents[2]


def cookiecutter(folder, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "cookiecutter", str(ROOT / "scaffold"), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": str(folder / "home"), "PYTHONPATH": str(ROOT / "plugin"), **environment},
    )


def files(project):
    return {
        path.relative_to(project).as_posix(): path.read_text()
        for path in project.rglob("*")
        if path.is_file()
    }


def test_the_answers_to_the_prompts_make_a_project(tmp_path):
    done = cookiecutter(tmp_path, "--no-input", "app=other_agents", "memory_context=none")
    assert done.returncode == 0, done.stderr
    made = files(tmp_path / "other_agents")
    assert "lib/other_agents/host/conversation.ex" in made
    assert "lib/other_agents/memory/expiring.ex" not in made
    assert "docs/supervision-tree.svg" in made
    assert "defmodule OtherAgents do" in made["lib/other_agents.ex"]


@pytest.mark.parametrize(
    ("answer", "message"),
    [("app=end", "word of the Elixir language"), ("state_model=structs", "did you mean enforced-structs?")],
)
def test_a_wrong_answer_is_one_line_and_nothing_is_left(answer, message, tmp_path):
    done = cookiecutter(tmp_path, "--no-input", answer)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"app": "../outside"}, "cannot be an application's name"),
        ({"app": "end"}, "word of the Elixir language"),
        ({"module": "My; System.halt()"}, "cannot be a module's name"),
        ({"_selection": "garbage"}, "not the JSON of a selection"),
        ({"_selection": "[" * 100_000}, "not the JSON of a selection"),
        ({"_selection": '{"app": "my_agents"}'}, "not the JSON of a selection"),
    ],
)
def test_a_replay_file_of_somebody_elses_is_checked(changes, message, sample, tmp_path):
    inside = tmp_path / "in"
    inside.mkdir()
    answers = json.loads(replay_json(sample))["cookiecutter"]
    (tmp_path / "replay.json").write_text(json.dumps({"cookiecutter": {**answers, **changes}}))
    done = cookiecutter(inside, "--replay-file", str(tmp_path / "replay.json"))
    assert done.returncode == 1
    assert message in done.stderr
    assert [path.name for path in inside.iterdir() if path.name != "home"] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "replay.json"]


def test_the_names_inside_of_a_selection_do_not_count(sample, tmp_path):
    answers = json.loads(replay_json(sample))["cookiecutter"]
    selection = {**json.loads(answers["_selection"]), "app": "../x", "module": "My; System.halt()"}
    answers["_selection"] = json.dumps(selection)
    (tmp_path / "replay.json").write_text(json.dumps({"cookiecutter": answers}))
    done = cookiecutter(tmp_path, "--replay-file", str(tmp_path / "replay.json"))
    assert done.returncode == 0, done.stderr
    made = files(tmp_path / "my_agents")
    assert not [path for path, text in made.items() if "System.halt" in text]
    generate(sample, tmp_path / "direct")
    assert made == files(tmp_path / "direct")


def test_without_our_package_one_line_says_what_to_install(tmp_path):
    blocked = tmp_path / "blocked" / "elixir_design"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ImportError('blocked')\n")
    done = cookiecutter(tmp_path, "--no-input", PYTHONPATH=str(tmp_path / "blocked"))
    assert done.returncode == 1
    assert "pip install elixir-design" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_replay_file_makes_the_same_project(sample, tmp_path):
    replay = tmp_path / "replay.json"
    replay.write_text(replay_json(sample))
    done = cookiecutter(tmp_path, "--replay-file", str(replay))
    assert done.returncode == 0, done.stderr
    generate(sample, tmp_path / "direct")
    assert files(tmp_path / "my_agents") == files(tmp_path / "direct")


def test_hostile_words_survive_a_replay_file(hostile, tmp_path):
    replay = tmp_path / "replay.json"
    replay.write_text(replay_json(hostile))
    done = cookiecutter(tmp_path, "--replay-file", str(replay))
    assert done.returncode == 0, done.stderr
    generate(hostile, tmp_path / "direct")
    assert files(tmp_path / "my_agents") == files(tmp_path / "direct")
