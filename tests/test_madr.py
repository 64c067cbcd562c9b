"""Decisions as records in the form of MADR 4."""

from dataclasses import replace

import pytest
import yaml
from drawing import entry, named, session
from markdown_it import MarkdownIt

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.log.kept import seal_of
from elixir_design.log.model import Choice, EntryKind, Option, Status
from elixir_design.madr import madr_records

MARCH, APRIL = "2026-03-02-0900", "2026-04-06-1015"


@pytest.fixture(scope="module")
def catalog():
    return load_catalog()


@pytest.fixture
def records(catalog):
    return lambda *logs, **options: madr_records(fold(logs, catalog), **options)


FULL = """\
---
status: accepted
date: 2026-04-06
decision-makers:
- Ada
- Grace
elixir-design:
  kind: "dimension"
  name: "Transport"
  answered-by: "human-terminal"
  seal: "SEAL"
  rationale: ["It is there.", "It is known:\\n- by us\\n- by others"]
---

# Transport

## Context and Problem Statement

Messages get *lost*.

## Considered Options

* TCP
* UDP

## Decision Outcome

Chosen option: "`tcp` with retries", because:

* It is there.
* It is known:

    -   by us
    -   by others

### Consequences

* Bad, because slower
* Ports must be opened

## Pros and Cons of the Options

### TCP

Since 1974.

* Good, because reliable
* Bad, because chatty

## More Information

* Decided in session 2026-04-06-1015: [logs/2026-04-06-1015.md:13](../logs/2026-04-06-1015.md#L13)
* Answered by: human-terminal
* Supersedes [ADR-0001: Transport](0001-transport.md)
* Refined by [ADR-0003: Retries](0003-retries.md)
* Revisit if: the network changes
"""


def test_a_record_holds_what_the_log_says(records):
    transport = entry(
        "Transport",
        "`tcp` with retries",
        context=("Messages get *lost*.",),
        rationale=("It is there.", "It is known:\n- by us\n- by others"),
        trade_offs=("slower",),
        consequences=("Ports must be opened",),
        options=(
            Option("TCP", 1, pros=("reliable",), cons=("chatty",), note="Since 1974.", chosen=True),
            Option("UDP", 2),
        ),
        revisit_if=("the network changes",),
        answered_by="human-terminal",
        deciders=("Ada", "Grace"),
        decision_line=13,
        supersedes=(named("Transport"),),
    )
    retries = entry("Retries", "three", kind=EntryKind.GAP, refines=(named("Transport"),))
    written = records(
        session(MARCH, entry("Transport", "udp")),
        session(APRIL, transport, retries),
        source_url=lambda path, line: f"../{path}#L{line}",
    )
    assert list(written) == ["0001-transport.md", "0002-transport.md", "0003-retries.md"]
    seal = seal_of(FULL.split("---\n\n", 1)[1].split("\n"))
    assert written["0002-transport.md"] == FULL.replace("SEAL", seal)
    assert "* Superseded by [ADR-0002: Transport](0002-transport.md)" in written["0001-transport.md"]
    assert written["0001-transport.md"].startswith("---\nstatus: superseded by ADR-0002\n")
    assert "* Refines [ADR-0002: Transport](0002-transport.md)" in written["0003-retries.md"]


def front_matter(record):
    return yaml.safe_load(record.split("---\n")[1])


@pytest.mark.parametrize(
    ("status", "word", "sentence"),
    [
        (Status.DECIDED, "accepted", "No answer."),
        (Status.DEFERRED, "deferred", "No decision yet."),
        (Status.REJECTED, "rejected", "None."),
        (Status.OPEN, "proposed", "Not decided yet."),
    ],
)
def test_a_status_is_what_the_log_says_and_never_guessed(status, word, sentence, records):
    (record,) = records(session(MARCH, entry("Transport", None, status=status))).values()
    assert front_matter(record)["status"] == word
    assert sentence in record


def test_choices_by_aspect_are_a_list(records):
    choices = (Choice("tcp", 1, "wire"), Choice("json", 2, "format"))
    (record,) = records(session(MARCH, replace(entry("Transport"), choices=choices))).values()
    assert "Chosen, by aspect:\n\n* wire: tcp\n* format: json\n\nbecause:\n\n* because" in record


def test_names_stay_the_same_when_a_session_is_added(records):
    first = session(MARCH, entry("Transport"), entry("Naming"))
    before = records(first)
    after = records(first, session(APRIL, entry("Transport", "other")))
    assert list(after)[:2] == list(before)
    assert after["0002-naming.md"] == before["0002-naming.md"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Where *state* lives / `ETS`?", "0001-where-state-lives-ets.md"),
        ("../../etc/passwd", "0001-etc-passwd.md"),
        ("Zustände 状态", "0001-zustände-状态.md"),
        ("!!!", "0001-decision.md"),
        ("word " * 40, "0001-word-word-word-word-word-word-word-word-word-word-word-word.md"),
    ],
)
def test_file_names_are_words_of_the_title(title, name, records):
    assert list(records(session(MARCH, entry(title, slug="t")))) == [name]


HOSTILE = "x\n---\nstatus: accepted\n---\n# h\n<script>alert(1)</script> [l](javascript:z) {{ y }} `a`"


def test_hostile_text_neither_acts_nor_changes_the_form(records):
    hostile = entry(
        "A " + HOSTILE,
        HOSTILE,
        slug="a",
        context=(HOSTILE,),
        rationale=(HOSTILE, "```\ncode\n```"),
        trade_offs=(HOSTILE,),
        options=(Option(HOSTILE, 1, pros=(HOSTILE,), note=HOSTILE),),
        deciders=("Eve: [x]\n- y",),
        answered_by=HOSTILE,
        status=Status.DEFERRED,
    )
    (record,) = records(session(MARCH, hostile)).values()
    assert front_matter(record)["status"] == "deferred"
    assert front_matter(record)["decision-makers"] == ["Eve: [x] y"]
    tokens = MarkdownIt("commonmark").parse(record.split("---\n", 2)[2])
    assert not [token for token in tokens if token.type == "html_block"]
    inline = [child for token in tokens for child in token.children or ()]
    assert not [child for child in inline if child.type in ("link_open", "image")]
    # A heading within a value is written as bold words.
    assert {child.content for child in inline if child.type == "html_inline"} == {"<strong>", "</strong>"}
    headings = [
        tokens[i + 1].content for i, token in enumerate(tokens) if token.tag == "h2" and token.nesting == 1
    ]
    assert headings == [
        "Context and Problem Statement",
        "Considered Options",
        "Decision Outcome",
        "Pros and Cons of the Options",
        "More Information",
    ]
