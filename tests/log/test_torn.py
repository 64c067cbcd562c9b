"""A write that was torn: what was begun and not finished is shown, reported and never in force."""

from dataclasses import replace
from datetime import datetime

import pytest

from elixir_design.log.lint import lint_log
from elixir_design.log.model import Option, Status
from elixir_design.log.reader import read_log, read_log_file
from elixir_design.log.writing.render import Header, NewEntry, Quote
from elixir_design.log.writing.writer import LogWriter, create_log

STARTED = datetime.fromisoformat("2026-03-02T09:10")
NAME = "2026-03-02-0910.md"

FIRST = NewEntry("State Model", Status.DECIDED, 2, choice="ETS", rationale=("Fast.",), key="state-model")
NEXT = NewEntry("Agent Loop", Status.DECIDED, 5, choice="Recursion", rationale=("Plain.",), key="agent-loop")
ENTRIES = {
    "decided": NewEntry(
        "Größe der Puffer",
        Status.DECIDED,
        11,
        question="How large may a buffer grow?",
        quotes=(Quote("Buffers were unbounded.\n\n```\ncode in a quotation", "reports/a.md", 7),),
        options=(Option("ETS", 0, pros=("fast",), cons=("volatile",)), Option("Mnesia", 0)),
        discussion=("Dimension 2 was withdrawn if Mnesia wins.", "two\n\nparagraphs"),
        choice="ETS for shared read-heavy state, not Mnesia",
        rationale=("Reads outnumber writes.", "Nobody asked for a cluster."),
        trade_offs=("Gone after a crash.",),
        revisit_if=("a second node comes",),
        answered_by="human-terminal",
        key="größe-puffer",
    ),
    "deferred": NewEntry(
        "Human Sign-off",
        Status.DEFERRED,
        11,
        choice="Deferred",
        rationale=("Until the works council has answered, not before June.",),
        key="human-sign-off",
    ),
    "open": NewEntry(
        "Human Sign-off", Status.OPEN, 11, discussion=("Who signs?", "Not the author."), key="human-sign-off"
    ),
    "revision": NewEntry(
        "State Model",
        Status.DECIDED,
        supersedes=f"Dimension 2: State Model (`{NAME}`)",
        choice="Mnesia on two nodes, not on three",
        rationale=("A second node has come.",),
        key="state-model",
    ),
    "verbatim": NewEntry(
        "Human Sign-off",
        Status.DECIDED,
        11,
        choice="# Sign\n\n```elixir\nsign()\n```\n\n## Decision\n**Choice**: never",
        rationale=("| Aspect | Choice |\n| --- | --- |\n| Cache | Redis |",),
        discussion=("<!-- a comment", "~~~\nunclosed"),
        key="human-sign-off",
    ),
}  # fmt: skip


@pytest.fixture
def log(tmp_path):
    (tmp_path / "mkdocs.yml").touch()
    path = create_log(tmp_path / "docs" / "elixir-sessions", Header(STARTED, goal="how agents live"))
    LogWriter(path).append_entry(FIRST)
    return path


def codes(read):
    return [problem.code for problem in read.problems if problem.code != "invalid-encoding"]


def placeless(entry):
    """What an entry says, without where it stands."""
    moved = {"line": 0, "end_line": 0, "decision_line": 0}
    return replace(
        entry,
        **moved,
        choices=tuple(replace(choice, line=0) for choice in entry.choices),
        options=tuple(replace(option, line=0) for option in entry.options),
        supersedes=tuple(replace(reference, line=0) for reference in entry.supersedes),
    )


def said(read):
    return [placeless(entry) for entry in read.entries]


def left(read):
    """What a log leaves open and counts, without where it stands."""
    items = [item.text for item in (*read.deferred, *read.open_questions, *read.next_steps)]
    return items, [item.text for item in read.withdrawals], [(one.what, one.count) for one in read.claims]


def cuts(before, whole, step=1):
    """Every way in which the last block can be cut short, and whether its opening mark has begun."""
    opening = whole.index(b"<!-- elixir-design", len(before))
    for end in range(len(before) + 1, len(whole.rstrip()), step):
        yield whole[:end], end > opening


def check_cut(log, data, began, before, whole):
    """One cut: nothing short in force, reported, nothing lost, and once restored it stands once."""
    log.write_bytes(data)
    torn = read_log_file(log)
    assert said(torn)[:1] == said(before)
    assert left(torn) == left(before)
    assert [entry.torn for entry in torn.entries[1:]] in ([], [True])
    for entry in torn.entries[1:]:
        assert (entry.status, entry.choices, entry.supersedes) == (Status.OPEN, (), ())
    if began:
        assert codes(torn) == ["torn-entry"], torn.problems
        assert torn.problems[-1].line > before.text.count("\n")
    (lost,) = LogWriter(log).waiting()

    LogWriter(log).append_entry(NEXT)
    assert log.read_bytes().startswith(data)
    continued = read_log_file(log)
    here = {entry.title: entry for entry in said(continued)}
    assert here[FIRST.title if whole.entries[1].title != FIRST.title else NEXT.title]
    assert here[NEXT.title].choices[0].text == NEXT.choice
    assert left(continued) == left(before)
    standing = [entry for entry in said(continued) if not entry.torn]
    if standing == [said(before)[0], said(whole)[1], here[NEXT.title]]:
        # Only the end of the closing mark was missing, and what closed the comment completed it.
        assert LogWriter(log).waiting() == ()
    else:
        assert standing == [said(before)[0], here[NEXT.title]]
        LogWriter(log).restore(lost)
    assert LogWriter(log).waiting() == ()
    restored = read_log_file(log)
    assert sorted(said(restored), key=lambda entry: entry.slug) == sorted(
        [*said(whole), here[NEXT.title]], key=lambda entry: entry.slug
    )
    assert left(restored) == left(whole)
    assert codes(restored) == []

    log.write_bytes(data)
    LogWriter(log).restore(lost)
    assert said(read_log_file(log)) == said(whole)


def _check_all(log, entry, line_ends, step):
    before_data = log.read_bytes().replace(b"\n", line_ends)
    log.write_bytes(before_data)
    before = read_log_file(log)
    LogWriter(log).append_entry(entry)
    whole_data, whole = log.read_bytes(), read_log_file(log)
    journal = LogWriter(log).journal.path
    kept = journal.read_bytes()
    assert [found.torn for found in whole.entries] == [False, False]
    for data, began in cuts(before_data, whole_data, step):
        journal.write_bytes(kept)
        check_cut(log, data, began, before, whole)


@pytest.mark.parametrize("line_ends", [b"\n", b"\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_that_was_cut_short_is_never_in_force(log, name, line_ends):
    _check_all(log, ENTRIES[name], line_ends, 61)


@pytest.mark.slow
@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_that_was_cut_at_any_byte_is_never_in_force(log, name):
    _check_all(log, ENTRIES[name], b"\n", 1)


def ask(writer):
    return writer.append_items("Open Questions", ["Is ETS enough, or is Redis better?"], asked)


def note(writer):
    return writer.append_notes("Notes on Tools", [writer.keep_note("tools", "ADOPT, but not now")])


def asked(read):
    return tuple(item.text for item in read.open_questions)


SUMMARY = """\
## Session Summary
- Decisions made: 12
- Decisions deferred: 1
- Next steps: 2, listed below

### Deferred Decisions
- Memory/Context: The trial log is not counted.

### Next Steps
- State Model: everything else reads and writes it
- Supersede Dimension 2: it was withdrawn because of load
"""
BLOCKS = {"a list": ask, "a summary": lambda writer: writer.append_prose(SUMMARY), "notes": note}


@pytest.mark.parametrize("line_ends", [b"\n", b"\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("name", BLOCKS)
def test_lists_and_prose_that_were_cut_at_any_byte_say_nothing(log, name, line_ends):
    log.write_bytes(log.read_bytes().replace(b"\n", line_ends))
    data, before = log.read_bytes(), read_log_file(log)
    BLOCKS[name](LogWriter(log))
    whole_data, whole = log.read_bytes(), read_log_file(log)
    for cut, began in cuts(data, whole_data, 1 if line_ends == b"\n" else 7):
        torn = read_log(cut.decode(), NAME)
        assert (said(torn), left(torn)) == (said(before), left(before))
        assert codes(torn) == ["torn-entry"] or not began
    log.write_bytes(cut)
    (lost,) = LogWriter(log).waiting()
    for cut in (whole_data[: len(data) + 90], whole_data[:-20], whole_data[:-4]):
        log.write_bytes(cut)
        LogWriter(log).append_entry(NEXT)
        LogWriter(log).restore(lost)
        restored = read_log_file(log)
        assert (left(restored), codes(restored)) == (left(whole), [])
        assert [entry.title for entry in restored.entries] == [FIRST.title, NEXT.title]


TORN = """\
# Elixir Design Session - 2026-03-02

## Dimension 1: Process Architecture
**Choice**: One process for each conversation
**Rationale**: A crash costs one of them.

---

<!-- elixir-design: {"begin": "0a1b2c3d4e", "question": "state-model"} -->

## Architectural Revision: State Model
**Supersedes**: Dimension 2: State Model (`2026-03-01-0910.md`)

### Decision
**Choice**: ETS for shared state
"""


def test_the_words_of_a_torn_entry_are_kept_and_its_question_is_known():
    entry = read_log(TORN, NAME).entries[1]
    assert (entry.torn, entry.status, entry.question) == (True, Status.OPEN, "state-model")
    assert entry.discussion == ("Dimension 2: State Model (2026-03-01-0910.md)", "ETS for shared state")
    assert (entry.line, entry.end_line) == (11, 15)


def test_the_report_says_where_and_what_to_do():
    (problem,) = read_log(TORN, NAME).problems
    assert str(problem.path) == NAME
    assert (problem.line, problem.code) == (11, "torn-entry")
    assert "nothing in it counts" in problem.message
    assert "elixir-design resume" in problem.hint


def test_lint_says_no_more_than_that_it_is_torn():
    assert [problem.code for problem in lint_log(read_log(TORN, NAME))] == []


def test_the_entry_above_ends_where_it_ended():
    assert read_log(TORN, NAME).entries[0].end_line == 5


def test_what_others_write_below_torn_remains_counts():
    read = read_log(f"{TORN}\n## Tool Budget\n**Choice**: five calls\n", NAME)
    assert [(entry.title, entry.status) for entry in read.entries[1:]] == [
        ("State Model", Status.OPEN),
        ("Tool Budget", Status.DECIDED),
    ]
    read = read_log(f"{TORN}\n### Dimension 4: Tool System\n**Choice**: behaviours\n", NAME)
    assert [entry.number for entry in read.entries] == [1, None, 4]


def test_remains_that_were_restored_are_told_as_a_repetition():
    mark = '<!-- elixir-design: {"id": "0a1b2c3d4e", "question": "state-model", "status": "decided"} -->'
    rest = TORN[TORN.index("---\n") :].rstrip()
    read = read_log(f"{TORN}\n{rest}, not Mnesia\n\n{mark}\n", NAME)
    assert [(entry.status, entry.torn) for entry in read.entries] == [(Status.DECIDED, False)] * 2
    assert read.entries[1].choices[0].text == "ETS for shared state, not Mnesia"
    assert (read.entries[1].line, read.recaps, read.problems) == (21, ((9, 15),), ())


def two():
    """A log of two entries as our programs write it."""
    marks = [
        f"<!-- elixir-design: {said} -->" for said in ('{"begin": "%s"}', '{"id": "%s", "status": "decided"}')
    ]
    blocks = [
        f"---\n\n{marks[0] % name}\n\n## Dimension {number}: {title}\n**Choice**: {title} it is\n"
        f"**Rationale**: It is plain.\n\n{marks[1] % name}\n"
        for name, number, title in (("aaaaaaaaaa", 2, "State Model"), ("bbbbbbbbbb", 3, "Message Protocol"))
    ]
    return "# Elixir Design Session - 2026-03-02\n\n" + "\n".join(blocks)


def decided(text):
    read = read_log(text, NAME)
    assert codes(read) == []
    return [entry.title for entry in read.entries if entry.status is Status.DECIDED]


def test_entries_that_are_edited_by_hand_stay_in_force():
    text = two()
    both = ["State Model", "Message Protocol"]
    assert decided(text) == both
    assert decided(text.replace("State Model it is", "None of these")) == both
    assert decided(text.replace("It is plain.\n", "It is plain.\n\n## A remark\nOf ours.\n", 1)) == both
    assert decided(text.replace("## Dimension 2", "A remark above it.\n\n## Dimension 2")) == both
    assert decided("\n".join(line for line in text.split("\n") if "<!--" not in line)) == both


def test_an_entry_that_is_deleted_from_its_heading_on_takes_no_other_with_it():
    text = two()
    second = text.index("## Dimension 3")
    assert decided(text[: text.index("## Dimension 2")] + text[second:]) == ["Message Protocol"]


def test_older_logs_of_ours_read_as_before():
    text = "\n".join(line for line in two().split("\n") if "begin" not in line)
    assert decided(text) == ["State Model", "Message Protocol"]
    assert decided(text[: text.index(" it is", text.index("Message Protocol it is"))]) == [
        "State Model",
        "Message Protocol",
    ]
