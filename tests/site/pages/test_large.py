"""Many sessions: detail pages stay small, indexes turn pages, and time grows with the number of decisions."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import studio
from reading import html_of, read
from site_building import built

from elixir_design.ledger.fold import fold
from elixir_design.log.model import Item
from elixir_design.site.assembly.build import build_site

# What Material adds around a page that is not in the navigation, measured with nine index pages in it.
CHROME = 16_500
LARGEST = 25_000


def many(sessions):
    """Sessions that each revise one question, open one of their own and return to a topic."""
    logs = []
    for number in range(sessions):
        start = datetime(2020, 1, 1) + timedelta(days=number)  # noqa: DTZ001 - logs hold naive local times
        entries = [
            studio.entry(
                "Agent Loop", f"Loop {number}", rationale=("Because.",), trade_offs=(f"Cost {number}.",)
            ),
            studio.entry(f"Own {number}", "Something", rationale=("Because.",)),
            studio.entry(f"Topic {number % 40}", f"Answer {number}", rationale=("Because.",)),
        ]
        logs.append(
            studio.log(
                f"{start:%Y-%m-%d-%H%M}",
                f"Session {number}",
                *entries,
                next_steps=(Item(f"Measure build {number}", 41), Item("Ask the desk", 42, done=True)),
            )
        )
    return fold(logs, studio.CATALOG)


@pytest.fixture(scope="module")
def large():
    return built(many(350), draw=None, rows_per_page=100)


def test_the_page_of_a_decision_does_not_grow_with_the_number_of_sessions(large):
    few = built(many(3), draw=None)
    path = "records/2020-01-01-0000/own-0.md"
    assert abs(len(large[path].markdown) - len(few[path].markdown)) < 500


@pytest.mark.parametrize("folder", ["records/", "dimensions/", "lineage/chains/", "sessions/"])
def test_a_detail_page_stays_small_beside_its_text(large, folder):
    sizes = {path: len(page.markdown) for path, page in large.items() if path.startswith(folder)}
    for path in sorted(sizes, key=sizes.__getitem__)[-5:]:
        assert len(html_of(large[path])) - len(read(large[path]).text) + CHROME < LARGEST, path


@pytest.mark.parametrize(
    "index", ["index.md", "options.md", "timeline.md", "open.md", "lineage.md", "graph.md"]
)
def test_an_index_turns_pages_instead_of_growing(large, index):
    assert len(large[index].markdown) < 200_000
    assert any(
        path.startswith(f"{index.removesuffix('.md').replace('index', 'overview')}/") for path in large
    )


def test_every_decision_is_reached_from_an_index(large):
    linked = "".join(page.markdown for path, page in large.items() if path.startswith("options"))
    assert sum(1 for path in large if path.startswith("records/")) == 1050
    assert all(f"own-{number}/" in linked for number in range(350))


def test_a_long_chain_goes_on_on_further_pages(large):
    chain = [path for path in large if path.startswith("lineage/chains/agent-loop")]
    assert len(chain) == 59


def test_time_grows_with_the_number_of_decisions_not_faster():
    def seconds(sessions):
        ledger = many(sessions)
        start = time.process_time()
        built(ledger, draw=None)
        return time.process_time() - start

    seconds(20)
    small = min(seconds(60), seconds(60))
    assert seconds(240) < small * 4 * 2.2


def test_a_status_of_an_old_decision_is_all_that_a_new_session_changes():
    before, after = built(many(3), draw=None), built(many(4), draw=None)
    records = [path for path in before if path.startswith("records/")]
    changed = [path for path in records if replace(before[path]) != replace(after[path])]
    assert all("agent-loop" in path for path in changed)


def test_the_data_of_as_of_has_a_file_of_its_own_when_it_is_long():
    ledger = many(700)
    site = build_site(ledger, studio.CATALOG, (), studio.options())
    page = next(page for page in site.pages if page.path == "decisions/as-of.md")
    (script,) = read(page).all("script")
    assert script["text"] == ""
    assert script["data-src"] == "../assets/as-of.json"
    (data,) = [asset.content for asset in site.assets if asset.path == "decisions/assets/as-of.json"]
    assert len(json.loads(data)["decisions"]) == len(ledger.decisions)
    assert len(page.markdown) < 200_000
