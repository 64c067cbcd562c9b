"""What one log shows by itself, beyond what the reader could not interpret."""

from __future__ import annotations

from collections import defaultdict
from typing import Protocol

from elixir_design.diagnostics import Diagnostic
from elixir_design.log.codes import report
from elixir_design.log.model import Entry, EntryKind, SessionLog, Status
from elixir_design.log.wording.plain import normal
from elixir_design.log.wording.records import file_number
from elixir_design.log.wording.vocabulary.labels import LETTERED


class _Say(Protocol):
    def __call__(self, code: str, line: int, message: str, text: str = "") -> None: ...


def lint_log(log: SessionLog) -> tuple[Diagnostic, ...]:
    """Checks one log by itself.

    Args:
        log: A log as read.

    Returns:
        Diagnostics in the order of the lines; those of the reader (``log.problems``) are not repeated.
    """
    lines = log.text.split("\n")
    found: list[Diagnostic] = []

    def say(code: str, line: int, message: str, text: str = "") -> None:
        found.append(report(code, message, path=log.path, line=line, lines=lines, text=text))

    for entry in log.entries:
        if not entry.torn:
            _check_entry(entry, say)
    _check_twins(log, say)
    _check_counts(log, say)
    if log.started is None and not (len(log.entries) == 1 and file_number(log.id) is not None):
        say("bad-file-name", 1, f"\u201c{log.id}\u201d gives no date, so the log cannot be put in order")
    if not log.entries:
        say("empty-log", 1, "this log holds no decision")
    return tuple(sorted(found))


def _check_entry(entry: Entry, say: _Say) -> None:
    if entry.status is Status.DECIDED and not entry.choices:
        say(
            "missing-choice",
            entry.line,
            f"\u201c{entry.title}\u201d counts as decided but names no choice",
            entry.heading,
        )
    if entry.status is Status.DECIDED and entry.choices and not entry.rationale:
        line = entry.decision_line or entry.line
        say(
            "missing-rationale",
            line,
            f"\u201c{entry.title}\u201d is decided without a reason",
            entry.choices[0].text,
        )
    if entry.status is Status.OPEN and not entry.choices:
        say("undecided", entry.line, f"\u201c{entry.title}\u201d has no answer yet", entry.heading)
    named = len(entry.choices) == 1 and entry.choices[0].text.casefold().startswith(LETTERED)
    if named and entry.options and not any(option.chosen for option in entry.options):
        choice = entry.choices[0]
        say("unknown-option", choice.line, "the choice names an option that was not presented", choice.text)


def _check_twins(log: SessionLog, say: _Say) -> None:
    numbers: dict[int, Entry] = {}
    titles: dict[str, Entry] = {}
    for entry in log.entries:
        if entry.torn:
            continue
        twin = titles.setdefault(normal(entry.title), entry)
        # A revision bears the title of what it revises.
        if twin is not entry and entry.kind is not EntryKind.REVISION:
            say(
                "duplicate-heading",
                entry.line,
                f"line {twin.line} has an entry of the same title",
                entry.title,
            )
        if entry.number is None or entry.kind is not EntryKind.DIMENSION:
            continue
        numbered = numbers.setdefault(entry.number, entry)
        if numbered is not entry and normal(numbered.title) != normal(entry.title):
            say(
                "duplicate-number",
                entry.line,
                f"line {numbered.line} has a dimension {entry.number}, too",
                str(entry.number),
            )


def _check_counts(log: SessionLog, say: _Say) -> None:
    counts: defaultdict[str, int] = defaultdict(int)
    entries = [entry for entry in log.entries if not entry.torn]
    for entry in entries:
        counts[entry.status] += 1
    lists = {"deferred": log.deferred, "open": log.open_questions, "next": log.next_steps}
    listed = {what: len(items) for what, items in lists.items()}
    left = {what: sum(not item.done for item in items) for what, items in lists.items()}
    for claim in log.claims:
        if claim.what not in {"decided", "deferred", "open", "rejected", "next"}:
            continue
        own = counts[claim.what]
        # A summary may count entries, the items of its list, or both; no other number is right.
        possible = {
            own,
            listed.get(claim.what, own),
            own + listed.get(claim.what, 0),
            left.get(claim.what, own),
        }
        if claim.what == "decided":
            possible |= {
                own + counts[Status.REJECTED],
                len(entries),
                sum(len(entry.choices) for entry in entries),
            }
        if claim.count not in possible:
            say(
                "count-mismatch",
                claim.line,
                f"the summary says {claim.count} {claim.what}, the log has {own}",
                str(claim.count),
            )
