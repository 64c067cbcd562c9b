"""What an assistant passes on is the person's own, or it is refused."""

import pytest

from elixir_design.facilitation.mcp.quoting import not_said

SAID = """\
I'm thinking GenServer per conversation, but I'm worried about memory: 2.5 GB with thousands of users.
Yes, let's do the hybrid. One crash must not take its neighbours along!
"""


@pytest.mark.parametrize(
    "passage",
    [
        "worried about memory",
        "One crash must not take its neighbours along",
        "I\u2019m worried about memory: 2.5 GB with thousands of users",
        "Worried about memory ... one crash must not take its neighbours along.",
        "- worried about memory\n- Yes, let's do the hybrid",
        "1. Yes, let's do the hybrid.\n2. worried about memory",
        "let's do the hybrid. One crash must not take its neighbours along!",
        "",
    ],
)
def test_passages_of_what_was_said_are_theirs_whatever_their_punctuation(passage):
    assert not_said(passage, SAID) == ""


@pytest.mark.parametrize(
    ("text", "made_up"),
    [
        ("Bounded memory", "Bounded memory"),
        ("worried about memory usage", "worried about memory usage"),
        ("worried about memory. Isolation of failures.", "Isolation of failures."),
        ("Yes, let's do the hybrid ... it scales well", "it scales well"),
    ],
)
def test_a_paraphrase_is_named_where_it_begins(text, made_up):
    assert not_said(text, SAID) == made_up


def test_scripts_without_spaces_are_compared_as_well():
    assert not_said("再起動が速い", "会話ごとに一つ。再起動が速いからです。") == ""
    assert not_said("再起動が遅い", "会話ごとに一つ。再起動が速いからです。") == "再起動が遅い"
