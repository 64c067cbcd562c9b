"""What users install is the wheel, so the wheel is what is tried: outside the source tree, by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def run(wheel, tmp_path_factory):
    """Runs a command with only the unpacked wheel's elixir_design in reach, in an empty folder."""
    site = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    home = tmp_path_factory.mktemp("elsewhere")

    def run(*arguments, cwd=home):
        probe = (
            "import sys; sys.path.insert(0, sys.argv.pop(1))\n"
            "import elixir_design; assert elixir_design.__file__.startswith(sys.path[0]), elixir_design\n"
            "from elixir_design.cli import main; main(prog_name='elixir-design')"
        )
        # -P: the current folder is no source of modules, as for an installed command.
        return subprocess.run(
            [sys.executable, "-P", "-c", probe, str(site), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=cwd,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )

    return run


def test_the_wheel_carries_catalog_templates_assets_and_scaffold(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "elixir_design/py.typed" in names
    assert "elixir_design/_scaffold/cookiecutter.json" in names
    kinds = {
        "a dimension of the catalog": ("elixir_design/catalog/", ".yml"),
        "a page template": ("elixir_design/site/html/templates/", ".j2"),
        "a style sheet": ("elixir_design/site/assets/", ".css"),
        "the schema of exports": ("elixir_design/ledger/exported/", ".schema.json"),
    }
    for kind, (folder, ending) in kinds.items():
        assert any(name.startswith(folder) and name.endswith(ending) for name in names), kind


def test_the_wheel_holds_nothing_else(wheel):
    folders = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {folder for folder in folders if not folder.endswith(".dist-info")} == {"elixir_design"}


def test_the_source_distribution_holds_what_the_wheel_is_built_from_and_no_tests(tmp_path):
    command = [
        sys.executable,
        "-m",
        "build",
        "--sdist",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(ROOT),
    ]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = [name.split("/", 1)[1] for name in archive.getnames()]
    generated = {"PKG-INFO", ".gitignore"}
    tops = {"plugin", "scaffold", "README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml"}
    assert {name.split("/")[0] for name in names} - generated == tops
    assert "scaffold/cookiecutter.json" in names
    assert "plugin/elixir_design/cli.py" in names


def test_help_names_every_command(run):
    shown = run("--help")
    assert shown.returncode == 0, shown.stderr
    for command in ("export", "lint", "scaffold"):
        assert f"  {command}" in shown.stdout


def test_decisions_of_a_folder_of_logs(run):
    exported = run("export", "--format", "json", "--sessions", str(ROOT / "docs/elixir-sessions"))
    assert exported.returncode == 0, exported.stderr
    ledger = json.loads(exported.stdout)
    assert ledger["schema"] == 1
    assert ledger["decisions"]


def test_a_project_from_the_packed_scaffold(run, tmp_path):
    target = tmp_path / "casebook"
    made = run("scaffold", str(target), "--sessions", str(ROOT / "docs/elixir-sessions"))
    assert made.returncode == 0, made.stdout + made.stderr
    assert (target / "mix.exs").is_file()
