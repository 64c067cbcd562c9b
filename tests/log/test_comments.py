"""HTML comments are no words of a log; code that shows one is, and our own programs' marks stay marks."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.log.markdown.comments import without_comments
from elixir_design.log.markdown.tokens import block_tokens
from elixir_design.log.model import Status
from elixir_design.log.reader import read_log
from elixir_design.log.writing.render import Header, NewEntry, Quote
from elixir_design.log.writing.writer import LogWriter, create_log
from elixir_design.text.markdown import session_markdown

ROOT = Path(__file__).parents[2]
NAME = "2026-05-01-0900.md"
CORPUS = sorted(ROOT.glob("tests/corpus/*/input/*.md")) + sorted(ROOT.glob("docs/elixir-sessions/*.md"))


def lines(text):
    return without_comments(text.split("\n")).lines


def only(text, name=NAME):
    (entry,) = read_log(text, name).entries
    return entry


def values(log):
    return (
        log.title,
        log.started,
        log.goal,
        log.entries,
        log.deferred,
        log.open_questions,
        log.next_steps,
        log.claims,
        [(problem.line, problem.code) for problem in log.problems if problem.code != "torn-entry"],
    )


NOTE = "<!-- **Choice**: Mnesia | `x` -->"
BEFORE_TEXT = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))*[ \t]*")


def at_the_end(line):
    return f"{line} {NOTE}"


def before_the_text(line):
    start = BEFORE_TEXT.match(line).end()
    return f"{line[:start]}{NOTE}{' ' if line[:start] else ''}{line[start:]}"


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
@pytest.mark.parametrize("place", [at_the_end, before_the_text])
def test_a_comment_on_every_line_changes_nothing(path, place):
    text = path.read_text("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    written = text.split("\n")
    front = written.index("---", 1) + 1 if written[0] == "---" else 0
    code = set()
    for token in block_tokens(text):
        if token.type in {"fence", "code_block"}:
            code.update(range(*token.map))
    noted = [
        place(line) if at >= front and at not in code and line.strip() and "<!--" not in line else line
        for at, line in enumerate(written)
    ]
    assert values(read_log("\n".join(noted), path.name)) == values(read_log(text, path.name))


def test_headings_labels_answers_and_options():
    log = read_log(
        "# S <!-- draft -->\n\n## Dimension 2: State Model <!-- revisit -->\n\n"
        "### Options Presented <!-- two -->\n1. ETS <!-- fast -->\n2. Mnesia\n\n### Decision\n"
        "<!-- **Choice**: Mnesia -->\n**Choice** <!-- at last -->: ETS <!-- was Mnesia -->\n"
        "**Rationale**: reads <!-- ask again -->\n**Trade-offs accepted**: <!-- what we give up -->\n",
        NAME,
    )
    (decision,) = fold([log], load_catalog()).decisions
    assert (log.title, decision.title, decision.dimension.slug) == ("S", "State Model", "state-model")
    (choice,) = decision.choices
    assert (choice.text, choice.options) == ("ETS", ("ets",))
    assert [option.name for option in log.entries[0].options] == ["ETS", "Mnesia"]
    assert (decision.rationale, decision.trade_offs) == (("reads",), ())
    assert log.problems == ()


def test_comments_over_lines_with_labels_and_lists_in_them():
    entry = only(
        "## Dimension 2: State Model\n\n**Choice**: Mnesia\n<!--\n**Choice**: ETS\n\n## Dimension 3: X\n-->\n"
        "**Rationale**: it spans <!-- Ilse:\n- really?\n- **Choice**: neither\n--> nodes\n"
    )
    assert [choice.text for choice in entry.choices] == ["Mnesia"]
    assert entry.rationale == ("it spans", "nodes")
    assert (entry.line, entry.decision_line, entry.end_line) == (1, 3, 12)


def test_what_follows_a_comment_on_its_line_is_read():
    entry = only("## Dimension 2: State Model\n\n<!-- Status: rejected --> **Choice**: ETS\n")
    assert [choice.text for choice in entry.choices] == ["ETS"]
    assert entry.status is Status.DECIDED


def test_tables():
    entry = only(
        "## Dimension 3: Message Protocol\n\n| Aspect | Choice | Rationale | <!-- wide -->\n"
        "| --- | --- | --- |\n| Shape <!-- a | b --> | tuples | short | <!-- agreed -->\n"
    )
    assert [(choice.aspect, choice.text) for choice in entry.choices] == [("Shape", "tuples")]
    assert entry.rationale == ("Shape: short",)


@pytest.mark.parametrize(
    "said", ["`<!-- a -->`", "``b ` <!-- a -->``", "\\<!-- a -->", "`c` \\`<!-- a -->\\`", "a --> b"]
)
def test_code_and_escapes(said):
    entry = only(f"## Dimension 2: State Model\n\n**Choice**: write {said} there\n")
    shown = "write `c` \\`\\` there" if "\\`" in said else f"write {said} there"
    assert entry.choices[0].text == shown


def test_code_blocks_keep_their_comments():
    text = (
        "- a\n\n  ```html\n  <!-- b -->\n  ```\n\n      <!-- c -->\n\n~~~\n<!-- d\n-->\n~~~\n\n"
        "    <!-- e -->\n\nf <!-- g -->"
    )
    assert lines(text) == [*text.split("\n")[:-1], "f"]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("a <!-- b --> c", "a c"),
        ("a<!-- b -->c", "ac"),
        ("a <!-- b -->  \nd", "a  \nd"),
        ("a <!--> b <!---> c <!----> d", "a b c d"),
        ("# <!-- a -->", "#"),
        ("- a\n- <!-- b -->\n- c", "- a\n\n- c"),
        ("text\n- <!-- b -->", "text\n"),
        ("- <!-- a -->\n  b", "-\n  b"),
        ("> a <!-- b\n> c --> d", "> a\n> d"),
        ("> <!-- a\n> b\n> c -->\n> d", ">\n>\n>\n> d"),
        ("- a <!-- b\n\n  c -->", "- a <!-- b\n\n  c -->"),
        ("1. a <!-- b\nc\n   d --> e", "1. a\n\n   e"),
        ("<!--\n      a --> **Choice**: b", "\n**Choice**: b"),
        ("<div>\n<!-- a -->\n</div>", "<div>\n\n</div>"),
    ],
)
def test_what_is_left_of_lines(written, left):
    assert lines(written) == left.split("\n")


def test_front_matter():
    entry = only(
        "---\nstatus: accepted <!-- optional -->\ndate: 2026-05-01 <!-- when -->\n"
        "decision-makers: Ilse, Bo <!-- names -->\nconsulted: <!-- nobody -->\n---\n"
        '# Use ETS\n\n## Decision Outcome\n\nChosen option: "ETS", because reads.\n'
    )
    assert (entry.status, entry.deciders) == (Status.DECIDED, ("Ilse", "Bo"))
    assert entry.decided_on.isoformat() == "2026-05-01"


def test_front_matter_with_comments_that_are_no_yaml_is_read_and_reported():
    log = read_log(
        "---\n<!-- about the record\nstatus: rejected\n-->\nstatus: accepted\n"
        'deciders: ["Ilse"] <!-- names -->\n---\n'
        '# Use ETS\n\n## Decision Outcome\n\nChosen option: "ETS", because reads.\n',
        NAME,
    )
    (entry,) = log.entries
    assert (entry.status, entry.deciders) == (Status.DECIDED, ("Ilse",))
    assert [problem.code for problem in log.problems] == ["bad-front-matter"]


MADR_2 = """# Use ETS for shared state

* Status: accepted <!-- optional -->
* Deciders: the team <!-- optional -->
* Date: 2026-05-01 <!-- optional -->

Technical Story: tables vanish <!-- optional -->

## Context and Problem Statement

Many readers, one writer.

## Decision Drivers <!-- optional -->

* speed
* \u2026 <!-- numbers of drivers can vary -->

## Considered Options

* ETS
* Mnesia
* \u2026 <!-- numbers of options can vary -->

## Decision Outcome

Chosen option: "ETS", because reads dominate. <!-- comes out best -->

### Negative Consequences <!-- optional -->

* gone after a crash

## Pros and Cons of the Options <!-- optional -->

### ETS

a table in memory <!-- optional -->

* Good, because fast
* Bad, because volatile <!-- numbers of pros and cons can vary -->

## Links <!-- optional -->

* Refines [ADR-0001](0001-state.md) <!-- example: Refined by [ADR-0005](0005-example.md) -->
"""
MADR_4 = """---
# These are optional metadata elements. Feel free to remove any of them.
status: accepted
date: 2026-05-01
decision-makers: the team
---

# Use ETS for shared state

## Context and Problem Statement

Many readers, one writer.

<!-- This is an optional element. Feel free to remove. -->
## Decision Drivers

* speed
* \u2026 <!-- numbers of drivers can vary -->

## Considered Options

* ETS
* Mnesia
* \u2026 <!-- numbers of options can vary -->

## Decision Outcome

Chosen option: "ETS", because reads dominate.

<!-- This is an optional element. Feel free to remove. -->
### Consequences

* Good, because fast
* Bad, because gone after a crash
* \u2026 <!-- numbers of consequences can vary -->

<!-- This is an optional element. Feel free to remove. -->
## Pros and Cons of the Options

### ETS

<!-- This is an optional element. Feel free to remove. -->
a table in memory

* Good, because fast
* Bad, because volatile
"""


@pytest.mark.parametrize("record", [MADR_2, MADR_4], ids=["madr-2", "madr-4"])
def test_records_made_from_templates_read_as_if_their_hints_were_gone(record):
    assert "<!--" in record
    bare = re.sub(r"[ ]?<!--.*?-->", "", record)
    read, without = (read_log(text, "0002-use-ets.md") for text in (record, bare))
    assert values(read) == values(without)
    (entry,) = read.entries
    assert (entry.title, entry.deciders) == ("Use ETS for shared state", ("the team",))
    assert [choice.text for choice in entry.choices] == ["ETS"]
    assert entry.rationale == ("reads dominate.",)


def test_marks_of_our_own_programs_still_count(tmp_path):
    log = create_log(tmp_path, Header(datetime.fromisoformat("2026-05-01T09:00")))
    new = NewEntry(
        "State Model", Status.DECIDED, 2, choice="ETS", rationale=("Fast.",), answered_by="human-terminal"
    )
    LogWriter(log).append_entry(new)
    before = read_log(log.read_text(), log.name)
    log.write_text(log.read_text().replace("Fast.", "Fast. <!-- ask again -->"))
    after = read_log(log.read_text(), log.name)
    assert before.entries[0].answered_by == "human-terminal"
    assert after.entries == before.entries
    assert after.problems == before.problems == ()


def test_a_mark_counts_right_below_a_tag_and_in_the_middle_of_a_line_it_is_none():
    mark = '<!-- elixir-design: {"answered_by": "relayed"} -->'
    text = "## Dimension 2: State Model\n\n**Choice**: ETS <!-- note -->{}\n\n</details>\n{}\n"
    assert only(text.format("", mark)).answered_by == "relayed"
    inside = only(text.format(f" {mark}", ""))
    assert (inside.answered_by, inside.choices[0].text) == (None, "ETS")


def test_what_we_write_is_read_back_with_its_comments(tmp_path):
    log = create_log(tmp_path, Header(datetime.fromisoformat("2026-05-01T09:00")))
    new = NewEntry(
        "State Model",
        Status.DECIDED,
        2,
        choice="ETS <!-- was Mnesia -->",
        rationale=("Fast. <!-- ask again -->", "Plain <!-- as ever", "and `<!-- code -->`"),
        quotes=(Quote("Cut off <!-- in the middle\n\n<!-- again", "reports/a.md", 7),),
    )
    LogWriter(log).append_entry(new)
    entry = only(log.read_text(), log.name)
    assert [choice.text for choice in entry.choices] == [new.choice]
    assert entry.rationale == new.rationale


def problems(text):
    return [(problem.line, problem.message) for problem in read_log(text, NAME).problems]


NEXT = "\n\n## Dimension 3: Message Protocol\n\n**Choice**: tuples\n**Rationale**: short\n"


def test_a_comment_that_is_never_closed_hides_what_commonmark_says():
    text = f"## Dimension 2: State Model\n\n**Choice**: ETS\n**Rationale**: reads\n\n<!-- later{NEXT}"
    assert [entry.title for entry in read_log(text, NAME).entries] == ["State Model"]
    assert problems(text) == [
        (6, "this comment is never closed, so it hides everything down to line 11"),
    ]


def test_within_a_line_it_hides_nothing():
    text = f"## Dimension 2: State Model\n\n**Choice**: ETS <!-- later\n**Rationale**: reads{NEXT}"
    log = read_log(text, NAME)
    assert [entry.title for entry in log.entries] == ["State Model", "Message Protocol"]
    assert log.entries[0].choices[0].text == "ETS <!-- later"
    assert problems(text) == [(3, "this comment is never closed, so its words count as text")]


def test_in_an_item_it_hides_the_item():
    text = f"- a\n\n  <!-- later\n\n  b\n{NEXT}"
    assert [entry.title for entry in read_log(text, NAME).entries] == ["Message Protocol"]
    assert problems(text) == [(3, "this comment is never closed, so it hides everything down to line 5")]


def test_the_end_of_another_comment_closes_it_and_that_is_told():
    text = f"<!-- later{NEXT}\n<!-- a note -->\n\n## Dimension 4: X\n\n**Choice**: y\n**Rationale**: z\n"
    assert [entry.title for entry in read_log(text, NAME).entries] == ["X"]
    assert problems(text) == [
        (1, "this comment ends only with another one, so it hides everything down to line 8")
    ]


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_mark_of_ours_that_was_cut_off_is_told_as_such(cut):
    mark = '<!-- elixir-design: {"id": "x"} -->'[:cut]
    text = f"## Dimension 2: State Model\n\n**Choice**: ETS\n**Rationale**: reads\n\n{mark}"
    assert [problem.code for problem in read_log(text, NAME).problems] == ["torn-entry"]


def test_a_log_that_ends_with_a_comment_was_not_cut_off():
    for ending in ("**Rationale**: <!-- why -->", "**Rationale**:\n<!-- why -->", "| a | <!-- b -->"):
        text = f"## Dimension 2: State Model\n\n**Choice**: ETS\n{ending}\n"
        assert problems(text) == []


def test_the_log_and_its_page_keep_every_line():
    text = "# S\n\n## A <!-- one -->\n\n**Choice**: x <!-- two\nthree -->\n\n<!--\nfour\n-->\n"
    log = read_log(text, NAME)
    assert log.text == text
    page = session_markdown(log.text, {})
    assert all(word in page for word in ("one", "two", "three", "four"))


PIECES = [
    *["<!-- ", " -->", "<!--", "-->", "<!-->", "<!-- elixir-design: ", "a", "`", "``", "\\", "\t", "  "],
    *[
        "\n",
        "\n\n",
        "- ",
        "> ",
        "1. ",
        "```\n",
        "## b\n",
        "| c | d |\n",
        "|---|---|\n",
        "<div>\n",
        "</div>\n",
    ],
]


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_keeps_its_number_of_lines_and_only_loses(text):
    before = text.split("\n")
    after = without_comments(before).lines
    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        rest = iter(old)
        # Marks of quotations may be added: they keep what follows a comment where it stood.
        assert all(any(sign == other for other in rest) for sign in "".join(new.split()).replace(">", ""))
