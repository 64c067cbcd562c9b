"""What an entry answers, while it is being read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from elixir_design.log.markdown.values import Value, unstruck
from elixir_design.log.model import Choice, Status
from elixir_design.log.sections.parts import Part
from elixir_design.log.wording.plain import unwrapped
from elixir_design.log.wording.sentences import said_choice
from elixir_design.log.wording.statuses import after_bare_answer

_BECAUSE = re.compile(
    r"[,;.]?\s+\(?(?:because|because:|weil|denn|parce qu[e'\u2019]|car|porque|ya que)\s+", re.IGNORECASE
)


@dataclass(slots=True)
class Answers:
    """The answers of an entry.

    Attributes:
        choices: In the order of the log.
        status: Where they leave the question; None when there is no answer at all.
        explanation: Text that follows an answer without a label of its own.
        reasons: What follows "because" in an answer.
        line: Where the first answer stands.
        decided_on: The day in front of the first answer that has one.
        placeholders: Answers that are only a template's blank.
        proposals: How many of the choices are only recommended.
        in_prose: Whether the only answer is a sentence without a label ("We went with X").
        passed_over: Fields whose answer another outweighs (a recommendation below a decision).
    """

    choices: list[Choice] = field(default_factory=list)
    status: Status | None = None
    explanation: list[Value] = field(default_factory=list)
    reasons: list[Value] = field(default_factory=list)
    line: int | None = None
    decided_on: date | None = None
    placeholders: list[Value] = field(default_factory=list)
    proposals: int = 0
    in_prose: bool = False
    passed_over: list[Part] = field(default_factory=list)


def answer_in(text: str) -> str:
    """A choice in the log's words: no bold around the whole, no "We chose" before it."""
    text = unwrapped(unstruck(text))
    return said_choice(text) or text


def reasons_in(choices: list[Choice]) -> list[Value]:
    """What follows "because" in answers, or the sentences behind one that only names an option."""
    found = []
    for choice in choices:
        if match := _BECAUSE.search(choice.text):
            found.append(Value(choice.text[match.end() :].strip(" )"), choice.line))
        elif why := after_bare_answer(choice.text):
            found.append(Value(why, choice.line))
    return found
