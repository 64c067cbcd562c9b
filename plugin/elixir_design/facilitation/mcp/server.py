"""The MCP server: any assistant facilitates with the same engine and the same log as the terminal."""

# Annotations are read at run time, also inside functions: no "from __future__ import annotations" here.

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from mcp.server.mcpserver import MCPServer, RequestStateSecurity
from mcp.server.mcpserver.exceptions import ToolError

import elixir_design
from elixir_design.configuration_error import ConfigurationError
from elixir_design.design_doc.document import DocumentError
from elixir_design.facilitation.answers import AnswerError
from elixir_design.facilitation.mcp import guidance
from elixir_design.facilitation.mcp.handlers import Handlers
from elixir_design.facilitation.mcp.relayed import RefusedError
from elixir_design.facilitation.mcp.resources import add_resources, architecture_text, decisions_text
from elixir_design.facilitation.mcp.tools import Working, add_tools
from elixir_design.facilitation.messages import what_was_said
from elixir_design.facilitation.project_logs import NoSessionError
from elixir_design.facilitation.session import DesignSession
from elixir_design.log.writing.journal import project_root
from elixir_design.log.writing.render import UnwritableError
from elixir_design.log.writing.writer import LogWriteError

_KEY_FILE = "mcp.key"
_KEY_BYTES = 32
_DAY = 86_400.0


_SAID = (RefusedError, NoSessionError, UnwritableError, AnswerError, DocumentError, ConfigurationError)
"""Errors whose text is meant for people."""


def build_server(design: DesignSession) -> MCPServer:
    """The server for one project.

    Args:
        design: The project's sessions.
    """
    handlers = Handlers(design)
    lock = RLock()
    server = MCPServer(
        "elixir-design",
        version=elixir_design.__version__,
        instructions=guidance.design_prompt(""),
        request_state_security=RequestStateSecurity(keys=[_key(design.sessions)], ttl=_DAY),
        log_level="WARNING",
    )

    @contextmanager
    def working() -> Iterator[None]:
        """One tool at a time; what is wrong reaches the assistant in words."""
        with lock:
            try:
                yield
            except LogWriteError as error:
                rest = "" if error.kept else f". Nothing was written:\n\n{what_was_said(error.text)}"
                raise ToolError(f"{error}{rest}") from error
            except _SAID as error:
                raise ToolError(str(error)) from error
            except OSError as error:
                raise ToolError(f"{error.filename or 'a file'}: {error.strerror}") from error

    add_tools(server, handlers, working)
    _add_prompts(server, design, working)
    add_resources(server, design, working)
    return server


def serve(design: DesignSession) -> None:
    """Serves one project on standard input and output until the client leaves."""
    build_server(design).run("stdio")


def _add_prompts(server: MCPServer, current: DesignSession, working: Working) -> None:
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
            state = current.state()
            return guidance.review_prompt(architecture_text(state), decisions_text(state))


def _key(sessions: Path) -> bytes:
    """The key that seals a half-asked question, so that its answer is still good after a restart."""
    path = project_root(sessions) / ".design" / _KEY_FILE
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            path.touch(mode=0o600)
            path.write_bytes(secrets.token_bytes(_KEY_BYTES))
        key = path.read_bytes()
    except OSError:
        return secrets.token_bytes(
            _KEY_BYTES
        )  # A read-only project can be looked at; a restart then asks again.
    return key if len(key) >= _KEY_BYTES else secrets.token_bytes(_KEY_BYTES)
