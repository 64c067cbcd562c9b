"""One edit under ``mkdocs serve`` against the cold build: how long until the site is right again.

What is measured: the builds that ``mkdocs serve`` runs, in one process and with the plugin's memory of the
build before, without the server and its polling. An edit changes one rationale in the middle of the
history, so that its record, its session, its question and the indexes change. Of the time for an edit most
goes to what MkDocs does for every file of the site in each build (files, navigation, sitemap, search index)
and to folding all logs again; one log is read.

`BENCH_SESSIONS=100 make bench` measures fewer sessions.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import NamedTuple

import project
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

import corpus


class Taken(NamedTuple):
    """Seconds of one build."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} s ({self.cpu:.1f} s CPU)"


class Rebuilding:
    """The builds of ``mkdocs serve`` without its server and its polling."""

    def __init__(self, root: Path, site: Path) -> None:
        self._root = root
        self._site = site
        self._config = self._load()
        self._config.plugins.on_startup(command="serve", dirty=False)
        self.plugin = self._config.plugins["elixir-design"]

    def build(self) -> Taken:
        """Builds once."""
        wall, cpu = time.perf_counter(), time.process_time()
        build(self._config or self._load(), serve_url="http://127.0.0.1/")
        self._config = None
        return Taken(time.perf_counter() - wall, time.process_time() - cpu)

    def _load(self):
        return load_config(str(self._root / "mkdocs.yml"), site_dir=str(self._site))


def served(folder: Path, sessions: int) -> tuple[Rebuilding, list[Path]]:
    """A project with so many sessions, ready to be built, and its logs."""
    root = project.with_plugin(folder / "plugin")
    logs = corpus.write_corpus(root / "docs" / "elixir-sessions", sessions)
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    return Rebuilding(root, folder / "site"), logs


@pytest.mark.slow
def test_an_edit_reads_one_log_and_makes_few_pages_again(tmp_path):
    server, logs = served(tmp_path, sessions=60)
    server.build()
    pages = (tmp_path / "site" / "decisions").rglob("*.html")
    stamps = {page: page.stat().st_mtime_ns for page in pages}
    read = server.plugin._assembly.sources.logs_read
    corpus.edit_one(logs[30], "Edited.")
    server.build()
    assert server.plugin._assembly.sources.logs_read == read + 1
    again = [page for page, stamp in stamps.items() if page.stat().st_mtime_ns != stamp]
    assert len(stamps) > 600
    assert len(again) < 20
    session = tmp_path / "site" / "decisions" / "sessions" / logs[30].stem / "index.html"
    assert "Edited." in session.read_text(encoding="utf-8")


@pytest.mark.benchmark
@pytest.mark.slow
def test_an_edit_shows_in_a_quarter_of_the_cold_build(tmp_path, capsys):
    server, logs = served(tmp_path, sessions=project.SESSIONS)
    cold = server.build()
    edits = []
    for number in range(3):
        corpus.edit_one(logs[len(logs) // 2 + number], f"Edit {number}.")
        edits.append(server.build())
    with capsys.disabled():
        print(  # noqa: T201 - what a benchmark is for
            f"\nserve with {project.SESSIONS:,} sessions, {project.load()}: cold {cold}, "
            f"an edit {', '.join(map(str, edits))}"
        )
    assert min(edit.wall for edit in edits) <= cold.wall / 4
