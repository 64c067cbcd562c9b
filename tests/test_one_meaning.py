"""Whatever happens in a project's history, every surface says the same of what stands and counts alike."""

import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from elixir_design.architecture.selection import selection_from_ledger
from elixir_design.architecture.selection_file import selection_from_text
from elixir_design.catalog.loader import load_catalog
from elixir_design.catalog.model import Pick
from elixir_design.design_doc.sections import sections_of
from elixir_design.facilitation.mcp.results import question_status
from elixir_design.facilitation.terminal.screen import Screen
from elixir_design.facilitation.terminal.summaries import overview
from elixir_design.ledger.fold import fold
from elixir_design.ledger.json import ledger_json
from elixir_design.ledger.questions import counted, state_of
from elixir_design.log.model import Status
from elixir_design.log.reader import read_log
from elixir_design.site.files.feed import FeedSite, feed
from elixir_design.site.files.llms import llms_text
from elixir_design.site.options import SiteOptions
from elixir_design.site.pages.overview import overview_pages
from elixir_design.site.view import arrange

CATALOG = load_catalog()
QUESTIONS = {
    "State Model": (2, ("ETS-backed state", "Mnesia", "Enforced structs")),
    "Agent Loop": (5, ("Recursive function", "handle_continue", "gen_statem")),
    "Tool System": (4, ("Behaviour", "Registry-based dispatch")),
    "Caching": (11, ("a cache in front", "no cache at all")),
    "Tracing": (11, ("OpenTelemetry everywhere", "log lines")),
}
BEGUN = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - logs hold local times

deeds = st.tuples(
    st.sampled_from(
        ["decide", "reject", "refuse", "defer", "ask", "revise", "refine", "replace part", "take back"]
    ),
    st.sampled_from(sorted(QUESTIONS)),
    st.integers(0, 2),
)
histories = st.lists(
    st.tuples(
        st.lists(deeds, min_size=1, max_size=4),
        st.integers(-9, 9),  # how far the clock of its machine is off, in steps of ten minutes
        st.sampled_from([None, -8, 0, 9]),  # hours from universal time
    ),
    min_size=1,
    max_size=5,
)


def section(deed, question, nth, sessions):
    """One entry as a team writes it; ``sessions`` are ids of sessions that it may name."""
    number, options = QUESTIONS[question]
    option = options[nth % len(options)]
    heading = f"## Dimension {number}: {question}"
    named = sessions[nth % len(sessions)]
    return {
        "decide": f"{heading}\n\n**Choice**: {option}\n**Rationale**: It was measured.\n",
        "reject": f"{heading}\n\n**Status**: Rejected\n",
        "refuse": f"{heading}\n\n**Choice**: {option}\n**Status**: Rejected\n**Rationale**: Too slow.\n",
        "defer": f"{heading}\n\n**Status**: Deferred\n**Rationale**: Nobody knows yet.\n",
        "ask": f"{heading}\n\n**Question**: Which one?\n",
        "revise": f"## Architectural Revision: {question}\n\n**Supersedes**: Dimension {number}: {question} "
        f"(`{named}.md`)\n\n**Choice**: {option}\n**Rationale**: The load changed.\n",
        "refine": f"## Refinement: limits of {question}\n\n**Refines**: Dimension {number}: {question}\n"
        f"**Choice**: {option}\n**Rationale**: A detail.\n",
        "replace part": f"## Dimension 20: {question} and Retention\n\n**Choice**: {option}, thirty days\n"
        "**Rationale**: Law.\n",
        "take back": f"## Notes {nth}\n\nThe decision on {question} was withdrawn.\n",
    }[deed]


def logs_of(history):
    ids = [
        f"{BEGUN + timedelta(hours=hour, minutes=10 * off + hour):%Y-%m-%d-%H%M}"
        for hour, (_, off, _) in enumerate(history)
    ]
    for name, (done, _, offset) in zip(ids, history, strict=True):
        body = "\n".join(section(*deed, ids) for deed in done)
        log = read_log(f"# Design Session - {name[:10]}\n\n{body}", f"docs/elixir-sessions/{name}.md")
        yield replace(log, utc_offset=None if offset is None else timedelta(hours=offset))


@pytest.fixture(scope="module")
def told():
    """What each surface says of a history, in one form: statuses, choices, counts."""

    def surfaces(history):
        ledger = fold(logs_of(history), CATALOG)
        return ledger, state_of(ledger, CATALOG)

    return surfaces


def on_the_terminal(state):
    out = io.StringIO()
    overview(Screen(out, width=100, colour=False), state)
    lines = re.findall(r"^ ?(\d+) (\w+) +(.+)$", out.getvalue(), re.MULTILINE)
    return {int(position): (status, name) for position, status, name in lines}


def on_the_site(ledger):
    view = arrange(ledger, CATALOG, (), SiteOptions(rows_per_page=1000))
    (page,) = overview_pages(view)
    rows = re.findall(
        r'<tr data-status="(\w+)".*?data-question="([^"]*)"(.*?)</tr>', page.markdown, re.DOTALL
    )
    counts = re.findall(r'data-status="(\w+)" aria-pressed="false".*?<span>(\d+)</span>', page.markdown)
    return (
        {name: (status, "in doubt" in row) for status, name, row in rows},
        {status: int(count) for status, count in counts},
    )


def feed_of(ledger):
    site = FeedSite("T", "https://example.org/", "feed.xml", lambda decision: f"{decision.id}/")
    return feed(ledger, site, most=1000).decode()


@given(histories)
@example([([("decide", "State Model", 0)], 0, None), ([("reject", "State Model", 0)], 0, None)])
@example([([("decide", "State Model", 0)], 0, 9), ([("revise", "State Model", 1)], -9, -8)])
@example([([("decide", "Caching", 0), ("decide", "Tracing", 0)], 0, None)])
def test_every_surface_says_the_same_of_what_stands(told, history):
    ledger, state = told(history)
    exported = json.loads(json.dumps(ledger_json(ledger)))
    expected = {question["key"]: question["status"] for question in exported["questions"]}

    terminal = on_the_terminal(state)
    assert {q.key: terminal[q.position][0] for q in state.questions} == expected

    assistant = [question_status(question, ledger.titles) for question in state.questions]
    assert {view.key: view.status for view in assistant} == expected
    assert {view.key: bool(view.doubts) for view in assistant} == {
        question["key"]: any(
            decision["doubts"] for decision in exported["decisions"] if decision["id"] == question["decision"]
        )
        for question in exported["questions"]
    }

    rows, counts = on_the_site(ledger)
    taken_up = [question for question in ledger.questions if question.taken_up]
    assert {name: status for name, (status, _) in rows.items()} == {q.name: q.status.value for q in taken_up}
    assert {name: doubt for name, (_, doubt) in rows.items()} == {q.name: q.in_doubt for q in taken_up}
    assert counts == Counter(q.status.value for q in taken_up)

    document = "\n".join(map(str, sections_of(state, Path("docs/elixir-design.md"))))
    assert f"## Design Decisions\n\n{counted(state.questions)}." in document
    said = re.findall(r"(\d+) (\w+)", counted(taken_up))
    assert {word: int(number) for number, word in said} == counts
    for question in state.decided:
        assert f"### {question.name}\n" in document

    in_force = [decision["id"] for decision in exported["decisions"] if decision["status"] == "decided"]
    assert f"> {len(in_force)} decision{'' if len(in_force) == 1 else 's'} in force" in llms_text(
        ledger, title="T", url=lambda decision: decision.id
    )
    assert feed_of(ledger).count("<title>Superseded: ") == sum(
        decision["superseded_by"] is not None for decision in exported["decisions"]
    )

    selection = selection_from_ledger(ledger, CATALOG)
    assert [note.id for note in selection.notes] == in_force
    from_file, _ = selection_from_text(json.dumps(exported), "decisions.json", CATALOG)
    assert (from_file.options, from_file.notes) == (selection.options, selection.notes)
    assert {note.id for note in selection.notes if note.doubts or note.inferred} == {
        decision["id"]
        for decision in exported["decisions"]
        if decision["status"] == "decided" and decision["doubts"]
    }
    for question in ledger.questions:
        if question.dimension and question.dimension.pick is Pick.ONE and question.options:
            assert selection.options[question.key] == question.options


@given(histories)
def test_what_replaces_comes_after_what_it_names_whatever_the_clocks_say(told, history):
    ledger, _ = told(history)
    place = {decision.id: at for at, decision in enumerate(ledger.decisions)}
    circles = {problem.code for problem in ledger.problems} & {"circular-supersession"}
    for decision in ledger.decisions:
        for earlier in decision.supersedes:
            assert place[earlier] < place[decision.id] or circles
        assert decision.superseded_by is None or decision.status is Status.SUPERSEDED


@given(histories)
def test_every_entry_belongs_to_one_question_and_every_link_leads_both_ways(told, history):
    ledger, _ = told(history)
    shown = [decision.id for q in ledger.questions for decision in (*q.history, *q.refinements)]
    assert sorted(shown) == sorted(decision.id for decision in ledger.decisions)
    for decision in ledger.decisions:
        for earlier in decision.supersedes:
            assert ledger.decision(earlier).superseded_by is not None
        if decision.superseded_by:
            assert decision.id in ledger.decision(decision.superseded_by).supersedes


def test_a_status_alone_takes_the_decision_back_everywhere(told):
    ledger, state = told(
        [([("decide", "State Model", 0)], 0, None), ([("reject", "State Model", 0)], 0, None)]
    )
    assert state.question("state-model").status is Status.REJECTED
    assert selection_from_ledger(ledger, CATALOG).options == {}


def test_refusing_another_option_leaves_the_decision_in_force(told):
    ledger, state = told(
        [([("decide", "State Model", 0)], 0, None), ([("refuse", "State Model", 1)], 0, None)]
    )
    assert state.question("state-model").choice == "ETS-backed state"
    assert selection_from_ledger(ledger, CATALOG).options == {"state-model": ("ets",)}
    assert not state.question("state-model").in_doubt


def test_a_refusal_that_may_mean_the_decision_makes_it_doubtful(told):
    ledger, _ = told([([("decide", "Caching", 0)], 0, None), ([("refuse", "Caching", 1)], 0, None)])
    decided, refused = ledger.decisions
    assert [(doubt.kind, doubt.id) for doubt in decided.doubts] == [("possibly-rejected", refused.id)]


def test_a_revision_stands_although_its_clock_was_behind(told):
    ledger, state = told(
        [([("decide", "State Model", 0)], 0, None), ([("revise", "State Model", 2)], 0, None)]
    )
    first, second = (session.log for session in ledger.sessions)
    early = replace(second, id="2026-03-01-0900", started=first.started - timedelta(days=1))
    state = state_of(fold([first, early], CATALOG), CATALOG)
    assert state.question("state-model").answer.session == "2026-03-01-0900"


def test_moments_count_not_names_where_logs_tell_their_offset(told):
    late = [([("decide", "State Model", 0)], 0, None), ([("decide", "State Model", 1)], 0, None)]
    tokyo, lima = (session.log for session in told(late)[0].sessions)
    tokyo = replace(tokyo, started=datetime(2026, 5, 2, 8, 0), utc_offset=timedelta(hours=9))  # noqa: DTZ001
    lima = replace(lima, started=datetime(2026, 5, 1, 20, 0), utc_offset=timedelta(hours=-5))  # noqa: DTZ001
    state = state_of(fold([tokyo, lima], CATALOG), CATALOG)
    assert state.question("state-model").choice == "Mnesia"
