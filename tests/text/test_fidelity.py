"""Every word of a log is on its page, in order, and looks as CommonMark says."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from elixir_design.log.markdown.table_rule import SURPLUS, table
from elixir_design.text import inline
from elixir_design.text.escape import visible_controls
from elixir_design.text.markdown import (
    TextOptions,
    block_markdown,
    html_inline,
    inline_markdown,
    plain_text,
    session_markdown,
)

PIECES = [
    *[
        "# head",
        "## Two ##",
        "text words",
        "- item",
        "* star",
        "+ plus",
        "1. one",
        "2) two",
        "7. seven",
        "Title\n===",
    ],
    *[
        "    indented",
        "```elixir",
        "```",
        "~~~",
        "``` x y",
        "> quote",
        "> [!NOTE]",
        "***",
        "---",
        "===",
        "- [x] done",
    ],
    *[
        "| a | b |",
        "|---|:-:|",
        "| c | d | e |",
        "|",
        "<div>",
        "</div>",
        "<b>x</b>",
        "<!-- c -->",
        "-->",
        "<?php",
        "<!X",
    ],
    *[
        "[a](http://x.y)",
        "[a]: /url",
        "[a]",
        "![i](x.png)",
        "<http://auto.x>",
        "http://a.b/c_d)",
        "@me #12",
        "a@b.example",
    ],
    *[
        "**b**",
        "*e*",
        "***x***",
        "**a*b**",
        "x **y",
        "_e_",
        "__s__",
        "a_b_c",
        "~~s~~",
        "`code`",
        "``a`b``",
        "`a",
        "\\*e",
    ],
    *[
        ":smile:",
        ":ok, :error",
        "{{ x }}",
        "{:ok, x}",
        "%{a: 1}",
        "{: #i }",
        "{ .c }",
        "(c)",
        "1/2",
        "+/-",
        "x<y",
        "a & b",
    ],
    *[
        "!!! note",
        "??? q",
        '=== "t"',
        '--8<-- "f"',
        "/// html",
        "::: x",
        "[^1]: foot",
        "*[A]: abbr",
        "Term\n: def",
    ],
    *[
        "++ctrl++",
        "==m==",
        "[[w]]",
        "$x$",
        "$$",
        "^^i^^",
        "&copy;",
        "&#32;&#32;&#32;&#32;x",
        "&#10;# x",
        "foo  ",
        "foo\\",
    ],
    *[
        "i) foo",
        "A. foo",
        "(1) foo",
        "key: value",
        "#nohash",
        "-",
        "1.",
        "+",
        "#",
        "-     code",
        "- ```",
        "- > q",
        "- # h",
    ],
    *["> - a", "1. - a", "", "", "", "   ", "\tx", "c\x0cd", "\u2028# x"],
]
LEADS = ["", "", "", "", "  ", "    ", "      ", "\t", "> ", "- ", "1. "]
LINES = st.builds(
    lambda lead, pieces: lead + " ".join(pieces),
    st.sampled_from(LEADS),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=2),
)
LOGS = st.one_of(
    st.lists(LINES, max_size=9).map("\n".join),
    st.text(st.sampled_from("*_`~[]()<>!#+-=:|\\{}&;$^\"'/%@?.,1aé\n\t \u2028\x02"), max_size=50),
    st.text(max_size=200),
)


@pytest.fixture(scope="module")
def commonmark(read):
    """Renders as CommonMark with the site's tables; raw HTML is text, which is how logs are shown."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    parser.add_render_rule(SURPLUS, lambda _, tokens, i, *__: escape(tokens[i].content))
    parser.validateLink = bool
    parser.add_render_rule("html_block", lambda _, tokens, i, *__: f"<p>{escape(tokens[i].content)}</p>")
    parser.add_render_rule("html_inline", lambda _, tokens, i, *__: escape(tokens[i].content))
    return lambda text: read(parser.render(visible_controls(text)))


def contains_in_order(words, expected):
    rest = iter(words)
    return all(any(word == candidate for candidate in rest) for word in expected)


@settings(max_examples=300, deadline=None)
@given(log=LOGS)
def test_every_word_is_shown_in_order_under_any_extensions(log, commonmark, render):
    expected = commonmark(log)
    page = render(session_markdown(log, {}, links=lambda target: target))
    assert contains_in_order(page.words, expected.words)


@settings(max_examples=300, deadline=None)
@given(log=LOGS)
def test_structure_is_that_of_commonmark(log, commonmark, render):
    expected = commonmark(log)
    page = render(session_markdown(log, {}, links=lambda target: target))
    same = ("ul", "blockquote", "table", "th", "em", "strong")
    assert [page.tags.count(tag) for tag in same] == [expected.tags.count(tag) for tag in same]
    assert page.tags.count("del") == expected.tags.count("s")


@settings(max_examples=200, deadline=None)
@given(log=LOGS)
def test_plain_text_holds_the_words_that_are_shown(log, commonmark):
    assert contains_in_order(plain_text(log).split(), [w for w in commonmark(log).words if w.isalpha()])


@settings(max_examples=300, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(
            [
                "word",
                " ",
                "`code`",
                "`a b`",
                "**bold**",
                "**b: x.**",
                "(",
                ")",
                ".",
                "` x`",
                "*",
                "**",
                "`{{`",
                "- ",
            ]
        )
    ).map("".join)
)
def test_the_short_way_for_simple_lines_gives_what_parsing_gives(text):
    text = text.strip()
    simple = inline._write_simple(text, inline.Style())
    if simple is not None:
        assert simple == inline._Writer(inline.Style(), {}).write(inline.parse_inline(text))


CASES = {
    "a list right after a paragraph": ("text\n- a\n- b", "<p>text</p><ul><li>a</li><li>b</li></ul>"),
    "nesting by two columns": (
        "- a\n  - b\n    - c\n- d",
        "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>",
    ),
    "a loose list": ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    "code in a list": (
        "- a\n\n  ```elixir\n  x = 1\n\n    y\n  ```\n- b",
        "<ul><li><p>a</p><pre><code>x = 1\n\n  y\n</code></pre></li><li><p>b</p></li></ul>",
    ),
    "code with its language": (
        "text\n```elixir\nx\n```",
        '<p>text</p><pre><code class="language-elixir">x\n</code></pre>',
    ),
    "a fence within a fence": ("````\n```\nx\n```\n````", "<pre><code>```\nx\n```\n</code></pre>"),
    "steps with code between": (
        "1. a\n```\nx\n```\n2. b",
        "<p>1. a</p><pre><code>x\n</code></pre><p>2. b</p>",
    ),
    "a list that starts at four": ("4. a\n5. b", "<p>4. a</p><p>5. b</p>"),
    "two kinds of lists": (
        "- a\n\n1. b\n2. c",
        "<ul><li>a</li></ul><!-- --><ol><li>b</li><li>c</li></ol>",
    ),
    "two quotes": (
        "> a\n\n> b",
        "<blockquote><p>a</p></blockquote><!-- --><blockquote><p>b</p></blockquote>",
    ),
    "an underlined heading": ("Two\nlines\n---", '<h2 id="two-lines">Two lines</h2>'),
    "a reference": (
        "[a][r]\n\n[r]: https://x.example",
        '<p><a href="https://x.example">a</a></p><p>[r]: https://x.example</p>',
    ),
    "names with underscores": ("snake_case `__MODULE__` a_", "<p>snake_case <code>__MODULE__</code> a_</p>"),
    "tasks": ("- [ ] a\n- [x] b", "<ul><li>[ ] a</li><li>[x] b</li></ul>"),
    "our own comment": (
        "a\n\n<!-- elixir-design: id=1 -->\n\nb <!-- elixir-design: x -->c",
        "<p>a</p><p>b c</p>",
    ),
    "another's comment": ("<!-- a -->", "<p>&lt;!-- a --&gt;</p>"),
    "a break": ("a  \nb\\\nc", "<p>a<br>b<br>c</p>"),
    "a bare address": (
        "(see https://x.example/a_b(c)).",
        '<p>(see <a href="https://x.example/a_b%28c%29">https://x.example/a_b(c)</a>).</p>',
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_drifts_between_dialects_is_written_so_that_it_does_not(case, minimal, read):
    log, expected = CASES[case]
    page, wanted = minimal(session_markdown(log, {})), read(expected)
    assert (page.tags, page.text, page.attributes) == (wanted.tags, wanted.text, wanted.attributes)


def test_cells_beyond_the_header_and_words_of_a_fence_are_not_lost(minimal):
    page = minimal(
        session_markdown("| a | b |\n|--|--|\n| 1 | 2 | three | f\\|our |\n\n``` unheard of\nx\n```", {})
    )
    assert page.words == ["a", "b", "1", "2", "|", "three", "|", "f|our", "unheard", "of", "x"]


def test_quotes_nested_too_deep_are_shown_as_text(render):
    page = render(session_markdown("> " * 200 + "deep\n\n" + "- " * 200 + "down", {}))
    assert {"deep", "down"} <= set(page.words)


def test_definitions_that_nobody_uses_are_shown(minimal):
    assert minimal(session_markdown('[a]: /url "why"', {})).words == ["[a]:", "/url", '"why"']


def ids(page):
    return {value: tag for tag, name, value in page.attributes if name == "id"}


def test_anchors_go_on_headings_and_before_any_other_line(minimal):
    log = "# One\n\ntext\nmore\n\n- a\n- b\n\n```\ncode\n```\n\n| h |\n|---|\n| c |\n\n> q\n\nTwo\n===\n"
    lines = {1: "one", 4: "more", 7: "item", 10: "code", 15: "cell", 17: "quote", 19: "two", 99: "beyond"}
    page = minimal(session_markdown(log, lines))
    assert ids(page) == {"one": "h2", "two": "h2"} | dict.fromkeys(
        ["more", "item", "code", "cell", "quote", "beyond"], "a"
    )
    assert '<a id="more"></a>more' in page.source
    assert '<li><a id="item"></a>b</li>' in page.source


def test_an_anchor_is_an_id_and_nothing_more(minimal):
    page = minimal(session_markdown("# T\n\nx\n", {1: "a } onclick=x", 3: '"><script>'}))
    assert set(page.tags) == {"h2", "p", "a"}
    assert {name for _, name, _ in page.attributes} == {"id"}


def test_headings_leave_the_first_level_to_the_page(minimal):
    log = "# A\n\n## B\n\n###### C\n"
    assert minimal(session_markdown(log, {})).tags == ["h2", "h2", "h6"]
    assert minimal(session_markdown(log, {}, heading_shift=1)).tags == ["h2", "h3", "h6"]


def test_the_heading_that_is_the_page_title_is_not_repeated(minimal):
    options = TextOptions(page_title="Session one")
    assert minimal(session_markdown("# Session `one`\n\n# Session one\n", {}, options=options)).tags == ["h2"]
    assert minimal(session_markdown("# Other\n", {}, options=options)).tags == ["h2"]
    marked = TextOptions(page_title="Session `one`")
    assert session_markdown("# Session `one`\n", {}, options=marked) == ""
    assert minimal(session_markdown("# Session one\n", {1: "top"}, options=options)).tags == ["p", "a"]


def test_links_within_the_site_are_rewritten_or_reduced_to_their_text(minimal):
    links = {"../a.md": "../../reports/a.md", "p.png": "../p.png"}.get
    page = minimal(session_markdown("[a](../a.md) [b](b.md#x) ![p](p.png) ![q](q.png)", {}, links=links))
    assert {value for _, name, value in page.attributes if name in ("href", "src")} == {
        "../../reports/a.md",
        "../p.png",
    }
    assert page.words == ["a", "b", "p", "q"]


def test_a_picture_from_elsewhere_becomes_a_link(minimal):
    page = minimal(session_markdown("![p](https://x.example/p.png)", {}))
    assert page.attributes == [("a", "href", "https://x.example/p.png")]


def test_fences_in_lists_stay_fences_where_the_site_knows_them(maximal):
    log = "- a\n\n  ```elixir\n  x = 1\n  ```\n"
    assert "```elixir" in session_markdown(log, {}, options=TextOptions(nested_fences=True))
    page = maximal(session_markdown(log, {}, options=TextOptions(nested_fences=True)))
    assert page.attributes.count(("div", "class", "highlight")) == 1
    assert page.words == ["a", "x", "=", "1"]


def test_values_have_no_headings_of_their_own(minimal):
    assert minimal(block_markdown("# Why\n\n- a\n\n```\nx\n```\n")).tags[:3] == ["p", "strong", "ul"]


@pytest.mark.parametrize("function", [inline_markdown, html_inline])
def test_one_line_stays_one_line_and_one_cell(function, minimal):
    written = function("a | b\n- `c|d`\n\n# e")
    assert "\n" not in written
    page = minimal(f"| h |\n|---|\n| {written} |\n")
    assert page.words == ["h", "a", "|", "b", "-", "c|d", "#", "e"]
    assert page.tags.count("td") == 1


def test_plain_text_has_no_marks():
    assert plain_text("**A** `b_c` [d](e) <f> &amp; ~~g~~\n\n- h") == "A b_c d <f> & g h"


def test_an_empty_text_is_an_empty_text():
    for text in ("", " \n\t\n"):
        assert (session_markdown(text, {}), block_markdown(text), inline_markdown(text)) == ("", "", "")
        assert (html_inline(text), plain_text(text)) == ("", "")


def test_an_endless_row_of_brackets_is_shown_and_costs_no_time(minimal):
    assert minimal(session_markdown("a [b " * 20_000, {})).words[:4] == ["a", "[b", "a", "[b"]


def test_labels_on_consecutive_lines_keep_their_own_lines():
    text = "**Choice**: ETS\n**Rationale:** it is fast\nand shared\n**bold** words"
    assert session_markdown(text, {}).split("\n")[:4] == [
        "**Choice**: ETS  ",
        "**Rationale:** it is fast",
        "and shared",
        "**bold** words",
    ]
