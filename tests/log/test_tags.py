"""Tags of a log's own around its sections."""

from elixir_design.log.markdown.blocks import blocks_of
from elixir_design.log.markdown.tags import without_tags
from elixir_design.log.reader import read_log


def kinds(text):
    return [(block.kind, block.line, block.end) for block in without_tags(blocks_of(text), text.split("\n"))]


def test_a_heading_right_below_a_tag_is_a_heading():
    assert kinds("<kiln>\n## Heat\ntext\n\n</kiln>\n") == [
        ("html", 1, 1),
        ("heading", 2, 2),
        ("paragraph", 3, 3),
        ("html", 5, 5),
    ]


def test_a_tag_ends_the_list_above_it_however_deep():
    text = "- a\n  - b\n</kiln>\n"
    found = without_tags(blocks_of(text), text.split("\n"))
    assert [(block.kind, block.line, block.end) for block in found[:1]] == [("list", 1, 2)]
    assert found[0].items[-1].end == found[0].items[-1].blocks[-1].items[-1].end == 2
    assert found[-1].kind == "html"


def test_a_tag_that_nothing_closes_may_be_a_blank_to_fill_in():
    (entry,) = read_log("## Lamp\n\n**Decision:** <name of the lamp>\n", "2026-01-01-0900.md").entries
    assert not entry.choices
    assert kinds("<kiln>\n## Heat\n") == [("html", 1, 2)]


def test_html_stays_html():
    text = "<details>\n## not read\n</details>\n"
    assert kinds(text) == [("html", 1, 3)]


def test_a_tag_in_code_is_code():
    assert kinds("```\n<kiln>\n</kiln>\n```\n\n</kiln>\n") == [("code", 1, 4), ("html", 6, 6)]
