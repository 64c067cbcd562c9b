"""Words that nobody knows change at most the entry in which they stand."""

import re
from pathlib import Path

import pytest

from elixir_design.log.reader import read_log

ROOT = Path(__file__).resolve().parents[2]
LOGS = [
    path
    for folder in (ROOT / "docs/elixir-sessions", *sorted((ROOT / "tests/corpus").glob("*/input")))
    for path in sorted(folder.rglob("*.md"))
]
WORD = "quorvex"
STATUS = re.compile(r"^\W*(?:\*\*)?status(?:\*\*)?\s*:.*\w", re.IGNORECASE)
LABEL = re.compile(r"^(?P<head>\W*\*\*[^*:]{2,30})(?P<rest>:\*\*|\*\*:)")
HEADING = re.compile(r"^#{2,6} .*\w")  # The title says of a whole file what it is ("Brewery notes").


def places(lines):
    """Lines that can take a word more, and how each is then written."""
    fenced = False
    for at, line in enumerate(lines):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if fenced:
            continue
        if HEADING.match(line) or STATUS.match(line):
            yield at, f"{line.rstrip()} {WORD}"
        if match := LABEL.match(line):
            yield at, f"{match['head']} {WORD}{match['rest']}{line[match.end() :]}"


def told(entry):
    return (
        entry.line,
        entry.title,
        entry.status,
        tuple((choice.aspect, choice.text) for choice in entry.choices),
        entry.rationale,
        entry.trade_offs,
    )


@pytest.mark.slow
@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_word_more_changes_no_other_entry(path):
    lines = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    before = read_log("\n".join(lines), path.name).entries
    changed = {}
    for at, line in places(lines):
        after = read_log("\n".join([*lines[:at], line, *lines[at + 1 :]]), path.name).entries
        own = [one for one in (*before, *after) if one.line <= at + 1 <= one.end_line]
        within = {line for one in own for line in range(one.line, one.end_line + 1)}
        kept = {told(entry) for entry in before if entry.line not in within}
        found = {told(entry) for entry in after if entry.line not in within}
        if kept != found:
            changed[at + 1] = sorted(str(one) for one in kept ^ found)[:2]
    assert changed == {}
