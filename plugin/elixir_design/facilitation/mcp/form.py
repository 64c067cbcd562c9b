"""The form in which a person is asked directly, and the answer that a filled-in form means."""

# Annotations are read at run time: no "from __future__ import annotations" here.

from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from elixir_design.facilitation.answers import Answer, deferral
from elixir_design.facilitation.impact import Touched
from elixir_design.ledger.model import Question
from elixir_design.log.writing.input import line_of

_OWN = "My own answer, below"
_LATER = "Decide later; the reason is below"


class AnswerForm(BaseModel):
    """What a person fills in. The choice is narrowed to the options of the question that is asked."""

    choice: str = Field(description="Pick one")
    own_answer: str = Field(
        default="", description="An answer of your own, or a combination, if you picked that"
    )
    rationale: str = Field(description="Why? This is required")
    trade_offs: str = Field(default="", description="What do you give up for it?")


def form_text(question: Question, touched: Touched) -> str:
    """The question with its options and what each costs; for a revision also what a change touches.

    Args:
        question: What is asked.
        touched: What depends on the decision that stands.
    """
    lines = [question.name]
    dimension = question.dimension
    if dimension is not None:
        lines += [line_of(dimension.question), ""]
        for option in dimension.options:
            lines.append(f"- {option.label}: {line_of(option.summary)}")
            lines += [f"  + {line_of(text)}" for text in option.pros[:1]]
            lines += [f"  - {line_of(text)}" for text in option.cons[:1]]
    if question.decided:
        lines += ["", f"Decided: {question.choice}. A new answer is recorded as a revision."]
        lines += [f"It touches {title}: {why}" for title, why in touched.decisions]
        lines += [f"It touches the process {process}" for process in touched.processes]
        lines += [f"It touches the file {file}" for file in touched.files]
    return "\n".join(lines)


def form(question: Question) -> type[AnswerForm]:
    """The form for one question."""
    labels = tuple(option.label for option in question.dimension.options) if question.dimension else ()
    choices: Any = Literal[(*labels, _OWN, _LATER)]
    return create_model("AnswerForm", __base__=AnswerForm, choice=(choices, Field(description="Pick one")))


def answer_of(filled_in: AnswerForm) -> Answer:
    """The answer that a form means.

    Raises:
        AnswerError: The question is put off without a reason.
    """
    if filled_in.choice == _LATER:
        return deferral(filled_in.rationale)
    if filled_in.choice == _OWN:
        return Answer(filled_in.own_answer, filled_in.rationale, filled_in.trade_offs)
    beside = filled_in.own_answer.strip()
    discussion = (f"Beside it: {beside}",) if beside else ()
    return Answer(filled_in.choice, filled_in.rationale, filled_in.trade_offs, discussion=discussion)
