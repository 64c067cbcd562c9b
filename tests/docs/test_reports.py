"""The synthesis reports: what a table says of others, it says with its source."""

from pathlib import Path
from typing import NamedTuple

import pytest

REPORTS = sorted((Path(__file__).resolve().parents[2] / "reports" / "synthesis").glob("*.md"))


class Row(NamedTuple):
    line: int
    cells: list[str]


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rows_with_sources(report):
    """The rows of tables whose last column is their source."""
    lines = report.read_text(encoding="utf-8").splitlines()
    inside = False
    for number, line in enumerate(lines, start=1):
        if not line.startswith("|"):
            inside = False
        elif not lines[number - 2].startswith("|"):
            inside = cells(line)[-1] == "Source"
        elif inside and not set(line) <= set("|-: "):
            yield Row(number, cells(line))


def test_the_comparison_has_tables_with_sources():
    found = [row for report in REPORTS for row in rows_with_sources(report)]
    assert len(found) > 50


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.name)
def test_no_row_is_without_its_source(report):
    bare = [f"{report.name}:{row.line}" for row in rows_with_sources(report) if not row.cells[-1]]
    assert bare == []
