"""What a label introduces."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a label introduces."""

    CHOICE = "choice"
    DECISION = "decision"
    VERDICT = "verdict"
    PENDING = "pending"
    STATUS = "status"
    RATIONALE = "rationale"
    TRADE_OFFS = "trade-offs"
    CONSEQUENCES = "consequences"
    OPTIONS = "options"
    OPTION = "option"
    PROS = "pros"
    CONS = "cons"
    CONTEXT = "context"
    DISCUSSION = "discussion"
    REVISIT = "revisit"
    SUPERSEDES = "supersedes"
    SUPERSEDED_BY = "superseded-by"
    REFINES = "refines"
    REFINED_BY = "refined-by"
    DEFERRED = "deferred"
    PARKING_LOT = "parking-lot"
    OPEN = "open"
    NEXT = "next"
    GOAL = "goal"
    ARTIFACTS = "artifacts"
    CONTINUES = "continues"
    DECIDERS = "deciders"
    DATE = "date"
    TOPIC = "topic"
    META = "meta"


ANSWERING = (Role.CHOICE, Role.DECISION, Role.VERDICT)
"""Labels that give an answer; an earlier one outweighs a later one in the same place."""
PICKING = frozenset({Role.CHOICE, Role.DECISION})
"""Those that say what was picked, where a verdict judges what somebody proposed."""
REASONING = frozenset({Role.RATIONALE, Role.TRADE_OFFS, Role.CONSEQUENCES, Role.REVISIT})
"""Labels below an answer: why, at what price, with what effect, until when."""
SIDES = frozenset({Role.PROS, Role.CONS})
"""What speaks for an option and what against it."""
ARGUING = SIDES | {Role.TRADE_OFFS}
"""The same, and the price, which below an option is what speaks against it."""
LEFT_OVER = frozenset({Role.DEFERRED, Role.PARKING_LOT, Role.OPEN, Role.NEXT})
"""Lists of what a session leaves to others, gathered for the whole log."""
OF_RECORDS = frozenset(
    {
        Role.STATUS,
        Role.DATE,
        Role.DECIDERS,
        Role.SUPERSEDES,
        Role.SUPERSEDED_BY,
        Role.REFINES,
        Role.REFINED_BY,
    }
)
"""What is said about a record as a whole."""
OF_THE_LOG = frozenset({Role.GOAL, Role.ARTIFACTS, Role.CONTINUES})
"""What a log says of its session, not of a question."""
ELSEWHERE = LEFT_OVER | OF_THE_LOG
"""Labels whose value is no part of the entry that they stand in."""
