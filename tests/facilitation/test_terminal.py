"""Sessions held at a real terminal."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from faults import full_disk

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.load import load_ledger
from elixir_design.log.model import Status

PROGRAM = str(Path(sys.executable).with_name("elixir-design"))

ANSWERS = [
    ("1+5+6", "A conversation is the unit of failure."),
    ("1", "One owner, no locks."),
    ("1", "The kinds are not settled."),
    ("1", "The compiler checks it."),
    ("3", "It answers while a turn runs."),
    ("5", "No packages on site."),
    ("1", "Recent chapters stay at hand."),
    ("2", "One node is enough."),
    ("2", "Operations read logs."),
    ("1 3", "Crash the unexpected, match the expected."),
]


def logs(project):
    return sorted((project / "docs" / "elixir-sessions").glob("*.md"))


def ledger(project):
    return load_ledger(project / "docs" / "elixir-sessions", load_catalog(), project)


def standing(project):
    return {d.question: d for d in ledger(project).decisions if d.superseded_by is None}


def begin(sit_down, *arguments, **options):
    person = sit_down("session", "start", "--goal", "how agents live", *arguments, **options)
    return person.sees("Dimension 1 of 10: Process Architecture")


def test_a_whole_session_from_the_first_question_to_the_first_module(sit_down, project):
    person = begin(sit_down)
    for choice, why in ANSWERS:
        person.answers(choice, why, "some comfort")
    person.sees("Every question had its turn").sees("q stop >").replies("f")
    shown = person.sees("Next steps").leaves(0)
    assert "10 decisions made in this session, 0 deferred." in shown
    assert "MyAgents.Supervisor" in shown
    (log,) = logs(project)
    text = log.read_text()
    assert "## Session Summary\n- Decisions made: 10\n- Decisions deferred: 0\n" in text
    assert "### Supervision Tree" in text
    assert "@callback" in text
    read = ledger(project)
    assert [d.status for d in read.decisions] == [Status.DECIDED] * 10
    assert read.problems == ()
    options = {d.question: d.choices[0].options for d in read.decisions}
    assert options["process-architecture"] == ("genserver-per-conversation", "hibernate", "snapshot")
    assert options["error-handling"] == ("supervision", "with-chains")
    assert {d.entry.answered_by for d in read.decisions} == {"human-terminal"}
    assert read.decisions[0].rationale == ("A conversation is the unit of failure.",)
    assert read.decisions[0].trade_offs == ("some comfort",)
    document = (project / "docs" / "elixir-design.md").read_text()
    assert "**Decision**: Hybrid: GenServer per conversation" in document


def test_a_question_comes_with_reasons_options_and_the_evidence_word_for_word(sit_down):
    person = begin(sit_down)
    person.sees("Why it matters:")
    person.sees("From the analysis:").sees(
        "> Two of the twelve frameworks give a conversation a process of its own"
    )
    person.sees("reports/synthesis/comparison-matrix.md:5")
    person.sees("Elixir considerations:").sees("also, with ?: Process registry; State recovery on crash;")
    person.sees("Steer away from:").sees("> A GenServer that calls a model inside a callback")
    person.sees("reports/synthesis/antipatterns.md:5")
    person.sees("1. GenServer per conversation").sees("+ One crash ends one conversation")
    person.sees("q stop").sees(">").replies("?")
    person.sees("Choose it when:").sees("Goes wrong elsewhere:").sees("reports/synthesis/antipatterns.md:5")
    person.sees("q    stop here; the session can be resumed").sees(">").replies("q").leaves(3)


def test_killed_in_the_middle_and_resumed(sit_down, project):
    person = begin(sit_down)
    person.answers("1", "Crashes stay apart.").sees("Dimension 2").sees("q stop").sees(">").replies(
        "n it was measured"
    )
    person.sees("Noted.").sees(">").replies("1").sees("Why?")
    os.kill(person.program.pid, signal.SIGKILL)
    person = sit_down("session", "resume")
    day = logs(project)[0].name[:10]
    person.sees(
        f"Resuming session from {day}. We've decided on Process Architecture. Still open: State "
        "Model, Message Protocol, Tool "
        "System, Agent Loop, LLM Integration, Memory/Context, Multi-Agent Coordination, "
        "Observability, Error Handling. Let's continue with State Model..."
    )
    person.sees("Noted so far:").sees("it was measured")
    person.answers("1", "One owner.").sees("Dimension 3").sees("q stop").sees(">").replies("q").leaves(3)
    state = ledger(project).decisions[1]
    assert (state.question, state.entry.discussion) == ("state-model", ("it was measured",))
    assert len(logs(project)) == 1


def test_ctrl_c_and_ctrl_d_keep_what_was_typed_so_far(sit_down, project):
    person = begin(sit_down)
    person.sees("q stop").sees(">").replies("o").sees("Your answer:").replies("A pool of sixteen").sees(
        "Why?"
    ).sees(".")
    person.replies("because the machines have sixteen cores").sees("sixteen cores").sees(".")
    person.program.sendintr()
    person.sees("kept as a note").sees("Stopped.").leaves(3)
    assert "A pool of sixteen" in logs(project)[0].read_text()
    person = sit_down("resume").sees("Noted so far:").sees("A pool of sixteen").sees("sixteen cores")
    person.sees("q stop").sees(">")
    person.program.sendeof()
    person.sees("Stopped.").leaves(3)


def test_back_leads_to_the_question_before_and_an_answer_there_is_a_revision(sit_down, project):
    person = begin(sit_down)
    person.answers("1", "Crashes stay apart.").sees("Dimension 2").sees("q stop").sees(">").replies("b")
    person.sees("Process Architecture now: GenServer per conversation").sees("A change touches")
    person.sees("processes:").sees("MyAgents.Agents").sees("files of the generated project:")
    person.sees("Dimension 1 of 10").sees("Decided in")
    person.answers("3", "Nothing lives between requests.").sees("Dimension 2").sees("q stop").sees(
        ">"
    ).replies("q")
    person.leaves(3)
    first, second = ledger(project).decisions
    assert (first.status, second.status) == (Status.SUPERSEDED, Status.DECIDED)
    assert first.superseded_by == second.id
    assert second.choices[0].options == ("task-ephemeral",)
    assert "## Architectural Revision: Process Architecture" in logs(project)[0].read_text()


def test_a_resumed_session_goes_back_to_what_it_took_up_before(sit_down):
    begin(sit_down).answers("1", "Crashes stay apart.").sees("Dimension 2").sees("q stop").sees(">").replies(
        "q"
    ).leaves(3)
    person = sit_down("resume").sees("Dimension 2").sees("q stop").sees(">").replies("b")
    person.sees("Dimension 1 of 10: Process Architecture").sees("q stop").sees(">").replies("b")
    person.sees("This is the first question of this session.").sees(">").replies("q").leaves(3)


def test_a_decision_looked_at_again_can_be_kept(sit_down, project):
    person = begin(sit_down)
    person.answers("1", "Crashes stay apart.").sees("Dimension 2").sees("q stop").sees(">").replies("b")
    person.sees("Dimension 1 of 10").sees("q stop").sees(">").replies("k").sees("Dimension 2").sees(
        "q stop"
    ).sees(">")
    person.replies("q").leaves(3)
    assert [d.status for d in ledger(project).decisions] == [Status.DECIDED]


def test_a_deferred_question_stays_listed_and_comes_back_in_the_next_sitting(sit_down, project):
    person = begin(sit_down)
    person.sees("q stop").sees(">").replies("d").sees("Why later").sees("goes back.").replies(
        "the load is not measured"
    )
    person.replies("").sees("Deferred: Process Architecture").sees("Dimension 2").sees("q stop").sees(">")
    person.replies("q").leaves(3)
    (deferred,) = ledger(project).decisions
    assert (deferred.status, deferred.rationale) == (Status.DEFERRED, ("the load is not measured",))
    assert (
        "Process Architecture: the load is not measured"
        in (project / "docs" / "elixir-design.md").read_text()
    )
    person = (
        sit_down("session", "resume").sees("Let's continue with Process Architecture...").sees("Put off in")
    )
    person.answers("1", "It was measured now.").sees("Dimension 2").sees("q stop").sees(">").replies(
        "q"
    ).leaves(3)
    assert standing(project)["process-architecture"].status is Status.DECIDED
    assert "## Architectural Revision" not in logs(project)[0].read_text()


def test_revising_shows_what_a_change_touches(sit_down, project):
    person = begin(sit_down)
    for choice, why in ANSWERS[:4]:
        person.answers(choice, why)
    person.sees("Dimension 5").sees("q stop").sees(">").replies("q").leaves(3)
    person = sit_down("session", "revise", "process")
    person.sees("Process Architecture now: Hybrid: GenServer per conversation").sees("processes:")
    person.sees("MyAgents.Agents").sees("files of the generated project:").sees("lib/my_agents/")
    person.answers("3", "Conversations are stored elsewhere by now.")
    person.leaves(0)
    decision = standing(project)["process-architecture"]
    assert decision.choices[0].options == ("task-ephemeral",)
    assert decision.supersedes == (f"{logs(project)[0].stem}/process-architecture",)


def test_a_question_of_the_teams_own(sit_down, project):
    person = begin(sit_down)
    person.sees("q stop").sees(">").replies("a").sees("Name of the question:").replies("Human Sign-off")
    person.sees("Dimension 11 of 11: Human Sign-off").sees("q stop").sees(">").replies("o")
    person.sees("Your answer:").replies("A person signs each write").sees("Why?").sees("editor.")
    person.replies("Nothing may reach a supplier unsigned.").replies("").sees("give up").replies(
        "Speed."
    ).replies("")
    person.sees("Written to").sees("Dimension 1 of 11").sees("q stop").sees(">").replies("q").leaves(3)
    (own,) = ledger(project).decisions
    assert (own.dimension.number, own.title, own.dimension.slug) == (11, "Human Sign-off", None)
    assert own.choices[0].text == "A person signs each write"


def test_an_answer_of_ones_own_says_how_it_is_understood(sit_down, project):
    person = begin(sit_down)
    person.sees("q stop").sees(">").replies("o").sees("Your answer:").replies(
        "GenServer per conversation with hibernation"
    )
    person.sees("Understood as: GenServer per conversation + Hibernate when idle").sees("Why?").sees(
        "editor."
    )
    person.replies("b").sees("q stop").sees(">").replies("o").sees("Your answer:").replies(
        "Punch cards in a drawer"
    )
    person.sees("No option of the catalog is meant by this").sees("Why?").sees("editor.").replies("q").leaves(
        3
    )
    assert [d.status for d in ledger(project).decisions] == [Status.OPEN]


def test_enter_never_chooses_and_numbers_are_no_reasons(sit_down, project):
    person = begin(sit_down)
    person.sees("q stop").sees(">").replies("").sees("Enter alone chooses nothing").sees(">").replies("9")
    person.sees("there is no option 9").sees(">").replies("1").sees("Why?").sees("editor.").replies(
        "1"
    ).replies("")
    person.sees("A reason is needed, in words").sees("Why?").sees("editor.")
    assert ledger(project).decisions == ()
    person.replies("Crashes stay apart.").replies("").sees("give up").replies("-").replies("")
    person.sees("Decided: Process Architecture").sees("q stop").sees(">").replies("q").leaves(3)
    assert "Unfinished" not in logs(project)[0].read_text()


def test_forty_columns_and_a_dumb_terminal(sit_down):
    shown = (
        begin(sit_down, columns=40, TERM="dumb")
        .sees("q stop")
        .sees(">")
        .replies("?")
        .sees("Avoid it when")
        .sees("q    stop")
        .sees(">")
        .replies("q")
        .leaves(3)
    )
    lines = shown.replace("\r", "").split("\n")
    assert max(map(len, lines)) <= 40
    assert "\x1b" not in shown


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"CI": "true"}, {"TERM": "dumb"}])
def test_colour_is_left_out_where_it_is_not_wanted(sit_down, variable):
    shown = sit_down("session", "start", "--goal", "x y", "--no-input", **variable).leaves(3)
    assert "\x1b[1m" not in shown
    assert "\x1b[1m" in sit_down("session", "resume", "--no-input").leaves(3)


def test_piped_replies_make_the_same_session(project):
    script = "how agents live\n1\nCrashes stay apart.\n\nmemory\n\nd\nnot measured yet\n\nu who pays?\nq\n"
    done = subprocess.run(
        [PROGRAM, "session", "start"],
        input=script,
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, "")
    read = ledger(project)
    assert [(d.question, d.status) for d in read.decisions] == [
        ("process-architecture", Status.DECIDED),
        ("state-model", Status.DEFERRED),
    ]
    assert [item.text for item in read.open_questions] == ["who pays?"]
    assert read.sessions[0].goal == "how agents live"


def test_without_a_terminal_it_ends_instead_of_hanging(project):
    done = subprocess.run(
        [PROGRAM, "session", "start"],
        stdin=subprocess.DEVNULL,
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert logs(project) == []


def test_missing_reports_are_said_and_the_session_goes_on_without(sit_down, project):
    for report in (project / "reports" / "synthesis").iterdir():
        report.unlink()
    person = sit_down("session", "start", "--goal", "how agents live")
    person.sees("There are no analysis reports in reports/synthesis. Run /analyze-frameworks first").sees(
        "(y/n)"
    )
    person.replies("y").sees("Dimension 1 of 10").answers("1", "Crashes stay apart.").sees(
        "Dimension 2"
    ).sees("q stop")
    person.sees(">").replies("q").leaves(3)
    assert "- Analysis artifacts used: none" in logs(project)[0].read_text()


def test_an_entry_that_an_editor_took_out_is_offered_back(sit_down, project):
    person = begin(sit_down)
    stale = logs(project)[0].read_bytes()
    person.answers("1", "Crashes stay apart.").sees("Dimension 2").sees("q stop").sees(">")
    logs(project)[0].write_bytes(stale)
    person.replies("1").sees("Why?").sees("editor.").replies("One owner.").replies("").sees(
        "give up"
    ).replies("-").replies("")
    person.sees("does not hold 1 entry of this session").sees(
        "Dimension 1: Process Architecture: GenServer per conversation"
    )
    person.sees("Put them back? (y/n)").replies("y").sees("They are back").sees("q stop").sees(">").replies(
        "q"
    ).leaves(3)
    assert [d.question for d in ledger(project).decisions] == ["state-model", "process-architecture"]


def test_a_decision_taken_elsewhere_meanwhile_is_not_overwritten(sit_down, project):
    first = begin(sit_down).sees("q stop").sees(">")
    second = sit_down("session", "resume").sees("Dimension 1")
    second.answers("1", "Crashes stay apart.")
    first.replies("3").sees("Why?").sees("editor.").replies("Nothing lives on.").replies("").sees(
        "give up"
    ).replies("-")
    first.replies("").sees("Meanwhile this was decided elsewhere: GenServer per conversation").sees(
        "(y/n)"
    ).replies("n")
    first.sees("Dimension 2").sees("q stop").sees(">").replies("q").leaves(3)
    decided = standing(project)["process-architecture"]
    assert decided.choices[0].options == ("genserver-per-conversation",)
    assert "Also proposed: Task-based ephemeral" in logs(project)[0].read_text()


FOREIGN = """\
# Agents, the design meeting

## 2025-11-03: Tool System

**Decision**: tools are behaviours
**Why**: the compiler checks them

## Open

- what a tenant is
"""


def test_a_log_that_other_tools_wrote_is_gone_on_with_and_left_alone(sit_down, project):
    folder = project / "docs" / "elixir-sessions"
    folder.mkdir(parents=True)
    foreign = folder / "2025-11-03-1400.md"
    foreign.write_text(FOREIGN)
    person = sit_down("resume", "2025-11-03-1400.md")
    person.sees(
        "Resuming session from 2025-11-03. We've decided on Tool System. Still open: Process Architecture,"
    )
    person.answers("1", "Crashes stay apart.").sees("Dimension 2").sees("q stop").sees(">").replies(
        "q"
    ).leaves(3)
    assert foreign.read_text() == FOREIGN
    read = ledger(project)
    assert read.sessions[1].continues == ("2025-11-03-1400",)
    assert {d.question for d in read.decisions} == {"tool-system", "process-architecture"}


def test_a_folder_that_cannot_be_written_is_one_clear_sentence(sit_down, project):
    (project / "docs").write_text("this is a file where the folder should be\n")
    shown = sit_down("session", "start", "--goal", "how agents live").leaves(1)
    assert "cannot be written" in shown
    assert "Traceback" not in shown


def test_on_a_full_disk_the_answer_waits_until_there_is_room(sit_down, project):
    person = begin(sit_down).answers("1", "Crashes stay apart.").sees("Dimension 2")
    (log,) = logs(project)
    before = log.read_bytes()
    with full_disk(person.program.pid, len(before)):
        person.sees("q stop").sees(">").replies("1").sees("Why?").sees("editor.").replies("One owner.")
        person.replies("").sees("give up").replies("-").replies("")
        person.sees("cannot be written: files may not grow any larger here.").sees("(y/n)").replies("y")
        person.sees("cannot be written").sees("(y/n)")
        assert log.read_bytes() == before
    person.replies("y").sees("Decided: State Model").sees("Dimension 3").sees("q stop").sees(">").replies(
        "q"
    ).leaves(3)
    assert [d.question for d in ledger(project).decisions] == ["process-architecture", "state-model"]


def test_an_answer_that_cannot_be_written_at_all_is_shown(sit_down):
    person = begin(sit_down)
    with full_disk(person.program.pid, 10):
        person.sees("q stop").sees(">").replies("1").sees("Why?").sees("editor.").replies("One owner.")
        person.replies("").sees("give up").replies("-").replies("").sees("(y/n)").replies("n")
        shown = person.sees("This could not be written:").leaves(1)
    assert "**Rationale**: One owner." in shown
    assert "Options Presented" not in shown


def test_status_and_list_say_where_things_stand(sit_down):
    begin(sit_down).answers("1", "Crashes stay apart.").sees("Dimension 2").sees("q stop").sees(">").replies(
        "q"
    ).leaves(3)
    shown = " ".join(sit_down("session", "status").leaves(0).split())
    assert "1 decided Process Architecture: GenServer per conversation 2 open State Model" in shown
    assert "Next: State Model" in shown
    shown = sit_down("session", "list").leaves(0)
    assert re.search(r"\d{4}-\d\d-\d\d-\d{4}  1 decided, not finished: how agents live", shown)


def test_an_unknown_question_or_session_is_a_usage_error(sit_down, project):
    assert "there are:" in sit_down("session", "revise", "colour").leaves(2)
    assert "no session to resume" in sit_down("session", "resume").leaves(2)
    begin(sit_down).sees("q stop").sees(">").replies("q").leaves(3)
    shown = sit_down("resume", "1999-01-01-0000").leaves(2)
    assert "there is no session 1999-01-01-0000" in shown
    assert Path(logs(project)[0]).stem in shown
