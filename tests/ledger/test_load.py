"""A folder of logs as one ledger: paths as people name them, and the files that the logs name."""

from __future__ import annotations

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.load import display_path, load_ledger

LOG = """\
# Session

**Goal:** state

## Dimension 2: State Model

### Decision

ETS

**Rationale:** fast
"""


def logs(root, text=LOG, name="2026-03-02-0900.md"):
    folder = root / "docs" / "sessions"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder


def test_every_log_of_the_folder_is_read_and_named_from_the_root(tmp_path):
    logs(tmp_path)
    folder = logs(tmp_path, LOG.replace("ETS", "Mnesia"), "2026-04-06-0900.md")
    ledger = load_ledger(folder, load_catalog(), root=tmp_path)
    assert [session.path for session in ledger.sessions] == [
        "docs/sessions/2026-03-02-0900.md",
        "docs/sessions/2026-04-06-0900.md",
    ]
    assert [decision.choice for decision in ledger.decisions] == ["ETS", "Mnesia"]
    assert ledger.problems == ()


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_ledger(tmp_path / "nowhere", load_catalog())


def test_a_file_outside_of_the_root_keeps_its_whole_path(tmp_path):
    outside = tmp_path / "elsewhere" / "log.md"
    assert display_path(outside, tmp_path / "project") == outside.as_posix()
    assert display_path(tmp_path / "project" / "docs" / "log.md", tmp_path / "project") == "docs/log.md"


def test_a_linked_folder_is_named_by_where_it_leads_and_a_linked_log_by_its_own_name(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "log.md").write_text(LOG)
    (tmp_path / "handbook").symlink_to(tmp_path / "docs")
    (tmp_path / "latest.md").symlink_to(tmp_path / "docs" / "log.md")
    assert display_path(tmp_path / "handbook" / "log.md", tmp_path) == "docs/log.md"
    assert display_path(tmp_path / "latest.md", tmp_path) == "latest.md"


class TestArtifacts:
    def problems(self, root, artifact):
        named = LOG.replace("**Goal:** state\n", f"**Goal:** state\n**Reference artifacts:** `{artifact}`\n")
        return load_ledger(logs(root, named), load_catalog(), root=root).problems

    def test_one_that_is_not_there_is_reported_where_the_log_names_it(self, tmp_path):
        (problem,) = self.problems(tmp_path, "reports/matrix.md")
        assert (problem.code, problem.path) == ("missing-artifact", "docs/sessions/2026-03-02-0900.md")
        assert (problem.line, problem.column) == (4, 27)
        assert "reports/matrix.md" in problem.message

    @pytest.mark.parametrize("place", ["reports", "docs/sessions/reports", "docs/reports"])
    def test_it_may_stand_at_the_root_beside_the_logs_or_above_them(self, tmp_path, place):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "matrix.md").write_text("")
        assert self.problems(tmp_path, "reports/matrix.md") == ()

    def test_a_name_that_no_file_can_have_is_missing_and_no_failure(self, tmp_path):
        (problem,) = self.problems(tmp_path, f"reports/{'x' * 300}.md")
        assert problem.code == "missing-artifact"
