"""Sessions go on from logs that other hands wrote: answered in a new log, the old ones left untouched."""

import shutil
from pathlib import Path

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.facilitation.answers import Answer, AnsweredBy
from elixir_design.facilitation.messages import missing_sessions, resume_line
from elixir_design.facilitation.session import DesignSession
from elixir_design.log.writing.render import UnwritableError

CATALOG = load_catalog()
ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "tests" / "corpus").glob("*/input"))
FRESH = "An answer that nobody had yet"


@pytest.fixture
def opened(tmp_path):
    """A design on copies of logs."""

    def at(folder):
        sessions = tmp_path / "docs" / "elixir-sessions"
        sessions.mkdir(parents=True)
        (tmp_path / "mkdocs.yml").touch()
        for log in folder.glob("*.md"):
            shutil.copyfile(log, sessions / log.name)
        return DesignSession(sessions, CATALOG, tmp_path / "reports")

    return at


def greeting(design):
    log = design.resume()
    return resume_line(design.state(), log.started, log.id)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_every_question_can_be_answered_or_revised_and_no_old_log_changes(opened, case):
    design = opened(case)
    design.resume()
    before = {path: path.read_bytes() for path in design.sessions.iterdir()}
    refused = set()
    for key in [question.key for question in design.state().questions]:
        question = next(found for found in design.state().questions if found.key == key)
        try:
            design.record(question, Answer(FRESH, "It was measured twice."), AnsweredBy.TERMINAL)
        except UnwritableError:
            refused.add(question.name)
    assert {q.name for q in design.state().questions if q.choice != FRESH} == refused
    # A heading that is a mere number is no name that a new entry could bear without meaning something else.
    assert refused == {"review-answered": {"Dimension 2"}}.get(case.parent.name, set())
    for path, text in before.items():
        assert path.read_bytes() == text


def test_the_greeting_names_what_others_decided_and_the_first_question_that_they_left_open(opened):
    said = greeting(opened(ROOT / "tests" / "corpus" / "nested-lists" / "input"))
    assert said == (
        "Resuming session from 2026-06-01. We've decided on Process Architecture, State Model. Still open: "
        "Message Protocol, Tool System, Agent Loop, LLM Integration, Memory/Context, "
        "Multi-Agent Coordination, Observability, Error Handling. Let's continue with Message Protocol..."
    )


def test_logs_that_are_missing_are_named_since_their_decisions_do_not_count(opened):
    design = opened(ROOT / "tests" / "corpus" / "pasted-protocol" / "input")
    assert greeting(design).startswith(
        "Resuming session from 2026-01-12. We've decided on When to Summarise, "
        "Wire Protocol, Timeouts. Still open: Process Architecture"
    )
    assert missing_sessions(design.state()).startswith("The logs go on from 2026-01-11-0640, not found here.")


def test_a_question_that_was_decided_together_with_another_is_asked_for_itself_once(opened):
    design = opened(ROOT / "tests" / "corpus" / "first-walk" / "input")
    design.resume()
    joint = design.state().question("Process Structure + State Model")
    assert (joint.decided, design.state().question("state-model").decided) == (True, False)
    design.record(
        design.state().question("state-model"), Answer(FRESH, "It was measured."), AnsweredBy.TERMINAL
    )
    assert design.state().question("state-model").choice == FRESH
    assert design.state().question("Process Structure + State Model").choice == joint.choice
