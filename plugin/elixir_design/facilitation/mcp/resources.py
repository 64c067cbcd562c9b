"""What assistants may read: dimensions, findings, logs, the ledger, the design document, the diagram."""

# Annotations are read at run time: no "from __future__ import annotations" here.

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError

from elixir_design.architecture.sketch import derived_from
from elixir_design.facilitation.mcp.results import finding_view, question_view
from elixir_design.facilitation.session import DesignSession
from elixir_design.ledger.json import ledger_json
from elixir_design.ledger.questions import State
from elixir_design.log.writing.input import line_of


def add_resources(
    server: MCPServer, design: DesignSession, working: Callable[[], AbstractContextManager[None]]
) -> None:
    """Registers the resources of a project."""

    @server.resource("design://dimensions", mime_type="application/json")
    def dimensions() -> str:
        """All questions with their options and where they stand."""
        with working():
            questions = design.state().questions
            return _json([question_view(question, design).model_dump() for question in questions])

    @server.resource("design://dimensions/{key}", mime_type="application/json")
    def dimension(key: str) -> str:
        """One question with its options and the findings that bear on it."""
        with working():
            question = design.state().question(key)
            if question is None:
                raise ResourceNotFoundError(f"there is no question {key}")
            return _json(question_view(question, design).model_dump())

    @server.resource("design://findings", mime_type="application/json")
    def findings() -> str:
        """Passages of the analysis reports, word for word with their lines."""
        with working():
            found = design.evidence.findings
            return _json(
                [
                    finding_view(finding).model_dump()
                    | {"dimensions": finding.dimensions, "antipattern": finding.antipattern}
                    for finding in found
                ]
            )

    _add_documents(server, design, working)


def _add_documents(
    server: MCPServer, design: DesignSession, working: Callable[[], AbstractContextManager[None]]
) -> None:
    @server.resource("design://log", mime_type="text/markdown")
    def log() -> str:
        """The log of the latest session."""
        with working():
            sessions = design.state().ledger.sessions
            return sessions[-1].log.text if sessions else ""

    @server.resource("design://log/{session}", mime_type="text/markdown")
    def one_log(session: str) -> str:
        """The log of one session."""
        with working():
            found = design.state().session(session)
            if found is None:
                raise ResourceNotFoundError(f"there is no session {session}")
            return found.log.text

    @server.resource("design://ledger", mime_type="application/json")
    def ledger() -> str:
        """Every decision with what it replaced and what replaced it."""
        with working():
            return _json(ledger_json(design.state().ledger))

    @server.resource("design://document", mime_type="text/markdown")
    def document() -> str:
        """The consolidated design document."""
        with working():
            if design.document is None or not design.document.exists():
                raise ResourceNotFoundError("there is no design document yet")
            return design.document.read_text("utf-8")

    @server.resource("design://diagram", mime_type="text/plain")
    def diagram() -> str:
        """The supervision tree that the decisions mean, in text."""
        with working():
            return architecture_text(design.state())


def architecture_text(state: State) -> str:
    """The supervision tree in text, or why there is none."""
    from elixir_design.architecture.render import to_ascii

    architecture, why = derived_from(state)
    return to_ascii(architecture) if architecture is not None else f"none: {why}"


def decisions_text(state: State) -> str:
    """What was decided, one line each."""
    lines = [
        f"- {line_of(name)}: {line_of(choice)}\n  Why: {line_of(' '.join(answer.rationale))}"
        for question in state.decided
        for name, choice, answer in [(question.name, question.choice, question.answer)]
        if answer is not None
    ]
    return "\n".join(lines) or "none yet"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
