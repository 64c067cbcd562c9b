"""Exports for tests: whole ones, of which a test says only what matters to it."""

from elixir_design.ledger.json import SCHEMA

SESSION = "2026-01-01-0900"


def exported_decision(title, *, dimension=None, name=None, choices=(), **fields):
    """A decision of the one session; ``choices`` are (text, options)."""
    slug = title.lower().replace(" ", "-")
    return {
        "id": f"{SESSION}/{slug}",
        "session": SESSION,
        "title": title,
        "dimension": {"number": None, "name": name, "slug": dimension},
        "status": "decided",
        "choices": [
            {"aspect": None, "text": text, "options": list(options), "match": "exact" if options else "none"}
            for text, options in choices
        ],
        "rationale": [],
        "trade_offs": [],
        "options": [],
        "refines": [],
        "supersedes": [],
        "superseded_by": None,
        "answered_by": None,
        "source": {"path": f"docs/elixir-sessions/{SESSION}.md", "line": 3, "end_line": 7},
        **fields,
    }


def exported(*decisions, deferred=()):
    """An export of one session with these decisions."""
    session = {
        "id": SESSION,
        "path": f"docs/elixir-sessions/{SESSION}.md",
        "title": "A session",
        "date": "2026-01-01",
        "goal": None,
        "artifacts": [],
        "continues": [],
    }
    return {
        "schema": SCHEMA,
        "sessions": [session],
        "decisions": list(decisions),
        "deferred": [{"text": text, "session": SESSION, "line": 9, "resolved_by": None} for text in deferred],
        "open_questions": [],
        "next_steps": [],
        "problems": [],
    }
