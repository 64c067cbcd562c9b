"""Reads, writes and removes files inside of a project, and never outside of it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path, PurePosixPath


class UnsafePathError(ValueError):
    """A path that is a folder, or leads out of the project; the text is for people."""


def is_inner(path: str) -> bool:
    """Whether a relative path, by its looks, stays below the folder that it is relative to."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and not path.startswith("/")
        and not any(part in {"..", "."} for part in path.split("/"))
        and "\\" not in path
        and path.isprintable()
    )


def place(project: Path, path: str) -> Path:
    """Where a file of the project is.

    Raises:
        UnsafePathError: When a folder or link in the project leads somewhere else.
    """
    spot = project / path
    home = project.resolve()
    if not is_inner(path) or not spot.parent.resolve().is_relative_to(home):
        raise UnsafePathError(f"{spot}: leads out of the project; move it away first")
    if spot.is_symlink() or spot.is_dir():
        raise UnsafePathError(f"{spot}: is a folder or a link; move it away first")
    return spot


def read(project: Path, path: str) -> bytes | None:
    """What a file holds, or None when there is none."""
    try:
        return place(project, path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def write(project: Path, path: str, content: bytes) -> None:
    """Writes a file at once: whoever reads it sees the old content or the new one."""
    spot = place(project, path)
    spot.parent.mkdir(parents=True, exist_ok=True)
    mode = spot.stat().st_mode & 0o777 if spot.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{spot.name}-", dir=spot.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
        Path(name).replace(spot)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def remove(project: Path, path: str) -> None:
    """Removes a file, and the folders that are empty without it."""
    spot = place(project, path)
    spot.unlink(missing_ok=True)
    for folder in spot.parents:
        if folder == project:
            return
        with contextlib.suppress(OSError):
            folder.rmdir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
