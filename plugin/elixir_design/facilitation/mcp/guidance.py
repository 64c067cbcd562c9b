"""What an assistant is told: how to facilitate, how to go on, how to review.

The words are in ``texts/``; prompts of the MCP server and the installed skill share them.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


def design_prompt(goal: str) -> str:
    """How to hold a new session."""
    about = f"\n\nGoal of this session: {goal}" if goal else ""
    return _text("design").replace("{goal}", about)


def resume_prompt(session: str) -> str:
    """How to go on with a session; with the latest one if none is named."""
    return _text("resume").replace("{session}", f" with session {session}" if session else "")


def review_prompt(architecture: str, decisions: str) -> str:
    """How to review the architecture that the decisions mean.

    Args:
        architecture: The supervision tree in text, or why there is none.
        decisions: What was decided, one line each.
    """
    return _text("review").replace("{decisions}", decisions).replace("{architecture}", architecture)


def skill_text() -> str:
    """The skill file that an assistant reads: when to use it, how to begin, how to facilitate."""
    return _text("skill")


@lru_cache
def _text(name: str) -> str:
    folder = files("elixir_design.facilitation.mcp") / "texts"
    text = (folder / f"{name}.md").read_text("utf-8")
    if name != "rules":
        text = text.replace("{rules}", _text("rules").strip())
    return text
