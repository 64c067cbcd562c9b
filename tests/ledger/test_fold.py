"""How logs become one ledger: what replaces what, what details what, what is left over."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from drawing import entry, item, named, session

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.log.model import EntryKind, Status

MARCH, APRIL, MAY = "2026-03-02-0900", "2026-04-06-0900", "2026-05-04-0900"


@pytest.fixture(scope="module")
def catalog():
    return load_catalog()


@pytest.fixture
def folded(catalog):
    return lambda *logs: fold(logs, catalog)


def standing(ledger):
    return [d.id for d in ledger.decisions if d.status is Status.DECIDED]


def codes(ledger):
    return {problem.code for problem in ledger.problems}


class TestSupersession:
    def test_a_later_decision_on_the_same_question_replaces_the_earlier(self, folded):
        ledger = folded(
            session(MARCH, entry("State Model", "ETS")), session(APRIL, entry("State Model", "Mnesia"))
        )
        old, new = ledger.decisions
        assert (old.status, old.superseded_by) == (Status.SUPERSEDED, new.id)
        assert (new.status, new.supersedes) == (Status.DECIDED, (old.id,))

    def test_the_tenth_session_of_a_minute_comes_after_the_second(self, folded):
        second, tenth = (
            replace(session(MARCH, entry("State Model", choice)), id=f"{MARCH}-{number}")
            for number, choice in ((2, "ETS"), (10, "Mnesia"))
        )
        assert standing(folded(tenth, second)) == [f"{MARCH}-10/state-model"]

    def test_the_order_of_files_does_not_matter(self, folded):
        logs = [
            session(MARCH, entry("State Model", "ETS")),
            session(APRIL, entry("State Model", "Mnesia")),
            session(MAY, entry("State Model", "Enforced structs")),
        ]
        expected = folded(*logs)
        random.Random(7).shuffle(logs)
        assert folded(*logs) == expected
        assert standing(expected) == [f"{MAY}/state-model"]

    def test_a_refinement_called_like_what_it_refines_replaces_nothing(self, folded):
        refinement = entry(
            "Billing", "by the hour", kind=EntryKind.REFINEMENT, refines=(named("Billing", number=12),)
        )
        ledger = folded(session(MARCH, entry("Billing", "by the day", number=12)), session(APRIL, refinement))
        assert standing(ledger) == [f"{MARCH}/billing", f"{APRIL}/billing"]
        assert ledger.decisions[1].refines == (f"{MARCH}/billing",)

    def test_one_question_of_a_joint_entry_cannot_be_replaced_alone(self, folded):
        ledger = folded(
            session(MARCH, entry("Cache Policy and Wire Format", "both at once")),
            session(APRIL, entry("Frames", "binary", supersedes=(named("Wire Format"),))),
        )
        assert standing(ledger) == [f"{MARCH}/cache-policy-and-wire-format", f"{APRIL}/frames"]
        assert codes(ledger) >= {"ambiguous-reference"}

    def test_a_section_number_means_a_section_of_the_same_log(self, folded):
        first = entry("Draft", "Markdown", heading="5.3 Draft")
        again = entry("Second draft", "blocks", heading="5.5 Second draft", supersedes=(named("5.3"),))
        elsewhere = entry("Third draft", "HTML", supersedes=(named("5.5"),))
        assert standing(folded(session(MARCH, first, again), session(APRIL, elsewhere))) == [
            f"{MARCH}/second-draft",
            f"{APRIL}/third-draft",
        ]

    def test_other_names_of_a_catalog_dimension_are_the_same_question(self, folded):
        ledger = folded(
            session(MARCH, entry("Error Handling", "supervision")),
            session(APRIL, entry("Errors", "with chains")),
        )
        assert standing(ledger) == [f"{APRIL}/errors"]

    def test_a_teams_own_question_is_recognised_by_its_name(self, folded):
        ledger = folded(
            session(MARCH, entry("Audit Trails", "in Postgres")),
            session(APRIL, entry("The audit trail", "in files")),
        )
        assert standing(ledger) == [f"{APRIL}/the-audit-trail"]

    def test_a_longer_name_under_the_same_number_is_the_same_question(self, folded):
        ledger = folded(
            session(MARCH, entry("System Prompts", "in code", number=16)),
            session(APRIL, entry("System Prompts Framework", "templates", number=16)),
        )
        assert standing(ledger) == [f"{APRIL}/system-prompts-framework"]

    def test_the_same_number_under_another_name_is_another_question(self, folded):
        ledger = folded(
            session(MARCH, entry("System Prompts", "in code", number=16)),
            session(APRIL, entry("Sub-Agent Architecture", "tasks", number=16)),
        )
        assert len(standing(ledger)) == 2

    def test_different_questions_do_not_replace_each_other(self, folded):
        ledger = folded(session(MARCH, entry("Audit Trail", "a"), entry("Tenancy", "b")))
        assert len(standing(ledger)) == 2

    def test_deferring_a_decided_question_leaves_the_decision_in_force(self, folded):
        ledger = folded(
            session(MARCH, entry("State Model", "ETS")),
            session(APRIL, entry("State Model", "Deferred", status=Status.DEFERRED)),
        )
        assert standing(ledger) == [f"{MARCH}/state-model"]

    def test_deciding_a_deferred_question_settles_it(self, folded):
        ledger = folded(
            session(MARCH, entry("State Model", "later", status=Status.DEFERRED)),
            session(APRIL, entry("State Model", "ETS")),
        )
        assert [d.status for d in ledger.decisions] == [Status.SUPERSEDED, Status.DECIDED]
        assert [(i.text, i.resolved_by) for i in ledger.deferred] == [
            ("State Model: later", f"{APRIL}/state-model")
        ]

    def test_a_chain_of_revisions_keeps_every_step(self, folded):
        ledger = folded(
            session(MARCH, entry("State Model", "ETS")),
            session(APRIL, entry("State Model", "Mnesia")),
            session(MAY, entry("State Model", "Agent cells")),
        )
        assert [d.superseded_by for d in ledger.decisions] == [
            f"{APRIL}/state-model",
            f"{MAY}/state-model",
            None,
        ]

    def test_an_explicit_revision_in_the_same_log(self, folded):
        pipeline = entry("Step Execution", "a Broadway pipeline", number=2)
        revision = entry(
            "Broadway to GenServer",
            "GenServer and Task",
            kind=EntryKind.REVISION,
            supersedes=(named("Step Execution"),),
        )
        later = entry("Step Execution", "gen_statem")
        ledger = folded(session(MARCH, pipeline, revision), session(APRIL, later))
        assert [d.status for d in ledger.decisions] == [
            Status.SUPERSEDED,
            Status.SUPERSEDED,
            Status.DECIDED,
        ]
        assert ledger.decisions[1].dimension.number == 2
        assert ledger.decisions[2].supersedes == (f"{MARCH}/broadway-to-genserver",)

    def test_a_revision_that_names_the_old_choice_replaces_the_decision_that_made_it(self, folded):
        ledger = folded(
            session(MARCH, entry("Step Execution", "A Broadway pipeline"), entry("Tenancy", "per schema")),
            session(
                APRIL,
                entry("Broadway", "GenServer", kind=EntryKind.REVISION, supersedes=(named("Broadway"),)),
            ),
        )
        assert ledger.decisions[0].superseded_by == f"{APRIL}/broadway"
        assert ledger.decisions[1].status is Status.DECIDED

    def test_a_reference_by_number_means_the_dimension_not_its_gaps(self, folded):
        ledger = folded(
            session(
                MARCH,
                entry("Memory", "tiers", number=20),
                entry("Trigger", "tokens", kind=EntryKind.GAP, number=20, refines=(named(None, 20),)),
                entry("Flat", "one", kind=EntryKind.REVISION, supersedes=(named(None, 20),)),
            )
        )
        memory, trigger, flat = ledger.decisions
        assert memory.superseded_by == flat.id
        assert trigger.refines == (memory.id,)
        assert trigger.superseded_by is None

    def test_a_gap_details_the_answer_that_stood_when_it_was_found(self, folded):
        ledger = folded(
            session(MARCH, entry("LLM Integration", "Req", number=6)),
            session(APRIL, entry("LLM Integration", "httpc")),
            session(
                MAY,
                entry("Proxy", "fill its buffer", kind=EntryKind.GAP, number=6, refines=(named(None, 6),)),
            ),
        )
        assert ledger.decisions[2].refines == (f"{APRIL}/llm-integration",)

    def test_a_revision_takes_over_the_number_of_what_it_replaces(self, folded):
        revision = entry(
            "LLM Integration", "httpc", kind=EntryKind.REVISION, supersedes=(named("LLM Integration"),)
        )
        ledger = folded(session(MARCH, entry("LLM Integration", "Req", number=6)), session(APRIL, revision))
        assert ledger.decisions[1].dimension.number == 6

    def test_a_part_of_a_dimension_does_not_replace_the_whole(self, folded):
        ledger = folded(
            session(MARCH, entry("Error Handling", "supervision")),
            session(APRIL, entry("Error Handling: retries", "with backoff")),
        )
        assert len(standing(ledger)) == 2
        assert ledger.decisions[1].dimension.slug == "error-handling"

    def test_a_successor_named_by_the_replaced_decision(self, folded):
        ledger = folded(
            session(
                MARCH,
                entry(
                    "Tenancy", "rows", status=Status.SUPERSEDED, superseded_by=(named("Schema per tenant"),)
                ),
            ),
            session(APRIL, entry("Schema per tenant", "schemas")),
        )
        assert ledger.decisions[0].superseded_by == f"{APRIL}/schema-per-tenant"

    def test_dated_entries_follow_their_own_dates_not_their_place(self, folded):
        newest_first = session(
            MARCH,
            entry("Queue", "Oban", decided_on=date(2026, 2, 20)),
            replace(entry("Queue", "Broadway", decided_on=date(2026, 1, 5)), slug="queue-2"),
        )
        assert standing(folded(newest_first)) == [f"{MARCH}/queue"]

    def test_an_undated_log_never_replaces_a_dated_decision(self, folded):
        undated = replace(session(MAY, entry("State Model", "Mnesia")), id="notes", started=None)
        ledger = folded(session(MARCH, entry("State Model", "ETS")), undated)
        assert standing(ledger) == [f"{MARCH}/state-model"]
        assert "missing-date" in codes(ledger)


class TestReferences:
    def test_a_record_is_found_by_the_number_that_its_heading_begins_with(self, folded):
        kafka = replace(entry("Kafka", "events", kind=EntryKind.TOPIC), heading="2. Kafka")
        queue = entry("Queue", "Postgres", kind=EntryKind.TOPIC, supersedes=(named(None, 2),))
        assert folded(session(MARCH, kafka, queue)).decisions[0].superseded_by == f"{MARCH}/queue"

    def test_a_decision_is_found_by_the_day_it_was_taken(self, folded):
        successor = named("the entry of 2026-02-13")
        old = entry("Flags", "FunWithFlags", status=Status.SUPERSEDED, superseded_by=(successor,))
        new = entry("Flags, again", "a table", decided_on=date(2026, 2, 13))
        assert folded(session(MARCH, new, old)).decisions[1].superseded_by == f"{MARCH}/flags,-again"

    def test_an_unknown_target_is_reported_with_its_place_and_does_not_fail(self, folded):
        revision = entry("New", "x", kind=EntryKind.REVISION, supersedes=(named("Never Decided"),))
        ledger = folded(session(MARCH, revision))
        (problem,) = [p for p in ledger.problems if p.code == "unresolved-reference"]
        assert str(problem).startswith(f"logs/{MARCH}.md:12: unresolved-reference: ")
        assert "Never Decided" in problem.message

    def test_an_ambiguous_reference_replaces_nothing(self, folded):
        ledger = folded(
            session(MARCH, entry("Tool cache", "ETS table"), entry("Session cache", "ETS table")),
            session(APRIL, entry("No ETS", "Redis", kind=EntryKind.REVISION, supersedes=(named("ETS"),))),
        )
        assert len(standing(ledger)) == 3
        assert "ambiguous-reference" in codes(ledger)

    def test_a_session_that_is_not_there(self, folded):
        ledger = folded(session(MARCH, continues=(named(None, session="2020-01-01-0000"),)))
        assert ledger.sessions[0].continues == ()
        assert "unknown-session" in codes(ledger)

    def test_a_session_that_is_there(self, folded):
        ledger = folded(session(MARCH), session(APRIL, continues=(named(None, session=MARCH),)))
        assert ledger.sessions[1].continues == (MARCH,)

    def test_two_files_with_the_same_name_are_both_kept_and_reported(self, folded):
        twin = replace(session(MARCH, entry("Tenancy", "b")), path="other/x.md")
        ledger = folded(session(MARCH, entry("Audit", "a")), twin)
        assert len({d.id for d in ledger.decisions}) == 2
        assert "duplicate-session" in codes(ledger)


class TestChoices:
    def test_a_hybrid_resolves_to_the_option_and_its_modifiers(self, folded):
        text = "GenServer per conversation with hibernation and an ETS snapshot"
        ledger = folded(session(MARCH, entry("Process Architecture", text)))
        assert ledger.decisions[0].choices[0].options == (
            "genserver-per-conversation",
            "hibernate",
            "snapshot",
        )

    def test_an_unknown_choice_is_reported_never_guessed(self, folded):
        ledger = folded(session(MARCH, entry("State Model", "Riak CRDTs")))
        assert ledger.decisions[0].choices[0].options == ()
        assert ledger.decisions[0].choices[0].match == "none"
        assert "unknown-choice" in codes(ledger)

    def test_a_teams_own_question_has_no_catalog_options_and_no_complaint(self, folded):
        ledger = folded(session(MARCH, entry("Invoice Numbering", "gapless per year")))
        assert ledger.decisions[0].dimension.slug is None
        assert codes(ledger) == set()


class TestLeftOver:
    def test_an_open_question_is_settled_by_the_first_later_decision_about_it(self, folded):
        ledger = folded(
            session(MARCH, open_questions=(item("Who owns the audit trail?"),)),
            session(APRIL, entry("Audit Trail", "ops")),
            session(MAY, entry("Audit Trail", "finance")),
        )
        assert ledger.open_questions[0].resolved_by == f"{APRIL}/audit-trail"

    def test_an_earlier_decision_settles_nothing(self, folded):
        ledger = folded(
            session(MARCH, entry("Audit Trail", "ops")),
            session(APRIL, open_questions=(item("Is the audit trail fast enough?"),)),
        )
        assert ledger.open_questions[0].resolved_by is None

    def test_struck_items_are_done(self, folded):
        ledger = folded(
            session(
                MARCH,
                deferred=(item("Clustering", done=True), item("Billing")),
                next_steps=(item("x", done=True),),
            )
        )
        assert [i.text for i in ledger.deferred] == ["Billing"]
        assert ledger.next_steps[0].done

    def test_a_step_that_a_later_session_strikes_through_is_done(self, folded):
        ledger = folded(
            session(MARCH, next_steps=(item("Noor: ask the archive about terms"), item("Tomasz: ship"))),
            session(APRIL, next_steps=(item("Noor: ask the archive about terms", done=True),)),
        )
        assert [(step.session, step.done) for step in ledger.next_steps] == [
            (MARCH, True),
            (MARCH, False),
            (APRIL, True),
        ]

    def test_a_step_that_sessions_carry_along_knows_its_first_mention(self, folded):
        ledger = folded(
            session(MARCH, next_steps=(item("Noor: ask the archive about terms"), item("Tomasz: ship"))),
            session(APRIL, next_steps=(item("Noor: ask the archive about terms"), item("Ilse: measure"))),
        )
        assert [step.repeats_at for step in ledger.next_steps] == [
            None,
            None,
            (MARCH, ledger.next_steps[0].line),
            None,
        ]

    def test_a_step_that_is_taken_up_again_after_it_was_done_is_a_new_one(self, folded):
        ledger = folded(
            session(MARCH, next_steps=(item("Noor: ask the archive about terms", done=True),)),
            session(APRIL, next_steps=(item("Noor: ask the archive about terms"),)),
        )
        assert [(step.done, step.repeats_at) for step in ledger.next_steps] == [(True, None), (False, None)]

    def test_a_question_that_a_later_session_strikes_through_is_no_longer_open(self, folded):
        question = "Does the proxy buffer events?"
        ledger = folded(
            session(MARCH, open_questions=(item(question),)),
            session(APRIL, open_questions=(item(f"{question} It does not.", done=True),)),
        )
        assert ledger.open_questions == ()

    def test_an_item_that_sessions_carry_along_is_marked_as_repeated(self, folded):
        ledger = folded(
            session(MARCH, deferred=(item("Similar clauses in contracts"),)),
            session(APRIL, deferred=(item("Similar clauses in contracts: still waits"),)),
        )
        first, again = ledger.deferred
        assert [first.repeats, again.repeats] == [False, True]
        assert again.repeats_at == (MARCH, first.line)

    def test_a_later_list_that_names_what_an_entry_put_off_repeats_it(self, folded):
        ledger = folded(
            session(MARCH, entry("Similar Clauses in Contracts", "until June", status=Status.DEFERRED)),
            session(APRIL, deferred=(item("Similar clauses in contracts (Dimension 7): still waits"),)),
        )
        first, again = ledger.deferred
        assert again.repeats_at == (first.session, first.line)

    def test_a_summary_that_repeats_a_deferred_entry_adds_nothing(self, folded):
        log = session(
            MARCH,
            entry("Observability", "later", status=Status.DEFERRED),
            deferred=(item("Observability (until the pilot)"),),
        )
        assert [i.text for i in folded(log).deferred] == ["Observability: later"]


def test_ids_stay_the_same_when_later_sessions_are_added(folded):
    first = session(MARCH, entry("State Model", "ETS"), entry("Tenancy", "rows"))
    second = session(APRIL, entry("State Model", "Mnesia"))
    before = [d.id for d in folded(first).decisions]
    assert [d.id for d in folded(first, second).decisions][: len(before)] == before
