"""What the decisions mean: the page of the system, and the ways between it and the decisions."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
import studio
from reading import html_of, read
from site_building import built

from elixir_design.architecture.derive import derive
from elixir_design.architecture.selection import selection_from_ledger
from elixir_design.catalog.model import Catalog, CatalogOption
from elixir_design.ledger.fold import fold
from elixir_design.site import system
from elixir_design.site.options import Application

HOST = studio.entry("Process Architecture", "GenServer per conversation", number=1)
LOOP = studio.entry("Agent Loop", "handle_continue", number=2)
OWN = studio.entry("Tone of voice", "Short and polite")
RECORD = "../records/2026-01-12-0900/process-architecture/"


def team(*entries, catalog=studio.CATALOG):
    return fold([studio.log("2026-01-12-0900", "First", *entries)], catalog)


@pytest.fixture(scope="module")
def decided():
    return built(team(HOST, LOOP, OWN))


def test_every_process_of_the_model_is_on_the_page_with_its_reason(decided):
    reading = read(decided["architecture.md"])
    root = derive(selection_from_ledger(team(HOST, LOOP), studio.CATALOG)).root
    ids = reading.ids()
    for anchor, process in system.placed(root):
        assert anchor in ids
        assert " ".join(process.why.replace("`", "").split()) in reading.text


def test_a_process_in_the_picture_leads_to_the_decision_that_put_it_there(decided):
    html = html_of(decided["architecture.md"])
    svg = unescape(html[html.index("<svg") : html.index("</svg>")])
    assert f'xlink:href="{RECORD}"' in svg
    assert not re.search(r"\shref=", svg)
    assert RECORD in read(decided["architecture.md"]).links()


@pytest.mark.parametrize(
    "path", ["dimensions/process-architecture.md", "records/2026-01-12-0900/process-architecture.md"]
)
def test_a_question_and_its_decision_lead_to_their_processes_and_modules(decided, path):
    targets = read(decided["architecture.md"]).ids()
    anchors = [href.split("#")[1] for href in read(decided[path]).links() if "architecture/#" in href]
    assert any(anchor.startswith("process-") for anchor in anchors)
    assert any(anchor.startswith("module-") for anchor in anchors)
    assert set(anchors) <= set(targets)


def test_what_nobody_decided_is_said_to_stand_in(decided):
    text = read(decided["architecture.md"]).text
    undecided = built(team(LOOP))["architecture.md"]
    assert "stands in until Process Architecture" not in text
    assert "stands in until Process Architecture is decided" in read(undecided).text


def test_decisions_without_code_are_named_apart(decided):
    assert "Tone of voice" in read(decided["architecture.md"]).text


def test_modules_lead_to_the_code_of_the_teams_own_project():
    ours = Application("casebook", "CaseBook", "https://example.org/team/casebook/blob/main/")
    page = built(team(HOST), application=ours)["architecture.md"]
    code = "https://example.org/team/casebook/blob/main/lib/casebook/host/conversation.ex"
    assert code in read(page).links()
    assert "All below CaseBook; a name leads to the code." in read(page).text
    assert "elixir-design scaffold casebook" in read(page).text


def test_the_command_names_the_folder_of_the_logs_where_it_is_not_the_usual_one():
    ledger = team(HOST)
    assert "<code>elixir-design scaffold my_agents</code>" in html_of(built(ledger)["architecture.md"])
    moved = replace(ledger, sessions=tuple(replace(one, path="talks/a.md") for one in ledger.sessions))
    page = html_of(built(moved)["architecture.md"])
    assert "elixir-design scaffold my_agents --sessions talks</code>" in page


def test_options_that_cannot_be_built_are_a_note_with_the_reason_not_an_error():
    host, *others = studio.CATALOG.dimensions
    strange = replace(host, options=(*host.options, CatalogOption("by-post", "Letters by post", "Slow.")))
    catalog = Catalog((strange, *others))
    ledger = team(studio.entry("Process Architecture", "Letters by post", number=1), catalog=catalog)
    found = system.system_of(ledger, catalog)
    assert found.architecture is None
    assert "process-architecture/by-post" in found.reasons[0]
    assert system.brought_by(found) == {}


def test_without_a_choice_from_the_catalog_there_is_no_page_and_no_link_to_one():
    pages = built(team(OWN))
    assert "architecture.md" not in pages
    links = [href for page in pages.values() for href in read(page).links()]
    assert not [href for href in links if re.search(r"(^|/)architecture/", href)]


def test_the_system_is_worked_out_once_for_all_pages(monkeypatch):
    from elixir_design.architecture import derive as derivation

    calls = []
    real = derivation.derive
    monkeypatch.setattr(derivation, "derive", lambda selection: calls.append(selection) or real(selection))
    built(team(HOST, LOOP))
    assert len(calls) == 1
