"""``elixir-design session``: hold a design session in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from elixir_design.commands.common import catalog_option, read_catalog, sessions_option

if TYPE_CHECKING:
    from elixir_design.facilitation.session import DesignSession
    from elixir_design.facilitation.terminal.runs import SessionRun

STOPPED = 3
"""Exit code of a session that was stopped and can be resumed."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def place_options(function: _Command) -> _Command:
    """Adds where a session's files are: logs, catalog, reports, design document."""
    function = click.option(
        "--document",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Design document to keep up to date.  [default: elixir-design.md beside the sessions]",
    )(function)
    function = click.option(
        "--reports",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("reports/synthesis"),
        show_default=True,
        help="Folder with the analysis reports.",
    )(function)
    return sessions_option(catalog_option(function))


def asking_options(function: _Command) -> _Command:
    """Adds how a session gets its answers."""
    function = click.option("--no-input", is_flag=True, help="Ask nothing; stop at the first open question.")(
        function
    )
    return click.option(
        "--answers",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="YAML or JSON file with answers given beforehand.",
    )(function)


def open_session(
    sessions: Path, catalog_path: Path | None, reports: Path, document: Path | None
) -> DesignSession:
    """The session's place on disk."""
    from elixir_design.facilitation.session import DesignSession

    return DesignSession(
        sessions, read_catalog(catalog_path), reports, document or sessions.parent / "elixir-design.md"
    )


def run(
    design: DesignSession, answers: Path | None, *, no_input: bool, action: Callable[[SessionRun], None]
) -> None:
    """Runs a command of a session and turns how it ended into an exit code.

    Raises:
        click.UsageError: What was asked for does not exist (exit 2).
        click.ClickException: A file cannot be read or written (exit 1).
        SystemExit: The session was stopped (exit 3).
    """
    from elixir_design.design_doc.document import DocumentError
    from elixir_design.facilitation.answers_file import AnswersFileError
    from elixir_design.facilitation.messages import what_was_said
    from elixir_design.facilitation.project_logs import NoSessionError
    from elixir_design.facilitation.terminal.interruption import Interruption
    from elixir_design.facilitation.terminal.runs import SessionRun, UnknownQuestionError
    from elixir_design.facilitation.terminal.unended import kept_when_interrupted
    from elixir_design.log.writing.writer import LogWriteError

    interruption = Interruption()
    try:
        with interruption.taken(sys.stdin), kept_when_interrupted(sys.stdin):
            try:
                session_run = SessionRun(design, answers, asking=not no_input, interruption=interruption)
            except KeyboardInterrupt as error:
                raise SystemExit(STOPPED) from error
            _hold(session_run, action)
    except (AnswersFileError, NoSessionError, UnknownQuestionError) as error:
        raise click.UsageError(str(error)) from error
    except LogWriteError as error:
        if error.kept is None:
            click.echo(f"This could not be written:\n\n{what_was_said(error.text)}\n", err=True)
        raise click.ClickException(str(error)) from error
    except DocumentError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or design.sessions}: {error.strerror}") from error


def _hold(session_run: SessionRun, action: Callable[[SessionRun], None]) -> None:
    from elixir_design.facilitation.terminal.interruption import StoppedError
    from elixir_design.facilitation.terminal.keyboard import NoInputError

    try:
        action(session_run)
    except (StoppedError, KeyboardInterrupt) as error:
        session_run.stopped()
        raise SystemExit(STOPPED) from error
    except NoInputError as error:
        session_run.stopped()
        click.echo(f"{error} is not decided, and --no-input asks nobody", err=True)
        raise SystemExit(STOPPED) from error


@click.group()
def command() -> None:
    """Hold a design session: one question at a time, logged as you answer.

    Exits with 0 when the session is complete, with 3 when it was stopped and can be resumed: by you, by a
    closed terminal (SIGHUP) or by SIGTERM.
    """


@command.command()
@place_options
@asking_options
@click.option("--goal", default="", help="What the session is to decide.")
def start(  # noqa: PLR0913, PLR0917 - one parameter per option
    sessions: Path,
    catalog_path: Path | None,
    reports: Path,
    document: Path | None,
    answers: Path | None,
    goal: str,
    *,
    no_input: bool,
) -> None:
    """Begin a new session."""
    design = open_session(sessions, catalog_path, reports, document)
    run(design, answers, no_input=no_input, action=lambda session_run: session_run.start(goal))


@command.command()
@click.argument("session", default="")
@place_options
@asking_options
def resume(  # noqa: PLR0913, PLR0917 - one parameter per option
    session: str,
    sessions: Path,
    catalog_path: Path | None,
    reports: Path,
    document: Path | None,
    answers: Path | None,
    *,
    no_input: bool,
) -> None:
    """Go on with SESSION, or with the latest one."""
    design = open_session(sessions, catalog_path, reports, document)
    run(design, answers, no_input=no_input, action=lambda session_run: session_run.resume(session))


@command.command()
@click.argument("dimension")
@place_options
@click.option("--no-input", is_flag=True, help="Only show what a revision would touch.")
def revise(  # noqa: PLR0913 - one parameter per option
    dimension: str,
    sessions: Path,
    catalog_path: Path | None,
    reports: Path,
    document: Path | None,
    *,
    no_input: bool,
) -> None:
    """Take up DIMENSION (slug, number or name) again; first shows what a change touches."""
    design = open_session(sessions, catalog_path, reports, document)
    run(design, None, no_input=no_input, action=lambda session_run: session_run.revise(dimension))


@command.command()
@place_options
def status(sessions: Path, catalog_path: Path | None, reports: Path, document: Path | None) -> None:
    """Show where every question stands."""
    from elixir_design.facilitation.terminal.screen import Screen
    from elixir_design.facilitation.terminal.summaries import overview

    design = open_session(sessions, catalog_path, reports, document)
    screen = Screen()
    try:
        state = design.state()
        overview(screen, state)
        following = state.next()
        screen.say(f"Next: {following.name}" if following else "Every question is decided.")
        unfinished = design.unfinished()
    except OSError as error:
        raise click.ClickException(f"{error.filename or sessions}: {error.strerror}") from error
    if unfinished:
        screen.say(f"The session of {unfinished} is not finished: elixir-design session resume")


@command.command("list")
@place_options
def list_sessions(sessions: Path, catalog_path: Path | None, reports: Path, document: Path | None) -> None:
    """List the sessions, oldest first."""
    from elixir_design.facilitation.messages import tally
    from elixir_design.facilitation.project_logs import can_go_on
    from elixir_design.facilitation.terminal.screen import Screen

    design = open_session(sessions, catalog_path, reports, document)
    screen = Screen()
    try:
        found = design.state().ledger.sessions
    except OSError as error:
        raise click.ClickException(f"{error.filename or sessions}: {error.strerror}") from error
    if not found:
        screen.say(f"There are no sessions in {sessions}. Begin one: elixir-design session start")
    for session in found:
        goal = f": {session.goal}" if session.goal else ""
        open_mark = ", not finished" if can_go_on(session.log) else ""
        screen.say(f"{session.id}  {tally(session.log.entries)}{open_mark}{goal}", hanging=2)


@command.command()
@place_options
def document(sessions: Path, catalog_path: Path | None, reports: Path, document: Path | None) -> None:
    """Bring the design document up to date."""
    from elixir_design.design_doc.document import DocumentError, update_document

    target = document or sessions.parent / "elixir-design.md"
    design = open_session(sessions, catalog_path, reports, target)
    try:
        said = update_document(target, design.state())
    except DocumentError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or sessions}: {error.strerror}") from error
    click.echo(said or f"{target} is up to date")
