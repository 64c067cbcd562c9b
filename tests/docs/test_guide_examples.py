"""The examples of the guide are run, so that nobody copies one that does not work."""

import re
import textwrap
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from elixir_design.catalog.loader import load_catalog
from elixir_design.facilitation.answers_file import read_answers
from elixir_design.ledger.fold import fold
from elixir_design.ledger.questions import state_of
from elixir_design.log.model import EntryKind, Status
from elixir_design.log.reader import read_log

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"


def fences(page, language):
    """Fenced examples of a page in one language, by the heading or tab above them."""
    found = {}
    heading, in_heading = "", False
    for token in MarkdownIt().parse(tabs_as_headings((GUIDE / page).read_text(encoding="utf-8"))):
        if token.type == "inline" and in_heading:
            heading = token.content
        elif token.type == "fence" and token.info.strip() == language:
            found.setdefault(heading, []).append(token.content)
        in_heading = token.type == "heading_open"
    return found


def tabs_as_headings(text):
    tab = re.compile(r'^=== "(?P<title>.+)"\n(?P<body>(?:\n|    .*\n)+)', re.MULTILINE)
    return tab.sub(lambda match: f"#### {match['title']}\n{textwrap.dedent(match['body'])}", text)


LOGS = fences("write-logs.md", "markdown")


def entries(heading, which=0):
    return read_log(LOGS[heading][which], "docs/elixir-sessions/2026-03-10-0930.md").entries


def only(heading):
    (entry,) = entries(heading)
    return entry


def under(heading):
    """An example that shows only what stands below a dimension's heading."""
    text = "## Dimension 6: LLM Integration\n\n" + LOGS[heading][0]
    return read_log(text, "docs/elixir-sessions/2026-03-10-0930.md").entries[0]


def test_the_format_is_read_without_a_remark():
    log = read_log(LOGS["The format"][0], "docs/elixir-sessions/2026-03-10-0930.md")
    (entry,) = log.entries
    assert (entry.number, entry.name, entry.status) == (1, "Process Architecture", Status.DECIDED)
    assert [option.name for option in entry.options] == ["GenServer per conversation", "Task-based ephemeral"]
    assert [option.pros for option in entry.options] == [
        ("one place for the history",),
        ("nothing lives between requests",),
    ]
    assert entry.rationale == ("A conversation is what crashes, audits and people care about.",)
    assert entry.trade_offs == ("The turn in progress is lost in a crash.",)
    assert log.problems == ()


def test_aspects_are_told_apart():
    assert [choice.aspect for choice in under("Several aspects").choices] == [
        "Transport",
        "Rate limit",
        "Outages",
    ]


def test_a_deferral_is_deferred():
    assert under("Decide later").status is Status.DEFERRED


def test_a_revision_replaces_what_it_names():
    revision = only("Change a decision")
    assert revision.kind is EntryKind.REVISION
    assert [(target.number, target.session) for target in revision.supersedes] == [(6, "2026-03-10-0930")]


def test_a_gap_refines_its_dimension():
    gap = read_log(
        LOGS["Refine a decision"][0] + "\n**Choice**: 16 partitions\n", "2026-03-10-0930.md"
    ).entries[0]
    assert gap.kind is EntryKind.GAP
    assert [target.number for target in gap.refines] == [1]


def test_a_proposal_is_rejected_and_says_what_would_reopen_it():
    proposal = only("A proposal with a verdict")
    assert proposal.status is Status.REJECTED
    assert proposal.revisit_if == ("a third server is added",)


def test_what_is_struck_through_is_done():
    log = read_log("# Session\n\n" + LOGS["What is left"][0], "docs/elixir-sessions/2026-03-10-0930.md")
    assert [(step.text, step.done) for step in log.next_steps] == [
        ("Measure the snapshot", True),
        ("Ask the archive about retention", False),
    ]
    assert len(log.open_questions) == 1


@pytest.mark.parametrize(
    ("style", "choices"),
    [
        ("Terse", ["Behaviour with @callback"]),
        ("Decision record", ["Telemetry events"]),
        ("Table", ["Structs with `@enforce_keys`", "Tagged tuples"]),
    ],
)
def test_other_styles_are_read(style, choices):
    found = entries(style)
    assert [choice.text for entry in found for choice in entry.choices] == choices
    assert all(
        entry.status is Status.DECIDED and entry.rationale for entry in found if style != "Decision record"
    )


def test_a_verdict_alone_is_read():
    assert only("Verdicts").status is Status.REJECTED


def test_the_log_of_the_first_site_gives_a_decision():
    log = read_log(
        fences("install.md", "markdown")["Your first site"][0], "docs/elixir-sessions/2026-03-10-0930.md"
    )
    (decision,) = fold([log], load_catalog()).decisions
    assert decision.choices[0].options == ("genserver-per-conversation",)


def test_the_catalog_of_ones_own_loads(tmp_path):
    example = fences("configure.md", "yaml")["Dimensions of your own"][0]
    (tmp_path / "catalog.yml").write_text(example, encoding="utf-8")
    dimension = load_catalog(tmp_path / "catalog.yml").dimension("human-sign-off")
    assert dimension.number == 11
    assert dimension.option("permission-class").cons == ("a signature for each call",)


def test_the_file_of_answers_is_one_that_a_session_takes(tmp_path):
    (example,) = fences("design-sessions.md", "yaml")["Without questions"]
    (tmp_path / "answers.yml").write_text(example, encoding="utf-8")
    catalog = load_catalog()
    given = read_answers(tmp_path / "answers.yml", state_of(fold([], catalog), catalog))
    assert set(given.answers) == {"process-architecture", "memory-context", "human-sign-off"}
    assert (given.goal, given.finish) == ("how conversations live", True)
    assert given.open_questions == ("Who pays for the GPUs?",)
