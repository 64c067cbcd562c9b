"""Parts that are folded away: a summary is the title of what it folds."""

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.log.markdown.blocks import blocks_of
from elixir_design.log.markdown.folded import with_summaries
from elixir_design.log.reader import read_log

NAME = "2026-05-01-0900.md"


def entries(text):
    return [
        (entry.line, entry.number, entry.title, [choice.text for choice in entry.choices])
        for entry in read_log(text, NAME).entries
    ]


def headings(text):
    found = with_summaries(blocks_of(text), text.split("\n"))
    return [(block.line, block.level, block.text) for block in found if block.kind == "heading"]


@pytest.mark.parametrize(
    "opening",
    [
        "<details>\n<summary>Dimension 2: State Model</summary>\n\n",
        "<details open><summary><b>Dimension 2</b>: State Model</summary>\n\n",
        "<details>\n\n<summary>Dimension 2: State Model</summary>\n\n",
        "<DETAILS>\n<Summary>\nDimension 2:\nState Model\n</Summary>\n\n",
        "<details>\n<summary>\n\n### Dimension 2: State Model\n\n</summary>\n\n",
        "<details><summary>Dimension 2: State Model</summary>\n",
        "<div>\n<details>\n<summary><strong>2. State Model</strong></summary>\n",
    ],
)
@pytest.mark.parametrize("closing", ["\n\n</details>\n", "\n</details>\n", "\n"])
def test_a_decision_is_titled_and_numbered_by_its_summary(opening, closing):
    log = read_log(f"# Session\n\n{opening}**Choice**: ETS\n**Rationale**: reads{closing}", NAME)
    (decision,) = fold([log], load_catalog()).decisions
    assert (decision.title, decision.dimension.slug) == ("State Model", "state-model")
    (choice,) = decision.choices
    assert (choice.aspect, choice.text, choice.options) == (None, "ETS", ("ets",))
    assert decision.rationale == ("reads",)
    assert 3 <= log.entries[0].line <= 2 + opening.count("\n")  # where the part begins


def test_one_part_after_the_other():
    assert entries(
        "# Session\n\n## Decisions\n\n<details>\n<summary>Dimension 1: Process Architecture</summary>\n\n"
        "### Decision\n**Choice**: tasks\n\n</details>\n<details>\n"
        "<summary>Dimension 2: State Model</summary>\n\n## Decision\n**Choice**: ETS\n\n</details>\n\n"
        "That is all.\n\n## Dimension 3: Message Protocol\n\n**Choice**: tuples\n"
    ) == [
        (6, 1, "Process Architecture", ["tasks"]),
        (13, 2, "State Model", ["ETS"]),
        (22, 3, "Message Protocol", ["tuples"]),
    ]


def test_what_stands_below_a_part_is_none_of_it():
    log = read_log(
        "# Session\n\n<details>\n<summary>Dimension 2: State Model</summary>\n\n**Choice**: ETS\n"
        "**Rationale**: reads\n\n</details>\n\nThanks to all of you.\n",
        NAME,
    )
    assert log.entries[0].rationale == ("reads",)


def test_a_part_of_an_entry_is_a_label_and_the_entry_goes_on_below_it():
    (entry,) = read_log(
        "# Session\n\n## Dimension 2: State Model\n\n<details>\n<summary>Options considered</summary>\n\n"
        "1. ETS\n2. Mnesia\n\n</details>\n\n**Choice**: ETS\n\n<details><summary>Rationale</summary>\n\n"
        "reads\n\n</details>\n\n**Trade-offs accepted**: volatile\n",
        NAME,
    ).entries
    assert [option.name for option in entry.options] == ["ETS", "Mnesia"]
    assert [(choice.aspect, choice.text) for choice in entry.choices] == [(None, "ETS")]
    assert (entry.rationale, entry.trade_offs) == (("reads",), ("volatile",))


def test_options_may_be_folded_one_by_one():
    (entry,) = read_log(
        "# Session\n\n## Dimension 2: State Model\n\n### Options Presented\n\n"
        "<details><summary>ETS</summary>\n\n- Pros: fast\n- Cons: volatile\n\n</details>\n\n"
        "<details><summary>Mnesia</summary>\n\n- Pros: shared\n\n</details>\n\n"
        "### Decision\n\n**Choice**: ETS\n",
        NAME,
    ).entries
    assert [(option.name, option.pros, option.cons) for option in entry.options] == [
        ("ETS", ("fast",), ("volatile",)),
        ("Mnesia", ("shared",), ()),
    ]


def test_a_recap_that_is_folded_away_decides_nothing():
    assert entries(
        "# Session\n\n<details><summary>Prior decisions</summary>\n\n## Dimension 1: Process Architecture\n\n"
        "**Choice**: tasks\n\n</details>\n\n## Dimension 2: State Model\n\n**Choice**: ETS\n"
    ) == [(11, 2, "State Model", ["ETS"])]


def test_an_offer_to_show_more_is_no_title():
    text = (
        "# Session\n\n## Dimension 2: State Model\n\n<details>\n<summary>Click to expand</summary>\n\n"
        "**Choice**: ETS\n\n</details>\n"
    )
    assert entries(text) == [(3, 2, "State Model", ["ETS"])]
    assert headings(text) == [(1, 1, "Session"), (3, 2, "Dimension 2: State Model")]


def test_a_title_of_the_writers_own_is_one_where_an_answer_has_no_other():
    assert entries(
        "# Session\n\n<details><summary>Cache size</summary>\n\n- **Choice**: 10 MB\n\n</details>\n"
    ) == [(3, None, "Cache size", ["10 MB"])]


def test_a_part_that_nobody_closes_does_not_hold_all_that_follows():
    assert entries(
        "# Session\n\n<details>\n<summary>Dimension 2: State Model</summary>\n\n**Choice**: ETS\n\n"
        "## Dimension 3: Message Protocol\n\n**Choice**: tuples\n"
    ) == [(4, 2, "State Model", ["ETS"]), (8, 3, "Message Protocol", ["tuples"])]


def test_parts_within_parts():
    text = (
        "# A\n\n<details><summary>Dimension 1: B</summary>\n\n<details><summary>Decision</summary>\n\n# C\n\n"
        "</details>\n</details>\n\n## D\n"
    )
    assert headings(text) == [
        (1, 1, "A"),
        (3, 2, "Dimension 1: B"),
        (5, 3, "Decision"),
        (7, 4, "C"),
        (9, 3, ""),
        (10, 2, ""),
        (12, 2, "D"),
    ]


def test_in_code_it_is_code():
    assert headings("```html\n<details><summary>Dimension 2: A</summary>\n```\n\n</details>\n") == []
