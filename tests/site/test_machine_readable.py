"""What programs get: the feed, ``llms.txt``, the ledger as JSON."""

import json
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from drawing import entry, item, named, session

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.log.model import Status
from elixir_design.site.files.feed import FeedSite, feed
from elixir_design.site.files.llms import llms_text
from elixir_design.site.files.machine_readable import MachineReadable, machine_readable_files
from elixir_design.site.links import Addresses

MARCH, APRIL, MAY = "2026-03-02-0900", "2026-04-06-1015", "2026-05-04-0900"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def catalog():
    return load_catalog()


@pytest.fixture
def folded(catalog):
    return lambda *logs: fold(logs, catalog)


@pytest.fixture
def revised(folded):
    return folded(
        session(MARCH, entry("Transport", "tcp"), entry("Naming", None, status=Status.DEFERRED)),
        session(APRIL, entry("Transport", "udp", supersedes=(named("Transport"),))),
    )


def site(url="https://x.example/docs/"):
    return FeedSite("Our decisions", url, "feed.xml", lambda decision: f"records/{decision.id}/")


def entries(document):
    return ET.fromstring(document).findall(f"{ATOM}entry")


def titles(document):
    return [node.findtext(f"{ATOM}title") for node in entries(document)]


def test_the_feed_tells_decisions_and_changes_of_status_latest_first(revised):
    assert titles(feed(revised, site())) == [
        "Decided: Transport",
        "Superseded: Transport, by Transport",
        "Decided: Transport",
        "Deferred: Naming",
    ]


def test_a_change_is_dated_by_the_session_that_made_it(revised):
    document = feed(revised, site())
    times = {node.findtext(f"{ATOM}title"): node.findtext(f"{ATOM}updated") for node in entries(document)}
    assert times["Superseded: Transport, by Transport"] == "2026-04-06T10:15:00+00:00"
    assert ET.fromstring(document).findtext(f"{ATOM}updated") == "2026-04-06T10:15:00+00:00"


def test_a_session_that_tells_its_offset_has_its_own_time(folded):
    ledger = folded(session(MARCH, entry("Transport"), utc_offset=timedelta(hours=9)))
    assert [node.findtext(f"{ATOM}updated") for node in entries(feed(ledger, site()))] == [
        "2026-03-02T09:00:00+09:00"
    ]


def test_what_is_in_doubt_says_so(folded):
    ledger = folded(
        session(MARCH, entry("Transport", "tcp")),
        session(APRIL, entry("Transport", "a letter", status=Status.REJECTED)),
    )
    assert "Decided: Transport (in doubt)" in titles(feed(ledger, site()))
    assert "  - In doubt: possibly rejected by 'Transport'" in llms_text(
        ledger, title="T", url=lambda d: d.id
    )


def test_a_question_that_a_decision_settles_is_an_entry(folded):
    ledger = folded(session(MARCH, entry("Transport", "tcp")))
    question = replace(
        folded(session(MARCH, open_questions=(item("Which *transport*?"),))).open_questions[0],
        resolved_by=ledger.decisions[0].id,
    )
    assert "Settled: Which transport?" in titles(feed(replace(ledger, open_questions=(question,)), site()))


def test_ids_are_tags_that_stay_the_same_when_sessions_are_added(folded, revised):
    def ids(ledger):
        return {node.findtext(f"{ATOM}id") for node in entries(feed(ledger, site()))}

    before = ids(
        folded(session(MARCH, entry("Transport", "tcp"), entry("Naming", None, status=Status.DEFERRED)))
    )
    assert before < ids(revised)
    assert f"tag:x.example,2026-03-02:{MARCH}/transport" in before


def test_links_are_absolute_below_the_path_of_the_site(revised):
    hrefs = {link.get("href") for link in ET.fromstring(feed(revised, site())).iter(f"{ATOM}link")}
    assert f"https://x.example/docs/records/{MARCH}/transport/" in hrefs
    assert all(href.startswith("https://x.example/docs/") for href in hrefs)


def test_the_same_ledger_gives_the_same_bytes(revised):
    assert feed(revised, site()) == feed(revised, site())


def test_only_the_latest_are_kept(folded):
    ledger = folded(*(session(f"2026-03-{day:02}-0900", entry(f"Topic {day}")) for day in range(1, 29)))
    assert titles(feed(ledger, site(), most=3)) == [f"Decided: Topic {day}" for day in (28, 27, 26)]


def test_what_has_no_date_is_left_out(folded):
    ledger = folded(replace(session(MARCH, entry("Transport")), started=None))
    assert titles(feed(ledger, site())) == []
    dated = folded(replace(session(MARCH, entry("Transport", decided_on=date(2026, 1, 2))), started=None))
    assert entries(feed(dated, site()))[0].findtext(f"{ATOM}updated") == "2026-01-02T00:00:00+00:00"


HOSTILE = "x]]><script>alert(1)</script> \x00\x0c\ud800 **b** {{ y }} & [l](javascript:z)"


def test_hostile_text_stays_text_in_the_feed(folded):
    ledger = folded(session(MARCH, entry(HOSTILE, HOSTILE, slug="h", rationale=(HOSTILE,))))
    node = entries(feed(ledger, site()))[0]
    assert "<script>" in node.findtext(f"{ATOM}title"), "a title is plain text, which XML escapes"
    content = node.findtext(f"{ATOM}content")
    assert "<script" not in content
    assert "javascript:z" not in content
    assert "<strong>b</strong>" in content


def test_llms_says_what_is_in_force_and_why(revised):
    text = llms_text(
        revised, title="Casebook", url=lambda decision: f"/r/{decision.id}/", more={"All": "d.json"}
    )
    assert text == (
        "# Casebook\n\n"
        "> 1 decision in force, from 2 sessions. What is not listed as in force does not hold: it was"
        " superseded, rejected or put off.\n\n"
        "## In force\n\n"
        f"- [Transport](/r/{APRIL}/transport/): udp\n  - Why: because\n\n"
        "## Deferred\n\n"
        f"- [Naming](/r/{MARCH}/naming/)\n\n"
        "## How to read the rest\n\n- [All](d.json)\n"
    )


def test_llms_stays_short_and_on_its_lines(folded):
    ledger = folded(session(MARCH, entry("A ] b\n# c", "word\n\n" * 300, rationale=("why " * 500,))))
    text = llms_text(ledger, title="", url=lambda _: "/r")
    assert text.startswith("# Design decisions\n")
    assert r"- [A \] b c](/r): word" in text
    assert max(len(line) for line in text.splitlines() if "Why" in line) < 300


def wanted(**fields):
    return MachineReadable(Addresses("decisions"), title="Casebook", **fields)


def test_all_files_of_a_site_with_an_address(revised):
    files, problems = machine_readable_files(revised, wanted(site_url="https://x.example/docs"))
    assert [file.path for file in files] == ["decisions/decisions.json", "decisions/feed.xml", "llms.txt"]
    assert json.loads(files[0].content)["schema"] == 1
    assert f"https://x.example/docs/decisions/records/{APRIL}/transport/" in files[2].content.decode()
    assert problems == ()


def test_without_an_address_there_is_no_feed_and_a_remark(revised):
    files, problems = machine_readable_files(revised, wanted())
    assert [file.path for file in files] == ["decisions/decisions.json", "llms.txt"]
    assert [(problem.code, problem.severity) for problem in problems] == [("feed-without-site-url", "info")]
    assert "site_url" in problems[0].hint


def test_what_is_not_wanted_is_not_written(revised):
    files, problems = machine_readable_files(revised, wanted(feed=False, llms=False))
    assert [file.path for file in files] == ["decisions/decisions.json"]
    assert problems == ()
