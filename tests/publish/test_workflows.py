"""The workflows are valid, run what exists, and have no more rights than they need."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from elixir_design.cli import main

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def commands(name):
    lines = [step["run"] for step in steps(load(ROOT / ".github" / "workflows" / name)) if "run" in step]
    return [shlex.split(command) for line in lines for command in line.replace("&&", "\n").splitlines()]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
class TestEveryWorkflow:
    def test_says_when_it_runs_and_on_what(self, path):
        workflow = load(path)
        # YAML reads the key `on` as a truth value.
        assert "main" in workflow[True]["push"]["branches"]
        assert all(job["runs-on"] and job["timeout-minutes"] for job in workflow["jobs"].values())

    def test_can_read_the_repository_and_nothing_more_than_it_needs(self, path):
        rights = load(path)["permissions"]
        assert rights["contents"] == "read"
        assert {name for name, right in rights.items() if right == "write"} <= {"pages", "id-token"}

    def test_uses_only_actions_of_the_platform_at_a_fixed_major_version(self, path):
        used = [step["uses"] for step in steps(load(path)) if "uses" in step]
        assert used
        assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in used)

    def test_puts_no_text_of_others_into_a_shell(self, path):
        assert not any("${{" in step.get("run", "") for step in steps(load(path)))


def test_ci_runs_what_people_run():
    assert commands("ci.yml") == [["make", "test"]]
    assert "test" in TARGETS


def test_ci_runs_every_python_that_the_package_names():
    (job,) = load(ROOT / ".github/workflows/ci.yml")["jobs"].values()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = re.findall(r"Python :: (3\.\d+)$", "\n".join(project["classifiers"]), re.MULTILINE)
    assert job["strategy"]["matrix"]["python"] == named
    assert job["strategy"]["fail-fast"] is False
    (setup,) = [step for step in job["steps"] if "setup-python" in step.get("uses", "")]
    assert setup["with"]["python-version"] == "${{ matrix.python }}"


def test_pages_installs_what_the_project_declares():
    (install,) = [command for command in commands("pages.yml") if command[0] == "pip"]
    assert install == ["pip", "install", "--constraint", "constraints.txt", ".[mkdocs]"]
    assert (ROOT / "constraints.txt").is_file()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "mkdocs" in project["optional-dependencies"]


def test_pages_uploads_what_the_strict_build_wrote():
    (build,) = [command for command in commands("pages.yml") if command[0] == "mkdocs"]
    assert build[:3] == ["mkdocs", "build", "--strict"]
    (upload,) = [
        step for step in steps(load(ROOT / ".github/workflows/pages.yml")) if "path" in step.get("with", {})
    ]
    assert upload["with"]["path"] == build[build.index("--site-dir") + 1]


def test_the_lint_of_the_workflow_is_a_command_of_ours():
    (lint,) = [command for command in commands("pages.yml") if command[0] == "elixir-design"]
    help_text = CliRunner().invoke(main, [lint[1], "--help"])
    assert help_text.exit_code == 0
    assert lint[2] in help_text.output
    assert lint[3] in help_text.output
