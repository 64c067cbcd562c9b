"""Where each question stands, and how people find the one they mean."""

from __future__ import annotations

import pytest
from drawing import entry, item, named, session

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.ledger.questions import counted, state_of
from elixir_design.log.model import EntryKind, Status

MARCH, APRIL, MAY = "2026-03-02-0900", "2026-04-06-0900", "2026-05-04-0900"


@pytest.fixture
def state():
    catalog = load_catalog()
    return lambda *logs: state_of(fold(logs, catalog), catalog)


def names(questions):
    return [question.name for question in questions]


def deferred(title, **fields):
    return entry(title, "Deferred", status=Status.DEFERRED, **fields)


class TestTheWalk:
    def test_the_questions_of_the_catalog_come_first_and_a_team_s_own_after_them(self, state):
        walk = state(session(MARCH, entry("Billing"), entry("Agent Loop", number=5)))
        assert [question.position for question in walk.questions] == list(range(1, 12))
        assert walk.questions[4].name == "Agent Loop"
        assert walk.questions[10].name == "Billing"

    def test_a_team_s_own_question_keeps_its_number_where_that_is_free(self, state):
        walk = state(
            session(MARCH, entry("Billing", number=14), entry("Seats", number=14), entry("Tax", number=3))
        )
        own = {question.name: (question.position, question.number) for question in walk.questions[10:]}
        assert own == {"Billing": (14, 14), "Seats": (15, 14), "Tax": (11, 3)}
        assert walk.new_position() == 16

    def test_a_question_is_decided_put_off_or_waits(self, state):
        walk = state(
            session(
                MARCH,
                entry("State Model", "ETS"),
                deferred("Tool System"),
                entry("Billing", None),
                entry("Seats", "No", status=Status.REJECTED),
            )
        )
        assert names(walk.decided) == ["State Model", "Seats"]
        assert names(walk.deferred) == ["Tool System"]
        assert len(walk.pending) == 10
        assert {"Tool System", "Billing"} < set(names(walk.pending))

    def test_the_next_question_is_the_first_that_waits_and_was_not_passed_over(self, state):
        walk = state(session(MARCH, entry("Process Architecture", "GenServer per conversation")))
        assert walk.next().key == "state-model"
        assert walk.next(skip={"state-model"}).key == "message-protocol"
        assert walk.next(skip={question.key for question in walk.questions}) is None

    def test_says_how_many_stand_where(self, state):
        walk = state(session(MARCH, entry("State Model", "ETS"), deferred("Tool System")))
        assert counted(walk.questions) == "1 decided, 1 deferred, 8 not taken up"
        assert counted([]) == "no questions"


class TestTheAnswer:
    def test_is_what_stands_in_the_log_s_words_with_the_options_that_they_mean(self, state):
        question = state(session(MARCH, entry("State Model", "ETS"))).question("State Model")
        assert (question.status, question.choice, question.options) == (Status.DECIDED, "ETS", ("ets",))
        assert question.answer.rationale == ("because",)
        assert question.latest is question.answer
        assert question.revised == 0

    def test_is_not_undone_by_putting_a_revision_off(self, state):
        question = state(
            session(MARCH, entry("State Model", "ETS")), session(APRIL, deferred("State Model"))
        ).question("State Model")
        assert (question.status, question.choice) == (Status.DECIDED, "ETS")
        assert [decision.session for decision in question.history] == [MARCH, APRIL]
        assert [decision.session for decision in question.also] == [APRIL]

    def test_is_the_later_of_two_and_says_how_often_it_was_revised(self, state):
        question = state(
            session(MARCH, entry("State Model", "ETS")), session(APRIL, entry("State Model", "Mnesia"))
        ).question("State Model")
        assert (question.choice, question.revised) == ("Mnesia", 1)

    def test_what_is_put_off_means_no_options(self, state):
        waits = deferred("State Model", choices=entry("", "ETS").choices)
        question = state(session(MARCH, waits)).question("State Model")
        assert (question.choice, question.options, question.deferred) == ("ETS", (), True)

    def test_there_is_none_where_nobody_took_the_question_up(self, state):
        question = state().question("State Model")
        assert (question.status, question.choice, question.options) == (Status.OPEN, "", ())
        assert (question.taken_up, question.latest, question.doubts) == (False, None, ())

    def test_a_detail_belongs_to_the_question_that_it_details(self, state):
        gap = entry(
            "Eviction", "by age", kind=EntryKind.GAP, refines=(named("State Model"),), name="State Model"
        )
        walk = state(session(MARCH, entry("State Model", "ETS"), gap))
        assert names(walk.questions[10:]) == []
        question = walk.question("State Model")
        assert [decision.title for decision in question.refinements] == ["Eviction"]
        assert [decision.title for decision in question.history] == ["State Model"]


class TestFinding:
    @pytest.mark.parametrize(
        "said", ["2", "state-model", "State Model", "state model", "State-Model", "State", "  2  "]
    )
    def test_a_question_is_found_by_number_slug_and_name(self, state, said):
        assert state().question(said).key == "state-model"

    def test_a_question_of_the_team_is_found_by_how_its_name_begins(self, state):
        walk = state(session(MARCH, entry("Billing Cycle"), entry("Seat Limits"), entry("Seat Prices")))
        assert walk.question("billing").name == "Billing Cycle"
        assert walk.question("seat") is None

    @pytest.mark.parametrize("said", ["", "99", "weather"])
    def test_nothing_is_found_for_what_names_no_question(self, state, said):
        assert state(session(MARCH, entry("Billing"))).question(said) is None

    def test_a_session_is_found_by_its_id_and_a_decision_by_its_own(self, state):
        walk = state(session(MARCH, entry("Billing")), session(APRIL))
        assert walk.session(APRIL).path == f"logs/{APRIL}.md"
        assert walk.session(MAY) is None
        assert walk.ledger.decision(f"{MARCH}/billing").title == "Billing"
        assert walk.ledger.decision(f"{APRIL}/billing") is None


class TestBesideTheWalk:
    def test_what_was_asked_is_open_until_a_decision_settles_it(self, state):
        walk = state(
            session(MARCH, open_questions=(item("How long do we keep sessions?"), item("Cache Policy"))),
            session(APRIL, entry("Cache Policy", "by age")),
        )
        assert [asked.text for asked in walk.open_questions] == ["How long do we keep sessions?"]

    def test_an_entry_without_an_answer_is_a_question_of_the_walk_and_not_listed_again(self, state):
        walk = state(session(MARCH, entry("Billing", None, rationale=()), deferred("Seats", rationale=())))
        assert [asked.text for asked in walk.ledger.open_questions] == ["Billing"]
        assert [asked.text for asked in walk.ledger.deferred] == ["Seats"]
        assert (walk.open_questions, walk.put_off) == ((), ())

    def test_what_is_only_listed_as_deferred_is_put_off_until_it_is_settled(self, state):
        walk = state(
            session(MARCH, deferred=(item("Audit log"), item("Cache Policy"))),
            session(APRIL, entry("Cache Policy", "by age")),
        )
        assert [later.text for later in walk.put_off] == ["Audit log"]

    def test_names_the_sessions_that_logs_go_on_from_and_that_are_not_there(self, state):
        continues = (named("", session=MAY), named("", session=MARCH))
        assert state(session(MARCH), session(APRIL, continues=continues)).missing_sessions == (MAY,)
