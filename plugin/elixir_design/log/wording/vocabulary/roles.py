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
