"""What the MCP server's tools do, without MCP: one design session, asked by one assistant at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from elixir_design.catalog.model import Match
from elixir_design.facilitation.answers import (
    AnsweredBy,
    AnswerError,
    choice_text,
    deferral,
    own_question,
    understood,
)
from elixir_design.facilitation.closing import Summary
from elixir_design.facilitation.impact import Touched, cautions, touched_by
from elixir_design.facilitation.mcp.relayed import RefusedError, Said, check_standing, complete
from elixir_design.facilitation.mcp.results import (
    QuestionView,
    RecordedView,
    SessionView,
    StatusView,
    concepts_view,
    next_key,
    question_status,
    question_view,
    session_line,
)
from elixir_design.facilitation.messages import headline, missing_sessions, resume_line
from elixir_design.facilitation.session import DesignSession
from elixir_design.ledger.model import Question
from elixir_design.ledger.questions import State


class Handlers:
    """A design session for assistants.

    Args:
        design: The session on disk.
    """

    def __init__(self, design: DesignSession) -> None:
        self.design = design
        # Deferrals that a resumed session takes up again.
        self._taken_up_again: frozenset[str] = frozenset()

    def status(self, *, can_ask: bool) -> StatusView:
        """Where the design stands."""
        self._pick_up()
        state = self.design.state()
        titles = state.ledger.titles
        log = self.design.writer.path if self.design.writer else None
        return StatusView(
            session=log.stem if log else "",
            log=str(log) if log else "",
            unfinished=self.design.unfinished(),
            sessions=list(map(session_line, state.ledger.sessions)),
            questions=[question_status(question, titles) for question in state.questions],
            also_deferred=[item.text for item in state.put_off],
            open_questions=[item.text for item in state.open_questions],
            next=next_key(self._next(state)),
            lost_entries=[headline(kept.text) for kept in self.design.lost()],
            advice=self._advice(state),
            can_ask=can_ask,
        )

    def start(self, goal: str) -> SessionView:
        """Begins a session."""
        unfinished = self.design.unfinished()
        log = self.design.start(goal)
        state = self.design.state()
        left = f"The session {unfinished} is not finished; this is a new one." if unfinished else ""
        return SessionView(
            session=log.stem,
            log=str(log),
            advice=" ".join(filter(None, (left, self._advice(state)))),
            concepts=concepts_view(self.design.evidence),
            next=next_key(self._next(state)),
        )

    def resume(self, session: str) -> SessionView:
        """Goes on with a session."""
        log = self.design.resume(session)
        state = self.design.state()
        self._taken_up_again = frozenset(question.answer.id for question in state.deferred if question.answer)
        return SessionView(
            session=log.id,
            log=log.path,
            greeting=resume_line(state, log.started, log.id),
            advice=self._advice(state),
            next=next_key(self._next(state)),
        )

    def question(self, name: str) -> Question:
        """The question of that name, or the next one that has not been put off in this session.

        Raises:
            RefusedError: There is none; the text says what was put off.
        """
        self._pick_up()
        state = self.design.state()
        found = state.question(name) if name else self._next(state)
        if found is None:
            raise RefusedError(_no_question(name, state))
        return found

    def view(self, name: str) -> QuestionView:
        """A question with its briefing."""
        return question_view(self.question(name), self.design)

    def impact(self, name: str) -> tuple[Question, Touched]:
        """What a change of a decision touches."""
        question = self.question(name)
        return question, touched_by(question, self.design.state())

    def askable(self, name: str, replaces: str) -> tuple[Question, Touched]:
        """A question that may be put to the person now, with what a change of its decision touches.

        Raises:
            RefusedError: There is none, it has an answer that is not to be replaced, or no session is open.
        """
        self.need_session()
        question = self.question(name)
        check_standing(question, replaces)
        return question, touched_by(question, self.design.state())

    def labels(self, name: str, choice: str) -> str:
        """A slug, or several with plus signs, as the labels that people know; anything else as it is."""
        question = self.design.state().question(name)
        dimension = question.dimension if question else None
        slugs = [slug.strip() for slug in choice.split("+")]
        if dimension is None or not all(dimension.option(slug) for slug in slugs):
            return choice
        return choice_text(dimension, slugs)

    def record(self, said: Said, answered_by: AnsweredBy) -> RecordedView:
        """Writes an answer into the log.

        Raises:
            RefusedError: The person's own words are missing, the question is not known or has an answer
                already, or no session is open.
        """
        self.need_session()
        question = self._question_for(said)
        meant = understood(question.dimension, said.answer.choice)
        try:
            answer = complete(said, answered_by, known=meant.match is not Match.NONE)
        except AnswerError as error:
            raise RefusedError(f"not recorded: {error}") from error
        if not answer.deferred:
            self._check_standing(question, said, answered_by)
        recorded = self.design.record(question, answer, answered_by)
        state = self.design.state()
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
            next=next_key(self._next(state)),
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
        self.need_session()
        question = self.question(name)
        if self.design.note(question, point) is None:
            raise RefusedError("nothing was noted: a point needs words")
        return f"noted on {question.name}; it goes into the log with the answer"

    def open_question(self, text: str) -> str:
        """Lists an unresolved question.

        Raises:
            RefusedError: It says nothing, or no session is open.
        """
        self.need_session()
        if not self.design.ask_later(text):
            raise RefusedError("nothing was listed: a question needs words")
        return "listed as an open question"

    def finish(self, *, leave_open: bool) -> tuple[Path, Summary]:
        """Sums the session up and closes it.

        Args:
            leave_open: Whether the person wants to end although questions are undecided.

        Raises:
            RefusedError: Questions are undecided, or no session is open.
        """
        self.need_session()
        undecided = [q.name for q in self.design.state().pending if not q.deferred]
        if undecided and not leave_open:
            raise RefusedError(
                f"not finished: {', '.join(undecided)} undecided. Ask about each, defer it with the person's "
                "reason, or pass leave_open=true if the person wants to end here"
            )
        log = self.design.log
        return log, self.design.finish()

    def restore(self) -> str:
        """Puts back what an editor took out of the log."""
        self.need_session()
        lost = self.design.lost()
        self.design.restore(lost)
        return f"put back: {', '.join(headline(kept.text) for kept in lost)}" if lost else "nothing was lost"

    def _check_standing(self, question: Question, said: Said, answered_by: AnsweredBy) -> None:
        try:
            check_standing(question, said.replaces)
        except RefusedError:
            if answered_by is AnsweredBy.FORM:
                # Somebody else answered while the person filled in the form: their words are not lost.
                self.design.note(question, f"Also proposed: {said.answer.choice}\n\n{said.answer.rationale}")
            raise

    def need_session(self) -> None:
        """Makes sure that a session is open.

        Raises:
            RefusedError: None is.
        """
        self._pick_up()
        if self.design.writer is None and not self.design.is_planned:
            raise RefusedError("no session is open: call start_session or resume_session first")

    def _next(self, state: State) -> Question | None:
        """The question to ask now: whoever said "later" is not asked again in the same session."""
        here = self.design.writer.path.stem if self.design.writer else ""
        put_off = (question.answer for question in state.deferred)
        return state.next(
            {
                answer.question
                for answer in put_off
                if answer and answer.session == here and answer.id not in self._taken_up_again
            }
        )

    def _advice(self, state: State) -> str:
        return " ".join(filter(None, (self.design.evidence.advice, missing_sessions(state))))

    def _question_for(self, said: Said) -> Question:
        state = self.design.state()
        found = state.question(said.question)
        if found is not None:
            return found
        if not said.new_question:
            raise RefusedError(
                f"not recorded: {_no_question(said.question, state)}. For a question of the team's own pass "
                "new_question=true"
            )
        try:
            return own_question(said.question, state)
        except ValueError as error:
            raise RefusedError(f"not recorded: {error}") from error

    def _pick_up(self) -> None:
        """After a restart of the server the unfinished session goes on; the log holds everything."""
        if self.design.writer is None and (unfinished := self.design.unfinished()):
            self.design.resume(unfinished)


def _no_question(name: str, state: State) -> str:
    if not name and state.deferred:
        names = ", ".join(f"{question.name} ({question.key})" for question in state.deferred)
        return (
            f"every question has had its turn. Deferred: {names}. If the person wants to take one up now, "
            "pass its key to next_question; otherwise call finalize_session"
        )
    if not name:
        return "every question is decided"
    known: Sequence[str] = [f"{question.position} {question.key}" for question in state.questions]
    return f"there is no question {name!r}; there are: {', '.join(known)}"
