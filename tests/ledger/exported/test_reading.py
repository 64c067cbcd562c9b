"""A file of decisions is told from a plain selection, and what it gets wrong is said with what was meant."""

import json

import pytest
from exporting import exported, exported_decision

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.exported.reading import is_export, read_decisions


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (exported(), True),
        ({"decisions": []}, True),
        ({"schema": 1}, True),
        ({"state-model": ["ets"]}, False),
        ({}, False),
        ([], False),
    ],
)
def test_an_export_even_a_damaged_one_is_told_from_a_plain_selection(data, told):
    assert is_export(data, load_catalog()) is told


def test_a_misspelt_option_is_reported_with_the_nearest():
    wrong = exported_decision("State Model", dimension="state-model", choices=[("Mnesia", ["mnesai"])])
    found = read_decisions(json.dumps(exported(wrong)), "decisions.json", load_catalog())
    assert not found.usable
    assert "did you mean mnesia?" in found.report()
