"""What holds for any text, found by Hypothesis rather than by example."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from elixir_design.log.lint import lint_log
from elixir_design.log.markdown.blocks import blocks_of
from elixir_design.log.markdown.table_rule import SURPLUS
from elixir_design.log.markdown.tokens import block_tokens
from elixir_design.log.model import Status
from elixir_design.log.reader import read_log

PIECES = [
    "# Session 2026-01-01\n",
    "## Dimension 1: Caching\n",
    "### Decision\n",
    "#### 5.1 Aspect\n",
    "**Choice**: ETS\n",
    "**Decision:**\n",
    "**Rationale**",
    "**Why?** so\n",
    "- Pros: fast\n",
    "- [x] done\n",
    "  - nested\n",
    "1. first\n",
    "| Aspect | Choice |\n",
    "|---|---|\n",
    "| a | b |\n",
    "| a\n",
    "```elixir\n",
    "```\n",
    "~~~\n",
    "> quoted\n",
    "---\n",
    "\n",
    "\n\n",
    "    code\n",
    '<!-- elixir-design: {"answered_by": "x"} -->\n',
    "<!-- elixir-design: {\n",
    "text that goes on\n",
    "\t",
    "  ",
    "**",
    "~~struck~~\n",
    "[ref]: x\n",
    "Topic: Storage\n",
    "Choice: a. Why: b\n",
    "## Architectural Revision: A -> B\n",
    "## Prior Session Summary\n",
    "## Open Questions\n",
    "### Option A: x\n",
    "Option B\n",
    "\xe9\u4e16\u754c\U0001f600",
    "\u2028",
    "\x00",
    "\r",
    "\x0b",
    "- Decisions made: 3\n",
    "We chose X because Y\n",
    "===\n",
    "## \n",
    "#\n",
    "*a*: \n",
    "- \n",
    "9999999999. x\n",
    "## 2026-13-45: bad date\n",
    "## Decisions\n",
    "- **A**: ADOPT \u2014 b\n",
    "| a `|` b | c |\n",
    "<!-- c -->",
    "- <!--\n",
    "<!-- ",
    " -->\n",
    "`",
    "<details><summary>Dimension 2: A</summary>\n",
    "</details>\n",
]
logs = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=40).map("".join)
words = st.text("abcdefgh ", min_size=1, max_size=24).map(lambda text: " ".join(text.split())).filter(bool)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.one_of(logs, st.text()))
def test_no_text_is_too_odd_to_read(text):
    log = read_log(text, "docs/2026-01-01-0900.md")
    total = len(log.text.split("\n"))
    for entry in log.entries:
        assert 1 <= entry.line <= entry.end_line <= total
        assert entry.slug
        assert entry.title
        assert all(entry.line <= choice.line <= entry.end_line for choice in entry.choices)
    assert len({entry.slug for entry in log.entries}) == len(log.entries)
    assert all(1 <= first <= last <= total for first, last in log.recaps)
    for problem in (*log.problems, *lint_log(log)):
        assert problem.render()
        assert 1 <= problem.line <= total


@settings(max_examples=200, deadline=None)
@given(logs)
def test_line_ends_do_not_matter(text):
    unix = read_log(text.replace("\r", ""), "a.md")
    windows = read_log(text.replace("\r", "").replace("\n", "\r\n"), "a.md")
    assert windows == unix


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(logs, words)
def test_text_appended_below_renames_nothing_above(text, title):
    whole = text.replace("```", "").replace("~~~", "").replace("<", "") + "\n\n---\n\n"
    before = [entry.slug for entry in read_log(whole, "a.md").entries if entry.kind.value == "dimension"]
    after = [
        entry.slug
        for entry in read_log(
            f"{whole}## Dimension 99: {title}\n\n**Choice**: x\n**Rationale**: y\n", "a.md"
        ).entries
    ]
    assert [slug for slug in after if slug in before] == before


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(words, words, st.lists(words, min_size=1, max_size=3), words), min_size=1, max_size=5)
)
def test_a_well_formed_log_is_read_back_exactly(decisions):
    text = "# Elixir Design Session - 2026-01-01\n\n---\n\n"
    for number, (name, choice, reasons, cost) in enumerate(decisions, start=1):
        listed = "\n".join(f"- r {reason}" for reason in reasons)
        text += (
            f"## Dimension {number}: n {name}\n\n### Decision\n**Choice**: c "
            f"{choice}\n\n**Rationale**:\n{listed}\n\n**Trade-offs accepted**: t {cost}\n\n---\n\n"
        )
    log = read_log(text, "2026-01-01-0900.md")
    assert [
        (
            entry.number,
            entry.title,
            entry.status,
            [choice.text for choice in entry.choices],
            list(entry.rationale),
            list(entry.trade_offs),
        )
        for entry in log.entries
    ] == [
        (
            number,
            f"n {name}",
            Status.DECIDED,
            [f"c {choice}"],
            [f"r {reason}" for reason in reasons],
            [f"t {cost}"],
        )
        for number, (name, choice, reasons, cost) in enumerate(decisions, start=1)
    ]
    assert log.problems == ()


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.one_of(logs, st.text()))
def test_faster_tokens_are_those_of_the_undisturbed_parser(text):
    text = text.replace("\r", "").replace("\x00", "")
    if "|" in text:  # Code in the cells of tables has a test of its own.
        text = text.replace("`", "~").replace("\\", "/")
    parser = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])
    found = [token for token in block_tokens(text) if token.type != SURPLUS]
    kept = {token.type for token in found}
    expected = [
        (token.type, token.tag, token.map, token.content, token.markup, token.info, token.level)
        for token in parser.parse(text)
        if token.type in kept or not token.type.startswith(("t", "paragraph_close", "heading_close"))
    ]
    assert [(t.type, t.tag, t.map, t.content, t.markup, t.info, t.level) for t in found] == expected


@settings(max_examples=200, deadline=None)
@given(logs)
def test_blocks_stand_in_order_and_do_not_overlap(text):
    last = 0
    for block in blocks_of(text.replace("\r", "").replace("\x00", "")):
        assert last < block.line <= block.end
        last = block.end


HOSTILE = {
    "headings": lambda n: "## Dimension 1: A\n" * n,
    "titles that differ": lambda n: "".join(f"## Dimension {i}: A {i}\n**Choice**: x\n" for i in range(n)),
    "sections without a question": lambda n: "".join(f"## Part {i}\ntext\n" for i in range(n)),
    "deep lists": lambda n: "".join("  " * (i % 90) + "- a\n" for i in range(n)),
    "a long table": lambda n: (
        "## Decisions\n\n| Topic | Choice |\n|---|---|\n" + "".join(f"| topic {i} | b |\n" for i in range(n))
    ),
    "lazy tables": lambda n: "| a | b |\n|---|---|\nx\n" * n,
    "lazy labels": lambda n: "- a\n**Why**: b\n" * n,
    "one long line": lambda n: "**Choice**: " + "a b: " * n,
    "one long bold line": lambda n: "**" + "a*b " * n,
    "one long heading": lambda n: "## " + "a -> b: " * n,
    "open strikes": lambda n: "- ~~a" * n,
    "statements": lambda n: "In the context of x, facing y, we decided for z to be q and against r\n\n" * n,
    "turns": lambda n: "**User:** a\n\n**Assistant:** b\n\n> **Decision:** x\n\n" * n,
    "topics": lambda n: "- a\n  - decided: b\n" * n,
    "marks": lambda n: "*_`[" * n,
    "quotes": lambda n: ">" * min(n, 500) + "\n" + "> a\n" * n,
    "unclosed": lambda n: "```\n" + "x\n" * n,
    "labels": lambda n: "**A**: b\n" * n,
    "decisions": lambda n: "**Decision:** b\n\n" * n,
    "options": lambda n: "## Dimension 1: x\n" + "### Option A: y\n- Pros: z\n" * n,
    "openings of comments": lambda n: "a <!-- " * n,
    "comments": lambda n: "a <!-- b --> `c` " * n,
    "comments over lines": lambda n: "- a <!-- b\n- c --> d\n" * n,
    "comments that never end": lambda n: "- a\n\n  <!-- b\n\n" * n,
    "back ticks": lambda n: "".join("`" * (i % 90) + " <!-- a --> " for i in range(n)),
    "rows beyond the head": lambda n: "| a |\n|---|\n" + "| `x | y` | b |\n" * n,
    "one long row": lambda n: "| a |\n|---|\n" + "| `x | y` ``z` " * n,
    "folded parts": lambda n: "<details>\n<summary>Dimension 1: A</summary>\n\n**Choice**: b\n\n" * n,
    "spaces": lambda n: "## a" + " " * n + "b\n**Choice**: x" + " " * n + "\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", HOSTILE)
def test_time_grows_with_the_text_and_not_with_its_square(shape):
    small, large = HOSTILE[shape](400), HOSTILE[shape](3_200)

    def seconds(text):
        best = 60.0
        for _ in range(2):
            start = time.process_time()
            read_log(text, "a.md")
            best = min(best, time.process_time() - start)
        return best

    # Eight times the text: linear is 8, quadratic 64; what lies between is left to a busy machine, and the
    # floor keeps noise out of tiny times.
    assert seconds(large) < 44 * max(seconds(small), 0.01)
