"""What a status, a kind of question and a source of an answer are called on the pages."""

from __future__ import annotations

from elixir_design.catalog.model import Match
from elixir_design.log.model import EntryKind, Status

STATUS_WORDS = {
    Status.DECIDED: "Decided",
    Status.DEFERRED: "Deferred",
    Status.REJECTED: "Rejected",
    Status.SUPERSEDED: "Superseded",
    Status.OPEN: "Open",
}

STATUS_MEANING = {
    Status.DECIDED: "an answer stands",
    Status.DEFERRED: "put off on purpose",
    Status.REJECTED: "weighed and turned down",
    Status.SUPERSEDED: "a later decision took its place",
    Status.OPEN: "the log records no answer",
}

# Readers look for what is in force; what was replaced should be found, but last.
SEARCH_BOOST = {
    Status.DECIDED: 2.0,
    Status.DEFERRED: 1.2,
    Status.OPEN: 1.2,
    Status.REJECTED: 0.8,
    Status.SUPERSEDED: 0.3,
}

KIND_WORDS = {
    EntryKind.DIMENSION: "Dimension",
    EntryKind.GAP: "Gap",
    EntryKind.REFINEMENT: "Refinement",
    EntryKind.ENHANCEMENT: "Enhancement",
    EntryKind.REVISION: "Revision",
    EntryKind.TOPIC: "Topic",
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
