"""Options that commands share, and how what is wrong reaches a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from elixir_design.catalog.model import Catalog
from elixir_design.ledger.model import Ledger

DEFAULT_SESSIONS = Path("docs/elixir-sessions")

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
