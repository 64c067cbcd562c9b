"""The branch on which a log is begun: logs of the same minute on two branches must not get one name."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from contextlib import suppress
from pathlib import Path
from zlib import crc32

_USUAL = frozenset({"main", "master"})
_LONGEST = 40
_HEAD = re.compile(r"ref: refs/heads/(?P<branch>\S+)\s*")
_ORIGIN = re.compile(r"ref: refs/remotes/origin/(?P<branch>\S+)\s*")
_SECONDS = 5


def branch_slug(folder: Path) -> str:
    """What a log's name says of the branch that is checked out.

    Args:
        folder: A folder that exists.

    Returns:
        Lower-case words joined by hyphens; "" on the default branch, without a branch and outside of git.
    """
    with suppress(OSError, UnicodeDecodeError):
        git = _git_folder(folder.resolve())
        if git is not None and (branch := _named(git / "HEAD", _HEAD)) and not _is_default(git, branch):
            return slug_of(branch)
    return ""


def slug_of(branch: str) -> str:
    """A branch's name in characters that stand in every file name and mention; never empty."""
    letters = unicodedata.normalize("NFKD", branch).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST].strip("-")
    return slug or f"{crc32(branch.encode(errors='replace')):08x}"


def _git_folder(folder: Path) -> Path | None:
    """Where git keeps what is checked out around a folder: ``.git``, or the folder that such a file names."""
    place = next((above / ".git" for above in (folder, *folder.parents) if (above / ".git").exists()), None)
    if place is None or place.is_dir():
        return place
    said = place.read_text("utf-8").strip()
    return (place.parent / said.removeprefix("gitdir:").strip()) if said.startswith("gitdir:") else None


def _is_default(git: Path, branch: str) -> bool:
    """Whether a branch is the one from which others are made, as far as this copy knows."""
    common = git
    with suppress(FileNotFoundError):
        common = git / (git / "commondir").read_text("utf-8").strip()
    if known := _named(common / "refs" / "remotes" / "origin" / "HEAD", _ORIGIN):
        return branch == known
    return branch in _USUAL or branch == _configured(git)


def _named(reference: Path, form: re.Pattern[str]) -> str:
    try:
        match = form.fullmatch(reference.read_text("utf-8"))
    except FileNotFoundError:
        return ""
    return match["branch"] if match else ""


def _configured(git: Path) -> str:
    """How git calls the first branch of a new repository here; "" where nobody has said so."""
    command = ["git", f"--git-dir={git}", "config", "--get", "init.defaultBranch"]
    try:
        done = subprocess.run(  # noqa: S603 - our own words, and the program that people have on their path
            command, capture_output=True, text=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
