"""Old addresses of sessions that were renamed."""

from __future__ import annotations

import posixpath
import re

import pytest
import studio
from hypothesis import given
from hypothesis import strategies as st
from site_building import built

from elixir_design.site.assembly.build import build_site
from elixir_design.site.renamed import former_names

RENAMED = {"2026-02-09-0900": "2026-02-09-1400", "loops": "2026-02-09-0900"}


def test_a_session_and_its_decisions_keep_all_their_old_addresses():
    pages = built(renamed=RENAMED)
    assert pages["sessions/2026-02-09-1400.md"].metadata["aliases"] == (
        "decisions/sessions/2026-02-09-0900.md",
        "decisions/sessions/loops.md",
    )
    record = pages["records/2026-02-09-1400/agent-loop.md"]
    assert record.metadata["aliases"][0] == "decisions/records/2026-02-09-0900/agent-loop.md"


def test_what_was_not_renamed_has_no_old_address():
    assert not any("aliases" in page.metadata for page in built().values())
    assert "aliases" not in built(renamed=RENAMED)["sessions/2026-01-12-0900.md"].metadata


@pytest.mark.parametrize(
    ("directory_urls", "old", "new"),
    [
        (True, "decisions/sessions/loops/index.html", "/decisions/sessions/2026-02-09-1400"),
        (False, "decisions/sessions/loops.html", "/decisions/sessions/2026-02-09-1400.html"),
    ],
)
def test_an_old_address_sends_readers_on(directory_urls, old, new):
    options = studio.options(renamed=RENAMED, use_directory_urls=directory_urls)
    site = build_site(studio.ledger(), studio.CATALOG, (), options)
    (page,) = [asset.content.decode() for asset in site.assets if asset.path == old]
    (url,) = re.findall(r'content="0; url=([^"]+)"', page)
    assert posixpath.normpath(posixpath.join("/", posixpath.dirname(old), url)) == new


def test_a_name_that_another_session_has_today_is_that_session_s_own():
    options = studio.options(renamed={"2026-01-12-0900": "2026-02-09-1400"})
    site = build_site(studio.ledger(), studio.CATALOG, (), options)
    assert not any("sessions/2026-01-12-0900" in asset.path for asset in site.assets)


@given(st.dictionaries(st.sampled_from("abcde"), st.sampled_from("abcde")))
def test_renamings_that_go_in_a_circle_come_to_an_end(renamed):
    assert "a" not in former_names(renamed, "a")
