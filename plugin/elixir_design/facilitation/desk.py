"""What the MCP server's tools do, without MCP: one workshop, asked by one assistant at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from elixir_design.facilitation.answers import Answer, AnsweredBy, AnswerError, deferral, required, understood
from elixir_design.facilitation.impact import Touched, cautions, touched_by
from elixir_design.facilitation.mcp_views import (
    QuestionView,
    RecordedView,
    SessionView,
    StatusView,
    concepts_view,
    next_key,
    question_view,
    standing_view,
)
from elixir_design.facilitation.wording import headline, resume_line
from elixir_design.facilitation.workshop import Workshop
from elixir_design.ledger.questions import Question, State
from elixir_design.ledger.words import question_key
from elixir_design.log.typed import name_of


class RefusedError(Exception):
    """Something that is not done; the text says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as an assistant passes it on.

    Attributes:
        question: Key, number or name of the question.
        answer: The answer.
        their_words: What the person said, word for word.
        revises: Whether a decision that stands is to be replaced.
        new_question: Whether the question is one of the team's own that no log knows yet.
    """

    question: str
    answer: Answer
    their_words: str = ""
    revises: bool = False
    new_question: bool = False


class Desk:
    """A workshop for assistants.

    Args:
        workshop: The session on disk.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    def status(self, *, can_ask: bool) -> StatusView:
        """Where the design stands."""
        self._pick_up()
        state = self.workshop.state()
        log = self.workshop.writer.path if self.workshop.writer else None
        return StatusView(
            session=log.stem if log else "",
            log=str(log) if log else "",
            unfinished=self.workshop.unfinished(),
            questions=list(map(standing_view, state.questions)),
            open_questions=[item.text for item in state.open_questions],
            next=next_key(state),
            lost_entries=[headline(kept.text) for kept in self.workshop.lost()],
            advice=self.workshop.evidence.advice,
            can_ask=can_ask,
        )

    def start(self, goal: str) -> SessionView:
        """Begins a session."""
        log = self.workshop.start(goal)
        return SessionView(
            session=log.stem,
            log=str(log),
            concepts=concepts_view(self.workshop.evidence),
            next=self._next(self.workshop.state()),
        )

    def resume(self, session: str) -> SessionView:
        """Goes on with a session."""
        log = self.workshop.resume(session)
        state = self.workshop.state()
        return SessionView(
            session=log.id,
            log=log.path,
            greeting=resume_line(state, log.started, log.id),
            next=self._next(state),
        )

    def question(self, name: str) -> Question:
        """The question of that name, or the next one.

        Raises:
            RefusedError: There is none.
        """
        self._pick_up()
        state = self.workshop.state()
        found = state.question(name) if name else state.next()
        if found is None:
            raise RefusedError(_no_question(name, state))
        return found

    def view(self, name: str) -> QuestionView:
        """A question with its briefing."""
        return question_view(self.question(name), self.workshop)

    def impact(self, name: str) -> tuple[Question, Touched]:
        """What a change of a decision touches."""
        question = self.question(name)
        return question, touched_by(question, self.workshop.state())

    def record(self, said: Said, answered_by: AnsweredBy) -> RecordedView:
        """Writes an answer into the log.

        Raises:
            RefusedError: The person's own words are missing, the question is not known or has an answer
                already, or no session is open.
        """
        try:
            answer = _complete(said, answered_by)
        except AnswerError as error:
            raise RefusedError(f"not recorded: {error}; ask the person, and pass on what they say") from error
        self._need_session()
        question = self._question_for(said)
        if question.decided and not said.revises and not answer.deferred:
            raise RefusedError(
                f"not recorded: {question.name} is decided ({question.choice}). To change it, show "
                "them show_impact first, then record with revises=true"
            )
        meant = understood(question.dimension, answer.choice)
        recorded = self.workshop.record(question, answer, answered_by)
        state = self.workshop.state()
        options = question.dimension.options if question.dimension and not answer.deferred else ()
        verb = "deferred" if answer.deferred else "decided"
        return RecordedView(
            recorded=True,
            message=f"{question.name} is {verb}",
            log=str(recorded.log),
            understood_as=[option.label for option in options if option.slug in meant.options],
            match="" if answer.deferred else meant.match.value,
            cautions=list(cautions(question.dimension, meant.options, state)),
            document=recorded.document,
            lost_entries=[headline(kept.text) for kept in recorded.lost],
            next=next_key(state),
        )

    def defer(self, name: str, reason: str, their_words: str) -> RecordedView:
        """Puts a question off.

        Raises:
            RefusedError: As for ``record``.
        """
        try:
            answer = deferral(reason)
        except AnswerError as error:
            raise RefusedError(f"not recorded: {error}") from error
        return self.record(Said(name, answer, their_words), AnsweredBy.RELAYED)

    def note(self, name: str, point: str) -> str:
        """Keeps a point of the discussion.

        Raises:
            RefusedError: It says nothing, or there is no such question or session.
        """
        self._need_session()
        question = self.question(name)
        if self.workshop.note(question, point) is None:
            raise RefusedError("nothing was noted: a point needs words")
        return f"noted on {question.name}; it goes into the log with the answer"

    def open_question(self, text: str) -> str:
        """Lists an unresolved question.

        Raises:
            RefusedError: It says nothing, or no session is open.
        """
        self._need_session()
        if not self.workshop.ask_later(text):
            raise RefusedError("nothing was listed: a question needs words")
        return "listed as an open question"

    def restore(self) -> str:
        """Puts back what an editor took out of the log."""
        self._need_session()
        lost = self.workshop.lost()
        self.workshop.restore(lost)
        return f"put back: {', '.join(headline(kept.text) for kept in lost)}" if lost else "nothing was lost"

    def need_session(self) -> None:
        """Makes sure that a session is open.

        Raises:
            RefusedError: None is.
        """
        self._need_session()

    def _next(self, state: State) -> QuestionView | None:
        following = state.next()
        return question_view(following, self.workshop) if following else None

    def _question_for(self, said: Said) -> Question:
        state = self.workshop.state()
        found = state.question(said.question)
        if found is not None:
            return found
        if not said.new_question:
            raise RefusedError(
                f"not recorded: {_no_question(said.question, state)}. For a question of the team's own pass "
                "new_question=true"
            )
        try:
            name = name_of(said.question)
        except ValueError as error:
            raise RefusedError(f"not recorded: {error}") from error
        return Question(question_key(name) or name, state.new_number(), name)

    def _pick_up(self) -> None:
        """After a restart of the server the unfinished session goes on; the log holds everything."""
        if self.workshop.writer is None and (unfinished := self.workshop.unfinished()):
            self.workshop.resume(unfinished)

    def _need_session(self) -> None:
        self._pick_up()
        if self.workshop.writer is None and not self.workshop.is_planned:
            raise RefusedError("no session is open: call start_session or resume_session first")


def _complete(said: Said, answered_by: AnsweredBy) -> Answer:
    """The answer with the person's own words among the points of the discussion.

    Raises:
        AnswerError: Choice, reason or their words are missing.
    """
    answer = said.answer
    required(answer.choice, "a choice")
    required(answer.rationale, "a reason")
    if answered_by is not AnsweredBy.RELAYED:
        return answer
    words = said.their_words.strip()
    if not any(char.isalpha() or char.isdigit() for char in words):
        raise AnswerError("the person's own words are needed in their_words")
    return replace(answer, discussion=(*answer.discussion, f"In their own words: {words}"))


def _no_question(name: str, state: State) -> str:
    if not name:
        return "every question is decided"
    known: Sequence[str] = [f"{question.number} {question.key}" for question in state.questions]
    return f"there is no question {name!r}; there are: {', '.join(known)}"
