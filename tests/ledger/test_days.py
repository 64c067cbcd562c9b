"""Days that one file leaves open and the others of its folder settle."""

from datetime import date

import pytest

from elixir_design.catalog.loader import load_catalog
from elixir_design.ledger.load import load_ledger

RECORD = "# Record\n\nDate: {}\n\n## Status\n\nAccepted\n\n## Decision\n\nWe will use one queue.\n"


@pytest.fixture
def days(tmp_path):
    """The day of each record of a folder, by its number, and the numbers of those that are unclear."""

    def read(*said):
        for number, day in enumerate(said, 1):
            (tmp_path / f"{number:04}-record.md").write_text(RECORD.format(day), encoding="utf-8")
        ledger = load_ledger(tmp_path, load_catalog(), tmp_path)
        unclear = [int(problem.path[:4]) for problem in ledger.problems if problem.code == "unclear-date"]
        found = {int(one.session[:4]): (one.date, one.certainty.get("date")) for one in ledger.decisions}
        starts = {int(one.id[:4]): one.started and one.started.date() for one in ledger.sessions}
        assert starts == {number: day for number, (day, _) in found.items()}
        return found, unclear

    return read


def test_the_order_that_other_records_show_settles_a_day(days):
    found, unclear = days("04/07/2026", "25/03/2026", "10/04/26")
    assert unclear == []
    assert found[1] == (date(2026, 7, 4), "inferred")
    assert found[2] == (date(2026, 3, 25), "stated")
    assert found[3] == (date(2026, 4, 10), "inferred")


def test_months_may_come_first(days):
    assert days("04/07/2026", "3/25/2026")[0][1] == (date(2026, 4, 7), "inferred")


@pytest.mark.parametrize("others", [[], ["2026-01-05"], ["25/03/2026", "3/25/2026"]])
def test_without_one_order_in_the_folder_nothing_is_settled(days, others):
    found, unclear = days("04/07/2026", *others)
    assert (found[1], unclear) == ((None, None), [1])


def test_a_file_that_contradicts_itself_follows_no_other(days):
    found, unclear = days("04/07/2026, not 25/12/2026 or 12/25/2026", "25/03/2026")
    assert (found[1], unclear) == ((None, None), [1])


def test_a_day_that_no_order_makes_possible_stays_unclear(days):
    found, unclear = days("31/02/26", "25/03/2026")
    assert (found[1], unclear) == ((None, None), [1])
