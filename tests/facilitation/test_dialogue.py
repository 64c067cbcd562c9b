"""One question in conversation: whatever becomes of an answer, what was typed for it is kept."""

import io

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.facilitation.answers import Answer
from elixir_design.facilitation.session import DesignSession
from elixir_design.facilitation.terminal.dialogue import Dialogue
from elixir_design.facilitation.terminal.keyboard import Keyboard
from elixir_design.facilitation.terminal.screen import Screen

PER_TYPE = Answer("GenServer per agent type", "They share a queue.", "isolation")
PICKED_AFTERWARDS = ["2", PER_TYPE.rationale, "", PER_TYPE.trade_offs, ""]


@pytest.fixture
def conversation(tmp_path):
    """Has somebody reply; gives the answer, the notes that were kept, and what was shown."""

    def of(*replies):
        design = DesignSession(tmp_path, load_catalog(), tmp_path / "reports")
        state = design.state()
        shown = io.StringIO()
        screen = Screen(shown, 100)
        keyboard = Keyboard(screen, io.StringIO("\n".join([*replies, ""])))
        answer = Dialogue(design, screen, keyboard).ask(state.questions[0], state, first=True)
        return answer, [note.text for note in design.notes(state.questions[0])], shown.getvalue()

    return of


def test_going_back_from_the_trade_offs_keeps_the_reason(conversation):
    answer, notes, shown = conversation("1", "One crash, one talk.", "", "b", *PICKED_AFTERWARDS)
    assert answer == PER_TYPE
    assert notes == ["Unfinished answer: GenServer per conversation\nOne crash, one talk."]
    assert "What you had typed is kept as a note on this question." in shown


def test_going_back_keeps_an_answer_in_own_words(conversation):
    answer, notes, _ = conversation("o", "A pool of sixteen", "b", *PICKED_AFTERWARDS)
    assert (answer, notes) == (PER_TYPE, ["Unfinished answer: A pool of sixteen"])


def test_going_back_from_an_option_before_anything_is_typed_says_nothing(conversation):
    answer, notes, _ = conversation("1", "b", *PICKED_AFTERWARDS)
    assert (answer, notes) == (PER_TYPE, [])


def test_an_editor_that_cannot_be_opened_costs_no_reason(conversation):
    answer, notes, shown = conversation("2", PER_TYPE.rationale, "", "e", PER_TYPE.trade_offs, "")
    assert (answer, notes) == (PER_TYPE, [])
    assert "There is no terminal for an editor here; type the answer instead." in shown
