"""Remembered pages are the pages that a fresh build makes, and few of them are made again."""

from __future__ import annotations

import pytest

import corpus
from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.log.reader import find_logs, read_log_file
from elixir_design.site.assembly.build import build_site
from elixir_design.site.memo import PageMemo
from elixir_design.site.options import SiteOptions

CATALOG = load_catalog(None)


@pytest.fixture
def logs(tmp_path):
    corpus.write_corpus(tmp_path, 12)
    return tmp_path


def site(folder, memo=None, **options):
    ledger = fold((read_log_file(path, path.name) for path in find_logs(folder)), CATALOG)
    return build_site(ledger, CATALOG, (), SiteOptions(**options), memo=memo)


def rewrite_a_rationale(paths):
    corpus.edit_one(paths[4], "Said anew.")


def rename_a_session(paths):
    text = paths[4].read_text(encoding="utf-8")
    paths[4].write_text(text.replace("# Elixir Design Session", "# Another title", 1), encoding="utf-8")


def shift_all_lines(paths):
    text = paths[4].read_text(encoding="utf-8")
    paths[4].write_text(text.replace("---\n", "A line more.\n\n---\n", 1), encoding="utf-8")


def remove_the_first_log(paths):
    paths[0].unlink()


def say_one_log_again_later(paths):
    later = paths[4].with_name("2030-01-01-0900.md")
    later.write_text(paths[4].read_text(encoding="utf-8"), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [rewrite_a_rationale, rename_a_session, shift_all_lines, remove_the_first_log, say_one_log_again_later],
    ids=lambda change: change.__name__,
)
def test_after_any_change_the_remembered_site_is_the_fresh_one(logs, change):
    memo = PageMemo()
    site(logs, memo)
    change(find_logs(logs))
    assert site(logs, memo).pages == site(logs).pages
    assert site(logs, memo).pages == site(logs).pages


def test_without_a_change_nothing_is_made_again(logs):
    memo = PageMemo()
    first = site(logs, memo)
    made = memo.made
    second = site(logs, memo)
    assert memo.made == made
    assert made > 100
    kept = {id(page) for page in first.pages}
    assert sum(id(page) in kept for page in second.pages) >= made


def test_a_new_rationale_makes_few_pages_again(logs):
    memo = PageMemo()
    site(logs, memo)
    before = memo.made
    rewrite_a_rationale(find_logs(logs))
    site(logs, memo)
    assert 1 <= memo.made - before <= 20


def test_other_options_make_everything_anew(logs):
    memo = PageMemo()
    site(logs, memo)
    assert site(logs, memo, base="elsewhere").pages == site(logs, base="elsewhere").pages


@pytest.mark.parametrize("table", ["ledger", "findings"])
def test_a_page_that_depends_on_everything_cannot_be_remembered(logs, table):
    def look(view):
        return list(getattr(view, table) if table != "ledger" else view.ledger.sessions)

    memo = PageMemo()
    site(logs, memo)
    with pytest.raises(RuntimeError, match=f"must not depend on the whole of `{table}`"):
        memo._make(None, look, "a page")
