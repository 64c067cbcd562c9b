"""Under ``mkdocs serve``: an edit shows at once, once, and leaves the site as a clean build would make it."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import drawn
import pytest
from drawn import LATER_LOG, LOG, log
from mkdocs.commands.build import build
from mkdocs.config import load_config
from served import serve

TWO_LOGS = {LOG: log("First session", "ETS"), LATER_LOG: log("Second session", "Structs")}
PAGE = "decisions/sessions/2026-03-02-0910/"


@pytest.mark.slow
@pytest.mark.parametrize("name", [LOG, LOG.replace(".md", ".MD"), LOG.replace(".md", ".markdown")])
def test_an_edit_of_a_log_shows_after_one_build(draw, name):
    project = draw({name: TWO_LOGS[LOG], LATER_LOG: TWO_LOGS[LATER_LOG]}, config={"site_url": ""})
    with serve(project.root) as server:
        server.wait_for(PAGE, "It costs one conversation.")
        project.edit(name, log("First session", "ETS", "Because of the mailbox."))
        server.wait_for(PAGE, "Because of the mailbox.")
        # A loop would show within a few of MkDocs's polling intervals of half a second.
        time.sleep(3)
        assert server.builds == 2, "\n".join(server.lines())


@pytest.mark.slow
def test_logs_reports_and_catalogs_outside_of_the_docs_folder_are_watched(draw):
    files = {"design/2026-03-02-0910.md": log("First session", "ETS"), "reports/synthesis/a.md": "# A\n"}
    project = draw(files, plugin={"sessions": "design"}, config={"site_url": ""})
    with serve(project.root) as server:
        server.wait_for(PAGE, "It costs one conversation.")
        project.edit("design/2026-03-02-0910.md", log("First session", "ETS", "Because of the mailbox."))
        server.wait_for(PAGE, "Because of the mailbox.")
        project.edit("reports/synthesis/a.md", "# A changed report\n")
        server.wait_for_builds(3)


class Rebuilding:
    """The builds of ``mkdocs serve`` without its server: one plugin, a configuration for each build."""

    def __init__(self, project: drawn.Project, site: Path) -> None:
        self.project = project
        self.site = site
        config = self._config()
        config.plugins.on_startup(command="serve", dirty=False)
        self.plugin = config.plugins["elixir-design"]
        build(config, serve_url="http://127.0.0.1/")

    def _config(self):
        return load_config(str(self.project.root / "mkdocs.yml"), site_dir=str(self.site))

    def build(self) -> None:
        """Builds again."""
        build(self._config(), serve_url="http://127.0.0.1/")

    def written_after(self, action) -> set[str]:
        """The pages that the build after an action wrote."""
        stamps = {path: path.stat().st_mtime_ns for path in self.site.rglob("*.html")}
        action()
        self.build()
        return {
            path.relative_to(self.site).as_posix()
            for path in self.site.rglob("*.html")
            if stamps.get(path) != path.stat().st_mtime_ns
        }


@pytest.fixture
def rebuilding(draw, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772442600")
    logging.getLogger("mkdocs").setLevel(logging.WARNING)

    def start(files=None, **settings):
        return Rebuilding(draw(files or TWO_LOGS, **settings), tmp_path / "served")

    return start


def clean_build(project: drawn.Project, folder: Path) -> None:
    config = load_config(str(project.root / "mkdocs.yml"), site_dir=str(folder))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1/")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def no_change(_project):
    """Nothing at all."""


def edit_a_rationale(project):
    project.edit(LOG, log("First session", "ETS", "Because of the mailbox."))


def add_a_log(project):
    project.edit("docs/elixir-sessions/2026-05-05-0900.md", log("Third session", "Mnesia"))


def remove_a_log(project):
    (project.root / LATER_LOG).unlink()


def take_up_another_question(project):
    project.edit(LATER_LOG, log("Second session", "Telemetry", question="Observability"))


def rename_a_session(project):
    project.edit(LOG, log("The first of all sessions", "ETS"))


def add_a_page(project):
    project.edit("docs/new.md", "# New\n")


def change_the_home_page(project):
    project.edit("docs/index.md", "# Another title\n\nWords.\n")


def change_the_configuration(project):
    project.config = {**project.config, "site_name": "Renamed", "extra_css": ["x.css"]}
    project.write()


CHANGES = [
    no_change,
    edit_a_rationale,
    add_a_log,
    remove_a_log,
    take_up_another_question,
    rename_a_session,
    add_a_page,
    change_the_home_page,
]


@pytest.mark.parametrize("change", [*CHANGES, change_the_configuration], ids=lambda change: change.__name__)
def test_after_a_change_the_site_is_what_a_clean_build_makes(rebuilding, tmp_path, change):
    files = {**TWO_LOGS, "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n"}
    server = rebuilding(files, plugins=["search", "tags"])
    change(server.project)
    server.build()
    # Twice: what the second build left alone must be right for the third, too.
    server.build()
    clean_build(server.project, tmp_path / "clean")
    assert contents(server.site) == contents(tmp_path / "clean")


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_the_same_holds_for_the_themes_of_mkdocs(rebuilding, tmp_path, theme):
    server = rebuilding(config={"theme": {"name": theme}})
    edit_a_rationale(server.project)
    server.build()
    clean_build(server.project, tmp_path / "clean")
    assert contents(server.site) == contents(tmp_path / "clean")


def test_only_the_pages_that_an_edit_touches_are_made_again(rebuilding):
    server = rebuilding()
    sources = server.plugin._assembly.sources
    before = sources.logs_read
    written = server.written_after(lambda: edit_a_rationale(server.project))
    assert f"{PAGE}index.html" in written
    assert "decisions/sessions/2026-04-01-1400/index.html" not in written
    assert sources.logs_read == before + 1


def test_nothing_of_ours_is_made_again_when_another_page_changes(rebuilding):
    server = rebuilding()
    written = server.written_after(
        lambda: server.project.edit("docs/index.md", "# Home\n\nOther words, same title.\n")
    )
    assert {page for page in written if page.startswith("decisions/")} == set()


def test_a_new_title_in_the_navigation_reaches_every_page(rebuilding):
    server = rebuilding()
    change_the_home_page(server.project)
    server.build()
    assert "Another title" in (server.site / PAGE / "index.html").read_text(encoding="utf-8")


def test_a_changed_template_of_the_user_reaches_every_page(rebuilding):
    files = {
        **TWO_LOGS,
        "theme/main.html": '{% extends "base.html" %}{% block announce %}One{% endblock %}\n',
    }
    server = rebuilding(files, config={"theme": {"name": "material", "font": False, "custom_dir": "theme"}})
    server.project.edit("theme/main.html", files["theme/main.html"].replace("One", "Another news"))
    server.build()
    assert "Another news" in (server.site / PAGE / "index.html").read_text(encoding="utf-8")


def test_a_template_that_shows_all_pages_makes_every_page_anew(rebuilding):
    template = '{% extends "base.html" %}{% block announce %}{{ pages|length }} pages{% endblock %}\n'
    files = {**TWO_LOGS, "theme/main.html": template}
    server = rebuilding(files, config={"theme": {"name": "material", "font": False, "custom_dir": "theme"}})
    written = server.written_after(lambda: edit_a_rationale(server.project))
    assert "decisions/sessions/2026-04-01-1400/index.html" in written


def test_a_glossary_that_is_added_to_every_page_makes_every_page_anew(rebuilding, tmp_path):
    files = {**TWO_LOGS, "docs/words.txt": "*[ETS]: tables in memory\n"}
    server = rebuilding(files, config={"markdown_extensions": []})
    snippets = {"base_path": [str(server.project.root / "docs")], "auto_append": ["words.txt"]}
    server.project.config["markdown_extensions"] = ["abbr", {"pymdownx.snippets": snippets}]
    server.project.write()
    server.build()
    server.project.edit("docs/words.txt", "*[ETS]: Erlang's tables\n")
    server.build()
    assert "Erlang's tables" in (server.site / PAGE / "index.html").read_text(encoding="utf-8")
    clean_build(server.project, tmp_path / "clean")
    assert contents(server.site) == contents(tmp_path / "clean")


EXTENSION = """\
from pathlib import Path
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

class Footer(Postprocessor):
    def run(self, text):
        return text + Path(__file__).with_name("footer.txt").read_text()

class Adds(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Footer(md), "footer", 1)

def makeExtension(**settings):
    return Adds(**settings)
"""


@pytest.mark.parametrize("trusted", [False, True])
def test_an_extension_that_may_read_files_makes_every_page_anew_unless_it_is_trusted(
    rebuilding, monkeypatch, tmp_path, trusted
):
    module = f"adds_a_footer_{trusted}"
    (tmp_path / f"{module}.py").write_text(EXTENSION, encoding="utf-8")
    (tmp_path / "footer.txt").write_text("One", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    server = rebuilding(
        config={"markdown_extensions": [module]}, plugin={"trusted_plugins": [module]} if trusted else {}
    )
    written = server.written_after(lambda: edit_a_rationale(server.project))
    assert ("decisions/sessions/2026-04-01-1400/index.html" in written) is not trusted


HOOK = "def on_page_content(html, page, **_):\n    return html + '<p>Seen</p>'\n"


def test_a_plugin_that_sees_every_page_makes_every_page_anew(rebuilding):
    server = rebuilding({**TWO_LOGS, "hook.py": HOOK}, config={"hooks": ["hook.py"]})
    written = server.written_after(lambda: edit_a_rationale(server.project))
    assert "decisions/sessions/2026-04-01-1400/index.html" in written


def test_a_plugin_that_the_user_trusts_does_not(rebuilding):
    server = rebuilding(
        {**TWO_LOGS, "hook.py": HOOK},
        config={"hooks": ["hook.py"]},
        plugin={"trusted_plugins": ["hook.py"]},
    )
    written = server.written_after(lambda: edit_a_rationale(server.project))
    assert "decisions/sessions/2026-04-01-1400/index.html" not in written


def test_incremental_builds_can_be_switched_off(rebuilding):
    server = rebuilding(plugin={"incremental": False})
    written = server.written_after(lambda: edit_a_rationale(server.project))
    assert "decisions/sessions/2026-04-01-1400/index.html" in written


def test_a_failed_build_leaves_nothing_stale(rebuilding, tmp_path):
    server = rebuilding({**TWO_LOGS, "own.yml": ""}, config={"hooks": []})
    (server.project.root / "mkdocs.yml").rename(tmp_path / "kept.yml")
    server.project.plugin = {"sections": ["nonsense"]}
    server.project.write()
    with pytest.raises(SystemExit):
        server.build()
    (tmp_path / "kept.yml").replace(server.project.root / "mkdocs.yml")
    edit_a_rationale(server.project)
    server.build()
    clean_build(server.project, tmp_path / "clean")
    assert contents(server.site) == contents(tmp_path / "clean")
