"""Other generators and plugins that the site has to live with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from drawn import LATER_LOG, LOG, environment, log

TWO_LOGS = {LOG: log("First session", "ETS"), LATER_LOG: log("Second session", "Structs")}
PAGE = "decisions/sessions/2026-03-02-0910/index.html"


def test_the_plugin_runs_under_properdocs(draw):
    project = draw(TWO_LOGS)
    (project.root / "mkdocs.yml").rename(project.root / "properdocs.yml")
    built = project.build("--strict", tool="properdocs")
    assert built.code == 0, built.output
    assert "First session" in built.text(PAGE)


WITHOUT_MKDOCS = """\
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name == "mkdocs" or name.startswith("mkdocs."):
            if "properdocs" not in sys.modules:
                raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Blocker())
try:
    import mkdocs
except ModuleNotFoundError:
    from properdocs.__main__ import cli
    import mkdocs
    assert mkdocs.__name__ == "properdocs"
    cli(["build", "--strict"])
"""


def test_the_plugin_runs_where_only_properdocs_is_installed(draw):
    project = draw(TWO_LOGS)
    (project.root / "mkdocs.yml").rename(project.root / "properdocs.yml")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_MKDOCS],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project.root / "site" / PAGE).is_file()


def test_the_tags_plugin_lists_generated_pages(draw):
    files = {**TWO_LOGS, "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n"}
    built = draw(files, plugins=["search", "tags"]).build("--strict")
    assert built.code == 0, built.output
    assert any(href.startswith("../decisions/records/") for href in built.page("tags/index.html").hrefs)


def test_the_redirects_plugin_may_point_at_generated_pages(draw):
    redirects = {"redirects": {"redirect_maps": {"old.md": "decisions/index.md"}}}
    built = draw(TWO_LOGS, plugins=["search", redirects]).build("--strict")
    assert built.code == 0, built.output
    assert "decisions/" in built.text("old/index.html")


@pytest.mark.parametrize("plugin", ["offline", "meta"])
def test_the_plugins_of_material_find_nothing_wrong(draw, plugin):
    built = draw(TWO_LOGS, plugins=["search", plugin]).build("--strict")
    assert built.code == 0, built.output
    name = PAGE if plugin != "offline" else "decisions/sessions/2026-03-02-0910.html"
    assert built.has(name)


def test_gh_deploy_publishes_the_site_to_a_branch(draw, tmp_path):
    project = draw(TWO_LOGS)
    remote = tmp_path / "remote.git"
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]

    def git(*arguments: str, cwd: Path = project.root) -> str:
        return subprocess.run(
            ["git", *identity, *arguments], cwd=cwd, check=True, capture_output=True, text=True
        ).stdout

    git("init", "-q", "--bare", str(remote), cwd=tmp_path)
    git("init", "-q", "-b", "main")
    git("config", "user.name", "A")
    git("config", "user.email", "a@example.org")
    git("add", "docs", "mkdocs.yml")
    git("commit", "-q", "-m", "Begin")
    git("remote", "add", "origin", str(remote))
    command = [sys.executable, "-m", "mkdocs", "gh-deploy", "--strict"]
    done = subprocess.run(
        command, cwd=project.root, capture_output=True, text=True, check=False, env=environment()
    )
    assert done.returncode == 0, done.stdout + done.stderr
    published = git("ls-tree", "-r", "--name-only", "gh-pages", cwd=remote).splitlines()
    assert PAGE in published
    assert "decisions/decisions.json" in published
