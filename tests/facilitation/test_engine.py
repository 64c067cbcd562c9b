"""The engine: replies, answers, and a state that is a fold over the logs."""

import io
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from elixir_design.catalog.loader import load_catalog
from elixir_design.catalog.matching import match_choice
from elixir_design.facilitation.answers import Answer, AnsweredBy, AnswerError, choice_text, deferral
from elixir_design.facilitation.briefing import briefing_for, concepts, gather_evidence
from elixir_design.facilitation.impact import cautions
from elixir_design.facilitation.messages import headline, resume_line
from elixir_design.facilitation.project_logs import NoSessionError
from elixir_design.facilitation.session import DesignSession
from elixir_design.facilitation.terminal.presenting import quote
from elixir_design.facilitation.terminal.replies import Act, Reply, parse_reply
from elixir_design.facilitation.terminal.screen import Screen, columns, wrap
from elixir_design.facilitation.terminal.summaries import farewell
from elixir_design.ledger.fold import fold
from elixir_design.ledger.model import Question
from elixir_design.ledger.question_keys import question_key
from elixir_design.ledger.questions import state_of
from elixir_design.log.model import Status
from elixir_design.log.reader import find_logs, read_log, read_log_file
from elixir_design.log.writing.input import clean, items_of, says_something

CATALOG = load_catalog()
PROCESSES = CATALOG.dimension("process-architecture")


@pytest.fixture
def design(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mkdocs.yml").touch()
    return DesignSession(Path("sessions"), CATALOG, Path("reports"))


def answer(design, name, choice, rationale="It was measured."):
    question = design.state().question(name)
    return design.record(question, Answer(choice, rationale), AnsweredBy.TERMINAL)


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        ("1", Reply(Act.PICK, ("genserver-per-conversation",))),
        ("1+5", Reply(Act.PICK, ("genserver-per-conversation", "hibernate"))),
        ("6, 1", Reply(Act.PICK, ("genserver-per-conversation", "snapshot"))),
        ("1 and 6", Reply(Act.PICK, ("genserver-per-conversation", "snapshot"))),
        ("task-ephemeral", Reply(Act.PICK, ("task-ephemeral",))),
        ("Task-based ephemeral", Reply(Act.PICK, ("task-ephemeral",))),
        ("genstage", Reply(Act.PICK, ("genstage-pipeline",))),
        ("?", Reply(Act.MORE)),
        ("? 2", Reply(Act.MORE, ("genserver-per-agent-type",))),
        ("? task", Reply(Act.MORE, ("task-ephemeral",))),
        ("D", Reply(Act.DEFER)),
        ("n it was measured", Reply(Act.NOTE, text="it was measured")),
    ],
)
def test_replies_are_understood(typed, reply):
    assert parse_reply(typed, PROCESSES.options) == reply


@pytest.mark.parametrize(
    "typed", ["", "   ", "0", "7", "1 1 9", "genserver", "yes", "d because", "? 9", "\x1b[A", "1.5"]
)
def test_what_is_not_clear_chooses_nothing(typed):
    reply = parse_reply(typed, PROCESSES.options)
    assert (reply.act, reply.slugs) == (Act.UNCLEAR, ())
    assert reply.text


@pytest.mark.parametrize("dimension", CATALOG.dimensions, ids=lambda dimension: dimension.slug)
def test_the_words_for_picked_options_are_read_back_as_those_options(dimension):
    slugs = [option.slug for option in dimension.options if not option.modifies]
    for slug in slugs:
        assert match_choice(dimension, choice_text(dimension, [slug])).options == (slug,)
    if dimension.pick == "many":
        for pair in combinations(slugs, 2):
            assert match_choice(dimension, choice_text(dimension, pair)).options == pair


def test_a_hybrid_with_modifiers_is_read_back_whole():
    slugs = ("genserver-per-conversation", "hibernate", "snapshot")
    assert match_choice(PROCESSES, choice_text(PROCESSES, slugs)).options == slugs


def test_questions_come_in_the_order_of_the_catalog_and_deferred_ones_come_back(design):
    design.start("x y z")
    assert design.state().next().key == "process-architecture"
    first = design.state().next()
    design.record(first, deferral("Nobody has measured it."), AnsweredBy.TERMINAL)
    assert design.state().next().key == "process-architecture"
    assert design.state().next({"process-architecture"}).key == "state-model"
    answer(design, "process", "Task-based ephemeral")
    assert design.state().next().key == "state-model"


def test_putting_a_revision_off_leaves_the_decision_in_force(design):
    design.start()
    answer(design, "state-model", "ETS")
    design.record(design.state().question("2"), deferral("Not before May."), AnsweredBy.TERMINAL)
    question = design.state().question("2")
    assert (question.decided, question.choice) == (True, "ETS")


def test_the_summary_lists_what_is_still_deferred(design):
    path = design.start()
    for name in ("1", "2", "2", "3"):
        design.record(design.state().question(name), deferral("Nobody has measured it."), AnsweredBy.TERMINAL)
    answer(design, "process", "Task-based ephemeral")
    answer(design, "agent-loop", "Recursive function")
    design.record(design.state().question("agent-loop"), deferral("Not before May."), AnsweredBy.TERMINAL)
    design.note(design.state().question("3"), "Two people asked.")
    summary = design.finish()
    assert [entry.title for entry in summary.deferred] == ["State Model", "Message Protocol", "Agent Loop"]
    log = read_log_file(path)
    assert [item.text.partition(":")[0] for item in log.deferred] == [e.title for e in summary.deferred]
    assert "count-mismatch" not in [problem.code for problem in design.state().ledger.problems]
    shown = io.StringIO()
    farewell(Screen(shown, 80), summary, path)
    assert "2 decisions made in this session, 3 deferred." in shown.getvalue()


@pytest.mark.parametrize(
    "missing", [Answer("", "why not"), Answer("ETS", ""), Answer("ETS", "-"), Answer("none", "x y z")]
)
def test_an_answer_without_choice_or_reason_is_not_recorded(design, missing):
    design.start()
    with pytest.raises(AnswerError, match="needed"):
        design.record(design.state().question("2"), missing, AnsweredBy.TERMINAL)
    assert design.state().ledger.decisions == ()


def test_what_works_against_another_decision_is_said(design):
    design.start()
    answer(design, "process", "Task-based ephemeral")
    said = cautions(CATALOG.dimension("memory-context"), ["process-dictionary"], design.state())
    assert [text for text in said if "Task-based ephemeral (Process Architecture)" in text]
    (alone,) = cautions(PROCESSES, ["hibernate"], design.state())
    assert alone.startswith("Hibernate when idle needs GenServer per conversation")


def test_the_resume_line_is_that_of_the_brief(design):
    path = design.start()
    for dimension in CATALOG.dimensions[:-1]:
        answer(design, dimension.slug, dimension.options[0].label)
    names = ", ".join(dimension.name for dimension in CATALOG.dimensions[:-1])
    log = design.resume()
    assert resume_line(design.state(), log.started, log.id) == (
        f"Resuming session from {path.name[:10]}. We've decided on {names}. Still open: Error Handling. "
        "Let's continue with Error Handling..."
    )


def test_a_log_that_a_killed_program_left_empty_is_no_session(design):
    first = design.start()
    first.with_name("2999-01-01-0000.md").touch()
    assert design.unfinished() == first.stem
    assert design.resume().id == first.stem


def test_without_an_architecture_the_log_says_why(design):
    path = design.start()
    design.finish()
    assert "## Architecture Sketch\n\nNone yet: no decision names an option" in path.read_text()


def test_a_session_whose_summary_was_cut_short_is_gone_on_with_in_place(design):
    path = design.start()
    answer(design, "state-model", "ETS")
    design.finish()
    whole = path.read_text()
    path.write_text(whole[: whole.index("- Decisions deferred")])
    assert design.unfinished() == path.stem
    assert read_log_file(path).claims == ()
    design.resume()
    (lost,) = design.lost()
    assert headline(lost.text) == "Session Summary"
    design.restore([lost])
    assert read_log_file(path).claims[0].count == 1
    assert (design.unfinished(), design.state().ledger.problems) == ("", ())


def test_a_torn_answer_does_not_count_until_it_is_put_back(design):
    path = design.start()
    answer(design, "state-model", "ETS for shared read-heavy state, not Mnesia")
    whole = path.read_text()
    path.write_text(whole[: whole.index(", not Mnesia")])
    assert not design.state().question("state-model").decided
    design.resume()
    design.restore(design.lost())
    assert design.state().question("state-model").choice == "ETS for shared read-heavy state, not Mnesia"
    assert [decision.superseded_by for decision in design.state().ledger.decisions] == [None]


def test_a_session_that_was_summed_up_is_gone_on_with_in_a_new_log(design):
    first = design.start()
    answer(design, "state-model", "ETS")
    design.finish()
    before = first.read_text()
    design.resume(first.stem)
    answer(design, "agent-loop", "Recursive function")
    assert first.read_text() == before
    assert design.log != first
    (_, second) = design.state().ledger.sessions
    assert second.continues == (first.stem,)


def test_the_end_of_a_session_brings_the_architecture_as_text_and_as_a_picture(design):
    design.document = Path("design.md")
    path = design.start()
    answer(design, "process", "GenServer per conversation")
    summary = design.finish()
    assert "MyAgents.Agents" in summary.sketch.tree
    assert "lib/" in summary.sketch.modules
    assert "@type" in summary.sketch.types
    assert "@callback" in summary.sketch.callbacks
    assert summary.first_module == "`MyAgents.Host.Conversation` (`lib/my_agents/host/conversation.ex`)"
    picture = Path("design-tree.svg").read_text()
    assert "<svg" in picture
    assert "Supervision tree" in picture
    assert "![Supervision tree](design-tree.svg)" in design.document.read_text()
    log = path.read_text()
    for heading in ("Supervision Tree", "Module Structure", "Type Specifications", "Behaviour Definitions"):
        assert f"### {heading}\n" in log
    assert [entry.title for entry in design.state().ledger.sessions[0].log.entries] == [
        "Process Architecture"
    ]


def test_there_is_nothing_to_resume_in_an_empty_folder(design):
    with pytest.raises(NoSessionError, match="no session to resume"):
        design.resume()


def test_missing_reports_name_the_command_that_makes_them(design):
    assert "/analyze-frameworks" in design.evidence.advice


def test_findings_are_quoted_word_for_word_from_their_line():
    root = Path(__file__).resolve().parents[2]
    evidence = gather_evidence(root / "reports" / "synthesis", CATALOG)
    assert evidence.advice == ""
    for dimension in CATALOG.dimensions:
        question = Question(dimension.slug, dimension.number, dimension.name, dimension=dimension)
        quotes = briefing_for(question, evidence).quotes
        assert quotes, dimension.slug
        for quoted in quotes:
            line = Path(quoted.path).read_text("utf-8").split("\n")[quoted.line - 1]
            assert line.strip() in quoted.text


@given(st.text(max_size=200), st.integers(min_value=20, max_value=60))
def test_wrapping_loses_no_letter_and_keeps_to_the_width(text, width):
    line = text.replace("\n", " ")
    pieces = wrap(line, width)
    assert "".join("".join(pieces).split()) == "".join(line.split())
    assert all(columns(piece) <= max(width, 2) for piece in pieces)


words = st.one_of(
    st.text(min_size=1, max_size=60),
    st.sampled_from(
        [
            "# heading",
            "**Choice**: x",
            "```",
            "- a\n- b",
            "two\n\nparagraphs",
            "| a |\n| - |",
            "SKIP",
            "Deferred",
        ]
    ),
)
moves = st.lists(
    st.one_of(
        st.tuples(st.just("pick"), st.integers(0, 9), st.integers(0, 9), words),
        st.tuples(st.just("own"), st.integers(0, 9), words, words),
        st.tuples(st.just("defer"), st.integers(0, 9), words, words),
        st.tuples(st.just("note"), st.integers(0, 9), words, words),
        st.tuples(st.just("later"), st.just(0), words, words),
        st.tuples(st.just("new"), st.integers(0, 3), words, words),
        st.tuples(st.just("restart"), st.just(0), st.just(""), st.just("")),
    ),
    max_size=12,
)


def play(design, move, expected):
    """Makes one move in the design and notes what has to stand after it."""
    kind, place, what, why = move
    state = design.state()
    dimension = CATALOG.dimensions[place % len(CATALOG.dimensions)]
    question = state.question(dimension.slug)
    if kind == "note":
        design.note(question, f"note {what}")
    elif kind == "later":
        design.ask_later(f"who {what}")
    elif kind == "restart":
        design.resume(design.log.stem)
    elif kind == "defer":
        reason = f"because {why}"
        design.record(question, deferral(reason), AnsweredBy.TERMINAL)
        if not question.decided:
            expected[dimension.slug] = (Status.DEFERRED, "Deferred", items_of(reason))
    else:
        choice = (
            clean(what) if isinstance(what, str) else dimension.options[what % len(dimension.options)].label
        )
        if not says_something(choice):
            return
        if kind == "new":
            name = f"Own matter {place}"
            question = state.question(name) or Question(question_key(name), state.new_position(), name)
        reason = f"because {why}"
        design.record(question, Answer(choice, reason, ""), AnsweredBy.TERMINAL)
        expected[question.key] = (Status.DECIDED, choice, items_of(reason))


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(moves)
def test_any_session_read_back_gives_the_same_ledger(tmp_path_factory, played):
    folder = tmp_path_factory.mktemp("session")
    (folder / "mkdocs.yml").touch()
    design = DesignSession(folder / "sessions", CATALOG, folder / "reports")
    design.start("any session")
    expected = {}
    for move in played:
        play(design, move, expected)
    design.finish()
    read = state_of(fold([read_log_file(path) for path in find_logs(folder / "sessions")], CATALOG), CATALOG)
    stands = {
        question.key: (question.status, question.choice, question.answer.rationale)
        for question in read.questions
        if question.status is not Status.OPEN
    }
    assert stands == expected
    (log,) = find_logs(folder / "sessions")
    text = log.read_text("utf-8")
    for kind, _, what, _ in played:
        if kind == "note":
            for line in clean(f"note {what}").split("\n"):
                assert line.strip().lstrip("-+*0123456789.) ") in text
    asked = {clean(f"who {what}") for kind, _, what, _ in played if kind == "later"}
    assert asked <= {item.text for item in read_log(text, log.name).open_questions}


TABLE = """\
# Comparison

## Agent loop

| Way of reasoning | Adds to the loop | Seen in |
| --- | --- | --- |
| **ReAct** | nothing; it is the reasoning loop itself, with an action in each step | all \\| most |
| Plan-and-Solve | a first step of the loop that writes a plan for the agent | `planner.py` |

Ways of reasoning are variations of one step function of the agent loop, and the loop is always the same.
"""


def test_the_analysis_is_summed_up_by_the_patterns_that_a_table_names(tmp_path):
    (tmp_path / "comparison-matrix.md").write_text(TABLE)
    (reasoning,) = concepts(gather_evidence(tmp_path, CATALOG))
    assert reasoning.patterns == ("ReAct", "Plan-and-Solve")
    assert reasoning.place.endswith("comparison-matrix.md:7-8")
    assert reasoning.said.text.startswith("Ways of reasoning are variations")


def test_a_row_is_quoted_with_the_heads_of_its_columns(tmp_path):
    (tmp_path / "comparison-matrix.md").write_text(TABLE)
    row = gather_evidence(tmp_path, CATALOG).findings[0]
    out = io.StringIO()
    quote(Screen(out, 100), row)
    assert out.getvalue().splitlines()[:3] == [
        "  > Way of reasoning: **ReAct**",
        "  > Adds to the loop: nothing; it is the reasoning loop itself, with an action in each step",
        "  > Seen in: all \\| most",
    ]


@pytest.mark.parametrize(("width", "shown"), [(100, True), (40, False)])
def test_the_origins_of_processes_are_left_out_where_lines_are_short(design, width, shown):
    design.start()
    answer(design, "process", "GenServer per conversation")
    log, out = design.log, io.StringIO()
    farewell(Screen(out, width), design.finish(), log)
    assert ("<- process-architecture/genserver-per-conversation" in out.getvalue()) is shown
