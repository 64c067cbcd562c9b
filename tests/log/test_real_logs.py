"""The real logs that the project was started for: read in place, when they are there."""

from pathlib import Path

import pytest

from elixir_design.log.lint import lint_log
from elixir_design.log.model import EntryKind, Status
from elixir_design.log.reader import find_logs, read_log_file

REAL = Path(__file__).parents[3] / "shared" / "corpus" / "elixir-sessions"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real logs are not on this machine")


def _read(stem):
    return read_log_file(REAL / f"{stem}.md")


def _summary(entry):
    return (
        entry.number,
        entry.title,
        entry.status,
        [choice.text for choice in entry.choices],
        len(entry.rationale),
        len(entry.trade_offs),
    )


def test_every_dimension_of_the_first_log_with_its_decision():
    log = _read("2025-12-25-0409")
    assert [_summary(entry) for entry in log.entries] == [
        (
            14,
            "Sub-Agent Architecture",
            Status.DECIDED,
            ["Option C extended: Task-Based Sub-Agents with ETS-Backed Context"],
            4,
            2,
        ),
        (
            15,
            "Artifact/Workspace Memory",
            Status.DECIDED,
            ["S3-Compatible Storage with Behaviour Abstraction"],
            4,
            2,
        ),
        (16, "System Prompts Framework", Status.DECIDED, ["Template Files with Directory Override"], 4, 2),
        (
            17,
            "Context Handoff Protocol",
            Status.DECIDED,
            ["Hybrid Extraction - Code facts + LLM interpretation"],
            4,
            2,
        ),
    ]
    assert all(entry.kind is EntryKind.DIMENSION and entry.name == entry.title for entry in log.entries)
    assert [(entry.line, entry.decision_line) for entry in log.entries] == [
        (42, 96),
        (145, 194),
        (259, 310),
        (393, 446),
    ]


def test_the_options_of_the_first_log_and_which_was_chosen():
    log = _read("2025-12-25-0409")
    assert [[option.label for option in entry.options] for entry in log.entries] == [["A", "B", "C"]] * 4
    assert [[option.label for option in entry.options if option.chosen] for entry in log.entries] == [
        ["C"],
        ["C"],
        ["B"],
        ["C"],
    ]
    assert all(len(option.pros) == len(option.cons) == 1 for entry in log.entries for option in entry.options)


def test_recaps_and_leftovers_of_the_first_log():
    log = _read("2025-12-25-0409")
    covered = {line for first, last in log.recaps for line in range(first, last + 1)}
    assert {8, 25, 533, 550, 604, 620} <= covered
    assert not covered & {42, 96, 446, 633}
    assert [step.line for step in log.next_steps] == [633, 634, 635, 636]
    assert [reference.session for reference in log.continues] == ["2025-12-24-0639"]
    assert log.goal.startswith("Add dimensions 14-17")
    assert log.artifacts == ("fathom_gap.md",)
    assert log.deferred == log.open_questions == ()


def test_every_verdict_of_the_second_log():
    log = _read("2025-12-27-1209")
    assert [_summary(entry) for entry in log.entries] == [
        (None, "Scatter-Gather Parallel Tool Execution", Status.DECIDED, ["ADOPT"], 1, 0),
        (None, "Macro-Driven Tool DX", Status.REJECTED, ["ALREADY ADDRESSED / PARTIAL SKIP"], 9, 0),
        (None, 'State-Aware "Let It Crash"', Status.REJECTED, ["SKIP"], 1, 0),
        (None, "Reactive Event-Driven Agents", Status.DEFERRED, ["DEFER to Phase 2"], 5, 0),
        (None, "Event Sourcing as Source of Truth", Status.REJECTED, ["SKIP"], 5, 0),
    ]
    assert all(entry.kind is EntryKind.ENHANCEMENT and len(entry.context) == 2 for entry in log.entries)


def test_the_frame_of_the_second_log():
    log = _read("2025-12-27-1209")
    assert [reference.session for reference in log.continues] == [
        "2025-12-24-0639",
        "2025-12-25-0409",
        "2025-12-27-0639",
        "2025-12-27-1100",
    ]
    assert log.goal == ""
    assert "reports/synthesis/antipatterns.md" in log.artifacts
    assert [item.line for item in log.deferred] == [67, 68, 69, 70, 71]
    assert log.next_steps == ()


def test_nothing_in_the_real_logs_is_wrong_but_labels_of_their_own():
    for path in find_logs(REAL):
        log = read_log_file(path)
        assert {problem.code for problem in (*log.problems, *lint_log(log))} <= {"unknown-label"}
