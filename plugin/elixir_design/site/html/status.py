"""What a status and the source of an answer are called on the pages."""

from __future__ import annotations

from elixir_design.catalog.model import Match
from elixir_design.log.model import Status

STATUS_WORDS = {
    Status.DECIDED: "Decided",
    Status.DEFERRED: "Deferred",
    Status.REJECTED: "Rejected",
    Status.SUPERSEDED: "Superseded",
    Status.OPEN: "Open",
}

# Readers look for what is in force; what was replaced should be found, but last.
SEARCH_BOOST = {
    Status.DECIDED: 2.0,
    Status.DEFERRED: 1.2,
    Status.OPEN: 1.2,
    Status.REJECTED: 0.8,
    Status.SUPERSEDED: 0.3,
}

ANSWERED_BY_WORDS = {
    "human-terminal": "a person, at the terminal",
    "human-form": "a person, in a form",
    "relayed": "a person, relayed by an assistant",
    "answers-file": "an answers file",
}

MATCH_WORDS = {
    Match.EXACT: "named exactly",
    Match.ALIAS: "by another name for it",
    Match.INFERRED: "inferred from its words",
    Match.NONE: "not an option of the catalog",
}
