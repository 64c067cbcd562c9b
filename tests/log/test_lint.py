import pytest

from elixir_design.log.codes import CODES
from elixir_design.log.lint import lint_log
from elixir_design.log.reader import read_log

DECIDED = "## Dimension 1: A\n\n**Choice**: b\n**Rationale**: c\n"


def problems(text, path="2026-01-01-0900.md"):
    return [f"{problem.line}: {problem.code}" for problem in lint_log(read_log(text, path))]


def test_a_complete_log_is_clean():
    assert problems(f"{DECIDED}\n## Session Summary\n- Decisions made: 1\n- Decisions deferred: 0\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Dimension 1: A\n\n**Choice**: b\n", ["3: missing-rationale"]),
        ("## Dimension 1: A\n\n**Status**: accepted\n", ["1: missing-choice"]),
        ("## Dimension 1: A\n\n**Context**: b\n", ["1: undecided"]),
        (f"{DECIDED}\n## Session Summary\n- Decisions made: 3\n", ["7: count-mismatch"]),
        (f"{DECIDED}\n## Session Summary\n- Decisions deferred: 2\n", ["7: count-mismatch"]),
        (f"{DECIDED}\n{DECIDED.replace('A', 'B')}", ["6: duplicate-number"]),
        (f"{DECIDED}\n{DECIDED.replace('1', '2')}", ["6: duplicate-heading"]),
        (
            (
                "## Dimension 1: A\n\n**Options**:\n- Option A: x\n- Option B: y\n\n**Choice**: "
                "Option C\n**Why**: z\n"
            ),
            ["7: unknown-option"],
        ),
        ("# Nothing\n", ["1: empty-log"]),
    ],
)
def test_what_one_log_shows_by_itself(text, expected):
    assert problems(text) == expected


def test_a_file_without_a_date_cannot_be_put_in_order():
    assert problems(DECIDED, "notes.md") == ["1: bad-file-name"]


def test_every_code_says_what_it_means_and_what_to_do():
    assert all(code.meaning and code.remedy and name == code.name for name, code in CODES.items())
