"""Answers that an assistant passes on: complete, in the person's own words, replacing nothing by mistake."""

from __future__ import annotations

from dataclasses import dataclass, replace

from elixir_design.facilitation.answers import Answer, AnsweredBy, AnswerError, required
from elixir_design.facilitation.mcp.quoting import not_said
from elixir_design.ledger.model import Question
from elixir_design.log.writing.input import says_something


class RefusedError(Exception):
    """Something that is not done; the text says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as an assistant passes it on.

    Attributes:
        question: Key, number or name of the question.
        answer: The answer.
        their_words: What the person said, word for word.
        replaces: Id of the decision that stands and is to be replaced; "" for a first answer.
        new_question: Whether the question is one of the team's own that no log knows yet.
    """

    question: str
    answer: Answer
    their_words: str = ""
    replaces: str = ""
    new_question: bool = False


def complete(said: Said, answered_by: AnsweredBy, *, known: bool) -> Answer:
    """The answer, with the person's own words among the points of the discussion when it was relayed.

    Args:
        said: What is passed on.
        answered_by: Who answered.
        known: Whether the choice names options of the catalog; any other choice is the person's own.

    Raises:
        AnswerError: Choice, reason or their words are missing, or something is not in their words.
    """
    answer = said.answer
    asked = "; ask the person"
    required(answer.choice, "a choice", asked)
    required(answer.rationale, "a reason", asked)
    if answered_by is not AnsweredBy.RELAYED:
        return answer
    words = required(said.their_words, "what the person said, in their_words,", asked)
    own = "" if known or answer.deferred else answer.choice
    for name, text in (("choice", own), ("reason", answer.rationale), ("trade-off", answer.trade_offs)):
        if says_something(text) and (missing := not_said(text, words)):
            raise AnswerError(
                f"the {name} says {missing!r}, which is not in their_words. Pass on passages of what the "
                "person said, word for word; if they did not say it, ask them"
            )
    if not not_said(words, answer.rationale):
        return answer
    return replace(answer, discussion=(*answer.discussion, f"In their own words: {words}"))


def check_standing(question: Question, replaces: str) -> None:
    """Makes sure that a decision is replaced on purpose, and that it is the one which was looked at.

    Raises:
        RefusedError: It has an answer that is not to be replaced.
    """
    standing = question.answer.id if question.answer and question.decided else ""
    if standing == replaces:
        return
    if not standing:
        raise RefusedError(f"{question.name} has no decision that could be replaced; leave replaces empty")
    raise RefusedError(
        f"not recorded: {question.name} is decided ({question.choice}). To change it, call show_impact, tell "
        "the person what the change touches, and pass on what it returns as replaces"
    )
