"""The schema describes what is exported, and nothing that is exported breaks it."""

import json
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from exporting import exported, exported_decision
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from elixir_design.catalog.loader import load_catalog
from elixir_design.cli import main
from elixir_design.ledger.exported.agreement import disagreements
from elixir_design.ledger.exported.schema import schema_faults, schema_text
from elixir_design.ledger.json import SCHEMA, ledger_json
from elixir_design.ledger.load import load_ledger

ROOT = Path(__file__).parents[3]
FOLDERS = [ROOT / "docs/elixir-sessions", *sorted((ROOT / "tests/corpus").glob("*/input"))]
CATALOG = load_catalog()


def export_of(folder):
    return json.loads(json.dumps(ledger_json(load_ledger(folder, CATALOG, ROOT))))


def faults(data):
    found = schema_faults(data)
    return found or [fault for fault in disagreements(data, CATALOG) if not fault.harmless]


def test_the_schema_is_one_and_is_of_the_exports_number():
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("/draft/2020-12/schema")
    assert schema["properties"]["schema"] == {**schema["properties"]["schema"], "const": SCHEMA}


def test_the_command_prints_it_without_any_log(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(main, ["export", "--format", "json-schema"])
    assert printed.exit_code == 0
    assert printed.output == schema_text()
    assert CliRunner().invoke(main, ["export", "--format", "json-schema", "s.json"]).exit_code == 0
    assert (tmp_path / "s.json").read_text() == schema_text()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.parent.name)
def test_every_export_keeps_it(folder):
    data = export_of(folder)
    Draft202012Validator(json.loads(schema_text())).validate(data)
    assert faults(data) == []


HEADINGS = ["## Dimension 2: State Model", "## Dimension 2, Gap 1: Names", "## Billing", "### Decision"]
LINES = [
    *HEADINGS,
    *["**Choice**: ETS", "**Choice**: Mnesia, or ETS", "**Choice**: ", "**Status**: Superseded by Billing"],
    *["**Supersedes**: Dimension 2", "**Decision**: Per seat", "**Status**: Deferred", "**Rationale**: x"],
    *["# Session 2026-01-01", "## Deferred Items", "## Open Questions", "- State Model", "- Billing: no"],
    *["## Architectural Revision: Billing -> Mnesia", "Billing is withdrawn.", "## Next Steps", ""],
]


@given(
    st.lists(
        st.lists(st.sampled_from(LINES) | st.text(max_size=20), max_size=25).map("\n".join),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_logs_the_export_keeps_it(logs):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for day, text in enumerate(logs, start=1):
            (folder / f"2026-01-0{day}-0900.md").write_text(text, encoding="utf-8", errors="replace")
        data = json.loads(json.dumps(ledger_json(load_ledger(folder, CATALOG, folder))))
    assert faults(data) == []


def test_objects_in_exports_for_tests_keep_it():
    assert faults(exported(exported_decision("Billing", choices=[("Per seat", [])]), deferred=["x"])) == []
