"""The tools of the MCP server, in the order in which a session uses them."""

# Annotations are read at run time, also inside functions: no "from __future__ import annotations" here.

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Annotated

from mcp.server.mcpserver import Context, Elicit, ElicitationResult, MCPServer, Resolve
from mcp_types import ToolAnnotations
from pydantic import Field

from elixir_design.facilitation.answers import Answer, AnsweredBy
from elixir_design.facilitation.mcp.form import AnswerForm, answer_of, form, form_text
from elixir_design.facilitation.mcp.handlers import Handlers
from elixir_design.facilitation.mcp.relayed import Said
from elixir_design.facilitation.mcp.results import (
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

_LOOKS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_WRITES = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)

Working = Callable[[], AbstractContextManager[None]]
_Name = Annotated[str, Field(description="Key, number or name of the question")]
_Replaces = Annotated[
    str,
    Field(
        description="Only to change a decision that stands: its id, from show_impact, after the person has "
        "seen what the change touches"
    ),
]
_New = Annotated[bool, Field(description="True for a question of the team's own")]
_Early = Annotated[
    bool, Field(description="True if the person wants to end although questions are undecided")
]
_Words = Annotated[
    str,
    Field(
        description="Everything the person said on this question, word for word, as they typed it; several "
        "messages on lines of their own. Never your words, never a summary"
    ),
]


def add_tools(server: MCPServer, handlers: Handlers, working: Working) -> None:
    """Registers all tools.

    Args:
        server: The server.
        handlers: What the tools do.
        working: Held while a tool works; turns what is wrong into words for the assistant.
    """
    _add_session_tools(server, handlers, working)
    _add_asking(server, handlers, working)
    _add_recording(server, handlers, working)
    _add_notes(server, handlers, working)
    _add_ending(server, handlers, working)


def _add_session_tools(server: MCPServer, handlers: Handlers, working: Working) -> None:
    @server.tool(title="Where the design stands", annotations=_LOOKS)
    def session_status(ctx: Context) -> StatusView:
        """Call this first: the sessions, where every question stands, what is missing, lost or left open."""
        with working():
            return handlers.status(can_ask=_can_ask(ctx))

    @server.tool(title="Begin a session", annotations=_WRITES)
    def start_session(
        goal: Annotated[str, Field(description="What the session is to decide, in one line")] = "",
    ) -> SessionView:
        """Begin a new session with a log of its own; sum up the concepts it returns, then next_question."""
        with working():
            return handlers.start(goal)

    @server.tool(title="Go on with a session", annotations=_WRITES)
    def resume_session(
        session: Annotated[str, Field(description="The session's id; the latest one if empty")] = "",
    ) -> SessionView:
        """Go on with a session: say the greeting first, word for word, then next_question."""
        with working():
            return handlers.resume(session)

    @server.tool(title="The next question", annotations=_LOOKS)
    def next_question(
        question: Annotated[
            str, Field(description="A certain question; the next one that has not had its turn if empty")
        ] = "",
    ) -> QuestionView:
        """A question with its options, trade-offs, considerations and the findings that bear on it."""
        with working():
            return handlers.view(question)


def _add_asking(server: MCPServer, handlers: Handlers, working: Working) -> None:
    def form_for(question: str, ctx: Context, replaces: str = "") -> Elicit[AnswerForm] | None:
        with working():
            # With an answer at hand it is recording that finds out whether the answer still fits.
            answered = bool(ctx.input_responses)
            found, touched = handlers.impact(question) if answered else handlers.askable(question, replaces)
            return Elicit(form_text(found, touched), form(found)) if _can_ask(ctx) else None

    @server.tool(title="Ask the person in a form", annotations=_WRITES)
    def ask_person(
        question: _Name,
        given: Annotated[ElicitationResult[AnswerForm], Resolve(form_for)],
        replaces: _Replaces = "",
    ) -> AskedView:
        """Ask the person directly in a form and record their answer, if session_status says can_ask.

        Otherwise nothing is recorded: ask in the conversation, then call record_decision.
        """
        with working():
            if given.action != "accept":
                return AskedView(
                    asked=True, recorded=False, message="They did not answer; nothing was recorded"
                )
            if given.data is None:
                return AskedView(
                    asked=False,
                    recorded=False,
                    message="This client cannot show forms; nothing was recorded",
                    relay=form_text(*handlers.askable(question, replaces)),
                )
            said = Said(question, answer_of(given.data), replaces=replaces)
            return AskedView(asked=True, **handlers.record(said, AnsweredBy.FORM).model_dump())


def _add_recording(server: MCPServer, handlers: Handlers, working: Working) -> None:
    @server.tool(title="Record a decision", annotations=_WRITES)
    def record_decision(  # noqa: PLR0913, PLR0917 - one parameter per part of an answer
        question: _Name,
        choice: Annotated[
            str,
            Field(
                description="The option's label or slug, several slugs joined by + for a combination, "
                "or the person's own answer in their words"
            ),
        ],
        rationale: Annotated[
            str,
            Field(description="Why: a passage of their_words, or several around ' ... '"),
        ],
        their_words: _Words,
        trade_offs: Annotated[
            str, Field(description="What they accept to give up: a passage of their_words, empty if none")
        ] = "",
        replaces: _Replaces = "",
        new_question: _New = False,  # noqa: FBT002 - tools are called by name
    ) -> RecordedView:
        """Record what the person decided in conversation. Reasons that are not in their words are refused."""
        with working():
            answer = Answer(handlers.labels(question, choice), rationale, trade_offs)
            return handlers.record(
                Said(question, answer, their_words, replaces, new_question), AnsweredBy.RELAYED
            )

    @server.tool(title="Decide later", annotations=_WRITES)
    def defer_decision(
        question: _Name,
        reason: Annotated[
            str, Field(description="Why later, and what it would take: a passage of their_words")
        ],
        their_words: _Words,
    ) -> RecordedView:
        """Put a question off because the person said so; it stays listed and comes back when you resume."""
        with working():
            return handlers.defer(question, reason, their_words)

    @server.tool(title="What a change touches", annotations=_LOOKS)
    def show_impact(question: _Name) -> ImpactView:
        """What a change of a decision touches: decisions, processes, files. Tell people before a revision."""
        with working():
            return impact_view(*handlers.impact(question))


def _add_notes(server: MCPServer, handlers: Handlers, working: Working) -> None:
    @server.tool(title="Note a point", annotations=_WRITES)
    def note_discussion(
        question: _Name, point: Annotated[str, Field(description="One point that was raised")]
    ) -> str:
        """Keep a point of the discussion; it goes into the log with the answer."""
        with working():
            return handlers.note(question, point)

    @server.tool(title="Note an open question", annotations=_WRITES)
    def note_open_question(text: Annotated[str, Field(description="The unresolved question")]) -> str:
        """List a question that nobody could answer."""
        with working():
            return handlers.open_question(text)

    @server.tool(title="Restore lost entries", annotations=_WRITES)
    def restore_lost_entries() -> str:
        """Put back entries that an editor took out of the log, once the person agrees."""
        with working():
            return handlers.restore()


def _add_ending(server: MCPServer, handlers: Handlers, working: Working) -> None:
    @server.tool(title="Finish the session", annotations=_WRITES)
    def finalize_session(
        leave_open: _Early = False,  # noqa: FBT002 - tools are called by name
    ) -> FinishedView:
        """Write the architecture sketch and the summary, and close the session."""
        with working():
            log, summary = handlers.finish(leave_open=leave_open)
            return finished_view(summary, str(log))


def _can_ask(ctx: Context) -> bool:
    capabilities = ctx.client_capabilities
    elicitation = capabilities.elicitation if capabilities else None
    return elicitation is not None and (elicitation.form is not None or elicitation.url is None)
