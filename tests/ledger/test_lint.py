"""What only shows when logs and catalog are seen together."""

from __future__ import annotations

import pytest
from drawing import entry, session

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.log.model import Choice

MARCH = "2026-03-02-0900"


def problems(*entries):
    return fold([session(MARCH, *entries)], load_catalog()).problems


def test_a_choice_that_the_catalog_does_not_know_is_reported_with_what_it_knows():
    (problem,) = problems(entry("State Model", "by carrier pigeon"))
    assert (problem.code, problem.line) == ("unknown-choice", 11)


def test_a_question_that_takes_one_answer_must_not_have_two():
    twice = entry("State Model", choices=(Choice("ETS", 11), Choice("Mnesia", 12)))
    (problem,) = problems(twice)
    assert problem.code == "several-options"
    assert problem.message == "State Model takes one option, but the choice names ets and mnesia"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("State Model", ("ETS", "ETS")),
        ("Observability", ("Telemetry", "OpenTelemetry")),
        ("Process Architecture", ("GenServer per conversation", "GenServer per conversation, hibernate")),
    ],
)
def test_the_same_answer_twice_several_where_many_may_be_and_a_modifier_are_one(question, said):
    choices = tuple(Choice(text, 11 + number) for number, text in enumerate(said))
    assert [problem.code for problem in problems(entry(question, choices=choices))] == []
