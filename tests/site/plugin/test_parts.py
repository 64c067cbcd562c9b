"""The parts on which the plugin is built, one by one."""

from __future__ import annotations

import logging
import os

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from elixir_design.diagnostics import Diagnostic, Severity
from elixir_design.site.cache import FileMemo, FileStore
from elixir_design.site.files.front_matter import page_meta, page_text
from elixir_design.site.mkdocs.problems import ProblemLog
from elixir_design.site.model import Page

VALUES = st.recursive(
    st.text() | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.dictionaries(st.text(min_size=1), VALUES, max_size=4),
)
def test_front_matter_reads_back_as_it_was(title, metadata):
    page = Page("a.md", title, "# A\n", {key: value for key, value in metadata.items() if key != "title"})
    _, front, body = page_text(page).split("---\n", 2)
    assert yaml.safe_load(front) == page_meta(page)
    assert body == "\n# A\n"


def test_a_file_is_written_only_if_its_content_changed(tmp_path):
    store = FileStore(tmp_path)
    assert store.put("a/b.md", b"one")
    os.utime(tmp_path / "a/b.md", (1, 1))
    assert not store.put("a/b.md", b"one")
    assert not FileStore(tmp_path).put("a/b.md", b"one")
    assert (tmp_path / "a/b.md").stat().st_mtime == 1
    assert store.put("a/b.md", b"two")


def test_a_file_that_someone_deleted_is_written_again(tmp_path):
    store = FileStore(tmp_path)
    store.put("a.md", b"one")
    (tmp_path / "a.md").unlink()
    assert store.put("a.md", b"one")


def test_a_file_is_read_again_only_if_its_content_changed(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("one", encoding="utf-8")
    memo = FileMemo(lambda path, _name: path.read_text(encoding="utf-8"))
    assert memo.get(path, "a") == "one"
    os.utime(path, (1, 1))
    assert memo.get(path, "a") == "one"
    assert (memo.reads, memo.version) == (1, 1)
    path.write_text("two", encoding="utf-8")
    assert memo.get(path, "a") == "two"
    memo.keep_only([])
    assert (memo.reads, memo.version) == (2, 3)


class Heard(logging.Handler):
    """What a logger was told."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append((record.levelname, record.getMessage()))


@pytest.fixture
def heard():
    logger = logging.getLogger("a test of problems")
    logger.setLevel(logging.INFO)
    handler = Heard()
    logger.addHandler(handler)
    yield ProblemLog(logger), handler.lines
    logger.removeHandler(handler)


def problem(line, code="missing-rationale", severity=Severity.WARNING):
    return Diagnostic("a.md", line, 1, code, "no reason is given", severity, hint="add one")


def test_a_diagnostic_is_reported_with_its_place_and_hint(heard):
    problems, lines = heard
    problems.report([problem(3)], {})
    assert lines == [("WARNING", "a.md:3: missing-rationale: no reason is given (add one)")]


def test_a_diagnostic_is_reported_once_and_again_when_it_comes_back(heard):
    problems, lines = heard
    for found in ([problem(3)], [problem(3)], [], [problem(3)]):
        problems.report(found, {})
    assert len(lines) == 2


def test_many_of_a_kind_are_counted(heard):
    problems, lines = heard
    problems.report([problem(line) for line in range(1, 41)], {"missing-rationale": "info"})
    assert len(lines) == 6
    assert lines[-1] == ("INFO", "35 more of missing-rationale; `elixir-design lint` lists them all")


def test_a_level_by_code_wins_over_the_level_for_all(heard):
    problems, lines = heard
    levels = {"*": "ignore", "torn-entry": "error"}
    problems.report([problem(1), problem(2, "torn-entry", Severity.INFO)], levels)
    assert [level for level, _ in lines] == ["ERROR"]
