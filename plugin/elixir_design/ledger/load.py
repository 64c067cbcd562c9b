"""Reading a folder of logs from disk into a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from elixir_design.catalog.model import Catalog
from elixir_design.collection import collection_paused
from elixir_design.configuration import reading_rules
from elixir_design.ledger.fold import fold
from elixir_design.ledger.lint import lint_artifacts
from elixir_design.ledger.model import Ledger
from elixir_design.log.files import log_id, markdown_in, unread
from elixir_design.log.reader import read_log_file
from elixir_design.log.reading_rules import ReadingRules


def load_ledger(
    folder: Path, catalog: Catalog, root: Path | None = None, rules: ReadingRules | None = None
) -> Ledger:
    """Reads every log of a folder.

    Args:
        folder: Where the logs are.
        catalog: What choices are matched against.
        root: The project's root: paths in the ledger are relative to it, and artifacts that logs name are
            looked for in it. Defaults to the current folder.
        rules: How the logs are to be read; by default what the nearest ``mkdocs.yml`` says.

    Returns:
        The ledger, its problems including artifacts that are missing and files that are no logs.

    Raises:
        FileNotFoundError: The folder does not exist.
        ReadingRulesError: What ``mkdocs.yml`` says of reading has errors.
    """
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    base = (root or Path.cwd()).resolve()
    found = markdown_in(folder)
    said = reading_rules(folder) if rules is None else rules
    with collection_paused():
        ledger = fold(
            (
                read_log_file(path, display_path(path, base), log_id(path, folder), said)
                for path in found.logs
            ),
            catalog,
        )
    others = {unread(display_path(path, base), why) for path, why in found.others}
    ledger = replace(ledger, problems=tuple(sorted({*ledger.problems, *others}))) if others else ledger
    return check_artifacts(ledger, base, folder)


def check_artifacts(ledger: Ledger, root: Path, folder: Path) -> Ledger:
    """The ledger with a problem for every artifact found neither from the root nor beside the logs."""
    places = (root, folder, *folder.resolve().parents[:2])

    def exists(artifact: str) -> bool:
        try:
            return any((place / artifact).exists() for place in places)
        except (OSError, ValueError):  # A name that no file can have, such as one with a null byte.
            return False

    missing = lint_artifacts(ledger.sessions, exists)
    return replace(ledger, problems=tuple(sorted({*ledger.problems, *missing}))) if missing else ledger


def display_path(path: Path, base: Path) -> str:
    """A path as people name it: relative to the base when it is inside, with forward slashes."""
    (shown,) = display_paths([path], base)
    return shown


def display_paths(paths: Iterable[Path], base: Path) -> Iterator[str]:
    """The display paths of many files; each folder is resolved once."""
    folders: dict[Path, Path] = {}
    for path in paths:
        folder = path.parent
        if folder not in folders:
            folders[folder] = folder.resolve()
        # A log that is itself a link keeps the link's name: its id and its date hang on it.
        resolved = folders[folder] / path.name
        yield (resolved.relative_to(base) if resolved.is_relative_to(base) else path).as_posix()
