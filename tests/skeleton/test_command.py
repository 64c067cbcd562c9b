"""`elixir-design scaffold` as a person calls it, and as somebody who means harm does."""

import json

import pytest
from click.testing import CliRunner
from exporting import exported, exported_decision

from elixir_design.cli import main


@pytest.fixture
def scaffold(tmp_path):
    def run(*arguments, target="my_agents"):
        return CliRunner().invoke(main, ["scaffold", str(tmp_path / target), *map(str, arguments)])

    return run


def test_says_which_decision_made_what_and_what_has_no_code(scaffold, tmp_path):
    decisions = tmp_path / "decisions.json"
    decisions.write_text(
        json.dumps(
            exported(
                exported_decision("State Model", dimension="state-model", choices=[("ETS", ["ets"])]),
                exported_decision("Billing", choices=[("Per seat", [])]),
                exported_decision("Colour", status="deferred"),
                deferred=["Colour"],
            )
        )
    )
    done = scaffold("--decisions", decisions)
    assert done.exit_code == 0, done.output
    assert "state-model/ets: " in done.output
    assert "[2026-01-01-0900/state-model]" in done.output
    assert "a decision of your own, recorded without code: Billing" in done.output
    assert "put off: Colour" in done.output
    assert "not decided, stands in: agent-loop/handle-continue" in done.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--set", "state-model=etz"], "did you mean ets?"),
        (["--set", "state-modle=ets"], "did you mean state-model?"),
        (["--set", "state-model=ets+mnesia"], "only one of these can stand: ets, mnesia"),
        (["--set", "state-model=ets", "--set", "state-model=mnesia"], "is given twice"),
        (
            ["--set", "process-architecture=task-ephemeral+snapshot"],
            "snapshot is a way to have process-architecture/genserver-per-conversation: choose that",
        ),
        (["--set", "state-model="], "expected dimension=option"),
        (["--set", "state-model=ets", "--name", "../evil"], "cannot be an application's name"),
        (["--set", "state-model=ets", "--name", "app"], "a task app.tree"),
        (["--set", "state-model=ets", "--module", "My; System.halt()"], "cannot be a module's name"),
    ],
)
def test_what_cannot_be_made_is_a_wrong_call_and_makes_nothing(arguments, message, scaffold, tmp_path):
    done = scaffold(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"[" * 100_000, 1, "nested too deeply"),
        (b'{"state-model": ' + b"9" * 5_000 + b"}", 2, "state-model: a number of 5000 digits"),
        (b'{"state-model": NaN}', 2, "state-model: NaN is no value"),
        (
            b'{"state-model": "ets",\n "state-model": "mnesia"}',
            2,
            "error: decisions: state-model: this key stands twice",
        ),
        (b"{", 1, "not JSON"),
        (b"\xff", 1, "not UTF-8"),
        (b"5", 2, "a JSON object"),
        (b'{"state-model": {"ets": 1}}', 2, "expected an option"),
        (b'{"state-model": ["#{System.halt()}"]}', 2, "there is no option"),
        (
            b'{"decisions": [{"status": "decided", "dimension": {"slug": "state-model"}}]}',
            2,
            "schema: this key",
        ),
        (b'{"schema": 2, "decisions": []}', 2, ":1:12: error: decisions: schema: the file has 2"),
        (b'{"schema": true, "decisions": []}', 2, "the file has true"),
    ],
)
def test_a_file_of_decisions_that_cannot_be_used_says_why(content, code, message, scaffold, tmp_path):
    decisions = tmp_path / "decisions.json"
    decisions.write_bytes(content)
    done = scaffold("--decisions", decisions)
    assert done.exit_code == code
    assert message in done.stderr
    assert list(tmp_path.iterdir()) == [decisions]


def test_a_byte_order_mark_is_no_mistake(scaffold, tmp_path):
    decisions = tmp_path / "decisions.json"
    decisions.write_text('{"state-model": ["ets"]}', encoding="utf-8-sig")
    assert scaffold("--decisions", decisions, "--dry-run").exit_code == 0


@pytest.mark.parametrize(
    "text", ["\x1b[31mred\x1b[0m", "\ud800", "one\nwrote 3 files", "\u202ereversed", "x" * 10_000]
)
def test_words_of_others_do_not_take_over_the_terminal(text, scaffold, tmp_path):
    decisions = tmp_path / "decisions.json"
    source = {"path": text, "line": 1, "end_line": 1}
    entry = exported_decision(text, choices=[(text, [])], source=source)
    unmatched = exported_decision("State Model", dimension="state-model", choices=[(text, [])], source=source)
    misspelt = {**exported(entry, unmatched, deferred=[text]), text: 1}
    decisions.write_text(json.dumps(misspelt))
    refused = scaffold("--decisions", decisions)
    assert refused.exit_code == 2
    done = scaffold("--decisions", decisions, "--keep-going")
    assert done.exit_code == 0
    for line in (refused.stderr + done.output + done.stderr).splitlines():
        assert line.isprintable()
        assert len(line) < 500
    assert "\nwrote 3 files" not in done.output
