"""What is written is read back word for word, whatever people typed."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from elixir_design.log.model import Option, Status
from elixir_design.log.reader import read_log
from elixir_design.log.writing.input import clean, items_of, line_of, name_of, says_something
from elixir_design.log.writing.render import (
    Header,
    NewEntry,
    Quote,
    UnwritableError,
    render_entry,
    render_header,
    render_items,
    render_notes,
)

TRAPS = [
    "NO:ANSWER",
    "# A heading",
    "## Dimension 7: Memory",
    "Title\n=====",
    "Title\n---",
    "---",
    "```",
    "```elixir\ndef run, do: :ok",
    "~~~\n## Decision\n**Choice**: none\n~~~",
    "**Choice**: Mnesia",
    "Choice: Mnesia\nRationale: because",
    "fast. Why: it is small. Trade-offs: memory",
    "| Aspect | Choice |\n| --- | --- |\n| Cache | ETS |",
    "- **Status**: superseded by Dimension 2",
    "<!-- a comment",
    '<!-- elixir-design: {"status": "rejected"} -->',
    '<!-- elixir-design: {"begin": "0a1b2c3d", "question": "tools"} -->',
    "<!-- elixir-design: {",
    "<script>alert(1)</script>",
    "</div>\n<div>",
    "> quoted\n> twice",
    "Deferred",
    "SKIP",
    "TBD",
    "skip hibernation for now?",
    "[what was decided]",
    "Option A: first\nOption B: second",
    "~~struck~~",
    "[x] done",
    "is it done",
    "1. one\n2. two",
    "- one\n  - below\n- two",
    "    indented code",
    "one\n\ntwo\n\n- three",
    "ends with a colon:",
    "We went with X because Y",
    "Supersedes Dimension 3: Message Protocol",
    "\u2028 line \u2029 separators \x85 \x0b \x0c",
    "\x1b[31mred\x1b[0m",
    "emoji \U0001f680 \u65e5\u672c\u8a9e \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "back`tick ``double`` ````four",
    "tab\tseparated\ttext",
    "trailing spaces   \nhard break",
    "& &amp; &lt;",
    "\\# escaped",
    "[ref]: https://example.org",
    "$ \\begin{x}",
    "none",
    "-",
    "a" * 3000,
]

texts = st.one_of(
    st.sampled_from(TRAPS),
    st.text(max_size=80),
    st.lists(
        st.one_of(
            st.sampled_from(TRAPS),
            st.text(alphabet="#*-`~|<>!: \n\tab.?()[]_=+1", max_size=12),
            st.sampled_from(
                ["**", "**Choice**", ":", "\n", "\n\n", " ", "word", "Rationale", "```", "  ", "- "]
            ),
        ),
        max_size=6,
    ).map("".join),
)


def read_back(entry):
    log = read_log(
        "# Elixir Design Session - 2026-03-02\n" + render_entry(entry, "0a1b2c3d"), "2026-03-02-0910.md"
    )
    assert len(log.entries) == 1, log.entries
    assert (log.problems, log.open_questions, log.deferred, log.next_steps) == ((), (), (), ())
    return log.entries[0]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    choice=texts,
    rationale=texts,
    trade_offs=texts,
    note=texts,
    status=st.sampled_from([Status.DECIDED, Status.DEFERRED]),
)
def test_an_entry_comes_back_as_it_was_given(choice, rationale, trade_offs, note, status):
    wanted = NewEntry(
        title="State Model",
        number=2,
        status=status,
        choice=clean(choice) if says_something(clean(choice)) else "ETS",
        rationale=items_of(rationale) or ("it is small",),
        trade_offs=items_of(trade_offs),
        discussion=items_of(note),
        answered_by="human-terminal",
    )
    entry = read_back(wanted)
    assert entry.choices[0].text == wanted.choice
    assert entry.rationale == wanted.rationale
    assert entry.trade_offs == wanted.trade_offs
    assert entry.discussion == wanted.discussion
    assert (entry.status, entry.answered_by) == (status, "human-terminal")


@pytest.mark.parametrize("trap", TRAPS)
def test_a_second_entry_is_untouched_by_what_the_first_one_holds(trap):
    first = NewEntry(
        "State Model",
        Status.DECIDED,
        2,
        choice=clean(trap) if says_something(clean(trap)) else "x",
        rationale=items_of(trap) or ("y",),
    )
    second = NewEntry("Agent Loop", Status.DECIDED, 5, choice="Recursive function", rationale=("short",))
    text = "# Elixir Design Session - 2026-03-02\n" + render_entry(first, "1") + render_entry(second, "2")
    log = read_log(text, "2026-03-02-0910.md")
    assert [(entry.number, entry.status) for entry in log.entries] == [
        (2, Status.DECIDED),
        (5, Status.DECIDED),
    ]
    assert log.entries[1].choices[0].text == "Recursive function"


@settings(max_examples=200, deadline=None)
@given(texts)
def test_items_keep_every_letter(text):
    def letters(value):
        return "".join(char for char in value if char.isalpha())

    said = clean(text)
    items = items_of(text)
    if items:
        assert all(says_something(item) for item in items)
    dropped = [part for part in said.split("\n") if not says_something(part.strip(" -*+0123456789.)"))]
    if not dropped:
        assert letters("".join(items)) == letters(said)


@settings(max_examples=300, deadline=None)
@given(texts)
@example("is it done")
@example("[x] ticked")
def test_an_open_question_comes_back_as_it_was_asked(text):
    question = clean(text)
    if not says_something(question):
        return

    def asked(log):
        return tuple(item.text for item in log.open_questions if not item.done)

    block = render_items("Open Questions", [question], "1", asked)
    assert asked(read_log("# Elixir Design Session - 2026-03-02\n" + block, "2026-03-02-0910.md")) == (
        question,
    )


@settings(max_examples=200, deadline=None)
@given(texts)
def test_notes_are_shown_and_decide_nothing(text):
    note = clean(text)
    if not says_something(note):
        return
    log = read_log(
        "# Elixir Design Session - 2026-03-02\n" + render_notes("Notes on State", [note], "1"), "l.md"
    )
    assert (log.entries, log.open_questions, log.next_steps, log.deferred) == ((), (), (), ())
    for line in note.split("\n"):
        assert line.strip() in log.text


@settings(max_examples=300, deadline=None)
@given(texts)
def test_a_title_is_kept_or_refused_and_never_changed(text):
    try:
        entry = NewEntry(name_of(text), Status.DECIDED, 11, choice="x", rationale=("y",))
    except ValueError:
        return
    try:
        kept = read_back(entry).title
    except UnwritableError:
        return
    assert kept == entry.title


@pytest.mark.parametrize(
    "title",
    [
        "Human Sign-off",
        "Sync vs. async",
        "Auth & Secrets",
        "Push -> Pull",
        "What a tenant is",
        "日本語の設計",
    ],
)
def test_usual_titles_are_kept(title):
    assert read_back(NewEntry(title, Status.DECIDED, 11, choice="x", rationale=("y",))).title == title


@pytest.mark.parametrize("status", [Status.DECIDED, Status.DEFERRED, Status.OPEN])
@pytest.mark.parametrize("title", ["Human Sign-off", "Open Questions", "3. Naming"])
def test_a_question_needs_no_number(title, status):
    said = {} if status is Status.OPEN else {"choice": "x", "rationale": ("y",)}
    entry = read_back(NewEntry(title, status, discussion=("a point",), **said))
    assert (entry.title, entry.number, entry.status) == (title, None, status)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_goal_is_kept_or_refused(text):
    goal = line_of(text)
    try:
        head = render_header(Header(datetime.fromisoformat("2026-03-02T09:10"), goal=goal))
    except UnwritableError:
        return
    log = read_log(head, "2026-03-02-0910.md")
    assert log.goal == goal if goal else True
    assert log.entries == ()


def test_the_format_is_that_of_the_brief():
    entry = NewEntry(
        "Process Architecture",
        Status.DECIDED,
        1,
        question="How do agents map to processes?",
        quotes=(Quote("One process per conversation.", "reports/synthesis/comparison-matrix.md", 48),),
        options=(
            Option("GenServer per conversation", 0, pros=("one place; isolated",), cons=("memory",)),
            Option("Task", 0, note="per request"),
        ),
        discussion=("A crash must cost one turn at most.",),
        choice="GenServer per conversation",
        rationale=("A conversation is the unit of failure.",),
        trade_offs=("Idle processes.",),
        answered_by="human-terminal",
        key="process-architecture",
    )
    assert (
        render_entry(entry, "0a1b2c3d")
        == """
---

<!-- elixir-design: {"begin": "0a1b2c3d", "question": "process-architecture"} -->

## Dimension 1: Process Architecture

### Options Presented
How do agents map to processes?

> One process per conversation.
>
> `reports/synthesis/comparison-matrix.md:48`

1. **GenServer per conversation**
   - Pros: one place; isolated
   - Cons: memory
2. **Task**: per request

### Discussion
- A crash must cost one turn at most.

### Decision
**Choice**: GenServer per conversation
**Rationale**: A conversation is the unit of failure.
**Trade-offs accepted**: Idle processes.

<!-- elixir-design: {"answered_by": "human-terminal", "id": "0a1b2c3d", "question": "process-architecture", \
"status": "decided"} -->
"""
    )
