"""Addresses: how one page reaches another, and that every link of the site leads somewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import page_address, read, target
from site_building import built

from elixir_design.site.links import Addresses, path_segment, url_for


@pytest.mark.parametrize(
    ("here", "there", "directory", "plain"),
    [
        ("d/index.md", "d/index.md", "./", "index.html"),
        ("d/index.md", "d/a/b.md", "a/b/", "a/b.html"),
        ("d/a/b.md", "d/index.md", "../../", "../index.html"),
        ("d/a/b.md", "d/a/c.md", "../c/", "c.html"),
        ("d/a/b.md", "d/e.css", "../../e.css", "../e.css"),
        ("index.md", "d/index.md", "d/", "d/index.html"),
        ("d/a.md", "index.md", "../../", "../index.html"),
        ("d/a.md", "d/ä ö.md", "../%C3%A4%20%C3%B6/", "%C3%A4%20%C3%B6.html"),
        ("d/a.md", "README.md", "../../", "../index.html"),
    ],
)
def test_a_page_reaches_another_by_a_relative_address(here, there, directory, plain):
    assert url_for(here, there, directory_urls=True) == directory
    assert url_for(here, there, directory_urls=False) == plain


def test_an_anchor_on_the_same_page_needs_no_path():
    assert url_for("a/b.md", "a/b.md", directory_urls=True, anchor="x y") == "#x%20y"


@given(st.text(max_size=300))
def test_any_name_becomes_one_safe_segment(name):
    segment = path_segment(name)
    assert segment
    assert "/" not in segment
    assert "\\" not in segment
    assert not segment.startswith((".", "-"))
    assert len(segment.encode()) <= 255
    assert segment.lower() not in {"index", "readme"}


@given(st.lists(st.text(max_size=80), min_size=2, max_size=2, unique=True))
def test_two_names_never_share_an_address(names):
    first, second = map(path_segment, names)
    assert first != second


def test_ordinary_ids_stay_as_they_are():
    addresses = Addresses("decisions")
    assert (
        addresses.record("2026-01-12-0900", "agent-loop") == "decisions/records/2026-01-12-0900/agent-loop.md"
    )
    assert addresses.session("2026-01-12-0900") == "decisions/sessions/2026-01-12-0900.md"
    assert addresses.dimension("agent-loop") == "decisions/dimensions/agent-loop.md"


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("base", ["decisions", "a/b", ""])
def test_every_link_of_the_site_leads_to_a_page_and_every_anchor_exists(base, directory_urls):
    pages = {page.path: page for page in built(base=base, use_directory_urls=directory_urls).values()}
    readings = {path: read(page) for path, page in pages.items()}
    by_address = {page_address(path, directory_urls=directory_urls).strip("/"): path for path in pages}
    broken = []
    for path, reading in readings.items():
        for href in reading.links():
            if href.startswith(("http", "?", "mailto:")):
                continue
            assert not href.startswith("/"), f"{path} has an absolute link {href}"
            address, anchor = target(path, href, directory_urls=directory_urls)
            if address not in by_address or (anchor and anchor not in readings[by_address[address]].ids()):
                broken.append((path, href))
    assert broken == []


def test_no_id_occurs_twice_on_a_page(pages):
    for path, page in pages.items():
        ids = read(page).ids()
        assert len(ids) == len(set(ids)), path
