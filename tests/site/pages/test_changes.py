"""What changed between one decision and the next."""

from __future__ import annotations

import re
from html import unescape

import pytest
import studio
from hypothesis import given
from hypothesis import strategies as st

from elixir_design.site.html.changes import compare, marked


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        ("one two three", "one 2 three", "one <del>two</del> three", "one <ins>2</ins> three"),
        ("the same words", "the same words", "the same words", "the same words"),
        ("a <b> c d", "a <b> c e", "a &lt;b&gt; c <del>d</del>", "a &lt;b&gt; c <ins>e</ins>"),
        ("nothing in common", "an entirely other answer", "nothing in common", "an entirely other answer"),
    ],
)
def test_words_that_differ_are_marked_when_most_are_alike(before, after, left, right):
    assert marked(before, after) == (left, right)


def test_a_missing_choice_is_said_to_be_missing():
    assert "no choice recorded" in marked("", "something")[0]


@given(st.text(max_size=200), st.text(max_size=200))
def test_marks_never_lose_a_word(before, after):
    left, right = marked(before, after)

    def without_marks(markup):
        return unescape(re.sub(r"</?(del|ins)>", "", str(markup)))

    if before.split():
        assert without_marks(left).split() == before.split()
    if after.split():
        assert without_marks(right).split() == after.split()


def test_words_that_differ_one_after_the_other_are_marked_together():
    before, after = "Req over Finch with one breaker", "Req over Finch with two small breakers"
    assert marked(before, after) == (
        "Req over Finch with <del>one breaker</del>",
        "Req over Finch with <ins>two small breakers</ins>",
    )


def test_trade_offs_are_compared_by_their_words():
    ledger = studio.ledger()
    loop = [decision for decision in ledger.decisions if decision.question == "agent-loop"]
    change = compare(loop[1], loop[2])
    assert change.trade_offs_dropped == ()
    assert change.trade_offs_gained == ("A model to learn.",)
    assert change.options_new == ()
    assert compare(loop[0], loop[1]).options_new == ("handle_continue",)
