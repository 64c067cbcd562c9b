"""From what a person said to the entry of the log that records it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

from elixir_design.catalog.matching import match_choice
from elixir_design.catalog.model import CatalogDimension, CatalogOption, ChoiceMatch, Match, Pick
from elixir_design.ledger.model import Question
from elixir_design.ledger.question_keys import question_key
from elixir_design.ledger.questions import State
from elixir_design.log.model import Option, Status
from elixir_design.log.writing.input import clean, items_of, line_of, name_of, says_something
from elixir_design.log.writing.render import NewEntry, Quote, render_entry

_FEWEST_LETTERS = 3
_LETTER = re.compile(r"[^\W\d_]")
_JOINS = (" with ", " + ")


class AnsweredBy(StrEnum):
    """Who answered, as the log records it."""

    TERMINAL = "human-terminal"
    FORM = "human-form"
    RELAYED = "relayed"
    FILE = "answers-file"


class AnswerError(ValueError):
    """An answer that cannot be recorded; the text says what is missing, for people."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person decided on one question.

    Attributes:
        choice: In the person's words, or the label of the option picked.
        rationale: Why; required.
        trade_offs: What is given up; may be "none".
        revisit_if: What would reopen it.
        discussion: Points that were raised.
        deferred: Whether the question is put off; ``rationale`` then says why.
    """

    choice: str
    rationale: str
    trade_offs: str = ""
    revisit_if: str = ""
    discussion: tuple[str, ...] = ()
    deferred: bool = False


@dataclass(frozen=True, slots=True)
class Presented:
    """What was shown before the answer: it goes into the log with it."""

    quotes: tuple[Quote, ...] = field(default=())
    options: tuple[Option, ...] = ()


def deferral(reason: str) -> Answer:
    """The answer that puts a question off.

    Raises:
        AnswerError: Without a reason nobody will know when to take the question up again.
    """
    return Answer("Deferred", required(reason, "a reason for deciding later"), deferred=True)


def required(text: str, what: str, advice: str = "") -> str:
    """A text that must say something in words.

    Args:
        text: As typed.
        what: What it is ("a reason"), for the message.
        advice: What to do, for the end of the message.

    Raises:
        AnswerError: It is empty, says "none", or is a number or a key pressed out of habit.
    """
    said = clean(text)
    if not says_something(said) or len(_LETTER.findall(said)) < _FEWEST_LETTERS:
        raise AnswerError(f"{what} is needed, in words{advice}")
    return said


def own_question(name: str, state: State, *, further: int = 0) -> Question:
    """A question of the team's own that no log knows yet.

    Args:
        name: What they call it.
        state: Where the design stands.
        further: How many other new questions have a number before this one.

    Raises:
        ValueError: No heading of a log can hold the name; the text says why, for people.
    """
    title = name_of(name)
    question = Question(question_key(title) or title, state.new_position() + further, title)
    # Found out now, and not when a whole answer has been typed.
    render_entry(
        NewEntry(title, Status.DECIDED, question.position, choice="this", rationale=("this",)), "probe"
    )
    return question


def choice_text(dimension: CatalogDimension, slugs: Sequence[str]) -> str:
    """The labels of the options picked, joined so that the catalog reads the same options back."""
    labels = [option.label for option in dimension.options if option.slug in slugs]
    if len(labels) == 1:
        return labels[0]
    first, *rest = labels
    forms = [f"Hybrid: {first}{join}{' and '.join(rest)}" for join in _JOINS]
    if dimension.pick is Pick.MANY:
        forms = [" + ".join(labels), *forms]
    return next(
        (form for form in forms if set(match_choice(dimension, form).options) == set(slugs)), forms[0]
    )


def understood(dimension: CatalogDimension | None, text: str) -> ChoiceMatch:
    """What the catalog takes a choice to mean."""
    if dimension is None:
        return ChoiceMatch((), Match.NONE, "a question of your own has no options in the catalog")
    return match_choice(dimension, text)


def entry_for(
    question: Question,
    answer: Answer,
    presented: Presented,
    answered_by: AnsweredBy,
    notes: Iterable[str] = (),
) -> NewEntry:
    """The entry that records an answer.

    Args:
        question: What was answered. If it has a decision that stands, the entry is a revision of it.
        answer: What was said.
        presented: What was shown.
        answered_by: Who answered.
        notes: Discussion notes taken before.

    Raises:
        AnswerError: The choice or the rationale is missing.
    """
    choice = clean(answer.choice)
    if not choice or not says_something(choice):
        raise AnswerError("a choice is needed: an option, or an answer in your own words")
    reason = required(answer.rationale, "a reason for deciding later" if answer.deferred else "a reason")
    revised = question.answer if question.decided and not answer.deferred else None
    log = f"{revised.session}{PurePath(revised.path).suffix}" if revised else ""
    return NewEntry(
        title=question.name,
        number=None if revised else question.position,
        supersedes=f"Dimension {question.position}: {question.name} (`{log}`)" if revised else "",
        status=Status.DEFERRED if answer.deferred else Status.DECIDED,
        question=line_of(question.dimension.question) if question.dimension else "",
        quotes=presented.quotes,
        options=presented.options,
        discussion=tuple(item for text in (*notes, *answer.discussion) for item in items_of(text)),
        choice=choice,
        rationale=items_of(reason),
        trade_offs=items_of(answer.trade_offs),
        revisit_if=items_of(answer.revisit_if),
        answered_by=answered_by.value,
        key=question.key,
    )


def presented_options(options: Iterable[CatalogOption]) -> tuple[Option, ...]:
    """The catalog's options in the form of the log: trade-offs on one line each."""
    return tuple(
        Option(
            name=option.label,
            line=0,
            pros=("; ".join(line_of(text) for text in option.pros),) if option.pros else (),
            cons=("; ".join(line_of(text) for text in option.cons),) if option.cons else (),
        )
        for option in options
    )
