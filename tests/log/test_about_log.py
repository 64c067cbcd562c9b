"""What a log says about itself: what it goes on from and used, how much it decided, what it left."""

import pytest

from elixir_design.log.reader import read_log


def read(text):
    return read_log(f"# Session\n\n{text}", "2026-05-04-0900.md")


@pytest.mark.parametrize(
    "text",
    [
        "Continues 2026-03-02-0900.\n",
        "This session continues\n`2026-03-02-0900.md`.\n",
        "## Prior Session Summary\n\n- `2026-03-02-0900.md`: state\n",
        "## Previous sessions\n\n- 2026-03-02-0900\n",
    ],
)
def test_the_session_that_it_goes_on_from_is_found_in_prose_and_in_recaps(text):
    assert [reference.session for reference in read(text).continues] == ["2026-03-02-0900"]


def test_a_session_that_prose_only_mentions_is_not_gone_on_from():
    assert read("We met after 2026-03-02-0900.\n").continues == ()


def test_files_that_the_context_lists_under_the_team_s_own_labels_are_its_artifacts():
    context = "## Session Context\n\n- Matrix: `reports/matrix.md`\n- Goal: decide\n- Ideas: none\n"
    assert read(context).artifacts == ("reports/matrix.md",)
    assert read(context.replace("Session Context", "Context budget")).artifacts == ()


def test_counts_in_a_summary_are_claims_on_what_was_decided():
    log = read("## Decision Summary\n\n- Deferred decisions: 2\n- New decisions: 3\n- Participants: 4\n")
    assert {(claim.what, claim.count) for claim in log.claims} == {("decided", 3), ("deferred", 2)}


def test_a_list_of_what_is_pending_is_a_list_of_open_questions_and_its_prose_is_not():
    log = read("## Pending decisions\n\nThese wait for Ida.\n\n- Who pays?\n- How long do we keep logs?\n")
    assert [item.text for item in log.open_questions] == ["Who pays?", "How long do we keep logs?"]
