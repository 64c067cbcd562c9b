"""How a session at the terminal is begun, gone on with, and taken up again for one question."""

from __future__ import annotations

from pathlib import Path

from elixir_design.facilitation.answers_file import AnswersFileError, Given, read_answers
from elixir_design.facilitation.session import DesignSession
from elixir_design.facilitation.terminal import presenting, summaries
from elixir_design.facilitation.terminal.dialogue import Dialogue
from elixir_design.facilitation.terminal.interruption import Interruption, StoppedError
from elixir_design.facilitation.terminal.keyboard import Keyboard
from elixir_design.facilitation.terminal.screen import Screen
from elixir_design.facilitation.terminal.walkthrough import TerminalSession
from elixir_design.ledger.questions import State
from elixir_design.log.writing.render import UnwritableError


class UnknownQuestionError(Exception):
    """There is no question of that name; the text says which there are."""


class SessionRun:
    """One run of a session command.

    Args:
        design: The session on disk.
        answers: A file with answers given beforehand.
        asking: False when nobody may be asked.
        interruption: What may stop the session beside the person.

    Raises:
        AnswersFileError: The file cannot be used; nothing has been written.
    """

    def __init__(
        self,
        design: DesignSession,
        answers: Path | None = None,
        *,
        asking: bool = True,
        interruption: Interruption | None = None,
    ) -> None:
        self._design = design
        self._screen = Screen()
        self._asking = asking
        self._keyboard = Keyboard(self._screen, allowed=asking, interruption=interruption)
        self._session = TerminalSession(design, self._screen, self._keyboard)
        self._given = read_answers(answers, design.state()) if answers else Given()

    def start(self, goal: str = "") -> None:
        """Begins a new session and walks through the questions.

        Raises:
            StoppedError: The person stopped.
            NoInputError: Somebody has to be asked.
            LogWriteError: The log cannot be written.
        """
        self._check_prerequisites()
        unfinished = self._design.unfinished()
        if unfinished:
            self._screen.say(
                f"The session of {unfinished} is not finished; elixir-design session resume goes on with it. "
                "This is a new one."
            )
        self._begin(goal or self._given.goal)
        self._screen.say(f"This session is logged in {self._design.log}")
        self._screen.say()
        if self._asking:
            presenting.load_context(self._screen, self._design.evidence)
        self._go_on()

    def resume(self, session_id: str = "") -> None:
        """Goes on with a session.

        Raises:
            NoSessionError: There is no such session.
            StoppedError: The person stopped.
            NoInputError: Somebody has to be asked.
            LogWriteError: The log cannot be written.
        """
        log = self._design.resume(session_id)
        state = self._design.state()
        summaries.welcome_back(self._screen, state, log)
        self._check_prerequisites(quietly=True)
        self._go_on()

    def revise(self, name: str) -> None:
        """Takes up one question again, whatever its status.

        Raises:
            UnknownQuestionError: There is no such question.
            StoppedError: The person stopped.
            NoInputError: Somebody has to be asked.
            LogWriteError: The log cannot be written.
        """
        state = self._design.state()
        question = state.question(name)
        if question is None:
            names = "\n".join(f"  {q.position:>2} {q.name}" for q in state.questions)
            raise UnknownQuestionError(f"there is no question {name!r}; there are:\n{names}")
        unfinished = self._design.unfinished()
        if unfinished:
            self._design.resume(unfinished)
        if not self._asking:
            self._session.show_impact(question, state)
            return
        if unfinished:
            self._session.offer_lost()
        else:
            self._design.plan(f"revise {question.name}")
        self._session.take_up(question, state)

    def stopped(self) -> None:
        """Says how to go on; leaves nothing unwritten."""
        self._design.leave_notes()
        if self._design.writer is None:
            self._screen.say("Stopped. Nothing was said yet, so nothing was written.")
            return
        self._screen.say(f"Stopped. Everything said is in {self._design.log}")
        self._screen.say("Go on with: elixir-design session resume", hanging=2)

    # --- inside -------------------------------------------------------------------------------------------

    def _check_prerequisites(self, *, quietly: bool = False) -> None:
        advice = self._design.evidence.advice
        if not advice:
            return
        self._screen.say(advice)
        if quietly or not self._asking or self._design.evidence.present:
            return
        if not Dialogue(self._design, self._screen, self._keyboard).agrees("Go on without evidence?"):
            raise StoppedError

    def _begin(self, goal: str) -> None:
        asked = not goal and self._asking and not self._given.answers
        if asked:
            self._screen.say("What is this session to decide? One line; Enter leaves it open.")
            goal = self._keyboard.line("Goal: ")
        while True:
            try:
                self._design.start(goal)
            except UnwritableError as error:
                if not self._asking:
                    raise AnswersFileError(f"goal: {error}") from error
                self._screen.say(f"{error}.")
                goal = self._keyboard.line("Goal: ")
            else:
                return

    def _go_on(self) -> None:
        state = self._design.state()
        if self._given.answers:
            self._session.record_given(self._given, state)
            state = self._design.state()
        for text in self._given.open_questions:
            if all(item.text != text for item in state.ledger.open_questions):
                self._design.ask_later(text)
        if self._given.finish and self._complete(state):
            self._session.finish()
            return
        if not self._asking and self._complete(state):
            self._screen.say("Every question is decided or deferred.")
            return
        self._session.walk()

    @staticmethod
    def _complete(state: State) -> bool:
        return all(question.decided or question.deferred for question in state.questions)
