"""What closes a log that ends in the middle of something."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elixir_design.log.markdown.blocks import blocks_of
from elixir_design.log.writing.ending import closing_of


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("", ""),
        ("done\n", ""),
        ("torn", "\n"),
        ("```elixir\ndef run", "\n```\n"),
        ("````\n```\n", "````\n"),
        ("~~~\ncode\n", "~~~\n"),
        ("```\ncode\n```\n", ""),
        ("- ```\n  code in an item, never closed\n", ""),
        ("> ```\n> code in a quotation\n", ""),
        ("- text\n\n  ```\n  code\n\nback at the margin\n", ""),
        ("<!-- a comment\nthat goes on\n", "-->\n"),
        ("<!-- a comment -->\n", ""),
        ("<script>\nlet x\n", "</script>\n"),
        ("<div>\nends at a blank line\n", ""),
        ("    ``` is indented code\n", ""),
        ("```not a fence``` but code\n", ""),
    ],
)
def test_what_is_left_open_is_closed(text, closing):
    assert closing_of(text) == closing


fragments = st.lists(
    st.sampled_from(
        [
            "```",
            "~~~",
            "````",
            "- ",
            "  ",
            "    ",
            "> ",
            "1. ",
            "text",
            "\n",
            "\n\n",
            "<!--",
            "-->",
            "<pre>",
            "</pre>",
            "<?",
            "?>",
            "# h",
            "| a |",
            "\t",
            "elixir",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=1500, deadline=None)
@given(fragments)
def test_a_heading_below_the_closing_is_a_heading(text):
    last = blocks_of(f"{text}{closing_of(text)}\n---\n\n## Dimension 1: Name\n")[-1]
    assert (last.kind, last.text, last.level) == ("heading", "Dimension 1: Name", 2)
