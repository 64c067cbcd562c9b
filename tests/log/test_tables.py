"""Tables have the cells that the site shows, and nothing in a row is lost."""

import re
from html import unescape
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config

from elixir_design.log.markdown.blocks import blocks_of
from elixir_design.log.markdown.table_rule import cells_of
from elixir_design.log.reader import read_log
from elixir_design.text.markdown import session_markdown

ROOT = Path(__file__).parents[2]


CONFIG = load_config(str(ROOT / "mkdocs.yml"))
# It loses code between back ticks that do not match, in cells and elsewhere.
WITHOUT_HIGHLIGHTS = [name for name in CONFIG.markdown_extensions if name != "pymdownx.inlinehilite"]


def site(text, extensions=CONFIG.markdown_extensions):
    """The cells of a page's only table, from Python-Markdown with the extensions of our own site."""
    html = markdown.markdown(text, extensions=extensions, extension_configs=CONFIG.mdx_configs)
    assert html.count("<table>") == 1, html
    return [
        [words(unescape(re.sub(r"<[^>]*>", "", cell))) for cell in re.findall(r"<t[hd].*?>(.*?)</t", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    ]


def words(cell):
    """A cell without back ticks, backslashes and space, which are shown or not as the dialect has it."""
    return re.sub(r"[`\\\s]", "", cell)


def read(text):
    (table,) = blocks_of(text)
    return [[words(cell) for cell in row] for row in table.rows]


def row(cells):
    return f"| {' | '.join(cells)} |"


PIECES = ["a", "b", "c d", " ", "|", "||", "|>", "`", "``", "```", "\\", "\\\\", "\\|", "\\`", "(a | b)"]
WHOLE = ["a", "c d", "`{:ok, a | b}`", "`x |> y`", "``d ` | e``", "\\|", "`f \\| g`", "`||`"]


def rows_of(cells):
    return st.lists(cells, min_size=1, max_size=4).map(row)


ODD = rows_of(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
ORDERLY = rows_of(st.lists(st.sampled_from(WHOLE), max_size=3).map(" ".join))


@settings(max_examples=300)
@given(heads=ORDERLY, rows=st.lists(ORDERLY, min_size=1, max_size=4))
def test_cells_are_those_that_the_site_shows(heads, rows):
    table = "\n".join([heads, row(["---"] * len(cells_of(heads))), *rows])
    assert read(table) == site(table)


@settings(max_examples=300)
@given(heads=ODD, rows=st.lists(ODD, min_size=1, max_size=4))
def test_so_they_are_where_back_ticks_do_not_match(heads, rows):
    table = "\n".join([heads, row(["---"] * len(cells_of(heads))), *rows])
    assert read(table) == site(table, WITHOUT_HIGHLIGHTS)


@settings(max_examples=300)
@given(heads=ORDERLY, rows=st.lists(ODD, min_size=1, max_size=4))
def test_the_page_of_a_session_shows_the_same_cells_and_what_goes_beyond_them(heads, rows):
    table = "\n".join([heads, row(["---"] * len(cells_of(heads))), *rows])
    (block,) = blocks_of(table)
    expected = read(table)
    for place, surplus in block.surplus:
        expected[place][-1] += words(surplus)
    assert without_pipes(site(session_markdown(table, {}))) == without_pipes(expected)


def without_pipes(rows):
    return [[cell.replace("|", "") for cell in cells] for cells in rows]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("`{:ok, a | b}` tuples", "`{:ok, a | b}` tuples"),
        ("`{:ok, a \\| b}` tuples", "`{:ok, a | b}` tuples"),
        ("`list |> Enum.sum()`", "`list |> Enum.sum()`"),
        ("`left || right`", "`left || right`"),
        ("``a ` | b``", "``a ` | b``"),
        ("a \\| b", "a | b"),
    ],
)
def test_a_pipe_in_code_or_behind_a_backslash_parts_nothing(cell, expected):
    log = read_log(
        "# S\n\n## Dimension 3: Message Protocol\n\n### Decision\n\n| Aspect | Choice | Rationale |\n"
        f"| --- | --- | --- |\n| Shape | {cell} | short |\n",
        "2026-05-01-0900.md",
    )
    (entry,) = log.entries
    assert [(choice.aspect, choice.text) for choice in entry.choices] == [("Shape", expected)]
    assert entry.rationale == ("Shape: short",)
    assert log.problems == ()


def test_what_goes_beyond_the_head_is_told_with_its_words_and_takes_no_column():
    log = read_log(
        "# S\n\n## Dimension 3: Message Protocol\n\n### Decision\n\n| Aspect | Choice | Rationale |\n"
        "| --- | --- | --- |\n| Shape | {:ok, a | b} tuples | short | and more |\n| Error | one |\n",
        "2026-05-01-0900.md",
    )
    (entry,) = log.entries
    assert [choice.text for choice in entry.choices] == ["{:ok, a", "one"]
    assert entry.rationale == ("Shape: b} tuples",)
    (problem,) = log.problems
    assert (problem.line, problem.code) == (9, "surplus-cells")
    assert problem.message == "this row goes beyond the table's last column: \u201cshort | and more\u201d"
    assert problem.source[problem.column - 1 :].startswith("short | and more")


def test_tables_in_items_are_looked_through_too():
    log = read_log("# S\n\n- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 | three |\n", "2026-05-01-0900.md")
    assert [(problem.line, problem.code) for problem in log.problems] == [(7, "surplus-cells")]


@pytest.mark.parametrize("rest", ["", " |", " | |", " | <!-- a note -->", " | <!-- a | b --> |"])
def test_blanks_and_comments_beyond_the_head_say_nothing(rest):
    assert read_log(f"| a | b |\n|---|---|\n| 1 | 2{rest}\n", "2026-05-01-0900.md").problems == ()
