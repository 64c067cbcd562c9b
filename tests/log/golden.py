"""Compares a log as read with what a careful person listed by hand."""

from __future__ import annotations

import json
from pathlib import Path

from elixir_design.log.model import Entry, Item, Option, Reference, SessionLog

CORPUS = Path(__file__).parent.parent / "corpus"


def _reference(reference: Reference) -> str:
    parts = [
        f"#{reference.number}" if reference.number is not None else "",
        reference.code or "",
        reference.name or "",
        reference.session or "",
    ]
    return " ".join(part for part in parts if part)


def _option(option: Option) -> str:
    label = f"{option.label}: " if option.label else ""
    return f"{'* ' if option.chosen else ''}{label}{option.name}"


def _item(item: Item) -> str:
    return f"{'[x] ' if item.done else ''}{item.text}"


ENTRY_VIEWS = {
    "title": lambda entry: entry.title,
    "kind": lambda entry: entry.kind.value,
    "status": lambda entry: entry.status.value,
    "number": lambda entry: entry.number,
    "name": lambda entry: entry.name,
    "slug": lambda entry: entry.slug,
    "lines": lambda entry: [entry.line, entry.end_line],
    "decision_line": lambda entry: entry.decision_line,
    "choices": lambda entry: [
        f"{choice.aspect} = {choice.text}" if choice.aspect else choice.text for choice in entry.choices
    ],
    "context": lambda entry: list(entry.context),
    "rationale": lambda entry: list(entry.rationale),
    "trade_offs": lambda entry: list(entry.trade_offs),
    "discussion": lambda entry: list(entry.discussion),
    "consequences": lambda entry: list(entry.consequences),
    "revisit_if": lambda entry: list(entry.revisit_if),
    "options": lambda entry: [_option(option) for option in entry.options],
    "pros": lambda entry: [list(option.pros) for option in entry.options],
    "cons": lambda entry: [list(option.cons) for option in entry.options],
    "refines": lambda entry: [_reference(reference) for reference in entry.refines],
    "supersedes": lambda entry: [_reference(reference) for reference in entry.supersedes],
    "superseded_by": lambda entry: [_reference(reference) for reference in entry.superseded_by],
    "answered_by": lambda entry: entry.answered_by,
    "deciders": lambda entry: list(entry.deciders),
    "decided_on": lambda entry: entry.decided_on.isoformat() if entry.decided_on else None,
}
LOG_VIEWS = {
    "title": lambda log: log.title,
    "started": lambda log: log.started.isoformat() if log.started else None,
    "goal": lambda log: log.goal,
    "artifacts": lambda log: list(log.artifacts),
    "continues": lambda log: [reference.session or reference.text for reference in log.continues],
    "deferred": lambda log: [_item(item) for item in log.deferred],
    "open_questions": lambda log: [_item(item) for item in log.open_questions],
    "next_steps": lambda log: [_item(item) for item in log.next_steps],
    "recaps": lambda log: [list(lines) for lines in log.recaps],
    "claims": lambda log: {claim.what: claim.count for claim in log.claims},
    "problems": lambda log: [
        f"{problem.line}: {problem.code}" for problem in log.problems if problem.code != "unknown-label"
    ],
}


def view(log: SessionLog, expected: dict) -> dict:
    """The log in the words of the expectation: only what it mentions, but all entries."""
    seen = {key: LOG_VIEWS[key](log) for key in expected if key != "entries"}
    wanted = expected.get("entries", [])
    seen["entries"] = [
        _entry(entry, wanted[place] if place < len(wanted) else {"title", "status", "choices"})
        for place, entry in enumerate(log.entries)
    ]
    return seen


def _entry(entry: Entry, keys) -> dict:
    # A number where the person counted instead of copying.
    values = {key: ENTRY_VIEWS[key](entry) for key in keys}
    if isinstance(keys, dict):
        values = {
            key: len(value) if isinstance(keys[key], int) and isinstance(value, list) else value
            for key, value in values.items()
        }
    return values


def cases() -> list[tuple[str, Path, dict]]:
    """Every log of the corpus with its expectation."""
    return [
        (
            f"{expected.parent.parent.name}/{expected.stem}",
            expected.parent.parent / "input" / f"{expected.stem}.md",
            json.loads(expected.read_text("utf-8")),
        )
        for expected in sorted(CORPUS.glob("*/expected/*.json"))
    ]
