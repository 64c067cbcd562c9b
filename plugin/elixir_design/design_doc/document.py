"""The design document on disk: derived from the logs, so that it can be deleted, and kept up to date."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from elixir_design.design_doc.merging import merge
from elixir_design.design_doc.sections import sections_of
from elixir_design.ledger.questions import State


class DocumentError(Exception):
    """The document cannot be read or written; the text says why, for people."""


def update_document(path: Path, state: State) -> str:
    """Brings the document up to date, if anything in it changed.

    Args:
        path: The document; made if it does not exist.
        state: Where the design stands.

    Returns:
        What to tell people, or "" when there is nothing to say.

    Raises:
        DocumentError: The file cannot be read or written.
    """
    try:
        before = path.read_text("utf-8") if path.exists() else ""
        merged = merge(before, sections_of(state, path))
        if merged is None:
            return f"{path} was not made by elixir-design and is left alone; rename it to have one made"
        if merged.text != before:
            _replace(path, merged.text)
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path} is not UTF-8 and is left alone; save it as UTF-8") from error
    except OSError as error:
        raise DocumentError(f"{path} cannot be written: {error.strerror}; the log has everything") from error
    return "\n".join(f"{path}:{line}: kept as you edited it: {title}" for title, line in merged.kept)


def _replace(path: Path, text: str) -> None:
    """Writes beside the file and renames, so that no reader ever sees half a document."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
