"""How the ledger is arranged for showing."""

from __future__ import annotations

from dataclasses import replace

import studio

from elixir_design.ledger.fold import fold
from elixir_design.ledger.model import Ledger
from elixir_design.ledger.questions import fold_questions
from elixir_design.log.model import EntryKind, Reference, Status
from elixir_design.site.view import arrange, newest_first


def view_of(ledger):
    return arrange(ledger, studio.CATALOG, studio.FINDINGS, studio.options())


def test_a_superseded_decision_leads_to_the_one_that_stands():
    view = view_of(studio.ledger())
    first = view.decisions["2026-01-12-0900/agent-loop"]
    assert view.successor(first).id == "2026-02-09-1400/agent-loop"
    assert view.heir(first).id == "2026-03-02-0910/agent-loop"
    assert view.heir(view.heir(first)) is None


def test_of_decisions_that_replace_each_other_in_a_circle_none_stands():
    one, two = studio.ledger().decisions[:2]
    circle = (
        replace(one, superseded_by=two.id, supersedes=(two.id,), status=Status.SUPERSEDED),
        replace(two, superseded_by=one.id, supersedes=(one.id,), status=Status.SUPERSEDED),
    )
    view = view_of(Ledger(studio.ledger().sessions, circle, fold_questions(circle, studio.CATALOG)))
    assert view.heir(circle[0]) is None
    assert view.successor(circle[0]) == circle[1]


def test_a_gap_is_shown_with_its_question():
    view = view_of(studio.ledger())
    gap = view.decisions["2026-02-09-1400/snapshot-interval"]
    assert view.question_of[gap.id].key == "process-architecture"
    assert view.question_of[gap.id].refinements == (gap,)
    assert "snapshot-interval" not in {question.key for question in view.questions}


def test_a_gap_whose_parent_nobody_decided_still_has_a_page():
    lost = studio.entry(
        "Lost detail",
        "yes",
        kind=EntryKind.GAP,
        name=None,
        refines=(Reference("Dimension 77", 1, number=77),),
    )
    view = view_of(fold([studio.log("2026-01-01-0000", "S", lost)], studio.CATALOG))
    assert "lost-detail" in {question.key for question in view.questions}


def test_details_of_each_other_keep_their_own_pages():
    one = studio.entry("One", "a", kind=EntryKind.GAP, name=None)
    two = studio.entry("Two", "b", kind=EntryKind.GAP, name=None)
    ledger = fold([studio.log("2026-01-01-0000", "S", one, two)], studio.CATALOG)
    first, second = ledger.decisions
    circle = (replace(first, refines=(second.id,)), replace(second, refines=(first.id,)))
    view = view_of(Ledger(ledger.sessions, circle, fold_questions(circle, studio.CATALOG)))
    assert {"one", "two"} <= {question.key for question in view.questions}


def test_a_deferral_does_not_hide_the_answer_that_stands():
    answer = studio.entry("Agent Loop", "Recursion", number=2)
    later = studio.entry("Agent Loop", number=2, status=Status.DEFERRED)
    logs = [studio.log("2026-01-01-0000", "S", answer), studio.log("2026-02-01-0000", "T", later)]
    question = view_of(fold(logs, studio.CATALOG)).questions[1]
    assert question.answer.status is Status.DECIDED
    assert [one.status for one in question.also] == [Status.DEFERRED]


def test_newest_first_puts_what_has_no_date_last():
    ordered = newest_first(studio.ledger().decisions)
    assert ordered[0].id == "2026-03-02-0910/agent-loop"
    assert ordered[-1].date is None


def test_two_reports_of_one_name_have_two_pages():
    options = studio.options(reports={"a/report.md": "# A", "b/report.md": "# B"})
    view = arrange(studio.ledger(), studio.CATALOG, (), options)
    assert len(set(view.report_paths.values())) == 2
