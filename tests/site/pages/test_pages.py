"""What each page shows, and how it says it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest
import studio
from reading import html_of, read
from site_building import built

from elixir_design.ledger.fold import fold
from elixir_design.log.model import Item, Status
from elixir_design.site.options import Section

FIRST = "records/2026-01-12-0900/agent-loop.md"
SECOND = "records/2026-02-09-1400/agent-loop.md"
THIRD = "records/2026-03-02-0910/agent-loop.md"


def row(page, name):
    """The cells of the row that a table heads with a name."""
    html = html_of(page)
    rows = re.findall(r"<tr[^>]*>.*?</tr>", html, re.DOTALL)
    found = [part for part in rows if re.search(rf'<th scope="row">(<[^>]+>)*{re.escape(name)}', part)]
    assert len(found) == 1, f"{name}: {len(found)} rows"
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


# The overview


def test_the_overview_has_one_row_for_each_question_that_was_taken_up(pages):
    heads = [
        element["text"].split("\n")[0]
        for element in read(pages["index.md"]).all("th")
        if element.get("scope") == "row"
    ]
    assert heads == [
        "Process Architecture",
        "Agent Loop",
        "Observability",
        "Rate limit",
        "Tone of voice",
        "Voice calls",
    ]


def test_a_row_says_what_stands_since_when_and_how_often_it_was_revised(pages):
    cells = row(pages["index.md"], "Agent Loop")
    for words in ("Decided", "gen_statem with phases in the server", "2 Mar 2026", "2026-03-02-0910"):
        assert words in cells
    assert cells.strip().endswith("2")


def test_a_detail_has_no_row_of_its_own_but_is_counted_at_its_question(pages):
    assert "1 refinement" in row(pages["index.md"], "Process Architecture")


def test_a_date_that_no_log_gives_is_missing_not_guessed(pages):
    assert "no date" in row(pages["index.md"], "Rate limit")


def test_the_overview_counts_each_status_and_lists_what_is_left(pages):
    text = read(pages["index.md"]).text
    assert "Decided 4" in text
    assert "Deferred 1" in text
    for left in ("Billing by the minute", "Who may read transcripts?", "Measure idle memory"):
        assert left in text
    assert "Ask the desk" not in text  # it is done


def test_questions_of_the_catalog_that_nobody_took_up_are_named_apart():
    only = fold(studio.LOGS[-1:], studio.CATALOG)
    text = read(built(only)["index.md"]).text
    assert "Not taken up yet" in text
    assert "Agent Loop" in text
    assert "No session has taken up this question yet." in read(built(only)["dimensions/agent-loop.md"]).text


# A question and its decisions


def test_the_page_of_a_question_shows_decision_reason_trade_offs_options_and_history(pages):
    reading = read(pages["dimensions/agent-loop.md"])
    for words in (
        "gen_statem with phases in the server",
        "Waiting for approval is a phase of its own.",
        "A model to learn.",
        "No phases",
        "revised 2 times",
        "Plain recursion in the server",
    ):
        assert words in reading.text
    chosen = [element["text"] for element in reading.all("div", "ed-option--chosen")]
    assert len(chosen) == 1
    assert "gen_statem" in chosen[0]
    assert "Chosen" in chosen[0]


def test_what_the_catalog_says_is_told_apart_from_what_the_log_says(pages):
    catalog = [
        element["text"] for element in read(pages["dimensions/agent-loop.md"]).all("details", "ed-catalog")
    ]
    assert any("The catalog on gen_statem" in text and "A state machine." in text for text in catalog)
    assert any("Recursion" in text for text in catalog)  # not weighed in the last session, known all the same


def test_evidence_is_quoted_and_links_to_its_line_in_the_report(pages):
    reading = read(pages["dimensions/agent-loop.md"])
    assert "Loops without a bound were seen in three of five." in reading.all("blockquote")[0]["text"]
    assert "../../reports/antipatterns/#line-5" in reading.links()
    assert "line-5" in read(pages["reports/antipatterns.md"]).ids()


def test_a_report_links_back_to_the_decision_that_rests_on_it(pages):
    links = read(pages["reports/antipatterns.md"]).links()
    assert "../../dimensions/agent-loop/" in links
    assert "../../records/2026-03-02-0910/agent-loop/" in links
    assert "../../sessions/2026-01-12-0900/" in links


def test_a_decision_leads_to_the_exact_place_in_its_session(pages):
    href = "../../../sessions/2026-02-09-1400/#decision-agent-loop"
    assert href in read(pages[SECOND]).links()
    html = html_of(pages["sessions/2026-02-09-1400.md"])
    assert '<a id="decision-agent-loop"></a><strong>Choice</strong>: handle_continue' in html


def test_decisions_that_share_a_line_share_its_anchor():
    one, two = studio.entry("One", "yes"), studio.entry("Two", "no")
    log = studio.log("2026-01-01-0000", "S", one, two)
    table = replace(log, entries=tuple(replace(entry, line=3, decision_line=3) for entry in log.entries))
    pages = built(fold([table], studio.CATALOG))
    for slug in ("one", "two"):
        links = read(pages[f"records/2026-01-01-0000/{slug}.md"]).links()
        assert "../../../sessions/2026-01-01-0000/#decision-one" in links


def test_a_decision_says_who_answered(pages):
    page = pages["records/2026-01-12-0900/process-architecture.md"]
    assert "answered by a person, at the terminal" in read(page).text


def test_a_superseded_decision_says_so_first_and_leads_to_its_successor(pages):
    reading = read(pages[FIRST])
    banner = reading.all("div", "ed-banner")[0]["text"]
    assert "No longer in force." in banner
    assert "9 Feb 2026" in banner
    assert "../../2026-03-02-0910/agent-loop/" in reading.links()  # through to the one that stands
    assert read(pages[THIRD]).all("div", "ed-banner") == []


@pytest.mark.parametrize(
    "path", ["timeline.md", "options.md", "sessions/2026-01-12-0900.md", "as-of.md", SECOND]
)
def test_a_link_to_a_superseded_decision_is_struck_through_and_says_so_without_sight(pages, path):
    superseded = {"2026-01-12-0900/agent-loop", "2026-02-09-1400/agent-loop"}
    links = re.findall(
        r'<a ([^>]*)href="([^"]+records/[^"]+|(?:\.\./)+2026[^"]+)"([^>]*)>(.*?)</a>', html_of(pages[path])
    )
    found = [
        (before + after, text)
        for before, href, after, text in links
        if any(one in href for one in superseded)
    ]
    assert found
    for attributes, text in found:
        if "rel=" in attributes:
            continue  # previous and next in the session are turns, not mentions
        assert "ed-superseded" in attributes
        assert "(superseded)" in attributes
        assert "<s>" in text
        assert "(superseded)" in text


def test_titles_in_searches_say_what_is_no_longer_in_force_and_rank_it_lower(pages):
    old, new = pages[FIRST], pages[THIRD]
    assert old.title == "Agent Loop: Plain recursion in the server (superseded)"
    assert new.title == "Agent Loop: gen_statem with phases in the server"
    assert old.metadata["search"]["boost"] < 1 < new.metadata["search"]["boost"]
    assert all("status" not in page.metadata for page in pages.values())


def test_every_page_has_a_description_and_exactly_one_main_heading(pages):
    for path, page in pages.items():
        assert page.metadata["description"], path
        assert len(read(page).all("h1")) == 1, path


def test_status_is_always_a_word(pages):
    for path, page in pages.items():
        for element in read(page).all("span", "ed-status"):
            assert element["text"].strip(), path


# Sessions, timeline, and what is left


def test_a_session_shows_every_line_of_its_log(pages):
    for log in studio.LOGS:
        text = read(pages[f"sessions/{log.id}.md"]).text
        for line in log.text.splitlines():
            words = re.sub(r"[*`#]|^- ", "", line).strip()
            assert " ".join(words.split()) in text, (log.id, line)


def test_a_session_names_what_it_drew_on_and_its_neighbours(pages):
    links = read(pages["sessions/2026-02-09-1400.md"]).links()
    assert "../2026-01-12-0900/" in links
    assert "../2026-03-02-0910/" in links
    assert "../../reports/antipatterns/" in read(pages["sessions/2026-01-12-0900.md"]).links()


def test_the_timeline_goes_by_months_newest_first(pages):
    headings = [element["text"] for element in read(pages["timeline.md"]).all("h2")]
    assert headings == ["March 2026", "February 2026", "January 2026", "Without a date"]


def test_deferred_and_open_lists_what_is_left_and_what_is_done(pages):
    reading = read(pages["open.md"])
    assert "Observability" in reading.text
    assert "Billing by the minute" in reading.text
    struck = [element["text"] for element in reading.all("s")]
    assert "Ask the desk" in struck
    assert "Measure idle memory" not in struck


def test_what_a_later_session_repeats_is_listed_once_with_both_places():
    later = studio.log(
        "2026-04-01-0800",
        "Fourth",
        studio.entry("Colours", "Blue"),
        deferred=(Item("Billing by the minute", 9),),
    )
    pages = built(fold([*studio.LOGS, later], studio.CATALOG))
    reading = read(pages["open.md"])
    (row,) = [one["text"] for one in reading.all("li") if "Billing by the minute" in one["text"]]
    assert "2026-01-12-0900, line 40 · also in 2026-04-01-0800" in " ".join(row.split())
    assert read(pages["index.md"]).text.count("Billing by the minute") == 1


def test_a_deferred_decision_is_not_listed_again_as_an_item(pages):
    rows = [one["text"] for one in read(pages["open.md"]).all("li") if "Observability" in one["text"]]
    assert len(rows) == 1


# Options, lineage, health


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("gen_statem", ["Chosen", "came up 3 times"]),
        ("Recursion", ["Chosen, then replaced", "Cannot be interrupted"]),
        (
            "Ephemeral tasks",
            ["Not chosen", "History is read each turn", "More than 50,000 conversations stay open."],
        ),
        ("Voice calls", ["Rejected", "Nobody asked for it.", "Two customers ask for it."]),
    ],
)
def test_an_option_says_what_became_of_it_why_and_what_would_reopen_it(pages, option, words):
    cells = row(pages["options.md"], option)
    for word in words:
        assert word in cells


def judged(choice, status, *rationale):
    verdict = studio.entry("Parallel Tools", choice, status=status, rationale=rationale)
    return built(fold([studio.log("2026-04-01-0800", "Reviewed", verdict)], studio.CATALOG))


@pytest.mark.parametrize(
    ("choice", "status", "fate"),
    [
        ("ADOPT", Status.DECIDED, "Chosen"),
        ("SKIP", Status.REJECTED, "Rejected"),
        ("DEFER to Phase 2", Status.DEFERRED, "Put off"),
    ],
)
def test_what_a_verdict_judges_is_the_option_not_the_verdict(choice, status, fate):
    reading = read(judged(choice, status, "Serial calls waste time.")["options.md"])
    (cells,) = [one["text"] for one in reading.all("tr") if "Parallel Tools" in one["text"]]
    assert fate in cells
    assert "Serial calls waste time." in cells
    assert choice not in cells


def test_a_verdict_stands_with_its_reason_which_says_more():
    pages = judged("ADOPT", Status.DECIDED, "Our design already:", "calls tools in tasks.")
    cells = row(pages["index.md"], "Parallel Tools")
    assert "ADOPT" in cells
    assert "Our design already: calls tools in tasks." in cells


def test_a_lineage_shows_each_step_side_by_side_with_the_reason(pages):
    reading = read(pages["lineage/chains/agent-loop.md"])
    changes = [" ".join(element["text"].split()) for element in reading.all("div", "ed-change")]
    assert len(changes) == 2
    assert "Before · 9 Feb 2026 handle_continue in the server" in changes[0]
    assert "After · 2 Mar 2026 gen_statem with phases in the server" in changes[0]
    assert "Waiting for approval is a phase of its own." in changes[0]
    assert "Trade-offs no longer taken No timeouts between steps." in changes[1]


def test_health_lists_what_the_logs_leave_out(pages):
    text = read(pages["health.md"]).text
    assert "No date (1 of 9)" in text
    assert "none of 9" in row(pages["health.md"], "No answer and no status")
    assert re.search(r"No rationale \(1 of \d\)", text)
    assert "missing-date" in text


# As of a date


def test_the_data_of_as_of_tells_what_stood_on_a_date(pages):
    data = json.loads(read(pages["as-of.md"]).all("script")[0]["text"])
    assert data["dates"] == ["2026-01-12", "2026-02-09", "2026-03-02"]
    loop = [
        (when, status, gone)
        for _, when, status, title, _, _, gone in data["decisions"]
        if title == "Agent Loop"
    ]
    assert loop == [
        ("2026-01-12", "decided", "2026-02-09"),
        ("2026-02-09", "decided", "2026-03-02"),
        ("2026-03-02", "decided", ""),
    ]


def test_without_a_script_as_of_lists_every_day_with_changes(pages):
    reading = read(pages["as-of.md"])
    assert [element["datetime"] for element in reading.all("time")][:2] == ["2026-03-02", "2026-02-09"]


def test_a_script_in_a_log_does_not_end_the_data_of_as_of():
    entry = studio.entry("X", "</script><script>alert(1)</script> {{ 7 }} <!--")
    page = built(fold([studio.log("2026-01-01-0000", "S", entry)], studio.CATALOG))["as-of.md"]
    scripts = read(page).all("script")
    assert len(scripts) == 1
    assert "</script>" in json.loads(scripts[0]["text"])["decisions"][0][4]
    assert "{{" not in page.markdown


# The graph


def test_the_graph_is_drawn_with_links_that_instant_navigation_survives(pages):
    html = html_of(pages["graph.md"])
    svg = unescape(html[html.index("<svg") : html.index("</svg>")])
    assert 'xlink:href="../records/2026-03-02-0910/agent-loop/"' in svg
    assert not re.search(r"\shref=", svg)
    assert 'class="node ed-superseded"' in svg
    assert re.search(r'<figure class="ed-figure" data-search-exclude', html)
    assert "4 decisions neither replace nor detail another" in read(pages["graph.md"]).text


def test_without_graphviz_the_graph_is_a_list():
    page = built(draw=None)["graph.md"]
    assert "<svg" not in page.markdown
    assert "replaces" in read(page).text


def test_all_graphs_are_drawn_in_one_call():
    calls = []

    def draw(graphs, titles):
        calls.append((graphs, titles))
        return {}

    built(draw=draw, graph_nodes=2)
    assert len(calls) == 1
    graphs, titles = calls[0]
    groups = [key for key in graphs if key != "ed-tree"]  # the other one is the supervision tree
    assert len(groups) == 2  # one for each group of decisions that hang together
    assert graphs.keys() == titles.keys()


# What a caller can leave out


@pytest.mark.parametrize("section", list(Section))
def test_a_section_that_is_left_out_leaves_no_page_and_no_link_behind(section):
    pages = built(sections=frozenset(Section) - {section})
    assert f"{section.value}.md" not in pages
    for path, page in pages.items():
        for href in read(page).links():
            assert not re.search(rf"(^|/){section.value}/$", href), (path, href)


def test_only_index_pages_are_in_the_navigation(pages):
    in_nav = [path for path, page in pages.items() if page.in_nav]
    assert in_nav == [
        "index.md",
        "architecture.md",
        "timeline.md",
        "open.md",
        "options.md",
        "lineage.md",
        "graph.md",
        "as-of.md",
        "reports.md",
        "health.md",
    ]


def test_edit_links_lead_to_the_log(pages):
    assert pages[THIRD].source == "docs/elixir-sessions/2026-03-02-0910.md"
    assert pages["sessions/2026-03-02-0910.md"].source == "docs/elixir-sessions/2026-03-02-0910.md"


def test_public_lines_of_the_source_are_linked():
    page = built(source_url=lambda path, line: f"https://example.org/{path}#L{line}")[THIRD]
    assert any(
        href.startswith("https://example.org/docs/elixir-sessions/2026-03-02-0910.md#L")
        for href in read(page).links()
    )


def test_addresses_stay_when_a_session_is_added(pages):
    later = studio.log("2026-04-01-0800", "Fourth", studio.entry("Agent Loop", "Recursion again", number=2))
    more = built(fold([*studio.LOGS, later], studio.CATALOG))
    assert set(pages) <= set(more)
    assert more[THIRD].title.endswith("(superseded)")


def test_a_ledger_without_logs_has_a_page_that_says_so():
    page = built(fold([], studio.CATALOG))["index.md"]
    assert "No session logs yet." in read(page).text


def test_a_status_that_no_log_gives_stays_open():
    silent = studio.log("2026-01-01-0000", "S", replace(studio.entry("X"), status=Status.OPEN))
    assert "Open" in row(built(fold([silent], studio.CATALOG))["index.md"], "X")
