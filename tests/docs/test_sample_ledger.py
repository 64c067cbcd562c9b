"""What a reader of the three sample sessions must find in the ledger: the guide and the demo rely on it."""

from pathlib import Path

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.diagnostics import Severity
from elixir_design.ledger.load import load_ledger
from elixir_design.log.model import EntryKind, Status

ROOT = Path(__file__).resolve().parents[2]

STANDING = {
    "process-architecture": ("genserver-per-conversation", "hibernate", "snapshot"),
    "state-model": ("enforced-structs",),
    "message-protocol": ("struct-protocols",),
    "tool-system": ("behaviour", "registry-dispatch"),
    "agent-loop": ("handle-continue",),
    "llm-integration": ("httpc",),
    "memory-context": ("ets-ttl",),
    "multi-agent-coordination": ("registry", "pg"),
    "observability": ("logger-metadata",),
    "error-handling": ("supervision", "with-chains"),
}


@pytest.fixture(scope="module")
def catalog():
    return load_catalog()


@pytest.fixture(scope="module")
def ledger(catalog):
    return load_ledger(ROOT / "docs" / "elixir-sessions", catalog, ROOT)


@pytest.fixture(scope="module")
def in_force(ledger):
    """The standing decision of each question; gaps add to a question and do not answer it."""
    return {
        decision.question: decision
        for decision in ledger.decisions
        if decision.status is Status.DECIDED and decision.entry.kind is not EntryKind.GAP
    }


def chain(ledger, question):
    return [
        (decision.session, decision.status.value)
        for decision in ledger.decisions
        if decision.question == question and decision.entry.kind is not EntryKind.GAP
    ]


def test_the_logs_give_nothing_to_correct(ledger):
    assert [str(problem) for problem in ledger.problems if problem.severity is not Severity.INFO] == []


@pytest.mark.parametrize("question", STANDING)
def test_each_dimension_of_the_catalog_is_decided(in_force, question):
    options = tuple(option for choice in in_force[question].choices for option in choice.options)
    assert options == STANDING[question]


def test_what_stands_needs_no_library(in_force, catalog):
    needed = [
        library.name
        for question in STANDING
        for choice in in_force[question].choices
        for slug in choice.options
        for library in catalog.dimension(question).option(slug).libraries
    ]
    assert needed == []


def test_the_way_to_the_model_was_decided_three_times(ledger):
    assert chain(ledger, "llm-integration") == [
        ("2026-03-10-0930", "superseded"),
        ("2026-04-02-1400", "superseded"),
        ("2026-05-12-1015", "decided"),
    ]


@pytest.mark.parametrize(
    ("question", "first"), [("message-protocol", "2026-03-10-0930"), ("observability", "2026-04-02-1400")]
)
def test_two_questions_were_revised_once(ledger, question, first):
    assert chain(ledger, question) == [(first, "superseded"), ("2026-05-12-1015", "decided")]


def test_one_deferral_was_settled_and_one_stays(ledger):
    deferred = [decision for decision in ledger.decisions if decision.entry.status is Status.DEFERRED]
    assert [(decision.title, decision.status.value) for decision in deferred] == [
        ("Memory/Context", "superseded"),
        ("Finding Similar Clauses in Earlier Contracts", "deferred"),
    ]


def test_gaps_refine_the_dimensions_that_they_name(ledger):
    gaps = [decision for decision in ledger.decisions if decision.entry.kind is EntryKind.GAP]
    parents = {gap.title: [ledger.decision(parent).dimension.slug for parent in gap.refines] for gap in gaps}
    assert parents == {
        "Finding Similar Clauses in Earlier Contracts": ["memory-context"],
        "Restart Intensity of the Conversations' Supervisor": ["process-architecture"],
        "Streaming through the Proxy": ["llm-integration"],
        "When the Bound on Steps Is Reached": ["agent-loop"],
    }


def test_a_proposal_was_rejected(ledger):
    rejected = [decision.title for decision in ledger.decisions if decision.status is Status.REJECTED]
    assert rejected == ["Conversations in a Replicated Mnesia Table"]


def test_the_team_has_questions_of_its_own(in_force):
    own = {
        decision.title: decision.dimension.number
        for name, decision in in_force.items()
        if name not in STANDING
    }
    assert own == {"Human Sign-off": 11, "Retention and Erasure": 12}


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Human sign-off", "Human Sign-off"),
        ("Streaming through the proxy", "Streaming through the Proxy"),
        ("Retention and erasure", "Retention and Erasure"),
    ],
)
def test_an_open_question_leads_to_its_answer(ledger, words, answer):
    asked = [item for item in ledger.open_questions if item.text.startswith(words)]
    assert asked
    assert {ledger.decision(item.resolved_by).title for item in asked if item.resolved_by} == {answer}
    assert all(item.resolved_by for item in asked)


def test_one_question_is_still_open(ledger):
    assert [item.text[:11] for item in ledger.open_questions if item.resolved_by is None] == ["Who reviews"]


def test_some_next_steps_are_done(ledger):
    done = {step.text: step.done for step in ledger.next_steps}
    assert sum(done.values()) >= 5
    assert not all(done.values())


def test_who_answered_is_recorded(ledger):
    recorded = {decision.entry.answered_by for decision in ledger.decisions}
    assert recorded == {"human-terminal", "relayed", None}


def test_each_later_session_continues_the_earlier_ones(ledger):
    assert [session.continues for session in ledger.sessions] == [
        (),
        ("2026-03-10-0930",),
        ("2026-03-10-0930", "2026-04-02-1400"),
    ]
