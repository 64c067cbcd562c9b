"""A reader's walk through the decisions of the ferry desk, in a real browser."""

from __future__ import annotations

import re

import pytest

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect

pytestmark = pytest.mark.browser

QUESTIONS = [
    "Process Architecture",
    "Agent Loop",
    "Observability",
    "Error Handling",
    "Fares in Foreign Currency",
]
# How the first decision on the loop is called in the graph.
FIRST_LOOP = re.compile(r"Agent Loop.*2026-02-02", re.DOTALL)


def shown(page):
    """The questions whose rows can be seen, from top to bottom."""
    rows = page.locator("[data-ed-table] tbody tr:visible th a:first-child")
    return [" ".join(text.split()) for text in rows.all_text_contents()]


def test_from_the_overview_to_a_question_to_its_session_and_back(open_page, site):
    page = open_page("decisions/")
    page.get_by_role("rowheader").get_by_role("link", name="Agent Loop").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Agent Loop")
    expect(page.locator(".ed-choice").first).to_contain_text("State machine via :gen_statem")

    page.locator(".ed-facts").get_by_role("link", name="session 2026-05-04-0900").click()
    expect(page).to_have_url(re.compile(r"/sessions/2026-05-04-0900/#decision-"))
    expect(page.locator("h1")).to_contain_text("Elixir Design Session - 2026-05-04")
    target = page.locator(page.evaluate("location.hash"))
    expect(target).to_be_in_viewport()

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Agent Loop")
    page.locator(".ed-crumbs").get_by_role("link", name="Decisions").click()
    expect(page).to_have_url(f"{site}decisions/")
    assert shown(page) == QUESTIONS


def test_filters_and_order_are_in_the_address_and_survive_a_reload(open_page, site):
    page = open_page("decisions/")
    page.get_by_role("button", name=re.compile("Deferred")).click()
    assert shown(page) == ["Observability"]
    expect(page).to_have_url(f"{site}decisions/?status=deferred")
    expect(page.get_by_role("status")).to_have_text("1 of 5 shown")

    page.reload()
    assert shown(page) == ["Observability"]
    expect(page.get_by_role("button", name=re.compile("Deferred"))).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name=re.compile("^All")).click()
    page.get_by_role("button", name="When and where").click()
    expect(page).to_have_url(f"{site}decisions/?sort=-date")
    assert shown(page)[:2] == ["Agent Loop", "Error Handling"]
    page.reload()
    assert shown(page)[:2] == ["Agent Loop", "Error Handling"]
    assert page.get_by_role("columnheader", name="When and where").get_attribute("aria-sort") == "descending"

    page.get_by_placeholder("Filter by words").fill("euro")
    assert shown(page) == ["Fares in Foreign Currency"]
    expect(page).to_have_url(f"{site}decisions/?sort=-date&q=euro")


def test_filters_work_again_after_instant_navigation(open_page):
    page = open_page("decisions/timeline/")
    page.locator(
        ".md-sidebar--primary a[href$='/decisions/'], .md-sidebar--primary a[href='../']"
    ).first.click()
    expect(page.locator("h1")).to_contain_text("Decisions")
    page.get_by_role("button", name=re.compile("Deferred")).click()
    assert shown(page) == ["Observability"]


def test_without_a_script_everything_is_there(open_page):
    page = open_page("decisions/", script=False)
    assert shown(page) == QUESTIONS
    expect(page.locator("form[data-ed-filter]")).to_be_hidden()
    page.goto(page.url + "as-of/")
    expect(page.get_by_role("rowheader").first).to_have_text("4 May 2026")


def test_search_finds_the_decision_in_force_first_and_marks_the_others(open_page):
    page = open_page()
    page.keyboard.press("/")
    page.locator("input[name=query]").press_sequentially("loop")
    results = page.locator(".md-search-result__item > a.md-search-result__link h1")
    expect(results.first).to_be_visible()
    titles = [" ".join(text.split()) for text in results.all_text_contents()]
    assert "(superseded)" not in titles[0]
    assert "Agent Loop" in titles[0]
    superseded = [place for place, title in enumerate(titles) if "(superseded)" in title]
    in_force = [
        place
        for place, title in enumerate(titles)
        if title.startswith("Agent Loop") and "(superseded)" not in title
    ]
    assert superseded
    assert max(in_force) < min(superseded)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_node_of_the_graph_leads_to_its_decision(open_page, scheme):
    page = open_page("decisions/graph/", scheme=scheme)
    node = page.locator(".ed-figure .node").filter(has_text=FIRST_LOOP)
    colour = node.locator("path").first.evaluate("path => getComputedStyle(path).stroke")
    assert colour not in {"rgb(0, 0, 0)", "none"}
    node.locator("a").first.click()
    expect(page.locator(".ed-banner")).to_contain_text("No longer in force.")
    # Instant navigation is still alive: the next step loads no new document.
    page.evaluate("window.stillHere = true")
    page.locator(".ed-banner").get_by_role("link").last.click()
    expect(page.locator("h1")).to_contain_text("Agent Loop")
    assert page.evaluate("window.stillHere") is True


def test_a_process_of_the_tree_leads_to_its_decision_and_back_to_its_place(open_page):
    page = open_page("decisions/architecture/")
    page.locator(".ed-figure--tree .node").filter(has_text="Host.Conversation").locator("a").first.click()
    expect(page.locator("h1")).to_contain_text("Process Architecture")
    page.locator(".ed-brought").get_by_role("link", name="Host.Conversation").click()
    expect(page).to_have_url(
        re.compile(r"/architecture/#module-host-conversation$|/architecture/#module-.*host-conversation$")
    )
    expect(page.locator(page.evaluate("location.hash"))).to_be_in_viewport()


def test_a_node_lights_up_what_it_is_connected_with(open_page):
    page = open_page("decisions/graph/")
    page.locator(".ed-figure .node").filter(has_text=FIRST_LOOP).hover()
    lit = page.locator(".ed-figure .node.ed-lit").all_text_contents()
    assert len(lit) == 3
    assert all("Agent Loop" in text for text in lit)


def test_what_stood_on_a_date_has_an_address(open_page, site):
    page = open_page("decisions/as-of/?date=2026-04-01")
    table = page.locator("[data-ed-asof-table]")
    expect(table.get_by_role("row", name=re.compile("Agent Loop"))).to_contain_text("handle_continue")
    expect(table.get_by_role("row", name=re.compile("Error Handling"))).to_have_count(0)

    page.get_by_label("Date", exact=True).fill("2026-02-10")
    expect(page).to_have_url(f"{site}decisions/as-of/?date=2026-02-10")
    expect(table.get_by_role("row", name=re.compile("Agent Loop"))).to_contain_text("Recursive function")
    page.get_by_label("Day with changes").press("End")
    expect(table.get_by_role("row", name=re.compile("Error Handling"))).to_be_visible()
    expect(page).to_have_url(f"{site}decisions/as-of/")


def test_evidence_leads_to_its_line_in_the_report(open_page):
    page = open_page("decisions/dimensions/error-handling/")
    page.locator(".ed-quote").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/reports/antipatterns/#line-\d+$"))
    expect(page.locator(page.evaluate("location.hash"))).to_be_attached()


def test_print_shows_the_decision_and_not_the_controls(open_page):
    page = open_page("decisions/")
    page.emulate_media(media="print")
    expect(page.locator("[data-ed-table]")).to_be_visible()
    expect(page.locator("form[data-ed-filter]")).to_be_hidden()
    expect(page.locator(".ed-views")).to_be_hidden()
