"""Days, however people write them; what can be read in two ways is not guessed."""

from datetime import date

import pytest

from elixir_design.log.reader import read_log

RECORD = "# Use one queue\n\nDate: {}\n\n## Status\n\nAccepted\n\n## Decision\n\nWe will use one queue. {}\n"
DAY = date(2026, 3, 25)


def read(day, rest="", path="0003-use-one-queue.md"):
    return read_log(RECORD.format(day, rest), path)


def problems(log):
    return [(problem.line, problem.code) for problem in log.problems]


@pytest.mark.parametrize(
    "said",
    [
        "2026-03-25",
        "2026/03/25",
        "2026.3.25",
        "20260325",
        "2026-03-25T10:30:00Z",
        "25/03/2026",
        "3/25/2026",
        "25-03-2026",
        "25.3.2026",
        "25 March 2026",
        "25th of March, 2026",
        "March 25, 2026",
        "Wednesday, Mar. 25th 2026",
        "25. M\u00e4rz 2026",
        "25 mars 2026",
        "25 de marzo de 2026",
        "2026\u5e743\u670825\u65e5",
        "[2026-03-25]",
    ],
)
def test_a_day_in_any_form(said):
    log = read(said)
    assert log.entries[0].decided_on == DAY
    assert log.started.date() == DAY
    assert problems(log) == []


@pytest.mark.parametrize(
    ("evidence", "day"),
    [
        ("Reviewed 25/12/2026.", date(2026, 4, 3)),
        ("Reviewed 12/25/2026.", date(2026, 3, 4)),
        ("Reviewed 25/12/2026 and 12/25/2026.", None),
        ("Version 25/26/2026 is none.", None),
        ("Reviewed 12/25/26.", date(2026, 3, 4)),
        ("Reviewed 25/12/26.", None),
        ("", None),
    ],
)
def test_figures_are_read_in_the_order_that_the_file_shows(evidence, day):
    log = read("03/04/2026", evidence)
    assert log.entries[0].decided_on == day
    assert problems(log) == ([] if day else [(3, "unclear-date")])


@pytest.mark.parametrize(
    "line",
    [
        "Date 2026-03-25",
        "Date - 2026-03-25",
        "**Date** 2026-03-25",
        "*Date* \u2014 25 March 2026",
        "Created on 2026-03-25",
        "Erstellt am 25.03.2026",
        "Data: 25/03/2026",
        "**Data:** 2026-03-25",
    ],
)
def test_a_day_sets_its_label_off_without_a_colon(line):
    log = read_log(RECORD.replace("Date: {}", line).format(""), "0003-use-one-queue.md")
    assert (log.entries[0].decided_on, problems(log)) == (DAY, [])


def test_a_sentence_that_begins_with_a_day_is_no_label():
    log = read_log(RECORD.replace("Date: {}", "On 2026-03-25 the queue was full.").format(""), "3-queue.md")
    assert log.entries[0].decided_on is None


def test_data_without_a_day_is_no_date():
    log = read_log("# Use one queue\n\n**Choice**: one queue\n\n**Data**: of 2026-03-25 and older\n", "a.md")
    assert log.entries[0].decided_on is None
    assert [problem.code for problem in log.problems] == ["unknown-label"]


def test_equal_figures_have_no_order():
    assert read("04/04/2026").entries[0].decided_on == date(2026, 4, 4)


def test_a_day_that_does_not_exist_is_reported():
    log = read("2026-02-30")
    assert (log.entries[0].decided_on, problems(log)) == (None, [(3, "unclear-date")])
    assert "2026-02-30" in log.problems[0].message


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("20260105-use-numbers", date(2026, 1, 5)),
        ("2026-01-05-use-numbers", date(2026, 1, 5)),
        ("0007-use-numbers", None),
        ("00071231-use-numbers", None),
        ("0012-2026-use-numbers", None),
    ],
)
def test_the_name_of_a_file_dates_its_record(name, day):
    log = read_log("# Use numbers\n\n## Decision\n\nWe will use numbers.\n", f"{name}.md")
    assert log.entries[0].decided_on == day
    assert (log.started.date() if log.started else None) == day


def test_a_label_counts_for_more_than_the_name():
    assert read("2026-03-25", path="20260105-use-one-queue.md").entries[0].decided_on == DAY


def test_the_name_of_a_successor_is_no_date_of_the_decision():
    text = (
        "# A\n\nStatus: superseded by [20260110-b](20260110-b.md) on 2026-01-10\n\n## Decision\n\nWe use a.\n"
    )
    assert read_log(text, "a.md").entries[0].decided_on is None


def test_a_log_of_several_entries_is_dated_by_its_own_name_only():
    text = "# Log\n\n## A\n**Decision**: x\n**Date**: 2026-03-01\n\n## B\n**Decision**: y\n"
    log = read_log(text, "decisions.md")
    assert log.started is None
    assert [entry.decided_on for entry in log.entries] == [date(2026, 3, 1), None]
