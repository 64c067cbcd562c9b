"""Answers given beforehand, in a YAML or JSON file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from elixir_design.catalog.model import CatalogDimension
from elixir_design.facilitation.answers import (
    Answer,
    AnswerError,
    choice_text,
    deferral,
    own_question,
    required,
)
from elixir_design.facilitation.placed_keys import Placed, placed_json, placed_yaml
from elixir_design.ledger.model import Question
from elixir_design.ledger.questions import State

_TOP = frozenset({"goal", "answers", "open_questions", "finish"})
_KEYS = frozenset({"choice", "rationale", "trade_offs", "revisit_if", "discussion", "defer", "own"})


class AnswersFileError(Exception):
    """The file cannot be used; one problem per line, each with the key that it is about."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the file says.

    Attributes:
        goal: What the session is to decide.
        answers: Answers by the question's key.
        own: Questions of the team's own that the catalog and the logs do not know, in the order of the file.
        open_questions: Unresolved questions to list.
        finish: Whether to sum the session up when nothing is undecided.
    """

    goal: str = ""
    answers: Mapping[str, Answer] | None = None
    own: tuple[Question, ...] = ()
    open_questions: tuple[str, ...] = ()
    finish: bool = False


def read_answers(path: Path, state: State) -> Given:
    """Reads and checks a file before anything of it is recorded.

    Args:
        path: The file.
        state: Where the design stands: which questions there are.

    Raises:
        AnswersFileError: It cannot be read, or says something that cannot be recorded.
    """
    placed = _parse(path)
    data = placed.data
    if not isinstance(data, Mapping):
        raise AnswersFileError(f"{path}: expected a mapping with the key answers")
    known = ", ".join(sorted(_TOP))
    problems = [f"{path}:{repeated}" for repeated in placed.repeated]
    problems += [f"{path}: {key}: not known; there are {known}" for key in data if key not in _TOP]
    given = data.get("answers") or {}
    answers: dict[str, Answer] = {}
    names: dict[str, str] = {}
    own: list[Question] = []
    if not isinstance(given, Mapping):
        problems.append(f"{path}: answers: expected a mapping from questions to answers")
        given = {}
    for name, said in given.items():
        try:
            question = _question(str(name), said, state, len(own))
            first = names.setdefault(question.key, str(name))
            if first != str(name):
                here, there = (placed.place("answers", key) for key in (str(name), first))
                problems.append(
                    f"{path}:{here}: answers: {name}: this is the question that {first} at {there} answers; "
                    "keep one of them"
                )
            elif state.question(str(name)) is None:
                own.append(question)
            answers[question.key] = _answer(said, question.dimension)
        except ValueError as error:
            problems.append(f"{path}: answers: {name}: {error}")
    asked = data.get("open_questions") or []
    if not isinstance(asked, list) or not all(isinstance(text, str) for text in asked):
        problems.append(f"{path}: open_questions: expected a list of texts")
        asked = []
    if problems:
        raise AnswersFileError("\n".join(problems))
    return Given(str(data.get("goal") or ""), answers, tuple(own), tuple(asked), data.get("finish") is True)


def _parse(path: Path) -> Placed:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise AnswersFileError(f"{path} cannot be read: {reason}") from error
    form, read = ("JSON", placed_json) if path.suffix == ".json" else ("YAML", placed_yaml)
    try:
        return read(text)
    except (ValueError, RecursionError) as error:
        raise AnswersFileError(f"{path}: this is not {form}: {error}") from error


def _question(name: str, said: object, state: State, new: int) -> Question:
    question = state.question(name)
    if question is not None:
        return question
    if not (isinstance(said, Mapping) and said.get("own") is True):
        raise AnswerError("there is no such question; add own: true if it is one of your own")
    return own_question(name, state, further=new)


def _answer(said: object, dimension: CatalogDimension | None) -> Answer:
    if not isinstance(said, Mapping):
        raise AnswerError("expected choice and rationale, or defer")
    unknown = sorted(str(key) for key in said if key not in _KEYS)
    if unknown:
        raise AnswerError(f"not known: {', '.join(unknown)}; there are {', '.join(sorted(_KEYS))}")
    if "defer" in said:
        if "choice" in said:
            raise AnswerError("either choice or defer, not both")
        return deferral(_text(said, "defer"))
    return Answer(
        choice=_choice(said.get("choice"), dimension),
        rationale=required(_text(said, "rationale"), "a rationale"),
        trade_offs=_text(said, "trade_offs"),
        revisit_if=_text(said, "revisit_if"),
        discussion=tuple(_texts(said.get("discussion"))),
    )


def _choice(said: object, dimension: CatalogDimension | None) -> str:
    """A slug, a list of slugs, or an answer in words."""
    texts = _texts(said)
    if dimension is not None and texts and all(dimension.option(text) for text in texts):
        return choice_text(dimension, texts)
    if isinstance(said, list):
        found = ", ".join(texts) or "nothing"
        raise AnswerError(f"choice: a list holds options of the catalog, this one {found}")
    return required(texts[0] if texts else "", "a choice")


def _text(said: Mapping[str, object], key: str) -> str:
    """A text, or a list of texts as a Markdown list."""
    value = said.get(key)
    if isinstance(value, list):
        return "\n".join(f"- {text}" for text in _texts(value))
    return next(iter(_texts(value)), "")


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(text) for text in value if isinstance(text, str | int | float)]
    return [str(value)] if isinstance(value, str | int | float) and not isinstance(value, bool) else []
