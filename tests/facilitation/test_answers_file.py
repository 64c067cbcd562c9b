"""Sessions from a file of answers."""

import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from elixir_design.catalog.loader import load_catalog
from elixir_design.cli import main
from elixir_design.ledger.load import load_ledger
from elixir_design.log.model import Status

PROGRAM = str(Path(sys.executable).with_name("elixir-design"))

SOME = """
goal: how agents live
answers:
  process-architecture:
    choice: [genserver-per-conversation, snapshot]
    rationale: A conversation is the unit of failure.
    trade_offs: [memory while idle, a snapshot format]
    discussion: [Two reviewers share one contract]
    revisit_if: a node is lost twice
  Tool System:
    choice: behaviour
    rationale: The compiler checks it.
  memory-context:
    defer: The trial log is not counted.
  Human Sign-off:
    own: true
    choice: A person signs each write
    rationale: Nothing may leave unsigned.
open_questions:
  - Who pays for the GPUs?
"""


def run(project, *arguments):
    """Runs the command here, which takes a moment."""
    with chdir(project):
        return CliRunner().invoke(main, arguments)


def run_program(project, *arguments):
    return subprocess.run(
        [PROGRAM, *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def ledger(project):
    return load_ledger(project / "docs" / "elixir-sessions", load_catalog(), project)


def test_what_the_file_answers_is_recorded_and_the_rest_stays_open(project):
    (project / "answers.yml").write_text(SOME)
    done = run_program(project, "session", "start", "--answers", "answers.yml", "--no-input")
    assert done.returncode == 3
    assert "State Model is not decided, and --no-input asks nobody" in done.stderr
    read = ledger(project)
    assert {d.title: d.status for d in read.decisions} == {
        "Process Architecture": Status.DECIDED,
        "Tool System": Status.DECIDED,
        "Memory/Context": Status.DEFERRED,
        "Human Sign-off": Status.DECIDED,
    }
    first = read.decisions[0]
    assert first.choices[0].options == ("genserver-per-conversation", "snapshot")
    assert first.trade_offs == ("memory while idle", "a snapshot format")
    assert first.entry.revisit_if == ("a node is lost twice",)
    assert first.entry.answered_by == "answers-file"
    assert [item.text for item in read.open_questions] == ["Who pays for the GPUs?"]
    again = run(project, "resume", "--answers", "answers.yml", "--no-input")
    assert again.exit_code == 3
    assert len(ledger(project).decisions) == len(read.decisions)


def test_a_complete_file_makes_a_complete_session(project):
    lines = ["finish: true", "answers:"]
    for dimension in load_catalog().dimensions:
        lines += [
            f"  {dimension.slug}:",
            f"    choice: {dimension.options[0].slug}",
            "    rationale: It is enough for now.",
        ]
    (project / "answers.yml").write_text("\n".join(lines))
    done = run(project, "session", "start", "--answers", "answers.yml", "--no-input")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Build first:" in done.stdout
    read = ledger(project)
    assert [decision.status for decision in read.decisions] == [Status.DECIDED] * 10
    assert read.problems == ()
    export = run(project, "scaffold", "helpdesk", "--sessions", "docs/elixir-sessions", "--dry-run")
    assert export.exit_code == 0, export.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "answers: {colour: {choice: red, rationale: it is nice}}",
            "answers: colour: there is no such question",
        ),
        ("answers: {1: {choice: ets}}", "answers: 1: a rationale is needed"),
        ("answers: {1: {rationale: it is nice}}", "answers: 1: a choice is needed"),
        (
            "answers: {1: {choice: [ets, nothing], rationale: x y z}}",
            "answers: 1: choice: a list holds options",
        ),
        ("answers: {1: {chioce: x}}", "answers: 1: not known: chioce"),
        ("answers: {1: {defer: ''}}", "answers: 1: a reason for deciding later is needed"),
        ("answer: {}", "answer: not known; there are answers, finish"),
        ("- a list", "expected a mapping"),
        ("answers: [", "this is not YAML"),
        ("answers: 3", "answers: expected a mapping"),
    ],
)
def test_a_file_that_says_something_wrong_is_refused_before_anything_is_written(project, text, message):
    (project / "answers.yml").write_text(text)
    done = run(project, "session", "start", "--answers", "answers.yml", "--no-input")
    assert done.exit_code == 2
    assert message in done.stderr
    assert not (project / "docs").exists()


OWN = "{own: true, choice: One person, rationale: It is the law.}"
ETS = '{"choice": "ets", "rationale": "It is enough."}'


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "answers.yml",
            f"answers:\n  state-model: {ETS}\n  agent-loop: {ETS}\n  state-model: {ETS}\n",
            "answers.yml:4:3: answers: state-model: stands twice, first at 2:3; keep one of them",
        ),
        (
            "answers.json",
            f'{{"answers": {{\n  "state-model": {ETS},\n\t"state-model": {ETS}}}}}',
            "answers.json:3:2: answers: state-model: stands twice, first at 2:3; keep one of them",
        ),
        (
            "answers.yml",
            "answers:\n  2:\n    choice: ets\n    rationale: It is enough.\n    choice: mnesia\n",
            "answers.yml:5:5: answers: 2: choice: stands twice, first at 3:5; keep one of them",
        ),
        (
            "answers.yml",
            f"answers:\n  2: {ETS}\nanswers:\n  2: {ETS}\n",
            "answers.yml:3:1: answers: stands twice, first at 1:1; keep one of them",
        ),
        (
            "answers.yml",
            f"answers: {{2: {ETS}, 0x2: {ETS}}}",
            "answers.yml:1:63: answers: 2: stands twice, first at 1:11; keep one of them",
        ),
        (
            "answers.yml",
            f"answers:\n  2: {ETS}\n  State Model: {ETS}\n",
            "answers.yml:3:3: answers: State Model: this is the question that 2 at 2:3 answers; keep one of",
        ),
        (
            "answers.yml",
            f"answers:\n  Who signs: {OWN}\n  who signs?: {OWN}\n",
            "answers.yml:3:3: answers: who signs?: this is the question that Who signs at 2:3 answers",
        ),
    ],
)
def test_a_question_is_answered_once(project, name, text, message):
    (project / name).write_text(text)
    done = run(project, "session", "start", "--answers", name, "--no-input")
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.count("keep one of them") == 1
    assert not (project / "docs").exists()


def test_a_key_in_place_of_a_merged_one_stands_once(project):
    (project / "answers.yml").write_text(
        "answers:\n"
        "  2: &two {choice: ets, rationale: It is enough.}\n"
        "  3: {<<: *two, choice: behaviour-callbacks}\n"
    )
    done = run(project, "session", "start", "--answers", "answers.yml", "--no-input")
    assert (done.exit_code, "is not decided" in done.stderr) == (3, True), done.stderr
