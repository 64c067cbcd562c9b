"""What was typed is kept when a session is cut short, whatever cuts it."""

import os
import signal

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.load import load_ledger
from elixir_design.log.model import Status

REASON, GIVEN_UP = "One crash is one conversation.", "Some memory for idle ones."


def entries(project):
    return load_ledger(project / "docs" / "elixir-sessions", load_catalog(), project).decisions


def at_choice(person):
    return person.sees("q stop").sees(">").begins("1+5"), ["GenServer per conversation", "Hibernate"]


def at_own_answer(person):
    person.sees("q stop").sees(">").replies("o").sees("Your answer:")
    return person.begins("A pool of sixt"), ["A pool of sixt"]


def at_rationale(person):
    person.sees("q stop").sees(">").replies("1").sees("Why?").sees("editor.").sees(". ")
    person.replies(REASON).sees(REASON).sees(". ")
    return person.begins("And the machi"), ["GenServer per conversation", REASON, "And the machi"]


def at_trade_offs(person):
    at_rationale(person)[0].replies("").sees(". ").replies("").sees("give up").sees("nothing.").sees(". ")
    person.replies(GIVEN_UP).sees(GIVEN_UP).sees(". ")
    typed = ["GenServer per conversation", REASON, "And the machi", GIVEN_UP, "A litt"]
    return person.begins("A litt"), typed


def at_reason_for_later(person):
    person.sees("q stop").sees(">").replies("d").sees("Why later").sees("goes back.").sees(". ")
    return person.begins("Nobody has meas"), ["Nobody has meas"]


def at_note(person):
    return person.sees("q stop").sees(">").begins("n Two reviewers sa"), ["Two reviewers sa"]


PROMPTS = [at_choice, at_own_answer, at_rationale, at_trade_offs, at_reason_for_later, at_note]
SIGNALS = [signal.SIGHUP, signal.SIGTERM, signal.SIGINT]


def begin(sit_down, **options):
    person = sit_down("session", "start", "--goal", "how agents live", **options)
    return person.sees("Dimension 1 of 10: Process Architecture")


def check_kept(project, words):
    (entry,) = entries(project)
    assert (entry.question, entry.status) == ("process-architecture", Status.OPEN)
    said = "\n".join(entry.entry.discussion)
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
@pytest.mark.parametrize("at_prompt", PROMPTS)
def test_a_signal_keeps_what_was_typed(sit_down, project, at_prompt, number):
    person, words = at_prompt(begin(sit_down))
    os.kill(person.program.pid, number)
    shown = person.sees("kept as a note").sees("Stopped.").sees("session resume").leaves(3)
    assert "Traceback" not in shown
    check_kept(project, words)
    sit_down("session", "resume").sees("Noted so far:").sees(words[-1])


@pytest.mark.parametrize("at_prompt", PROMPTS)
def test_closing_the_terminal_keeps_what_was_typed(sit_down, project, at_prompt):
    person, words = at_prompt(begin(sit_down))
    # The last letters before that may be lost: the line is looked at some thirty times a second.
    person.is_looked_at()
    assert person.closes_the_terminal() == 3
    check_kept(project, words)


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
@pytest.mark.parametrize("at_prompt", [at_choice, at_own_answer, at_rationale])
def test_a_signal_keeps_what_was_typed_at_a_dumb_terminal(sit_down, project, at_prompt, number):
    person, words = at_prompt(begin(sit_down, TERM="dumb"))
    os.kill(person.program.pid, number)
    person.sees("kept as a note").sees("Stopped.").leaves(3)
    check_kept(project, words)


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_line_that_was_just_ended_is_kept(sit_down, project, term, number):
    person = begin(sit_down, TERM=term)
    person.sees("q stop").sees(">").replies("1").sees("Why?").sees("editor.").sees(". ").replies(REASON)
    os.kill(person.program.pid, number)
    person.sees("Stopped.").leaves(3)
    check_kept(project, ["GenServer per conversation", REASON])


def test_what_is_typed_before_it_is_asked_for_is_kept(sit_down, project):
    person = sit_down("session", "start", "--goal", "how agents live").sees("This session is logged in")
    person.program.send("The machi")
    person.program.sendintr()
    person.sees("Stopped.").leaves(3)
    check_kept(project, ["The machi"])


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_ctrl_c_in_the_middle_of_a_line_keeps_it(sit_down, project, term):
    person, words = at_rationale(begin(sit_down, TERM=term))
    person.program.sendintr()
    person.sees("kept as a note").sees("Stopped.").leaves(3)
    check_kept(project, words)


def test_closing_a_dumb_terminal_keeps_every_line_that_was_followed_by_a_prompt(sit_down, project):
    person, words = at_rationale(begin(sit_down, TERM="dumb"))
    assert person.closes_the_terminal() == 3
    check_kept(project, words[:-1])


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_only_what_the_program_had_no_time_to_read_goes_with_the_terminal(sit_down, project, term):
    person = begin(sit_down, TERM=term)
    person.sees("q stop").sees(">").replies("1").sees("Why?").sees("editor.").sees(". ")
    person.replies(REASON).sees(REASON).sees(". ")
    os.kill(person.program.pid, signal.SIGSTOP)
    # The system empties a terminal that is closed, and wakes the program.
    assert person.replies("And nobody reads this.").closes_the_terminal() == 3
    check_kept(project, ["GenServer per conversation", REASON])


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM], ids=lambda number: number.name)
def test_a_key_alone_says_nothing(sit_down, project, number):
    person = begin(sit_down).sees("q stop").sees(">").begins("d")
    os.kill(person.program.pid, number)
    person.sees("Stopped.").leaves(3)
    assert entries(project) == ()


def test_several_signals_at_once_stop_once(sit_down, project):
    person, words = at_rationale(begin(sit_down))
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGINT):
        os.kill(person.program.pid, number)
    shown = person.sees("Stopped.").leaves(3)
    assert "Traceback" not in shown
    check_kept(project, words)


def test_an_answer_that_waits_for_a_yes_is_kept(sit_down, project):
    first = begin(sit_down).sees("q stop").sees(">")
    sit_down("session", "resume").answers("1", "Crashes stay apart.")
    first.replies("3").sees("Why?").sees("editor.").replies("Nothing lives long.").replies("")
    first.sees("give up").sees("nothing.").replies("-").replies("").sees("Meanwhile").sees("(y/n)")
    os.kill(first.program.pid, signal.SIGTERM)
    first.sees("Stopped.").leaves(3)
    (log,) = (project / "docs" / "elixir-sessions").glob("*.md")
    assert "Nothing lives long." in log.read_text()


def test_an_editors_text_is_kept_with_the_rest(sit_down, project, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsleep 0.1\necho "Written in an editor." > "$1"\n')
    editor.chmod(0o755)
    person = begin(sit_down, EDITOR=str(editor), VISUAL=str(editor))
    person.sees("q stop").sees(">").replies("1").sees("Why?").sees("editor.").replies("e").sees("give up")
    person.sees("nothing.").begins("Half a li")
    os.kill(person.program.pid, signal.SIGTERM)
    person.sees("Stopped.").leaves(3)
    check_kept(project, ["Written in an editor.", "Half a li"])


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_before_anything_is_said_writes_nothing(sit_down, project, number):
    person = sit_down("session", "start").sees("Goal:")
    os.kill(person.program.pid, number)
    person.sees("Nothing was said yet").leaves(3)
    assert not (project / "docs").exists()


def test_a_session_that_is_to_survive_its_terminal_does(sit_down):
    person = begin(sit_down, ignoring=signal.SIGHUP).sees("q stop").sees(">")
    os.kill(person.program.pid, signal.SIGHUP)
    person.replies("q").sees("Stopped.").leaves(3)


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_terminal_that_closes_without_a_signal_keeps_what_was_typed(sit_down, project, term):
    person, words = at_rationale(begin(sit_down, TERM=term, ignoring=signal.SIGHUP))
    person.is_looked_at()
    assert person.closes_the_terminal() == 3
    check_kept(project, words[:-1] if term == "dumb" else words)
