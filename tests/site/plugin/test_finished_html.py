"""Finished HTML is kept as it is: pages are what Python-Markdown alone would make of them."""

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from elixir_design.site.mkdocs.fast.finished_html import FinishedHtml

EXTENSIONS = ["attr_list", "md_in_html", "pymdownx.superfences", "tables", "toc"]
PLAIN = markdown.Markdown(extensions=EXTENSIONS)
OURS = markdown.Markdown(extensions=EXTENSIONS)
OURS.preprocessors.register(FinishedHtml(OURS), FinishedHtml.NAME, FinishedHtml.PRIORITY)

PIECES = st.sampled_from(
    [
        *(
            "<div>",
            "</div>",
            '<ul class="a">',
            "</ul>",
            "<p>",
            "</p>",
            "<li>",
            "</li>",
            "<hr>",
            "<br/>",
            "<table>",
        ),
        *(
            "<div markdown>",
            '<div markdown="1">',
            "<details>",
            "</details>",
            "<script>",
            "</script>",
            "<style>",
        ),
        *(
            "<a href='x'>",
            '<a title="a > b">',
            "</a>",
            "<span>",
            "</span>",
            "<!-- ",
            " -->",
            "<?php",
            "?>",
            "<![CDATA[",
        ),
        *(
            "\n",
            "\n\n",
            "\n   ",
            "\n    ",
            " ",
            "`",
            "```\n",
            "text",
            "*text*",
            "# head",
            "- item",
            "> quote",
            "&amp;",
            "&am",
        ),
        *(
            "<",
            ">",
            '"',
            "<div",
            "</div",
            "<textarea>",
            "</textarea>",
            "<title>",
            "|a|b|\n|-|-|\n",
            "{: .c}",
            "<p/>",
        ),
    ]
)


def rendered(converter, text):
    return converter.reset().convert(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
@example("<div>\n<ul><div></ul></div>\n\n*text*\n</div>\n")
@example("text\n<!-- \n<div></div>\n\n-->\n")
def test_any_text_becomes_what_python_markdown_makes_of_it(text):
    assert rendered(OURS, text) == rendered(PLAIN, text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("# Title\n\n<div>\n<p>*as it is*</p>\n</div>\n\ntext\n", 1),
        ("<p>one</p>\n<ul>\n<li>two</li>\n</ul>\n## Title\n", 2),
        ('<a id="x"></a>**text**\n\n<p>one</p>\n', 1),
        ("<div markdown>\n*text*\n</div>\n\n<p>not looked at</p>\n", 0),
        ("<p>more</p> on the line\n", 0),
        ("    <p>code</p>\n", 0),
    ],
)
def test_elements_that_start_and_end_their_lines_are_not_parsed(text, kept):
    OURS.reset()
    lines = FinishedHtml(OURS).run(text.split("\n"))
    assert OURS.htmlStash.html_counter == kept
    assert rendered(OURS, text) == rendered(PLAIN, text)
    assert len("\n".join(lines)) > 0
