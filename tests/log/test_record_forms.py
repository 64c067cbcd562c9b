"""Records of decisions in the forms that projects keep them in: titles, statuses and tables about them."""

from datetime import date

import pytest

from elixir_design.log.model import Status
from elixir_design.log.reader import read_log

NAME = "0007-use-one-queue.md"
RECORD = "# 7. Use one queue\n\n## Status\n\n{}\n\n## Context\n\nBursts.\n\n## Decision\n\nWe will use one.\n"


def only(text, name=NAME):
    (entry,) = read_log(text, name).entries
    return entry


def titles(text, name=NAME):
    return [(entry.title, entry.status.value) for entry in read_log(text, name).entries]


# --- where it stands --------------------------------------------------------------------------------------

SEVERAL = {
    "the ticked box": ("- [ ] Proposed\n- [x] Rejected\n- [ ] Accepted", Status.REJECTED),
    "no ticked box": ("- [ ] Proposed\n- [ ] Accepted\n- [ ] Rejected", Status.OPEN),
    "the latest step of a list": ("- 2026-01-05: Proposed\n- 2026-02-05: Rejected", Status.REJECTED),
    "the latest step, listed first": ("- 2026-02-05: Rejected\n- 2026-01-05: Proposed", Status.REJECTED),
    "the latest step of a paragraph": ("Proposed: 2026-01-05\nRejected: 2026-02-05", Status.REJECTED),
    "the end of a way": ("Draft \u2192 Rejected", Status.REJECTED),
    "the end of a way with days": ("Proposed (2026-01-05) -> Rejected (2026-02-05)", Status.REJECTED),
    "a way to words that nobody knows": ("Rejected -> the wiki was cleaned up", Status.REJECTED),
    "what is not struck through": ("~~Accepted~~ Rejected", Status.REJECTED),
    "a template's list": ("Proposed | Accepted | Rejected", Status.OPEN),
    "a template's list with one in bold": ("Proposed | Accepted | **Rejected**", Status.REJECTED),
    "brackets around it": ("[Rejected]", Status.REJECTED),
    "braces around it": ("{rejected}", Status.REJECTED),
    "a quotation": ("> Rejected", Status.REJECTED),
    "a day before it": ("2026-02-05 - Rejected", Status.REJECTED),
    "a badge": ("![rejected](https://example.org/status-rejected.svg)", Status.REJECTED),
    "a sign before it": ("\U0001f914 Proposed", Status.OPEN),
    "an explanation behind it": ("- Rejected: it was tried before", Status.REJECTED),
    "two that agree": ("Accepted / Implemented", Status.DECIDED),
    "parts that are replaced": ("Accepted. Parts of this record were superseded by ADR-9.", Status.DECIDED),
}


@pytest.mark.parametrize("form", SEVERAL)
def test_of_several_statuses_the_one_counts_that_is_in_force(form):
    said, status = SEVERAL[form]
    assert only(RECORD.format(said)).status is status


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Accepted on 2026-02-05, proposed on 2026-01-05", date(2026, 2, 5)),
        ("- 2026-01-05: Proposed\n- 2026-02-05: Accepted", date(2026, 2, 5)),
        ("**Approved**\nFirst drafted 2026-01-05\nApproved by all on 2026-02-05", date(2026, 2, 5)),
        ("**Approved** by the board on 3/25/26", date(2026, 3, 25)),
        ("Superseded by ADR-9 on 2026-02-05", None),
    ],
)
def test_a_status_may_say_when(said, day):
    assert only(RECORD.format(said)).decided_on == day


WORDS = {
    "freigegeben": Status.DECIDED,
    "in Diskussion": Status.OPEN,
    "zur\u00fcckgewiesen": Status.REJECTED,
    "Abgel\u00f6st (Superseded)": Status.SUPERSEDED,
    "approuv\u00e9e": Status.DECIDED,
    "propos\u00e9e": Status.OPEN,
    "rejet\u00e9e": Status.REJECTED,
    "obsol\u00e8te": Status.SUPERSEDED,
    "aprobada": Status.DECIDED,
    "en revisi\u00f3n": Status.OPEN,
    "rechazada": Status.REJECTED,
    "sustituida": Status.SUPERSEDED,
    "Aceite": Status.DECIDED,
    "rascunho": Status.OPEN,
    "adiada": Status.DEFERRED,
    "Substitu\u00edda": Status.SUPERSEDED,
    "\u5df2\u5b9e\u65bd": Status.DECIDED,
    "\u63d0\u8bae\u4e2d": Status.OPEN,
    "\u8349\u6848": Status.OPEN,
    "\u5df2\u5426\u51b3": Status.REJECTED,
    "\u5df2\u5f03\u7528": Status.SUPERSEDED,
    "\u627f\u8a8d\u6e08\u307f": Status.DECIDED,
    "\u30ec\u30d3\u30e5\u30fc\u4e2d": Status.OPEN,
    "\u975e\u63a8\u5968": Status.SUPERSEDED,
    "\uc2b9\uc778\ub428": Status.DECIDED,
    "\u0447\u0435\u0440\u043d\u043e\u0432\u0438\u043a": Status.OPEN,
    "Depreciated": Status.SUPERSEDED,
    "Discontinued": Status.SUPERSEDED,
    "Released": Status.DECIDED,
}


@pytest.mark.parametrize("said", WORDS)
def test_a_status_in_other_words_and_languages(said):
    assert only(RECORD.format(said)).status is WORDS[said]


@pytest.mark.parametrize("front", ["deprecated", "superseded by 0009-use-a-log.md"])
def test_what_took_an_accepted_record_out_of_force_came_later(front):
    text = f"---\nstatus: {front}\n---\n{RECORD.format('Accepted')}"
    assert only(text).status is Status.SUPERSEDED


def test_a_known_status_counts_beside_one_in_words_that_nobody_knows():
    assert only(f"---\nstatus: rejected\n---\n{RECORD.format('Ask Ada')}").status is Status.REJECTED


def test_a_change_log_of_states_is_the_status_where_nothing_else_is():
    text = (
        "# Use one queue\n\n## Change Log\n\n<!-- newest last -->\n"
        "- [proposed](https://example.org) (2026-01-05)\n"
        "- [approved](https://example.org) (2026-02-05) - by all\n\n## Context\n\nBursts.\n"
    )
    entry = only(text)
    assert (entry.status, entry.decided_on) == (Status.DECIDED, date(2026, 2, 5))
    entry = only(f"{text}\n## Status\n\nRejected\n")
    assert entry.status is Status.REJECTED
    history = text.replace("[approved]", "typos in [the text]")
    assert titles(history) == []


@pytest.mark.parametrize("head", ["| | |", "| Field | Value |", "| **Date** | 2026-02-05 |"])
@pytest.mark.parametrize("mark", ["", "**"])
def test_a_table_about_a_record_may_hold_rows_of_its_own(head, mark):
    rows = [
        "Date|2026-02-05",
        "Scope|Billing",
        "Status|Rejected",
        "Tickets|BILL-7",
        "Superseded by:|N/A",
        "Room|4",
    ]
    body = "".join(f"| {mark}{key}{mark} | {value} |\n" for key, value in (row.split("|") for row in rows))
    log = read_log(f"# Use one queue\n\n{head}\n| --- | --- |\n{body}\n## What\n\nOne queue.\n", NAME)
    (entry,) = log.entries
    assert (entry.status, entry.decided_on) == (Status.REJECTED, date(2026, 2, 5))
    assert entry.superseded_by == ()


def test_a_table_of_the_fields_of_a_record_is_no_table_about_one():
    text = (
        "# Use one queue\n\n## Decision\n\nOne queue.\n\n| Field | Type |\n| --- | --- |\n| status | text |\n"
        "| date | day |\n| body | text |\n| sender | text |\n| size | figure |\n"
    )
    assert titles(text) == [("Use one queue", "decided")]


# --- what it is called ------------------------------------------------------------------------------------

LABELS = "{0} Status\n\nRejected\n\n{0} Context\n\nBursts.\n\n{0} Decision\n\n* One queue.\n* Two workers.\n"


@pytest.mark.parametrize("mark", ["#", "##"])
@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("", "Use one queue"),
        ("---\ntitle: |\n  7. Take a queue\ntags: [x]\n---\n\n", "Take a queue"),
        ("ADR-7: Take a queue\n\n", "Take a queue"),
        ("\u00a5# ADR-7: Take a queue\n\n", "Take a queue"),
        ("The team met on a boat.\n\n", "Use one queue"),
    ],
)
def test_labels_without_a_title_above_them_are_one_record(mark, above, title):
    text = above + LABELS.format(mark)
    assert titles(text) == [(title, "rejected")]
    assert title in read_log(text, NAME).title


@pytest.mark.parametrize("unknown", ["", "# Rollout\n\nIn May.\n\n"])
def test_labels_on_the_level_of_their_title_are_one_record(unknown):
    text = f"# Take a queue\n\n{unknown}{LABELS.format('#')}"
    assert titles(text) == [("Take a queue", "rejected")]


def test_labels_on_two_levels_are_one_record():
    assert titles(LABELS.format("##").replace("## Decision", "# Decision")) == [("Use one queue", "rejected")]


def test_a_second_title_over_the_only_answer_is_a_part_of_the_record():
    text = (
        "# Take a queue\n\n* Status: proposed\n\n# Queues\n\n## Context\n\nBursts.\n\n## Decision\n\nOne.\n"
    )
    assert titles(text) == [("Take a queue", "open")]


def test_a_title_that_is_said_twice_is_one():
    text = "# ADR-7 - Take a queue\n\n## ADR-7 - Take a queue\n\n**Decision:** one queue.\n"
    assert titles(text) == [("Take a queue", "decided")]


@pytest.mark.parametrize(
    "title", ["Keep rejected ADRs", "Record architecture decisions", "System events ADR"]
)
def test_a_record_may_decide_about_records(title):
    text = RECORD.format("Accepted").replace("Use one queue", title).replace("We will use", "* We will use")
    assert [found for found, _ in titles(text)] == [title]


def test_answers_under_titles_of_their_own_are_several_decisions():
    text = "# Billing\n\n## Decision\n\nOne queue.\n\n# Search\n\n## Decision\n\nAn index.\n"
    assert [title for title, _ in titles(text)] == ["Billing", "Search"]


def test_minutes_are_no_record():
    text = "# Decisions\n\n- One queue\n- Two workers\n\n# Next steps\n\n- Ask Ada\n"
    assert [title for title, _ in titles(text, "2026-01-05-sync.md")] == ["One queue", "Two workers"]


@pytest.mark.parametrize(
    "name",
    [
        "0007-use-one-queue.md",
        "adr-7-use-one-queue.md",
        "APP-ADR-0007-use-one-queue.md",
        "APP-ADR-UI-0007-use-one-queue.md",
        "2026-02-05_007-use-one-queue.md",
        "20260205120000-use-one-queue.md",
    ],
)
def test_records_are_known_by_the_names_of_their_files(name):
    assert titles("## Status\n\nAccepted\n\n## Context\n\nBursts.\n", name) == [("Use one queue", "decided")]


@pytest.mark.parametrize("name", ["use-one-queue.md", "2026-02-05-1200.md", "2026-02-05-1200-branch.md"])
def test_other_files_are_not(name):
    assert titles("# Use one queue\n\n## Status\n\nAccepted\n\n## Context\n\nBursts.\n", name) == []


# --- several decisions in one -----------------------------------------------------------------------------

PARTS = (
    "# Take queues\n\n## Context\n\nBursts.\n\n# Size\n\n## Decision Outcome - Size\n\nChosen option: ten\n\n"
    "# Name\n\n## Decision Outcome - Name\n\n**Status:** accepted\n\nChosen option: q1\n"
)


@pytest.mark.parametrize(
    ("said", "first"), [("proposed", "open"), ("accepted", "decided"), ("Ask Ada", "decided")]
)
def test_nothing_in_a_record_stands_before_the_record_does(said, first):
    assert [status for _, status in titles(f"---\nstatus: {said}\n---\n{PARTS}")] == [first, "decided"]


def test_a_log_of_several_decisions_is_no_record():
    text = "---\nstatus: rejected\n---\n# Log\n\n## A\n\n**Decision**: x\n\n## B\n\n**Decision**: y\n"
    assert [status for _, status in titles(text)] == ["decided", "decided"]
