"""A design session in a terminal: one question at a time, in plain numbered lines."""

from __future__ import annotations

from elixir_design.facilitation import messages
from elixir_design.facilitation.answers import Answer, AnsweredBy, own_question
from elixir_design.facilitation.answers_file import Given
from elixir_design.facilitation.impact import touched_by
from elixir_design.facilitation.session import DesignSession, Recorded
from elixir_design.facilitation.terminal import summaries
from elixir_design.facilitation.terminal.dialogue import Dialogue
from elixir_design.facilitation.terminal.interruption import StoppedError
from elixir_design.facilitation.terminal.keyboard import Keyboard, NoInputError
from elixir_design.facilitation.terminal.replies import Act
from elixir_design.facilitation.terminal.screen import Screen
from elixir_design.ledger.model import Question
from elixir_design.ledger.questions import State
from elixir_design.log.writing.input import line_of
from elixir_design.log.writing.render import UnwritableError
from elixir_design.log.writing.writer import LogWriteError


class TerminalSession:
    """Walks a person through the questions.

    Args:
        design: The session on disk.
        screen: Where it is shown.
        keyboard: Where replies come from.
    """

    def __init__(self, design: DesignSession, screen: Screen, keyboard: Keyboard) -> None:
        self._design = design
        self._screen = screen
        self._keyboard = keyboard
        self._dialogue = Dialogue(design, screen, keyboard)
        self._had_its_turn: set[str] = set()
        self._trail: list[str] = []

    def walk(self) -> None:
        """Takes up every question that is undecided or deferred, then offers to finish.

        Raises:
            StoppedError: The person stopped; everything said is on disk.
            NoInputError: A question has to be asked and nobody may be asked.
        """
        self.offer_lost()
        self._trail = self._taken_up_before()
        again: Question | None = None
        while True:
            state = self._design.state()
            question = again or state.next(self._had_its_turn)
            again = None
            if question is None:
                ended, again = self._finish(state)
                if ended:
                    return
                continue
            left = self.take_up(question, state)
            if left is Act.ADD:
                again = self._new_question(state) or question
            elif left is Act.BACK:
                again = self._before(question, self._design.state())
            else:
                self._had_its_turn.add(question.key)
                if question.key not in self._trail:
                    self._trail.append(question.key)

    def take_up(self, question: Question, state: State) -> Act | None:
        """Stays with one question until it is answered, put off or left.

        Returns:
            None when it had its turn; ``BACK`` or ``ADD`` when the person wants something else first.

        Raises:
            StoppedError: The person stopped; an unfinished answer is kept as a note.
            NoInputError: Nobody may be asked.
        """
        if question.decided:
            self.show_impact(question, state)
        first = not self._trail or self._trail[0] == question.key
        said = self._dialogue.ask(question, state, first=first)
        if isinstance(said, Act):
            return None if said is Act.KEEP else said
        try:
            self._record(question, said, AnsweredBy.TERMINAL)
        except UnwritableError as error:
            self._design.note(question, f"{said.choice}\n\n{said.rationale}")
            self._screen.say(f"{error}. Your answer is kept as a note on this question.")
        return None

    def record_given(self, given: Given, state: State) -> None:
        """Records answers given beforehand, in the order of the walk, where there is no decision yet.

        Raises:
            LogWriteError: The log cannot be written.
        """
        answers = given.answers or {}
        for question in (*state.questions, *given.own):
            answer = answers.get(question.key)
            if answer is None or (question.deferred and answer.deferred):
                continue
            if not question.decided:
                self._record(question, answer, AnsweredBy.FILE)
            elif question.choice != answer.choice:
                self._screen.say(
                    f"{question.name} is decided already ({question.choice}) and stays so; "
                    f"to change it: elixir-design session revise {question.key}"
                )

    def finish(self) -> None:
        """Sums the session up, in the log and for the person.

        Raises:
            LogWriteError: The log cannot be written.
        """
        log = self._design.log
        summaries.farewell(self._screen, self._design.finish(), log)

    def show_impact(self, question: Question, state: State) -> None:
        """Shows what a revision of a question touches."""
        summaries.impact(self._screen, question, touched_by(question, state))

    def offer_lost(self) -> None:
        """Offers back what the log has lost since it was written."""
        lost = self._design.lost()
        if lost:
            self._offer(Recorded(self._design.log, lost))

    def _record(self, question: Question, answer: Answer, answered_by: AnsweredBy) -> None:
        fresh = self._design.state().question(question.key) or question
        if fresh.decided and _id(fresh) != _id(question):
            self._screen.say(f"Meanwhile this was decided elsewhere: {fresh.choice}")
            try:
                agreed = self._dialogue.agrees("Record your answer as a revision of that?")
            except (StoppedError, KeyboardInterrupt):
                self._propose(question, answer)
                raise
            if not agreed:
                self._propose(question, answer)
                return
            question = fresh
        recorded = self._written(question, answer, answered_by)
        summaries.confirm(self._screen, question, answer, recorded)
        self._offer(recorded)

    def _propose(self, question: Question, answer: Answer) -> None:
        """Keeps an answer that does not become the decision."""
        self._design.note(question, f"Also proposed: {answer.choice}\n\n{answer.rationale}")

    def _written(self, question: Question, answer: Answer, answered_by: AnsweredBy) -> Recorded:
        """Writes an answer; while that fails, the person may mend what is wrong and have it tried again.

        Raises:
            LogWriteError: It cannot be written, and nobody wants it tried again.
        """
        try:
            return self._design.record(question, answer, answered_by)
        except LogWriteError as error:
            failed = error
        while self._tries_again(failed):
            try:
                if failed.kept is None:
                    return self._design.record(question, answer, answered_by)
                self._design.restore(self._design.lost())
                return Recorded(self._design.log)
            except LogWriteError as error:
                failed = error
        raise failed

    def _tries_again(self, error: LogWriteError) -> bool:
        self._screen.say()
        self._screen.say(f"{error}.")
        try:
            return self._dialogue.agrees("Try again?")
        except (StoppedError, NoInputError):
            return False

    def _offer(self, recorded: Recorded) -> None:
        if recorded.document:
            self._screen.say(recorded.document)
        if not recorded.lost:
            return
        count = messages.many(len(recorded.lost), "entry", "entries")
        self._screen.say(
            f"{recorded.log} does not hold {count} of this session: writing failed, or an editor saved an "
            "older text over it."
        )
        for kept in recorded.lost:
            self._screen.say(f"- {messages.headline(kept.text)}", hanging=2)
        if self._dialogue.agrees("Put them back?"):
            self._design.restore(recorded.lost)
            self._screen.say("They are back, at the end of the log.")
        else:
            self._design.give_up(recorded.lost)

    def _new_question(self, state: State) -> Question | None:
        """Asks for the name of a question of the team's own; None if there is none to take up."""
        name = line_of(self._keyboard.line("Name of the question: "))
        known = state.question(name) if name else None
        if known is not None:
            self._screen.say(f"That is question {known.position}, {known.name}.")
            return known
        try:
            return own_question(name, state)
        except ValueError as error:
            self._screen.say(f"{error}.")
            return None

    def _taken_up_before(self) -> list[str]:
        """Keys of the questions that earlier sittings of this session took up: one may go back to them."""
        writer = self._design.writer
        decisions = self._design.state().ledger.decisions if writer else ()
        return list(
            dict.fromkeys(
                decision.question for decision in decisions if writer and decision.session == writer.path.stem
            )
        )

    def _before(self, question: Question, state: State) -> Question:
        """The question that had its turn before this one."""
        here = self._trail.index(question.key) if question.key in self._trail else len(self._trail)
        return state.question(self._trail[max(0, here - 1)]) or question

    def _finish(self, state: State) -> tuple[bool, Question | None]:
        """Offers to finish; returns whether the session ended, or the question to take up."""
        summaries.review(self._screen, state)
        while True:
            asked = "f finish, a add a question, r NAME revise, q stop > "
            key, _, rest = line_of(self._keyboard.line(asked, "whether to finish")).partition(" ")
            if key.casefold() == "f":
                self.finish()
                return True, None
            if key.casefold() == "q":
                raise StoppedError
            if key.casefold() == "a":
                return False, self._new_question(state)
            found = state.question(rest) if key.casefold() == "r" and rest else None
            if found is not None:
                return False, found
            self._screen.say("Type f, a, q, or r with the number or name of a question listed above.")


def _id(question: Question) -> str:
    return question.answer.id if question.answer else ""
