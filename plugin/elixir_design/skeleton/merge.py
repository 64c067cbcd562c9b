"""Merges two versions of a file that come from one, as ``git merge-file`` does."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

_LABELS = ("yours", "as it was generated", "as it is generated now")
_MARK = b"<<<<<<< " + _LABELS[0].encode()
_MOST_CONFLICTS = 127  # more than that and it is an error, says git


class MergeError(RuntimeError):
    """Git is not there, or cannot merge a file; the text is for people."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged file, with marks where people have to decide."""

    content: bytes
    conflicts: int


def merge(yours: bytes, before: bytes, now: bytes) -> Merged:
    """Brings the changes from ``before`` to ``now`` into ``yours``.

    Raises:
        MergeError: When there is no git, or the file is none that lines can be merged of.
    """
    git = shutil.which("git")
    if git is None:
        raise MergeError("git is needed to merge what you edited, and is not installed")
    with tempfile.TemporaryDirectory(prefix="elixir-design-") as folder:
        paths = [Path(folder) / name for name in ("yours", "before", "now")]
        for path, content in zip(paths, (yours, before, now), strict=True):
            path.write_bytes(content)
        labels = [word for label in _LABELS for word in ("-L", label)]
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            [git, "merge-file", "--stdout", "--diff3", *labels, *map(str, paths)],
            capture_output=True,
            check=False,
            cwd=folder,
        )
    if not 0 <= done.returncode <= _MOST_CONFLICTS:
        reason = done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}"
        raise MergeError(f"git cannot merge: {reason}")
    return Merged(content=done.stdout, conflicts=done.returncode)


def is_marked(content: bytes) -> bool:
    """Whether a file still has a mark of conflict that we wrote."""
    return any(line.startswith(_MARK) for line in content.splitlines())
