"""Where the index pages stand in the navigation."""

from __future__ import annotations

import re

from drawn import LOG, log

from elixir_design.site.mkdocs.navigation import Placement, place_in_nav
from elixir_design.site.model import Page

PAGES = [Page("decisions/index.md", "Overview", ""), Page("decisions/timeline.md", "Timeline", "")]
ENTRIES = [{"Overview": "decisions/index.md"}, {"Timeline": "decisions/timeline.md"}]
SECTION = {"Decisions": ENTRIES}
AT_END = Placement("decisions", "Decisions")
ONE_LOG = {LOG: log("First session", "ETS"), "docs/guide.md": "# Guide\n"}


def test_without_a_written_navigation_there_is_nothing_to_place():
    assert place_in_nav(None, PAGES, AT_END) is None


def test_the_section_goes_to_the_end_or_the_start():
    nav = ["index.md"]
    assert place_in_nav(nav, PAGES, AT_END) == ["index.md", SECTION]
    assert place_in_nav(nav, PAGES, Placement("decisions", "Decisions", "start")) == [SECTION, "index.md"]
    assert place_in_nav(nav, PAGES, Placement("decisions", "Decisions", "none")) == ["index.md"]


def test_an_entry_for_the_folder_becomes_the_section_where_it_stands():
    nav = [{"Design": [{"What stands": "decisions/"}]}, "index.md"]
    assert place_in_nav(nav, PAGES, AT_END) == [{"Design": [{"What stands": ENTRIES}]}, "index.md"]


def test_a_bare_entry_for_the_folder_spreads_its_pages():
    assert place_in_nav([{"Design": ["a.md", "decisions/"]}], PAGES, AT_END) == [
        {"Design": ["a.md", *ENTRIES]}
    ]


def test_a_navigation_that_names_a_generated_page_is_left_as_it_is():
    nav = ["index.md", {"Ours": "decisions/timeline.md"}]
    assert place_in_nav(nav, PAGES, AT_END) == nav


def test_an_entry_for_a_log_follows_to_its_page():
    moved = {"elixir-sessions/a.md": "decisions/sessions/a.md"}
    nav = [{"The first": "elixir-sessions/a.md"}]
    placement = Placement("decisions", "Decisions", "none", moved)
    assert place_in_nav(nav, PAGES, placement) == [{"The first": "decisions/sessions/a.md"}]


def test_links_and_other_entries_stay(draw):
    nav = [{"Home": "index.md"}, {"Elsewhere": "https://example.org/"}, "guide.md"]
    built = draw(ONE_LOG, config={"nav": nav}).build("--strict")
    assert built.code == 0, built.output
    titles = built.page("index.html").nav
    assert titles[:4] == ["Home", "Elsewhere", "Guide", "Decisions"]
    assert "Timeline" in titles


def test_an_automatic_navigation_has_the_index_pages_in_their_own_order(draw):
    built = draw(ONE_LOG, plugin={"nav": {"title": "What stands"}}).build("--strict")
    assert built.code == 0, built.output
    titles = built.page("index.html").nav
    assert "What stands" in titles
    own = titles[titles.index("What stands") :]
    assert own.index("Timeline") < own.index("Health")
    assert "Elixir sessions" not in titles


def test_detail_pages_are_not_in_the_navigation(draw):
    built = draw(ONE_LOG).build()
    assert "First session" not in built.page("index.html").nav


def test_a_log_that_the_user_put_into_the_navigation_is_shown_by_its_page(draw):
    nav = ["index.md", {"The first": "elixir-sessions/2026-03-02-0910.md"}, "guide.md"]
    built = draw(ONE_LOG, config={"nav": nav}).build("--strict")
    assert built.code == 0, built.output
    assert "decisions/sessions/2026-03-02-0910/" in built.page("index.html").hrefs


def test_pages_outside_of_the_navigation_show_the_section_that_they_belong_to(draw):
    nav = ["index.md", {"Design": [{"What stands": "decisions/"}]}]
    built = draw(ONE_LOG, config={"nav": nav}).build("--strict")
    assert built.code == 0, built.output
    active = re.compile(r'md-nav__item--active.*?<span class="md-ellipsis">\s*(.*?)\s*</span>', re.DOTALL)
    page = built.page("decisions/sessions/2026-03-02-0910/index.html")
    assert active.findall(page.source) == ["Design", "What stands"]
    assert active.findall(built.page("index.html").source)[0] == "Home"
