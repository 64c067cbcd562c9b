"""One question in conversation: from the first reply to a complete answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from elixir_design.catalog.model import CatalogDimension, CatalogOption, Match, Pick
from elixir_design.facilitation.answers import (
    Answer,
    AnswerError,
    choice_text,
    deferral,
    required,
    understood,
)
from elixir_design.facilitation.impact import cautions
from elixir_design.facilitation.session import DesignSession
from elixir_design.facilitation.terminal import presenting
from elixir_design.facilitation.terminal.interruption import StoppedError
from elixir_design.facilitation.terminal.keyboard import Keyboard
from elixir_design.facilitation.terminal.replies import Act, Reply, parse_reply
from elixir_design.facilitation.terminal.screen import Screen
from elixir_design.ledger.model import Question
from elixir_design.ledger.questions import State
from elixir_design.log.writing.input import clean, says_something
from elixir_design.log.writing.render import UnwritableError

_LEAVING = frozenset({Act.BACK, Act.KEEP, Act.ADD})


class _ChooseAgainError(Exception):
    """The person went back from the reasons to the options."""


@dataclass(slots=True)
class _Draft:
    """What was typed of an answer that is not complete, so that nothing that ends it loses it.

    Attributes:
        choice: In words; of an option, its label.
        own: Whether the words are the person's own.
        lines: Reasons, and what is given up.
    """

    choice: str = ""
    own: bool = False
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        said = [self.choice, *self.lines]
        return "Unfinished answer: " + "\n".join(line for line in said if line) if any(said) else ""


class Dialogue:
    """Asks for answers.

    Args:
        design: The session on disk.
        screen: Where it is shown.
        keyboard: Where replies come from.
    """

    def __init__(self, design: DesignSession, screen: Screen, keyboard: Keyboard) -> None:
        self._design = design
        self._screen = screen
        self._keyboard = keyboard

    def ask(self, question: Question, state: State, *, first: bool) -> Answer | Act:
        """Presents a question and stays with it until there is an answer.

        Args:
            question: The question.
            state: Where the design stands.
            first: Whether there is no question before it to go back to.

        Returns:
            The answer, or ``BACK``, ``KEEP`` or ``ADD`` when the person wants something else.

        Raises:
            StoppedError: The person stopped; an unfinished answer is kept as a note.
            NoInputError: Nobody may be asked.
        """
        presenting.present(self._screen, question, state, self._design)
        while True:
            draft = _Draft()
            try:
                result = self._one_reply(question, state, draft, first=first)
            except _ChooseAgainError:
                if draft.own or draft.lines:
                    self._keep(question, draft)
                presenting.show_keys(self._screen, question)
                continue
            except AnswerError as error:
                self._refuse(error)
                continue
            except (StoppedError, KeyboardInterrupt) as error:
                if isinstance(error, StoppedError):
                    draft.lines.append(error.typed)
                self._keep(question, draft)
                raise StoppedError from error
            if result is not None:
                return result

    def agrees(self, question: str) -> bool:
        """Asks for yes or no; nothing else counts."""
        while True:
            reply = self._keyboard.line(f"{question} (y/n) ").strip().casefold()
            if reply in {"y", "yes", "n", "no"}:
                return reply.startswith("y")
            self._screen.say("Type y or n.")

    def _one_reply(
        self, question: Question, state: State, draft: _Draft, *, first: bool
    ) -> Answer | Act | None:
        """Handles one reply; None while the question stays open."""
        options = question.dimension.options if question.dimension else ()
        reply = parse_reply(self._reply(question, draft, options), options)
        if reply.act is Act.KEEP and not question.decided:
            reply = Reply(Act.UNCLEAR, text="There is no decision yet that could be kept")
        if reply.act is Act.BACK and first:
            reply = Reply(Act.UNCLEAR, text="This is the first question of this session")
        if reply.act in _LEAVING:
            return reply.act
        if reply.act is Act.QUIT:
            raise StoppedError
        if reply.act is Act.PICK and question.dimension is not None:
            return self._picked(question, question.dimension, reply.slugs, state, draft)
        if reply.act in {Act.OWN, Act.EDITOR}:
            typed = self._keyboard.line("Your answer: ") if reply.act is Act.OWN else self._from_editor()
            return self._own(question, state, draft, typed)
        if reply.act is Act.DEFER:
            why = "Why later, and what would it take? End with an empty line; b goes back."
            return deferral(self._reason(why, "a reason for deciding later", draft))
        self._beside(question, reply)
        return None

    def _reply(self, question: Question, draft: _Draft, options: Sequence[CatalogOption]) -> str:
        try:
            return self._keyboard.line("> ", question.name)
        except StoppedError as error:
            # A number means an option on this screen only, and a key alone says nothing.
            begun = parse_reply(error.typed, options)
            if begun.act is Act.PICK and question.dimension is not None:
                draft.choice = choice_text(question.dimension, begun.slugs)
            elif begun.act is Act.UNCLEAR:
                draft.lines.append(error.typed.strip())
            else:
                draft.lines.append(begun.text)
            raise StoppedError from error

    def _beside(self, question: Question, reply: Reply) -> None:
        """What people do before they answer; the question stays open."""
        if reply.act is Act.MORE:
            presenting.explain(self._screen, question, self._design, reply.slugs)
        elif reply.act is Act.NOTE:
            noted = self._design.note(question, reply.text or self._keyboard.line("Point: "))
            self._screen.say("Noted." if noted else "Nothing was noted: a point needs words.")
        elif reply.act is Act.QUESTION:
            self._open_question(reply.text or self._keyboard.line("Unresolved: "))
        else:
            self._screen.say(f"{reply.text or 'There are no numbered options here'}.")
            presenting.show_keys(self._screen, question, explained=True)

    def _picked(
        self,
        question: Question,
        dimension: CatalogDimension,
        slugs: tuple[str, ...],
        state: State,
        draft: _Draft,
    ) -> Answer:
        draft.choice = choice_text(dimension, slugs)
        self._screen.say(f"Choice: {draft.choice}")
        picked = [option for option in dimension.options if option.slug in slugs]
        if dimension.pick is Pick.ONE and len([option for option in picked if not option.modifies]) > 1:
            self._screen.say("Usually one of these stands alone; say below how they fit together.")
        return self._reasoned(question, state, draft, slugs)

    def _own(self, question: Question, state: State, draft: _Draft, text: str) -> Answer:
        draft.choice, draft.own = clean(text), True
        if not says_something(draft.choice):
            raise AnswerError("an answer of your own is needed, in words")
        meant = understood(question.dimension, draft.choice)
        if question.dimension is not None and meant.match is Match.NONE:
            self._screen.say(
                "No option of the catalog is meant by this: it will be documented, without generated code."
            )
        elif question.dimension is not None:
            labels = [option.label for option in question.dimension.options if option.slug in meant.options]
            self._screen.say(f"Understood as: {' + '.join(labels)} ({meant.match.value}).")
        return self._reasoned(question, state, draft, meant.options)

    def _reasoned(self, question: Question, state: State, draft: _Draft, slugs: tuple[str, ...]) -> Answer:
        for caution in cautions(question.dimension, slugs, state):
            self._screen.say(f"Mind: {caution}.", hanging=2)
        why = "Why? End with an empty line; b goes back to the options, e opens your editor."
        rationale = self._reason(why, "a reason", draft)
        given_up = self._text("What do you give up for it? End with an empty line; - if nothing.", draft)
        return Answer(draft.choice, rationale, given_up)

    def _reason(self, prompt: str, what: str, draft: _Draft) -> str:
        """A text that says something; asked for until it does."""
        while True:
            try:
                return required(self._text(prompt, draft), what)
            except AnswerError as error:
                self._refuse(error)

    def _refuse(self, error: AnswerError) -> None:
        self._screen.say(f"{str(error)[:1].upper()}{str(error)[1:]}.")

    def _text(self, prompt: str, draft: _Draft) -> str:
        """Several lines, ended by an empty one; ``e``, ``b`` and ``q`` are keys when they stand first."""
        self._screen.say(prompt)
        lines: list[str] = []
        while True:
            line = self._keyboard.line(". ")
            key = line.strip().casefold() if not lines else ""
            if key == "q":
                raise StoppedError
            if key == "b":
                raise _ChooseAgainError
            if key == "e":
                try:
                    edited = self._from_editor()
                except AnswerError as error:
                    self._refuse(error)
                    continue
                draft.lines.append(edited)
                return edited
            if line.strip():
                lines.append(line)
                draft.lines.append(line)
            elif lines:
                return "\n".join(lines)
            else:
                self._screen.say("Enter alone says nothing; type it, or - if there is nothing.")

    def _from_editor(self) -> str:
        if self._keyboard.can_edit():
            return self._keyboard.edited()
        raise AnswerError("there is no terminal for an editor here; type the answer instead")

    def _open_question(self, text: str) -> None:
        try:
            asked = self._design.ask_later(text)
        except UnwritableError as error:
            self._screen.say(f"{error}.")
            return
        said = "Listed as an open question." if asked else "Nothing was listed: a question needs words."
        self._screen.say(said)

    def _keep(self, question: Question, draft: _Draft) -> None:
        if draft.text and self._design.note(question, draft.text):
            self._screen.say("What you had typed is kept as a note on this question.")
