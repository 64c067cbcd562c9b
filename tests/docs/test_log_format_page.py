"""The reference of the log format must not promise words that the reader does not know."""

import re
from pathlib import Path

import pytest

from elixir_design.log.model import Status
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.statuses import status_of_words, verdict_in

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "log-format.md").read_text(
    encoding="utf-8"
)
ROW = re.compile(r"^\| `?(?P<first>[\w-]+)`? \| (?P<second>.+) \|$", re.MULTILINE)


def rows(heading: str) -> list[tuple[str, str]]:
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    body = section.split("| --- | --- |", 1)[1]
    return [(row["first"], row["second"]) for row in ROW.finditer(body)]


LABELS = [(part, word) for part, words in rows("Labels") for word in words.split(", ")]
STATUSES = [(status, word) for status, words in rows("Status") for word in re.findall(r"`([^`]+)`", words)]


@pytest.mark.parametrize(("part", "word"), LABELS, ids=[word for _, word in LABELS])
def test_a_label_means_what_the_page_says(part, word):
    assert role_of(word) == part


@pytest.mark.parametrize(("status", "word"), STATUSES, ids=[word for _, word in STATUSES])
def test_a_status_word_means_what_the_page_says(status, word):
    assert (status_of_words(word) or verdict_in(word)) == status


def test_the_page_lists_every_status():
    assert [status for status, _ in rows("Status")] == [status.value for status in Status]
