import pytest

from elixir_design.log.model import EntryKind, Status
from elixir_design.log.reader import find_logs, read_log, read_log_file


def entries(text):
    return read_log(text, "2026-01-01-0900.md").entries


def only(text):
    found = entries(text)
    assert len(found) == 1, [entry.title for entry in found]
    return found[0]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("ETS", Status.DECIDED),
        ("Open telemetry", Status.DECIDED),
        ("Drop-in replacement of the queue", Status.DECIDED),
        ("Hold messages in ETS", Status.DECIDED),
        ("No pooling", Status.DECIDED),
        ("No", Status.DECIDED),
        ("Deferred", Status.DEFERRED),
        ("Deferred until the second phase", Status.DEFERRED),
        ("decide later", Status.DEFERRED),
        ("Not now", Status.DEFERRED),
        ("TBD", Status.OPEN),
        ("pending", Status.OPEN),
        ("to be decided", Status.OPEN),
        ("Not decided yet", Status.OPEN),
        ("Postgres or MySQL?", Status.OPEN),
        ("[what was decided]", Status.OPEN),
        ("...", Status.OPEN),
        ("Rejected", Status.REJECTED),
    ],
)
def test_what_the_words_of_a_choice_say_about_the_question(said, status):
    assert only(f"## Dimension 1: A\n\n**Choice**: {said}\n**Rationale**: because\n").status is status


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("**ADOPT**", Status.DECIDED),
        ("ACCEPT", Status.DECIDED),
        ("APPROVED with changes", Status.DECIDED),
        ("Yes", Status.DECIDED),
        ("Use option B", Status.DECIDED),
        ("SKIP", Status.REJECTED),
        ("REJECT", Status.REJECTED),
        ("WON'T DO", Status.REJECTED),
        ("DECLINED", Status.REJECTED),
        ("ALREADY ADDRESSED", Status.REJECTED),
        ("DEFER to phase 2", Status.DEFERRED),
        ("Investigate", Status.OPEN),
    ],
)
def test_verdicts(said, status):
    assert (
        only(f"## Enhancement 1: A\n\n**Proposal:** x\n\n**Recommendation:** {said}\n\nText.\n").status
        is status
    )


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Accepted", Status.DECIDED),
        ("✅ Decided", Status.DECIDED),
        ("Proposed", Status.OPEN),
        ("Draft", Status.OPEN),
        ("not yet decided", Status.OPEN),
        ("Superseded by Dimension 4", Status.SUPERSEDED),
        ("Accepted, superseded by ADR-9", Status.SUPERSEDED),
        ("Deprecated", Status.SUPERSEDED),
        ("On hold", Status.DEFERRED),
        ("Rejected", Status.REJECTED),
        ("Blessed", Status.DECIDED),
    ],
)
def test_status_lines(said, status):
    assert only(f"## Queue\n\n**Status**: {said}\n**Decision**: Oban\n").status is status


@pytest.mark.parametrize(
    ("heading", "kind", "number", "title"),
    [
        ("## Dimension 14: Sub-agents", EntryKind.DIMENSION, 14, "Sub-agents"),
        ("### Dimension 2 - State", EntryKind.DIMENSION, 2, "State"),
        ("#### **Dimension 3** — Messages", EntryKind.DIMENSION, 3, "Messages"),
        ("## ✅ Dimension 5: Loop (decided)", EntryKind.DIMENSION, 5, "Loop"),
        ("## 4. Dimension 7: Memory/Context", EntryKind.DIMENSION, 7, "Memory/Context"),
        ("## Dimensions 3 & 4: Messages + State", EntryKind.DIMENSION, 3, "Messages + State"),
        ("## Dimension 20, Gap 1: Trigger", EntryKind.GAP, 20, "Trigger"),
        ("## Dimension 20 - Gap 2: Size", EntryKind.GAP, 20, "Size"),
        ("## Gap 3: Size (Dimension 20)", EntryKind.GAP, 20, "Size"),
        ("## D20-G1: Trigger", EntryKind.GAP, 20, "Trigger"),
        ("## Refinement: Errors", EntryKind.REFINEMENT, None, "Errors"),
        ("## Enhancement 2: Macros", EntryKind.ENHANCEMENT, None, "Macros"),
        ("## Architectural Revision: A -> B", EntryKind.REVISION, None, "A -> B"),
        ("## Revision: B instead of A", EntryKind.REVISION, None, "B instead of A"),
        ("## Revisiting Dimension 4: Messages", EntryKind.REVISION, 4, "Messages"),
        ("## Dimension 4: Messages (revised)", EntryKind.REVISION, 4, "Messages"),
        ("## ADR-0012: Postgres", EntryKind.TOPIC, 12, "Postgres"),
        ("## 2026-01-03 — Postgres", EntryKind.TOPIC, None, "Postgres"),
        ("## Appendix A: Postgres", EntryKind.TOPIC, None, "Postgres"),
        ("## Storage", EntryKind.TOPIC, None, "Storage"),
    ],
)
def test_headings_of_entries(heading, kind, number, title):
    entry = only(f"{heading}\n\n**Choice**: x\n**Why**: y\n")
    assert (entry.kind, entry.number, entry.title) == (kind, number, title)


@pytest.mark.parametrize(
    "decision",
    [
        "**Choice**: ETS",
        "**Choice:** ETS",
        "**Choice: ETS**",
        "**Choice** — ETS",
        "__Choice__: ETS",
        "*Choice:* ETS",
        "Choice: ETS",
        "**Decision**\n\nETS",
        "**Decision:**\n\n- ETS",
        "- **Choice**: ETS",
        "- Choice: ETS",
        "### Decision\n\nETS",
        "### Decision\n\n**Choice**: ETS",
        "### Decision: ETS",
        "**Decision:**\n**Choice**: **ETS**",
        "| | |\n|---|---|\n| Choice | ETS |\n| Why | fast |",
        "✅ **Decision:** ETS",
        "**Final decision:** ETS",
        "**Selected approach:** ETS",
        "We chose ETS",
        "**Outcome:** ETS",
        "**Options:**\n\n- [ ] Redis\n- [x] ETS",
    ],
)
def test_a_choice_is_found_however_it_is_set(decision):
    entry = only(
        f"# Session\n\n## Dimension 1: Cache\n\n**Context**: slow\n\n{decision}\n\n**Rationale**: fast\n"
    )
    assert [choice.text for choice in entry.choices] == ["ETS"]
    assert entry.status is Status.DECIDED


@pytest.mark.parametrize(
    "inert",
    [
        "```\n## Dimension 9: x\n**Choice**: y\n```",
        "    ## Dimension 9: x\n    **Choice**: y",
        "> ## Dimension 9: x\n> **Choice**: y",
        "<pre>\n## Dimension 9: x\n**Choice**: y\n</pre>",
        "## Prior Session Summary\n\n### Dimension 9: x\n**Choice**: y",
        "## Completed Dimensions (9)\n\n| # | Dimension | Decision |\n|---|---|---|\n| 9 | x | y |",
        "## Where we stand so far: recap\n\n1. x: y",
        "## Legend\n\n| Field | Result |\n|---|---|\n| x | y |",
        "## Session Context\n\n- **Trigger**: y",
    ],
)
def test_what_only_looks_like_a_decision_is_none(inert):
    assert [
        entry.number
        for entry in entries(f"# Session\n\n## Dimension 1: A\n\n**Choice**: b\n\n---\n\n{inert}\n")
    ] == [1]


def test_our_own_mark_counts_only_as_html():
    mark = '<!-- elixir-design: {"answered_by": "relayed"} -->'
    assert only(f"## Dimension 1: A\n**Choice**: b\n\n{mark}\n").answered_by == "relayed"
    assert only(f"## Dimension 1: A\n**Choice**: b\n\n```\n{mark}\n```\n").answered_by is None
    assert only("## Dimension 1: A\n**Choice**: b\n\n<!-- elixir-design: {broken -->\n").answered_by is None


def test_a_later_entry_of_the_same_title_gets_a_number_and_never_takes_the_slug():
    text = (
        "## Dimension 1: Cache\n**Choice**: a\n## Dimension 2: Cache\n**Choice**: b\n## "
        "Dimension 3: Cache 2\n**Choice**: c\n## Dimension 4: Cache\n**Choice**: d\n"
    )
    assert [entry.slug for entry in entries(text)] == ["cache", "cache-2", "cache-2-2", "cache-3"]


def test_values_are_one_item_per_paragraph_list_item_or_row():
    entry = only(
        "## Dimension 1: A\n**Choice**: b\n**Rationale**:\n\nA paragraph\nthat goes on.\n\n- "
        "an item\n  - with another\n- a second\n\n  ```\n  code\n  ```\n\n| Aspect | Why |\n"
        "|---|---|\n| Cost | low |\n"
    )
    assert entry.rationale == (
        "A paragraph that goes on.",
        "an item\n- with another",
        "a second\n\n```\ncode\n```",
        "Cost: low",
    )


def test_unknown_labels_are_reported_with_their_place():
    log = read_log("## Dimension 1: A\n\n**Choice**: b\n\n**Wiring:** c\n", "logs/a.md")
    (problem,) = log.problems
    assert (problem.code, problem.line, problem.column, problem.width) == ("unknown-label", 5, 3, 6)
    assert problem.render() == (
        "logs/a.md:5:3: info: unknown-label: the label \u201cWiring\u201d is not known, its "
        "text is kept as it is\n"
        "    5 | **Wiring:** c\n"
        "      |   ^^^^^^\n"
        "      = Nothing, if it is a name of your own; its text stays on the session page"
    )


def test_logs_are_found_in_time_order(tmp_path):
    for name in (
        "2026-02-01-0900.md",
        "2026-01-01-0900.md",
        "index.md",
        "README.md",
        ".hidden.md",
        "notes.txt",
    ):
        (tmp_path / name).write_text("x")
    (tmp_path / "folder.md").mkdir()
    assert [path.name for path in find_logs(tmp_path)] == ["2026-01-01-0900.md", "2026-02-01-0900.md"]
    assert find_logs(tmp_path / "absent") == []


def test_a_link_to_another_log_of_the_folder_is_no_log(tmp_path):
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions/2026-01-01-0900.md").write_text("# One\n", encoding="utf-8")
    (tmp_path / "elsewhere.md").write_text("# Two\n", encoding="utf-8")
    (tmp_path / "sessions/latest.md").symlink_to("2026-01-01-0900.md")
    (tmp_path / "sessions/2026-02-01-0900.md").symlink_to("../elsewhere.md")
    (tmp_path / "linked").symlink_to("sessions")
    for folder in ("sessions", "linked"):
        found = [path.name for path in find_logs(tmp_path / folder)]
        assert found == ["2026-01-01-0900.md", "2026-02-01-0900.md"]


def test_bytes_of_any_kind_are_read(tmp_path):
    path = tmp_path / "2026-01-01-0900.md"
    path.write_bytes("## Dimension 1: Größe\n**Choice**: b\n".encode("utf-16"))
    assert read_log_file(path).entries[0].title == "Größe"
    path.write_bytes("## Dimension 1: Größe\n**Choice**: b\n".encode("latin-1"))
    log = read_log_file(path, "logs/x.md")
    assert [(problem.path, problem.line, problem.code) for problem in log.problems] == [
        ("logs/x.md", 1, "invalid-encoding")
    ]


def test_a_status_that_no_label_gives_is_inferred():
    said = only("## Dimension 2: State Model\n\nWe talked for an hour. Then we went with ETS.\n")
    assert (said.status, said.inferred) == (Status.OPEN, frozenset())
    said = only("## Dimension 2: State Model\n\nWe went with ETS.\n")
    assert (said.status, said.inferred) == (Status.DECIDED, {"status"})
    for labelled in ("**Choice**: ETS", "We went with ETS.\n\n**Status**: accepted"):
        said = only(f"## Dimension 2: State Model\n\n{labelled}\n")
        assert (said.status, said.inferred) == (Status.DECIDED, frozenset())


@pytest.mark.parametrize(
    ("said", "choice", "why"),
    [
        (
            '"Curly braces", because they are short',
            "Curly braces",
            ("they are short", "they are easy to type"),
        ),
        ('"Curly braces", because', "Curly braces", ("they are easy to type",)),
        ('"Curly braces", because:', "Curly braces", ("they are easy to type",)),
        ('"Curly braces".', "Curly braces", ("they are easy to type",)),
        ('"Curly braces". They are short.', "Curly braces", ("They are short.", "they are easy to type")),
        ("\u201cBraces\u201d since they are short", "Braces", ("they are short", "they are easy to type")),
        ('"{}" in "JSON"', '"{}" in "JSON"', ("they are easy to type",)),
        ('"Braces" or "brackets"', '"Braces" or "brackets"', ("they are easy to type",)),
        ('"Braces" for maps', '"Braces" for maps', ("they are easy to type",)),
    ],
)
def test_an_option_in_quotation_marks_is_the_choice_and_what_follows_the_reason(said, choice, why):
    entry = only(f"# Style\n\n## Decision Outcome\n\nChosen option: {said}\n\n* they are easy to type\n")
    assert ([one.text for one in entry.choices], entry.rationale) == ([choice], why)


def test_marked_consequences_give_the_trade_offs_without_their_marks():
    entry = only(
        "# A\n\n**Choice**: x\n\n## Consequences\n\n* Good, because fast\n* Bad, because `big`\n* Neutral\n"
    )
    assert entry.trade_offs == ("`big`",)
