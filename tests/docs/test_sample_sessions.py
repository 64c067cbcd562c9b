"""The sample sessions quote the synthesis reports; what they quote must stand where they say it stands."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOGS = sorted((ROOT / "docs" / "elixir-sessions").glob("*.md"))

PLACE = re.compile(r"`(?P<path>[\w./-]+\.md):(?P<line>\d+)`")
QUOTATION = re.compile(rf'^> "(?P<quote>.+)" \({PLACE.pattern}\)$')


class Quotation(NamedTuple):
    log: str
    log_line: int
    quote: str
    path: str
    line: int


def quotations(log: Path) -> list[Quotation]:
    return [
        Quotation(log.name, number, match["quote"], match["path"], int(match["line"]))
        for number, text in enumerate(log.read_text(encoding="utf-8").splitlines(), start=1)
        if (match := QUOTATION.match(text))
    ]


ALL_QUOTATIONS = [quotation for log in LOGS for quotation in quotations(log)]


def test_there_are_three_sessions_in_the_order_of_their_dates():
    assert [log.stem for log in LOGS] == ["2026-03-10-0930", "2026-04-02-1400", "2026-05-12-1015"]


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.stem)
def test_each_session_quotes_evidence(log):
    assert quotations(log)


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.stem)
def test_every_place_in_a_report_comes_with_the_words_that_stand_there(log):
    """A bare ``report.md:12`` could not be checked, so there must be none."""
    places = PLACE.findall(log.read_text(encoding="utf-8"))
    assert len(places) == len(quotations(log))


@pytest.mark.parametrize("quotation", ALL_QUOTATIONS, ids=lambda it: f"{it.log}:{it.log_line}")
def test_a_quoted_line_says_what_is_quoted(quotation):
    lines = (ROOT / quotation.path).read_text(encoding="utf-8").splitlines()
    found = [number for number, text in enumerate(lines, start=1) if quotation.quote in text]
    assert quotation.line in found, (
        f"{quotation.path}:{quotation.line} says otherwise; the words stand at {found}"
    )


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.stem)
def test_the_artifacts_that_a_session_names_exist(log):
    used = next(line for line in log.read_text(encoding="utf-8").splitlines() if "artifacts used" in line)
    paths = re.findall(r"`([^`]+)`", used)
    assert paths
    assert [path for path in paths if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.stem)
def test_the_sessions_that_a_session_names_exist_and_are_earlier(log):
    named = set(re.findall(r"`(\d{4}-\d\d-\d\d-\d{4}\.md)`", log.read_text(encoding="utf-8")))
    earlier = {other.name for other in LOGS if other.name < log.name}
    assert named <= earlier
