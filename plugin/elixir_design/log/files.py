"""The files of a folder of logs: which are read, under which ids, and which are something else."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from elixir_design.diagnostics import Diagnostic, Severity
from elixir_design.log.wording.records import MARKDOWN_ENDINGS, file_number
from elixir_design.log.wording.references import session_order
from elixir_design.log.wording.vocabulary.files import BESIDE, INDEXES, TEMPLATES

_ENDINGS = frozenset(f".{ending}" for ending in MARKDOWN_ENDINGS)
_RELATED = frozenset({".mdx", ".mdwn", ".mdtext", ".mdtxt", ".qmd", ".rmd"})
_ENDING_BELOW = re.compile(r"\.(?:md|markdown)\.txt$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_PASSED_BY = frozenset({"node_modules", "deps", "_build"})


@dataclass(frozen=True, slots=True)
class Folder:
    """The Markdown files of a folder and of those inside it.

    Attributes:
        logs: Those that are logs, in the order of their ids.
        others: Those that are not read, each with the reason.
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
            if name.startswith("."):
                continue
            if why := _why_not(path, directory):
                others.append((path, why))
            elif is_markdown(name):
                logs.append(path)
    links = {path for path in logs if path.is_symlink()}
    files = {path.parent.resolve() / path.name for path in logs if path not in links} if links else set()
    kept = (path for path in logs if path not in links or path.resolve() not in files)
    return Folder(tuple(sorted(kept, key=lambda path: session_order(log_id(path, directory)))), tuple(others))


def is_markdown(name: str) -> bool:
    """Whether a file is Markdown by the ending of its name."""
    return PurePath(name).suffix.casefold() in _ENDINGS


def without_ending(name: str) -> str:
    """The name of a log, which may be given with or without its ending."""
    return name[: -len(PurePath(name).suffix)] if is_markdown(name) else name


def log_id(path: Path, directory: Path) -> str:
    """The id of a log: its path within the folder of logs, without its ending."""
    return path.relative_to(directory).with_suffix("").as_posix()


def unread(path: str, why: str) -> Diagnostic:
    """Says of a file that it was not read as a log, and why.

    Args:
        path: How to call it.
        why: The reason, as ``markdown_in`` gives it.
    """
    return Diagnostic(
        path,
        1,
        1,
        "not-read",
        f"{why}, so it is not read as a log",
        Severity.INFO,
        hint="Nothing, if that is right; otherwise give it another name",
    )


def _why_not(path: Path, directory: Path) -> str:
    """Why a file is not read although its name says that it is Markdown; "" for a log and for other files."""
    if not is_markdown(path.name):
        is_related = path.suffix.casefold() in _RELATED or _ENDING_BELOW.search(path.name)
        return f"its name does not end in .md but in {path.suffix}" if is_related else ""
    if not path.is_file():
        return "it leads to no file" if path.is_symlink() else "it is no ordinary file"
    stem = path.stem.casefold()
    words = {word for word in _WORD.findall(stem) if not word.isdigit()}
    folders = {part.casefold() for part in path.relative_to(directory).parts[:-1]}
    if stem in INDEXES or _is_only(words, INDEXES):
        return "by its name this is an index"
    if folders & TEMPLATES or _is_only(words, TEMPLATES) or (words & TEMPLATES and file_number(stem) == 0):
        return "by its name this is a template"
    return ""


def _is_only(words: set[str], kinds: frozenset[str]) -> bool:
    return bool(words & kinds) and words <= kinds | BESIDE
