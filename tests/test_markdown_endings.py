"""A log is a log by whatever ending Markdown has, and in folders inside, on every surface."""

import asyncio
import json
from datetime import datetime

import pytest
from click.testing import CliRunner
from mcp import Client
from mkdocs.commands.build import build
from mkdocs.config import load_config

from elixir_design.catalog.loader import load_catalog
from elixir_design.cli import main
from elixir_design.commands.session import open_session
from elixir_design.facilitation.answers import Answer, AnsweredBy
from elixir_design.facilitation.mcp.server import build_server
from elixir_design.facilitation.session import DesignSession
from elixir_design.ledger.load import load_ledger
from elixir_design.log.reader import read_log_file
from elixir_design.log.writing.render import Header
from elixir_design.log.writing.writer import create_log

SESSIONS = "docs/elixir-sessions"
STEM = "2026-03-02-0910"
NAMES = [f"{STEM}{ending}" for ending in (".markdown", ".MD", ".Markdown")]
WHY = "Because of the mailbox."
LOG = (
    "# First session\n\n## Dimension 2: State Model\n\n### Decision\n**Choice**: ETS\n"
    f"**Rationale**: {WHY}\n**Trade-offs accepted**: none\n"
)
CONFIG = "site_name: s\ntheme: {name: material, font: false}\nplugins: [{elixir-design: {diagrams: false}}]\n"


@pytest.fixture(params=[*NAMES[:2], f"backend/{STEM}.MD", f"backend/deep/{STEM}.markdown"])
def project(request, tmp_path, monkeypatch):
    """A project with one log; a test runs in it, so that the usual places are its own."""
    log = tmp_path / SESSIONS / request.param
    log.parent.mkdir(parents=True)
    log.write_text(LOG, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, code=0):
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == code, done.output
    return done.output


def the_log(project):
    (path,) = [path for path in (project / SESSIONS).rglob(f"{STEM}.*") if path.is_file()]
    return path


def test_export(project):
    exported = json.loads(run("export"))
    assert [one["path"] for one in exported["sessions"]] == [the_log(project).relative_to(project).as_posix()]
    assert [one["title"] for one in exported["decisions"]] == ["State Model"]


def test_lint(project):
    assert run("lint").strip() == "1 session, 1 entry read: nothing to report"
    path = the_log(project)
    path.write_text(LOG.replace(f"**Rationale**: {WHY}\n", ""), encoding="utf-8")
    said = run("lint")
    assert f"{path.relative_to(project).as_posix()}:6:" in said
    assert "missing-rationale" in said


@pytest.mark.usefixtures("project")
def test_status_and_list():
    assert "ETS" in run("session", "status")
    assert STEM in run("session", "list")


@pytest.mark.slow
@pytest.mark.usefixtures("project")
def test_scaffold():
    run("scaffold", "harbour", "--dry-run")


@pytest.mark.slow
def test_the_site(project):
    source = the_log(project).relative_to(project / "docs").as_posix()
    (project / "docs/index.md").write_text(f"# Home\n\n[the log]({source})\n", encoding="utf-8")
    build(load_config("mkdocs.yml", site_dir="site"))
    (page,) = (project / "site/decisions/sessions").rglob("index.html")
    assert WHY in page.read_text(encoding="utf-8")
    files = [path for path in (project / "site").rglob("*") if path.is_file()]
    assert [path for path in files if b"**Choice**: ETS" in path.read_bytes()] == []  # the raw log
    address = page.parent.relative_to(project / "site").as_posix()
    assert f'href="{address}/"' in (project / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_site_that_follows_edits(project):
    config = load_config("mkdocs.yml", site_dir="site")
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1/")
    path = the_log(project)
    path.write_text(LOG.replace(WHY, "Because of the many readers."), encoding="utf-8")
    build(load_config("mkdocs.yml", site_dir="site"), serve_url="http://127.0.0.1/")
    (page,) = (project / "site/decisions/sessions").rglob("index.html")
    assert "Because of the many readers." in page.read_text(encoding="utf-8")


def test_an_assistant(project):
    async def conversation():
        server = build_server(open_session(project / SESSIONS, None, project / "reports", None))
        async with Client(server) as client:
            result = await client.call_tool("session_status", {})
            (listed,) = result.structured_content["sessions"]
            assert listed["id"].endswith(STEM)
            assert listed["entries"] == "1 decided"

    asyncio.run(asyncio.wait_for(conversation(), 60))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("asked", ["", STEM, "the name"])
def test_a_session_goes_on_in_its_own_file(tmp_path, name, asked):
    created = create_log(tmp_path / SESSIONS, Header(datetime.fromisoformat("2026-03-02T09:10")))
    log = created.rename(created.with_name(name))
    design = DesignSession(tmp_path / SESSIONS, load_catalog(), tmp_path / "reports")
    assert design.unfinished() == STEM
    assert design.resume(name if asked == "the name" else asked).id == STEM
    (question,) = [one for one in design.state().questions if one.key == "state-model"]
    design.record(question, Answer("ETS", WHY), AnsweredBy.TERMINAL)
    assert [path.name for path in (tmp_path / SESSIONS).iterdir() if path.suffix] == [name]
    assert [entry.title for entry in read_log_file(log).entries] == ["State Model"]


@pytest.mark.parametrize("name", NAMES)
def test_a_new_session_takes_no_name_that_another_ending_has(tmp_path, name):
    (tmp_path / name).write_text(LOG, encoding="utf-8")
    created = create_log(tmp_path, Header(datetime.fromisoformat("2026-03-02T09:10")))
    assert created.name == f"{STEM}-2.md"
    problems = load_ledger(tmp_path, load_catalog(), tmp_path).problems
    assert "duplicate-session" not in {problem.code for problem in problems}


@pytest.mark.parametrize("name", NAMES)
def test_a_revision_names_the_file_of_what_it_revises(tmp_path, name):
    (tmp_path / name).write_text(LOG, encoding="utf-8")
    design = DesignSession(tmp_path, load_catalog(), tmp_path / "reports")
    design.plan("revise")
    (question,) = [one for one in design.state().questions if one.key == "state-model"]
    design.record(question, Answer("Mnesia", "It spans nodes."), AnsweredBy.TERMINAL)
    assert f"(`{name}`)" in design.log.read_text(encoding="utf-8")
    old, new = load_ledger(tmp_path, load_catalog(), tmp_path).decisions
    assert old.superseded_by == new.id
