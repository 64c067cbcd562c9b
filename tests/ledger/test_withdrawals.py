"""Decisions that a log takes back in prose, without a new answer."""

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.log.reader import read_log

RECORDS = """\
# Cranes

## Dimension 4: Cache

**Decision:** Redis
**Rationale:** it is fast

## ADR 5: Bus

**Decision:** NATS
**Rationale:** it is small
"""


def standing(*texts):
    logs = [read_log(text, f"2026-01-{day:02}-0900.md") for day, text in enumerate(texts, start=1)]
    ledger = fold(logs, load_catalog())
    return [(decision.title, decision.status.value) for decision in ledger.decisions], [
        problem.message for problem in ledger.problems if problem.code == "unresolved-reference"
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "D4 was withdrawn on 2026-01-09: the vendor closed.",
        "Dimension 4 (Cache) is hereby revoked.",
        "We withdraw the decision on the cache.",
        "- Decision 4 has been retracted, nobody needs it.",
    ],
)
def test_a_later_sentence_takes_a_decision_out_of_force(prose):
    decisions, unresolved = standing(RECORDS, f"# Later\n\n{prose}\n")
    assert decisions == [("Cache", "superseded"), ("Bus", "decided")]
    assert unresolved == []


@pytest.mark.parametrize(
    "prose",
    [
        "Decision 4 is withdrawn if nobody objects.",
        "Is decision 4 withdrawn?",
        "Decision 4 was not withdrawn.",
        "```\nD4 was withdrawn.\n```",
        "> D4 was withdrawn.",
    ],
)
def test_what_has_not_happened_takes_nothing_back(prose):
    assert standing(RECORDS, f"# Later\n\n{prose}\n")[0] == [("Cache", "decided"), ("Bus", "decided")]


def test_a_withdrawal_means_the_answer_before_it():
    again = "# Later\n\nDecision 4 was revoked.\n\n## Dimension 4: Cache\n\n**Decision:** ETS\n"
    assert standing(RECORDS, again)[0] == [("Cache", "superseded"), ("Bus", "decided"), ("Cache", "decided")]


def test_a_withdrawal_of_something_unknown_is_reported():
    assert standing(RECORDS, '# Later\n\n"Moonlight" was withdrawn.\n')[1] == [
        "nothing in the logs is called '\"Moonlight\"'"
    ]


@pytest.mark.parametrize(
    ("below", "status"),
    [
        ("Withdrawn on 3 May, too slow.", "superseded"),
        ("This decision was revoked: too slow.", "superseded"),
        ("Revoked tokens are kept for a day.", "decided"),
        ("The key is revoked by the holder.", "decided"),
    ],
)
def test_an_entry_may_say_below_its_answer_that_it_was_taken_back(below, status):
    log = f"# S\n\n## Tokens\n\n**Decision:** JWT\n**Rationale:** no sessions\n\n{below}\n"
    assert standing(log)[0] == [("Tokens", status)]


@pytest.mark.parametrize(
    ("prose", "status"),
    [
        ("Withdrawn on 27 May.", "superseded"),
        ("Tokens expire within the hour. Revoked on logout.", "decided"),
        ("Revoked by an admin, a token is of no more use.", "decided"),
    ],
)
def test_only_a_decision_can_be_taken_back_not_what_it_is_about(prose, status):
    log = f"# Gate\n\n## Dimension 6: Tokens\n\n**Decision:** opaque ones\n\n{prose}\n"
    assert standing(log)[0] == [("Tokens", status)]
