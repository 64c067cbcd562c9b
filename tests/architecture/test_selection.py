"""From ledgers, exports and plain files to what was chosen."""

import json
from pathlib import Path

import pytest

from elixir_design.architecture.selection import (
    SelectionError,
    camelize,
    selection_from_ledger,
)
from elixir_design.architecture.selection_file import selection_from_text
from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.json import ledger_json
from elixir_design.ledger.load import load_ledger


def selection_from_json(data, catalog):
    return selection_from_text(json.dumps(data), "decisions.json", catalog)[0]


LOG = """# Session 2026-01-0{day}

## Dimension 2: State Model

### Decision
**Choice**: {choice}
**Rationale**: because

## Dimension 11: Billing

### Decision
**Choice**: Per seat
**Rationale**: simple
"""


@pytest.fixture
def ledger_of(tmp_path):
    def build(*choices):
        for day, choice in enumerate(choices, start=1):
            (tmp_path / f"2026-01-0{day}-0900.md").write_text(LOG.format(day=day, choice=choice))
        return load_ledger(tmp_path, load_catalog(), Path(tmp_path))

    return build


def test_the_decisions_that_stand_are_the_selection(ledger_of):
    selection = selection_from_ledger(ledger_of("Structs with `@enforce_keys`"), load_catalog())
    assert selection.options == {"state-model": ("enforced-structs",)}
    assert selection.own == ("Billing",)
    assert selection.notes_for("state-model")[0].rationale == ("because",)


def test_a_later_decision_replaces_an_earlier_one(ledger_of):
    selection = selection_from_ledger(ledger_of("Structs with `@enforce_keys`", "Mnesia"), load_catalog())
    assert selection.options == {"state-model": ("mnesia",)}


def test_a_choice_that_means_no_option_is_reported_never_guessed(ledger_of):
    selection = selection_from_ledger(ledger_of("Punched cards"), load_catalog())
    assert selection.options == {}
    assert len(selection.unmatched) == 1
    assert selection.unmatched[0].dimension == "state-model"
    assert "Punched cards" in selection.unmatched[0].text
    assert "2026-01-01-0900.md:" in selection.unmatched[0].text


def test_the_export_says_the_same_as_the_ledger(ledger_of):
    ledger = ledger_of("Structs with `@enforce_keys`", "Mnesia")
    direct = selection_from_ledger(ledger, load_catalog())
    read = selection_from_json(ledger_json(ledger), load_catalog())
    assert read.options == direct.options
    assert read.own == direct.own
    assert [note.id for note in read.notes] == [note.id for note in direct.notes]
    assert [note.rationale for note in read.notes] == [note.rationale for note in direct.notes]


def test_a_plain_file_names_dimensions_and_options():
    data = {"observability": ["logger-metadata", "telemetry"], "state-model": "ets"}
    selection = selection_from_json(data, load_catalog())
    assert selection.options == {"state-model": ("ets",), "observability": ("telemetry", "logger-metadata")}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "holds a JSON object"),
        ({"state-modle": "ets"}, "did you mean state-model?"),
        ({"state-model": "etts"}, "did you mean ets"),
        ({"state-model": "xyzzy"}, "there are: enforced-structs"),
        ({"state-model": ["ets", "mnesia"]}, "only one of these can stand: ets, mnesia"),
        ({"state-model": 7}, "expected an option or a list"),
    ],
)
def test_a_wrong_file_says_what_is_near(data, message):
    with pytest.raises(SelectionError) as raised:
        selection_from_json(data, load_catalog())
    assert message in str(raised.value)


def test_a_modifier_stands_beside_what_it_modifies():
    data = {"process-architecture": ["snapshot", "genserver-per-conversation"]}
    assert selection_from_json(data, load_catalog()).options == {
        "process-architecture": ("genserver-per-conversation", "snapshot")
    }


@pytest.mark.parametrize(
    ("app", "module"), [("my_agents", "MyAgents"), ("a", "A"), ("x__y_", "XY"), ("http2_x", "Http2X")]
)
def test_module_names_follow_from_application_names(app, module):
    assert camelize(app) == module
