"""What the logs leave unclear about a decision is said with it, and nothing is taken out of force for it."""

from __future__ import annotations

import pytest
from drawing import entry, named, session

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.log.model import Reference, Status

MARCH, APRIL, MAY = "2026-03-02-0900", "2026-04-06-0900", "2026-05-04-0900"


def ledger_of(*logs):
    return fold(logs, load_catalog())


def standing(ledger):
    return [decision.id for decision in ledger.decisions if decision.in_force]


def codes(ledger):
    return [problem.code for problem in ledger.problems]


def rejected(title, choice, **fields):
    return entry(title, choice, status=Status.REJECTED, **fields)


class TestReplacement:
    def test_one_that_is_not_decided_only_may_replace(self):
        ledger = ledger_of(
            session(MARCH, entry("Wire Format")),
            session(APRIL, entry("Frames", None, supersedes=(named("Wire Format"),))),
        )
        old = ledger.decision(f"{MARCH}/wire-format")
        (doubt,) = old.doubts
        assert (old.status, old.in_doubt, doubt.threatens) == (Status.DECIDED, True, True)
        assert doubt.sentence(ledger.titles) == (
            "possibly replaced by 'Frames' (2026-04-06-0900): "
            "'Frames' says that it replaces this, and is not decided"
        )

    @pytest.mark.parametrize(("status", "doubtful"), [(Status.DECIDED, True), (Status.REJECTED, False)])
    def test_one_that_may_mean_several_throws_doubt_on_each_if_it_is_decided(self, status, doubtful):
        ledger = ledger_of(
            session(MARCH, entry("Wire Format"), entry("File Format")),
            session(APRIL, entry("Frames", status=status, supersedes=(named("Format"),))),
        )
        assert [decision.in_doubt for decision in ledger.decisions] == [doubtful, doubtful, False]
        assert "ambiguous-reference" in codes(ledger)

    def test_a_part_of_a_joint_decision_leaves_the_whole_in_force_and_in_doubt(self):
        ledger = ledger_of(
            session(MARCH, entry("Cache Policy and Wire Format")),
            session(APRIL, entry("Frames", supersedes=(named("Wire Format"),))),
        )
        (doubt,) = ledger.decisions[0].doubts
        assert doubt.sentence(ledger.titles) == (
            "replaced in part by 'Frames' (2026-04-06-0900): "
            "a later decision replaces 'Wire Format', which is a part of it"
        )

    def test_a_successor_that_no_log_holds_is_a_doubt_without_a_name(self):
        ledger = ledger_of(session(MARCH, entry("Wire Format", superseded_by=(named("Frames"),))))
        (doubt,) = ledger.decisions[0].doubts
        assert (doubt.words, doubt.id) == ("possibly replaced", None)
        assert doubt.sentence({}) == (
            "possibly replaced: it says that 'Frames' replaced it, which no log holds"
        )

    def test_what_was_replaced_for_certain_is_not_in_doubt(self):
        ledger = ledger_of(
            session(MARCH, entry("Wire Format")),
            session(APRIL, entry("Frames", None, supersedes=(named("Wire Format"),))),
            session(MAY, entry("Packets", supersedes=(named("Wire Format"),))),
        )
        assert ledger.decisions[0].status is Status.SUPERSEDED
        assert ledger.decisions[0].doubts == ()

    def test_a_decision_does_not_replace_what_has_replaced_it(self):
        first = named("Wire Format", session=MARCH)
        second = entry("Frames", supersedes=(first,), superseded_by=(first,))
        ledger = ledger_of(session(MARCH, entry("Wire Format")), session(APRIL, second))
        assert standing(ledger) == [f"{APRIL}/frames"]

    def test_a_session_that_is_named_means_a_decision_of_that_session(self):
        ledger = ledger_of(
            session(MARCH, entry("Wire Format")),
            session(APRIL, entry("Wire Protocol")),
            session(MAY, entry("Frames", supersedes=(named("Wire", session=MARCH),))),
        )
        assert standing(ledger) == [f"{APRIL}/wire-protocol", f"{MAY}/frames"]

    def test_a_link_to_a_file_that_is_no_log_is_read_by_its_words(self):
        ledger = ledger_of(
            session(MARCH, entry("Wire Format")),
            session(APRIL, entry("Frames", supersedes=(named("Wire Format", session="notes"),))),
        )
        assert standing(ledger) == [f"{APRIL}/frames"]

    def test_a_session_that_is_not_there_holds_the_decision_whatever_others_are_called(self):
        ledger = ledger_of(
            session(MARCH, entry("Wire Format")),
            session(APRIL, entry("Frames", supersedes=(named("Wire Format", session=MAY),))),
        )
        assert standing(ledger) == [f"{MARCH}/wire-format", f"{APRIL}/frames"]


class TestClocks:
    def test_what_a_log_says_it_replaces_gives_way_though_its_clock_was_ahead(self):
        ledger = ledger_of(
            session(MARCH, entry("Frames", supersedes=(named("Wire Format", session=APRIL),))),
            session(APRIL, entry("Wire Format")),
        )
        assert standing(ledger) == [f"{MARCH}/frames"]
        assert "unresolved-reference" not in codes(ledger)

    def test_what_replaces_the_one_that_moved_moves_with_it(self):
        ledger = ledger_of(
            session(MARCH, entry("Frames", supersedes=(named("Wire Format", session=MAY),))),
            session(APRIL, entry("Packets", supersedes=(named("Frames", session=MARCH),))),
            session(MAY, entry("Wire Format")),
        )
        assert standing(ledger) == [f"{APRIL}/packets"]

    def test_two_that_replace_each_other_go_by_their_dates_and_are_reported(self):
        ledger = ledger_of(
            session(MARCH, entry("Frames", supersedes=(named("Wire Format", session=APRIL),))),
            session(APRIL, entry("Wire Format", supersedes=(named("Frames", session=MARCH),))),
        )
        assert standing(ledger) == [f"{APRIL}/wire-format"]
        (problem,) = [problem for problem in ledger.problems if problem.code == "circular-supersession"]
        assert problem.message == "'Frames' and 'Wire Format' replace each other, so the dates decide"


class TestRejection:
    @pytest.mark.parametrize("choice", ["ETS", "ets", None])
    def test_one_of_the_same_answer_takes_it_back(self, choice):
        ledger = ledger_of(
            session(MARCH, entry("State Model", "ETS")), session(APRIL, rejected("State Model", choice))
        )
        assert standing(ledger) == []
        assert ledger.decisions[0].superseded_by == f"{APRIL}/state-model"

    def test_one_of_another_answer_changes_nothing(self):
        ledger = ledger_of(
            session(MARCH, entry("State Model", "ETS")), session(APRIL, rejected("State Model", "Mnesia"))
        )
        assert standing(ledger) == [f"{MARCH}/state-model"]
        (question,) = [question for question in ledger.questions if question.key == "state-model"]
        assert (question.in_doubt, question.answer.in_doubt) == (False, False)

    def test_one_of_an_answer_that_nobody_knows_is_a_doubt(self):
        ledger = ledger_of(
            session(MARCH, entry("State Model", "ETS")),
            session(APRIL, rejected("State Model", "the fast variant")),
        )
        (question,) = [question for question in ledger.questions if question.key == "state-model"]
        assert (question.status, question.in_doubt) == (Status.DECIDED, True)
        assert [doubt.words for doubt in question.doubts] == ["possibly rejected"]


class TestTheEntryItself:
    def test_one_that_was_cut_short_is_in_doubt_and_replaces_nothing(self):
        ledger = ledger_of(
            session(MARCH, entry("State Model", "ETS")),
            session(APRIL, entry("State Model", "Mne", torn=True)),
        )
        assert ledger.decisions[0].in_force
        (doubt,) = ledger.decisions[1].doubts
        assert (doubt.words, doubt.threatens) == ("cut short", True)

    def test_a_status_that_follows_from_the_text_is_said_and_threatens_nothing(self):
        ledger = ledger_of(session(MARCH, entry("State Model", "ETS", inferred=frozenset({"status"}))))
        (decision,) = ledger.decisions
        (doubt,) = decision.doubts
        assert (doubt.words, doubt.threatens, decision.in_doubt) == ("status inferred", False, False)
        assert decision.certainty["status"] == "inferred"

    def test_a_withdrawal_that_may_mean_several_throws_doubt_on_each(self):
        taken_back = Reference("Format", 100, name="Format")
        ledger = ledger_of(
            session(MARCH, entry("Wire Format"), entry("File Format"), withdrawals=(taken_back,))
        )
        assert [[doubt.words for doubt in one.doubts] for one in ledger.decisions] == [
            ["possibly withdrawn"],
            ["possibly withdrawn"],
        ]
