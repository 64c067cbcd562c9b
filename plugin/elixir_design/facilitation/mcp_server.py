"""The MCP server: any assistant facilitates with the same engine and the same log as the terminal."""

# Annotations are read at run time, also inside functions: no "from __future__ import annotations" here.

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import RLock
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import Context, Elicit, ElicitationResult, MCPServer, RequestStateSecurity, Resolve
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import BaseModel, Field, create_model

import elixir_design
from elixir_design.design_doc import DocumentError
from elixir_design.facilitation import guidance
from elixir_design.facilitation.answers import Answer, AnsweredBy, AnswerError, choice_text, deferral
from elixir_design.facilitation.desk import Desk, RefusedError, Said
from elixir_design.facilitation.mcp_resources import add_resources, architecture_text, decisions_text
from elixir_design.facilitation.mcp_views import (
    AskedView,
    FinishedView,
    ImpactView,
    QuestionView,
    RecordedView,
    SessionView,
    StatusView,
    finished_view,
    impact_view,
)
from elixir_design.facilitation.workshop import NoSessionError, Workshop
from elixir_design.ledger.questions import Question
from elixir_design.log.journal import project_root
from elixir_design.log.render import UnwritableError
from elixir_design.log.writer import LogWriteError

_OWN = "My own answer, below"
_LATER = "Decide later; the reason is below"
_KEY_FILE = "mcp.key"
_DAY = 86_400.0

_Working = Callable[[], AbstractContextManager[None]]
_Name = Annotated[str, Field(description="Key, number or name of the question")]
_Revises = Annotated[bool, Field(description="True to replace a decision that stands")]
_New = Annotated[bool, Field(description="True for a question of the team's own")]
_Words = Annotated[str, Field(description="What the person said, word for word; never your own words")]


class AnswerForm(BaseModel):
    """What a person fills in. The choice is narrowed to the options of the question that is asked."""

    choice: str = Field(description="Pick one")
    own_answer: str = Field(
        default="", description="An answer of your own, or a combination, if you picked that"
    )
    rationale: str = Field(description="Why? This is required")
    trade_offs: str = Field(default="", description="What do you give up for it?")


def build_server(workshop: Workshop) -> MCPServer:
    """The server for one project.

    Args:
        workshop: The project's sessions.
    """
    desk = Desk(workshop)
    lock = RLock()
    server = MCPServer(
        "elixir-design",
        version=elixir_design.__version__,
        instructions=guidance.design_prompt(""),
        request_state_security=RequestStateSecurity(keys=[_key(workshop.sessions)], ttl=_DAY),
        log_level="WARNING",
    )

    @contextmanager
    def working() -> Iterator[None]:
        """One tool at a time; what is wrong reaches the assistant in words."""
        with lock:
            try:
                yield
            except LogWriteError as error:
                rest = "" if error.kept else f". Keep this text for the person:\n\n{error.text}"
                raise ToolError(f"{error}{rest}") from error
            except (RefusedError, NoSessionError, UnwritableError, AnswerError, DocumentError) as error:
                raise ToolError(str(error)) from error
            except OSError as error:
                raise ToolError(f"{error.filename or 'a file'}: {error.strerror}") from error

    _add_session_tools(server, desk, working)
    _add_asking(server, desk, working)
    _add_recording(server, desk, working)
    _add_notes(server, desk, working)
    _add_prompts(server, workshop, working)
    add_resources(server, workshop, working)
    return server


def serve(workshop: Workshop) -> None:
    """Serves one project on standard input and output until the client leaves."""
    build_server(workshop).run("stdio")


def _add_session_tools(server: MCPServer, desk: Desk, working: _Working) -> None:
    @server.tool()
    def session_status(ctx: Context) -> StatusView:
        """Where every question stands, what is open, and whether reports are missing or entries were lost."""
        with working():
            return desk.status(can_ask=_can_ask(ctx))

    @server.tool()
    def start_session(
        goal: Annotated[str, Field(description="What the session is to decide, in one line")] = "",
    ) -> SessionView:
        """Begin a new session with a log of its own."""
        with working():
            return desk.start(goal)

    @server.tool()
    def resume_session(
        session: Annotated[str, Field(description="The session's id; the latest one if empty")] = "",
    ) -> SessionView:
        """Go on with a session; say the greeting first, word for word."""
        with working():
            return desk.resume(session)

    @server.tool()
    def next_question(
        question: Annotated[
            str, Field(description="A certain question; the next undecided one if empty")
        ] = "",
    ) -> QuestionView:
        """The next question with its options, trade-offs, considerations and the findings that bear on it."""
        with working():
            return desk.view(question)

    @server.tool()
    def finalize_session() -> FinishedView:
        """Write the architecture sketch and the summary, and close the session."""
        with working():
            desk.need_session()
            log = desk.workshop.log
            return finished_view(desk.workshop.finish(), str(log))


def _add_asking(server: MCPServer, desk: Desk, working: _Working) -> None:
    def form_for(question: str, ctx: Context) -> Elicit[AnswerForm] | None:
        if not _can_ask(ctx):
            return None
        with working():
            desk.need_session()
            found = desk.question(question)
            return Elicit(_form_text(found), _form(found))

    @server.tool()
    def ask_person(
        question: _Name,
        given: Annotated[ElicitationResult[AnswerForm], Resolve(form_for)],
        revises: _Revises = False,  # noqa: FBT002 - tools are called by name
    ) -> AskedView:
        """Ask the person directly in a form, and record what they answer.

        When the client cannot show forms nothing is recorded: ask in conversation, then call record_decision.
        """
        with working():
            found = desk.question(question)
            if given.action != "accept":
                return AskedView(
                    asked=True, recorded=False, message="They did not answer; nothing was recorded"
                )
            if given.data is None:
                return AskedView(
                    asked=False,
                    recorded=False,
                    message="This client cannot show forms; nothing was recorded",
                    relay=_form_text(found),
                )
            answer = _answer(given.data)
            said = Said(question, answer, revises=revises)
            return AskedView(asked=True, **desk.record(said, AnsweredBy.FORM).model_dump())


def _add_recording(server: MCPServer, desk: Desk, working: _Working) -> None:
    @server.tool()
    def record_decision(  # noqa: PLR0913, PLR0917 - one parameter per part of an answer
        question: _Name,
        choice: Annotated[str, Field(description="The option's label or slug, or their own answer")],
        rationale: Annotated[str, Field(description="Why, as the person gave it")],
        their_words: _Words,
        trade_offs: Annotated[str, Field(description="What they accept to give up, as they said it")] = "",
        revises: _Revises = False,  # noqa: FBT002 - tools are called by name
        new_question: _New = False,  # noqa: FBT002 - as above
    ) -> RecordedView:
        """Record what a person decided in conversation; refused without a reason and their own words."""
        with working():
            answer = Answer(_label(desk, question, choice), rationale, trade_offs)
            return desk.record(Said(question, answer, their_words, revises, new_question), AnsweredBy.RELAYED)

    @server.tool()
    def defer_decision(
        question: _Name,
        reason: Annotated[str, Field(description="Why later, and what it would take, as the person gave it")],
        their_words: _Words,
    ) -> RecordedView:
        """Put a question off; it stays listed and comes back."""
        with working():
            return desk.defer(question, reason, their_words)

    @server.tool()
    def show_impact(question: _Name) -> ImpactView:
        """What a change of a decision touches: decisions, processes, files. Show it before a revision."""
        with working():
            return impact_view(*desk.impact(question))


def _add_notes(server: MCPServer, desk: Desk, working: _Working) -> None:
    @server.tool()
    def note_discussion(
        question: _Name, point: Annotated[str, Field(description="One point that was raised")]
    ) -> str:
        """Keep a point of the discussion; it goes into the log with the answer."""
        with working():
            return desk.note(question, point)

    @server.tool()
    def note_open_question(text: Annotated[str, Field(description="The unresolved question")]) -> str:
        """List a question that nobody could answer."""
        with working():
            return desk.open_question(text)

    @server.tool()
    def restore_lost_entries() -> str:
        """Put back entries that an editor took out of the log."""
        with working():
            return desk.restore()


def _add_prompts(server: MCPServer, workshop: Workshop, working: _Working) -> None:
    @server.prompt(title="Hold a design session")
    def design(goal: str = "") -> str:
        """Facilitate a new design session, one question at a time."""
        return guidance.design_prompt(goal)

    @server.prompt(title="Go on with a design session")
    def resume(session: str = "") -> str:
        """Resume a session, by default the latest."""
        return guidance.resume_prompt(session)

    @server.prompt(title="Review the architecture")
    def review() -> str:
        """Review the architecture that the decisions mean, as a senior architect."""
        with working():
            state = workshop.state()
            return guidance.review_prompt(architecture_text(state), decisions_text(state))


def _can_ask(ctx: Context) -> bool:
    capabilities = ctx.client_capabilities
    elicitation = capabilities.elicitation if capabilities else None
    return elicitation is not None and (elicitation.form is not None or elicitation.url is None)


def _form_text(question: Question) -> str:
    """The question with its options and what each costs."""
    lines = [f"{question.name}"]
    dimension = question.dimension
    if dimension is not None:
        lines += [dimension.question, ""]
        for option in dimension.options:
            lines.append(f"- {option.label}: {option.summary}")
            lines += [f"  + {text}" for text in option.pros[:1]]
            lines += [f"  - {text}" for text in option.cons[:1]]
    if question.decided:
        lines += ["", f"Decided: {question.choice}"]
    return "\n".join(lines)


def _form(question: Question) -> type[AnswerForm]:
    labels = tuple(option.label for option in question.dimension.options) if question.dimension else ()
    choices: Any = Literal[(*labels, _OWN, _LATER)]
    return create_model("AnswerForm", __base__=AnswerForm, choice=(choices, Field(description="Pick one")))


def _answer(form: AnswerForm) -> Answer:
    if form.choice == _LATER:
        return deferral(form.rationale)
    choice = form.own_answer if form.choice == _OWN else form.choice
    beside = form.own_answer.strip() if form.choice != _OWN else ""
    discussion = (f"Beside it: {beside}",) if beside else ()
    return Answer(choice, form.rationale, form.trade_offs, discussion=discussion)


def _label(desk: Desk, name: str, choice: str) -> str:
    """A slug, or several with plus signs, as the labels that people know."""
    try:
        question = desk.question(name)
    except RefusedError:
        return choice
    slugs = [slug.strip() for slug in choice.split("+")]
    if question.dimension is None or not all(question.dimension.option(slug) for slug in slugs):
        return choice
    return choice_text(question.dimension, slugs)


def _key(sessions: Path) -> bytes:
    """The key that seals a half-asked question, so that its answer is still good after a restart."""
    path = project_root(sessions) / ".design" / _KEY_FILE
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            path.touch(mode=0o600)
            path.write_bytes(secrets.token_bytes(32))
        key = path.read_bytes()
    except OSError:
        return secrets.token_bytes(32)  # A read-only project can be looked at; a restart then asks again.
    return key if len(key) >= 32 else secrets.token_bytes(32)  # noqa: PLR2004 - bytes of an AES-256 key
