"""``mkdocs gh-deploy`` publishes the pages: real git, and a bare repository in place of the hosting site."""

import os
import subprocess
import sys

import pytest

LOG = """\
# Session: what to do first

### Dimension 1: Process Architecture

**Decision:** GenServer per conversation

**Rationale:** It is what we know.
"""
CONFIG = """\
site_name: Casebook
site_url: https://casebook.example/docs/
theme: {name: mkdocs}
plugins: [elixir-design]
"""


def run(*command, cwd):
    environment = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.com",
    }
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def deploy(project):
    run(sys.executable, "-m", "mkdocs", "gh-deploy", "--strict", cwd=project)


@pytest.fixture
def hosting(tmp_path):
    """A bare repository, as a hosting site has it."""
    run("git", "init", "--quiet", "--bare", "hosting.git", cwd=tmp_path)
    return tmp_path / "hosting.git"


@pytest.fixture
def project(tmp_path, hosting):
    folder = tmp_path / "project"
    (folder / "docs" / "elixir-sessions").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Casebook\n")
    (folder / "docs" / "elixir-sessions" / "2026-03-02-0900.md").write_text(LOG)
    (folder / "mkdocs.yml").write_text(CONFIG)
    run("git", "init", "--quiet", "--initial-branch", "main", cwd=folder)
    run("git", "remote", "add", "origin", str(hosting), cwd=folder)
    run("git", "add", ".", cwd=folder)
    run("git", "commit", "--quiet", "--message", "Begin", cwd=folder)
    return folder


def published(hosting):
    return set(run("git", "ls-tree", "-r", "--name-only", "gh-pages", cwd=hosting).splitlines())


def test_the_pages_arrive_on_the_branch_for_pages(project, hosting):
    deploy(project)
    files = published(hosting)
    assert {"index.html", ".nojekyll", "llms.txt"} <= files
    assert {"decisions/index.html", "decisions/decisions.json", "decisions/feed.xml"} <= files
    page = run("git", "show", "gh-pages:decisions/index.html", cwd=hosting)
    assert "GenServer per conversation" in page


def test_a_later_session_is_published_and_earlier_addresses_stay(project, hosting):
    deploy(project)
    before = published(hosting)
    later = LOG.replace("Process Architecture", "State Model").replace("GenServer per conversation", "ETS")
    (project / "docs" / "elixir-sessions" / "2026-04-02-0900.md").write_text(later)
    deploy(project)
    pages = {path for path in before if path.endswith(".html")}
    assert pages < published(hosting)
    assert run("git", "rev-list", "--count", "gh-pages", cwd=hosting).strip() == "2"


def test_publishing_leaves_the_sources_as_they_are(project):
    deploy(project)
    changed = run("git", "status", "--porcelain", cwd=project).splitlines()
    assert {line.split()[1].split("/")[0] for line in changed} <= {"site", ".cache"}
