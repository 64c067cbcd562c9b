"""The ledger as other programs read it: names, nesting and forms of schema 1."""

from __future__ import annotations

import json
from datetime import date

from drawing import entry, item, named, session

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.ledger.json import ledger_json
from elixir_design.log.model import EntryKind, Option

MARCH, APRIL = "2026-03-02-0900", "2026-04-06-0900"


def exported(*logs):
    return json.loads(json.dumps(ledger_json(fold(logs, load_catalog()))))


def test_a_session_says_where_it_is_and_what_it_was_for():
    continues = (named("", session=MARCH),)
    (first, second) = exported(
        session(MARCH, title="Kick-off", goal="State", artifacts=("reports/a.md",)),
        session(APRIL, continues=continues),
    )["sessions"]
    assert first == {
        "id": MARCH,
        "path": f"logs/{MARCH}.md",
        "title": "Kick-off",
        "date": "2026-03-02",
        "goal": "State",
        "artifacts": ["reports/a.md"],
        "continues": [],
    }
    assert (second["goal"], second["continues"]) == (None, [MARCH])


def test_a_decision_says_all_that_its_entry_says_and_what_the_ledger_knows_of_it():
    options = (Option("ETS", line=11, pros=("fast",), cons=("one node",), chosen=True),)
    first = entry("State Model", "ETS", number=2, trade_offs=("no disk",), options=options, deciders=("Ida",))
    replaced, standing = exported(
        session(MARCH, first), session(APRIL, entry("State Model", "Mnesia", decided_on=date(2026, 4, 7)))
    )["decisions"]
    expected = {
        "id": f"{MARCH}/state-model",
        "session": MARCH,
        "title": "State Model",
        "dimension": {"number": 2, "name": "State Model", "slug": "state-model"},
        "status": "superseded",
        "choices": [{"aspect": None, "text": "ETS", "options": ["ets"], "match": "exact"}],
        "rationale": ["because"],
        "trade_offs": ["no disk"],
        "options": [{"name": "ETS", "pros": ["fast"], "cons": ["one node"], "chosen": True}],
        "refines": [],
        "supersedes": [],
        "superseded_by": f"{APRIL}/state-model",
        "answered_by": None,
        "date": "2026-03-02",
        "deciders": ["Ida"],
        "doubts": [],
        "certainty": {"status": "inferred", "date": "inferred", "superseded_by": "inferred"},
        "source": {"path": f"logs/{MARCH}.md", "line": 10, "end_line": 19},
    }
    assert {name: replaced[name] for name in expected} == expected
    assert (standing["status"], standing["supersedes"]) == ("decided", [f"{MARCH}/state-model"])
    assert (standing["date"], standing["certainty"]) == ("2026-04-07", {"status": "stated", "date": "stated"})


def test_a_question_names_the_decisions_on_it():
    gap = entry("Eviction", "by age", kind=EntryKind.GAP, refines=(named("State Model"),), name="State Model")
    questions = exported(session(MARCH, entry("State Model", "ETS"), gap))["questions"]
    assert len(questions) == 10
    assert questions[1] == {
        "key": "state-model",
        "number": 2,
        "name": "State Model",
        "status": "decided",
        "decision": f"{MARCH}/state-model",
        "also": [],
        "history": [f"{MARCH}/state-model"],
        "refinements": [f"{MARCH}/eviction"],
    }
    assert (questions[0]["status"], questions[0]["decision"]) == ("open", None)


def test_what_is_left_says_where_it_stands_and_what_settled_it():
    data = exported(
        session(
            MARCH,
            deferred=(item("Cache Policy", 20),),
            open_questions=(item("Who pays?", 30),),
            next_steps=(item("Measure", 40, done=True),),
        ),
        session(APRIL, entry("Cache Policy", "by age")),
    )
    assert data["schema"] == 1
    assert data["deferred"] == [
        {"text": "Cache Policy", "session": MARCH, "line": 20, "resolved_by": f"{APRIL}/cache-policy"}
    ]
    assert data["open_questions"] == [
        {"text": "Who pays?", "session": MARCH, "line": 30, "resolved_by": None}
    ]
    assert data["next_steps"] == [{"text": "Measure", "done": True, "session": MARCH, "line": 40}]


def test_a_problem_says_where_it_is_and_what_is_wrong():
    (problem,) = exported(session(MARCH, entry("State Model", "by carrier pigeon")))["problems"]
    assert (problem["path"], problem["line"], problem["code"]) == (f"logs/{MARCH}.md", 11, "unknown-choice")
    assert problem["message"] == "no option of State Model is recognised in this choice"
