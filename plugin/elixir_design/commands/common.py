"""Options that commands share, and how what is wrong reaches a person."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from elixir_design.architecture.selection import Selection
from elixir_design.catalog.model import Catalog
from elixir_design.ledger.model import Ledger

DEFAULT_SESSIONS = Path("docs/elixir-sessions")
_MOST_SHOWN = 400

_Command = TypeVar("_Command", bound=Callable[..., Any])


def sessions_option(function: _Command) -> _Command:
    """Adds ``--sessions``: the folder of session logs."""
    return click.option(
        "--sessions",
        type=click.Path(path_type=Path, file_okay=False),
        default=DEFAULT_SESSIONS,
        show_default=True,
        help="Folder with the session logs.",
    )(function)


def catalog_option(function: _Command) -> _Command:
    """Adds ``--catalog``: a team's own dimensions and options."""
    return click.option(
        "--catalog",
        "catalog_path",
        type=click.Path(path_type=Path, exists=True),
        help="YAML file or folder with dimensions of your own.",
    )(function)


def selection_options(function: _Command) -> _Command:
    """Adds where decisions come from: ``--sessions``, ``--decisions`` and ``--set``."""
    for option in (
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="DIMENSION=OPTION[+OPTION...]",
            help="Choose options of a dimension; may be given several times.",
        ),
        click.option(
            "--decisions",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help="JSON file: an export, or {dimension: [options]}.",
        ),
        click.option(
            "--sessions",
            type=click.Path(path_type=Path, file_okay=False),
            help="Folder with the session logs.",
        ),
    ):
        function = option(function)
    return function


def choose(
    sessions: Path | None,
    decisions: Path | None,
    settings: tuple[str, ...],
    catalog_path: Path | None,
    *,
    stored: Selection | None = None,
) -> Selection:
    """What was decided, in the logs or a file, with what the command line adds.

    Args:
        sessions: Folder with the logs; the default one when no other source is given.
        decisions: File with decisions in place of logs.
        settings: What the command line adds, as ``dimension=option+option``.
        catalog_path: Dimensions of the team's own.
        stored: Answers given before, which stand when neither logs nor a file are named.

    Raises:
        click.UsageError: Two sources, an unknown dimension or option, or no logs (exit 2).
        click.ClickException: A file cannot be read (exit 1).
    """
    from dataclasses import replace

    from elixir_design.architecture.selection import (
        SelectionError,
        check_options,
        selection_from_ledger,
    )

    if sessions and decisions:
        raise click.UsageError("give --sessions or --decisions, not both")
    try:
        if decisions:
            catalog = read_catalog(catalog_path)
            selection = _read_decisions(decisions, catalog)
        elif stored is not None and not sessions:
            catalog = read_catalog(catalog_path)
            selection = stored
        elif sessions or not settings:
            ledger, catalog = read_ledger(sessions or DEFAULT_SESSIONS, catalog_path)
            selection = selection_from_ledger(ledger, catalog)
        else:
            catalog = read_catalog(catalog_path)
            selection = Selection()
        chosen = check_options(_parse_settings(settings), catalog)
    except SelectionError as error:
        raise click.UsageError(str(error)) from error
    merged = {**selection.options, **chosen}
    return replace(
        selection,
        options={dim.slug: merged[dim.slug] for dim in catalog.dimensions if dim.slug in merged},
        unmatched=tuple(choice for choice in selection.unmatched if choice.dimension not in chosen),
    )


def refuse_unmatched(selection: Selection) -> None:
    """Stops when choices match no option.

    Raises:
        click.UsageError: Naming each of them, with what to do (exit 2).
    """
    if not selection.unmatched:
        return
    from elixir_design.skeleton.escape import shown

    listed = "\n".join(f"  {shown(str(choice), 300)}" for choice in selection.unmatched)
    raise click.UsageError(
        f"some choices match no option of the catalog:\n{listed}\n"
        "reword them in a later session, say what you mean with --set dimension=option, "
        "or leave them out with --keep-going"
    )


def progress_lines() -> Callable[[str], None] | None:
    """A line before each step, for people only: a pipe gets the report and nothing else."""
    if not sys.stderr.isatty():
        return None
    return lambda line: click.echo(f"{line} ...", err=True)


def _parse_settings(settings: tuple[str, ...]) -> dict[str, object]:
    parsed: dict[str, object] = {}
    for dimension, options in map(_parse_setting, settings):
        if dimension in parsed:
            raise click.UsageError(
                f"--set {dimension} is given twice; join options that go together with +, as in "
                f"{dimension}=option+option"
            )
        parsed[dimension] = options
    return parsed


def _parse_setting(setting: str) -> tuple[str, object]:
    dimension, equals, options = setting.partition("=")
    names = [name.strip() for name in options.split("+")]
    if not equals or not dimension.strip() or not all(names):
        raise click.UsageError(f"--set {setting}: expected dimension=option, or dimension=option+option")
    return dimension.strip(), names


def _read_decisions(path: Path, catalog: Catalog) -> Selection:
    from elixir_design.architecture.selection import SelectionError
    from elixir_design.architecture.selection_file import selection_from_text

    try:
        selection, file = selection_from_text(path.read_text(encoding="utf-8-sig"), path.as_posix(), catalog)
    except SelectionError as error:
        raise SelectionError(_shown_lines(str(error))) from error
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}: is not UTF-8 text; export it again") from error
    except json.JSONDecodeError as error:
        raise click.ClickException(
            f"{path}:{error.lineno}:{error.colno}: is not JSON: {error.msg}; export again if it was cut"
        ) from error
    except RecursionError as error:
        raise click.ClickException(f"{path}: is nested too deeply for a file of decisions") from error
    if warnings := file.report():
        click.echo(_shown_lines(warnings), err=True)
    return selection


def _shown_lines(text: str) -> str:
    """Lines that quote what others wrote, with nothing that takes over the terminal, and not too long."""
    from elixir_design.skeleton.escape import plain

    lines = (plain(line).expandtabs(1) for line in text.split("\n"))
    return "\n".join(line if len(line) <= _MOST_SHOWN else f"{line[: _MOST_SHOWN - 1]}…" for line in lines)


def read_catalog(path: Path | None) -> Catalog:
    """Loads the catalog.

    Raises:
        click.ClickException: The file has errors; the message names every one with its line.
    """
    from elixir_design.catalog.loader import CatalogError, load_catalog

    try:
        return load_catalog(path)
    except CatalogError as error:
        raise click.ClickException(str(error)) from error


def read_ledger(sessions: Path, catalog_path: Path | None) -> tuple[Ledger, Catalog]:
    """Reads all logs of a folder.

    Raises:
        click.UsageError: There is no such folder (exit 2).
        click.ClickException: The catalog has errors, or a file cannot be read (exit 1).
    """
    from elixir_design.ledger.load import load_ledger

    catalog = read_catalog(catalog_path)
    try:
        return load_ledger(sessions, catalog), catalog
    except FileNotFoundError as error:
        raise click.UsageError(
            f"there is no folder {sessions}; name the one with your session logs with --sessions"
        ) from error
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or sessions} cannot be read: {error.strerror}"
        ) from error
