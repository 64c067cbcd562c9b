"""What a build with the plugin puts on the site."""

from __future__ import annotations

import json

import pytest
from drawn import LATER_LOG, LOG, Html, log

TWO_LOGS = {LOG: log("First session", "ETS"), LATER_LOG: log("Second session", "Structs")}
SESSION_PAGE = "decisions/sessions/2026-03-02-0910/index.html"


def test_logs_become_pages_that_a_strict_build_accepts(draw):
    built = draw(TWO_LOGS).build("--strict")
    assert built.code == 0, built.output
    assert "First session" in built.text(SESSION_PAGE)
    assert "ETS" in built.text("decisions/index.html") or "Structs" in built.text("decisions/index.html")


def test_a_project_without_logs_builds(draw):
    built = draw().build("--strict")
    assert built.code == 0, built.output
    assert built.has("decisions/index.html")


def test_a_disabled_plugin_leaves_the_logs_as_pages_of_their_own(draw):
    built = draw(TWO_LOGS, plugin={"enabled": False}).build()
    assert built.has("elixir-sessions/2026-03-02-0910/index.html")
    assert not built.has("decisions/index.html")


def test_links_to_a_log_lead_to_its_page_and_its_old_address_leads_on(draw):
    home = "# Home\n\n[The log](elixir-sessions/2026-03-02-0910.md)\n"
    built = draw({**TWO_LOGS, "docs/index.md": home}).build("--strict")
    assert built.code == 0, built.output
    assert "decisions/sessions/2026-03-02-0910/" in built.page("index.html").hrefs
    redirect = built.page("elixir-sessions/2026-03-02-0910/index.html")
    assert redirect.hrefs == ["../../decisions/sessions/2026-03-02-0910/"]
    assert redirect.meta["robots"] == "noindex"


def test_the_edit_link_leads_to_the_log(draw):
    repository = {"repo_url": "https://example.org/team/app", "edit_uri": "edit/main/docs/"}
    features = {"theme": {"name": "material", "font": False, "features": ["content.action.edit"]}}
    built = draw(TWO_LOGS, config={**repository, **features}).build()
    assert f"https://example.org/team/app/edit/main/{LOG}" in built.page(SESSION_PAGE).hrefs


def test_the_edit_link_keeps_the_branch_for_logs_outside_of_the_docs_folder(draw):
    repository = {"repo_url": "https://example.org/team/app", "edit_uri": "edit/main/docs/"}
    features = {"theme": {"name": "material", "font": False, "features": ["content.action.edit"]}}
    files = {"design/2026-03-02-0910.md": log("First session", "ETS")}
    built = draw(files, plugin={"sessions": "design"}, config={**repository, **features}).build("--strict")
    assert built.code == 0, built.output
    assert (
        "https://example.org/team/app/edit/main/design/2026-03-02-0910.md" in built.page(SESSION_PAGE).hrefs
    )


@pytest.mark.parametrize(
    ("settings", "page"),
    [
        ({"use_directory_urls": False}, "decisions/sessions/2026-03-02-0910.html"),
        ({"site_url": ""}, SESSION_PAGE),
        (
            {"theme": {"name": "material", "font": False, "features": ["navigation.instant"]}},
            SESSION_PAGE,
        ),
        ({"theme": {"name": "readthedocs"}}, SESSION_PAGE),
    ],
    ids=["files as addresses", "no address", "instant navigation", "another theme"],
)
def test_other_ways_to_set_up_a_site(draw, settings, page):
    built = draw(TWO_LOGS, config=settings).build("--strict")
    assert built.code == 0, built.output
    assert built.has(page)


def test_no_page_asks_another_host_for_anything(draw):
    built = draw(TWO_LOGS).build()
    for page in built.site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for attribute in (
            'src="http',
            "src='http",
            'rel="stylesheet" href="http',
            "@import",
            'rel="preconnect"',
        ):
            assert attribute not in text, page


def test_the_search_finds_decisions(draw):
    built = draw(TWO_LOGS).build()
    entries = json.loads(built.text("search/search_index.json"))["docs"]
    assert any(entry["location"].startswith("decisions/records/2026-03-02-0910/") for entry in entries)


def test_the_search_finds_what_a_decision_weighed_with_it_and_not_again_with_its_question(draw):
    options = "\n### Options Presented\n1. **Redis**\n   - Cons: a server of its own\n2. **ETS**\n"
    first, later = log("One", "Redis") + options, log("Two", "ETS, for zebras") + options
    built = draw({LOG: first, LATER_LOG: later}).build()
    entries = json.loads(built.text("search/search_index.json"))["docs"]

    def found(words):
        texts = ((entry["location"].split("#")[0], entry["text"]) for entry in entries)
        return {location for location, text in texts if words in text}

    weighed = found("a server of its own")
    assert {location.split("/")[1] for location in weighed} == {"records", "sessions", "options"}
    assert "decisions/dimensions/state-model/" in found("for zebras")


def test_the_site_holds_the_decisions_for_programs(draw):
    built = draw(TWO_LOGS).build()
    data = json.loads(built.text("decisions/decisions.json"))
    assert [decision["status"] for decision in data["decisions"]] == ["superseded", "decided"]
    assert "https://example.org/sub/decisions/" in built.text("llms.txt")
    assert "https://example.org/sub/decisions/" in built.text("decisions/feed.xml")


def test_feed_and_llms_can_be_left_out(draw):
    built = draw(TWO_LOGS, plugin={"feed": False, "llms": False}).build("--strict")
    assert not built.has("decisions/feed.xml")
    assert not built.has("llms.txt")


def test_a_page_of_the_user_that_is_in_the_way_is_reported(draw):
    built = draw({**TWO_LOGS, "docs/decisions/index.md": "# Mine\n"}).build()
    assert any("'decisions/index.md' in the docs folder gives way" in line for line in built.warnings)


def test_pages_lie_in_the_cache_where_plugins_look_for_files_and_are_written_once(draw):
    project = draw(TWO_LOGS)
    project.build()
    page = project.root / ".cache/plugin/elixir-design/pages/decisions/sessions/2026-03-02-0910.md"
    first = page.stat().st_mtime_ns
    project.build()
    assert page.stat().st_mtime_ns == first


def test_raw_html_in_a_log_is_shown_as_text(draw):
    built = draw(
        {LOG: log("First", "ETS", '<script>alert("x")</script><img src=x onerror=alert(1)>')}
    ).build()
    for page in (built.site / "decisions").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert '<script>alert("x")' not in text
        assert "<img src=x" not in text


def test_a_choice_by_aspect_shows_no_markup(draw):
    table = "\n\n| Aspect | Choice |\n| --- | --- |\n| Writes | ETS |\n| Reads & *scans* | Structs |\n"
    text = log("First", "ETS").replace("**Choice**: ETS", table.strip())
    built = draw({LOG: text, LATER_LOG: text.replace("# First", "# Second")}).build()
    assert built.code == 0, built.output
    pages = list((built.site / "decisions").rglob("*.html"))
    assert any("ed-aspect" in page.read_text(encoding="utf-8") for page in pages)
    for page in pages:
        words = Html(page.read_text(encoding="utf-8")).words
        assert "ed-aspect" not in words, page
        assert "<span" not in words, page
