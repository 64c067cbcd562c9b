"""The files of a folder of logs: which are read, under which ids, and which are something else."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from elixir_design.diagnostics import Diagnostic, Severity
from elixir_design.log.wording.references import session_order
from elixir_design.log.wording.vocabulary.files import BESIDE, INDEXES, TEMPLATES

_SUFFIXES = frozenset({".md", ".markdown"})
_WORD = re.compile(r"[^\W_]+")
_PASSED_BY = frozenset({"node_modules", "deps", "_build"})


@dataclass(frozen=True, slots=True)
class Folder:
    """The Markdown files of a folder and of those inside it.

    Attributes:
        logs: Those that are logs, in the order of their ids.
        others: Those that are an index or a template, each with what it is.
    """

    logs: tuple[Path, ...] = ()
    others: tuple[tuple[Path, str], ...] = ()


def markdown_in(directory: Path) -> Folder:
    """Looks through a folder; hidden files and folders are passed by, and a link to another log is none."""
    logs: list[Path] = []
    others: list[tuple[Path, str]] = []
    for here, folders, names in os.walk(directory):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_BY)
        for name in sorted(names):
            path = Path(here, name)
            if name.startswith(".") or path.suffix.casefold() not in _SUFFIXES or not path.is_file():
                continue
            if kind := _kind(path, directory):
                others.append((path, kind))
            else:
                logs.append(path)
    links = {path for path in logs if path.is_symlink()}
    files = {path.parent.resolve() / path.name for path in logs if path not in links} if links else set()
    kept = (path for path in logs if path not in links or path.resolve() not in files)
    return Folder(tuple(sorted(kept, key=lambda path: session_order(log_id(path, directory)))), tuple(others))


def log_id(path: Path, directory: Path) -> str:
    """The id of a log: its path within the folder of logs, without its ending."""
    return path.relative_to(directory).with_suffix("").as_posix()


def unread(path: str, kind: str) -> Diagnostic:
    """Says of a file that it was not read as a log, and why.

    Args:
        path: How to call it.
        kind: What it is, as ``markdown_in`` gives it.
    """
    return Diagnostic(
        path,
        1,
        1,
        "not-read",
        f"by its name this is {kind}, so it is not read as a log",
        Severity.INFO,
        hint="Nothing, if that is right; otherwise give it another name",
    )


def _kind(path: Path, directory: Path) -> str:
    """What a file is by its name, when it is no log."""
    stem = path.stem.casefold()
    words = {word for word in _WORD.findall(stem) if not word.isdigit()}
    folders = {part.casefold() for part in path.relative_to(directory).parts[:-1]}
    if stem in INDEXES or _is_only(words, INDEXES):
        return "an index"
    if folders & TEMPLATES or _is_only(words, TEMPLATES):
        return "a template"
    return ""


def _is_only(words: set[str], kinds: frozenset[str]) -> bool:
    return bool(words & kinds) and words <= kinds | BESIDE
