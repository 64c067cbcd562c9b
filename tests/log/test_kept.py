"""What a record keeps in front of its text, and when that counts."""

import pytest
from drawing import entry, session

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.fold import fold
from elixir_design.log.model import EntryKind, Status
from elixir_design.log.reader import read_log
from elixir_design.madr import madr_records

TRAP = "Deferred: later\n\n| a | b |\n| - | - |"


@pytest.fixture
def record():
    log = session("2026-03-02-0900", entry("Status: rejected", TRAP, rationale=(TRAP,), slug="a"))
    ((path, text),) = madr_records(fold([log], load_catalog())).items()
    return lambda old="", new="": read_log(text.replace(old, new) if old else text, path)


def codes(log):
    return [problem.code for problem in log.problems]


def test_sealed_words_come_back_exactly(record):
    log = record()
    (read,) = log.entries
    assert (read.title, read.status, read.kind) == ("Status: rejected", Status.DECIDED, EntryKind.DIMENSION)
    assert ([choice.text for choice in read.choices], read.rationale) == ([TRAP], (TRAP,))
    assert (log.title, log.deferred, codes(log)) == ("Status: rejected", (), [])


@pytest.mark.parametrize("again", [("\n", "\r\n"), ("## Decision Outcome", "## Decision Outcome   ")])
def test_line_ends_and_blanks_at_them_change_nothing(record, again):
    assert record(*again).entries[0].rationale == (TRAP,)


def test_an_edited_text_counts_and_says_so(record):
    log = record("Chosen option:", "In fact we chose: x. Chosen option:")
    assert codes(log).count("edited-record") == 1
    assert all(TRAP not in read.rationale for read in log.entries)


def test_what_has_no_place_in_the_text_counts_in_an_edited_record_too():
    log = session("2026-03-02-0900", entry("Transport", "tcp", number=7, answered_by="relayed"))
    ((path, text),) = madr_records(fold([log], load_catalog())).items()
    (read,) = read_log(text.replace('"tcp"', '"udp"'), path).entries
    assert (read.choices[0].text, read.number, read.answered_by) == ("udp", 7, "relayed")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind: "dimension"', 'kind: "opinion"'),
        ('kind: "dimension"', "kind: [a]"),
        ("choices: [", "choices: [1, "),
        ('rationale: ["', 'rationale: "a'),
    ],
)
def test_a_damaged_value_is_passed_over_and_reported(record, old, new):
    log = record(old, new)
    assert "bad-front-matter" in codes(log)
    assert len(log.entries) >= 1


def test_front_matter_of_others_under_our_key_changes_nothing():
    text = "---\nelixir-design: yes\nstatus: accepted\n---\n# A\n\n## Decision\n\nWe will use a.\n"
    log = read_log(text, "0001-a.md")
    assert (log.entries[0].title, codes(log)) == ("A", [])
