"""Why a decision was taken, in one breath, and whether its choice says anything without it."""

from __future__ import annotations

from elixir_design.ledger.model import Decision
from elixir_design.log.wording.statuses import verdict_in

_VERDICT_LENGTH = 40


def first_reason(decision: Decision) -> str:
    """The first item of the rationale as Markdown, with the next one when it only leads up to it."""
    first, *others = decision.rationale or ("",)
    return f"{first} {others[0]}" if others and first.rstrip().endswith(":") else first


def only_judges(decision: Decision) -> bool:
    """Whether the choice is a verdict on the question itself ("SKIP") and names no answer of its own."""
    if len(decision.choices) != 1:
        return False
    text = decision.choices[0].text
    return len(text) <= _VERDICT_LENGTH and verdict_in(text) is not None
