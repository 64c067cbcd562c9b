"""Files that are derived: written only when their content changed, deleted only when we wrote them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class FileStore:
    """A folder of derived files.

    A file whose content did not change keeps its modification time, so that nothing which watches the folder
    or compares times is set off.

    Args:
        root: The folder; made when the first file is written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folder = f"{root}{os.sep}"
        self._known: dict[str, bytes] = {}

    def put(self, path: str, content: bytes) -> bool:
        """Makes the file hold the content.

        Args:
            path: Relative to the folder, with forward slashes.
            content: The whole file.

        Returns:
            Whether it had to be written.

        Raises:
            OSError: The file cannot be written.
        """
        digest = hashlib.blake2b(content, digest_size=16).digest()
        if self._known.get(path) == digest and self.has(path):
            return False
        target = self.locate(path)
        written = not holds(target, content)
        if written:
            target.parent.mkdir(parents=True, exist_ok=True)
            # A reader, or a crash, never sees half a file.
            temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
            temporary.write_bytes(content)
            temporary.replace(target)
        self._known[path] = digest
        return written

    def locate(self, path: str) -> Path:
        """The place of a file on disk."""
        return self.root / path

    def address(self, path: str) -> str:
        """The place of a file on disk as text, which takes a tenth of the time for ten thousand files."""
        return f"{self._folder}{path}"

    def has(self, path: str) -> bool:
        """Whether the file is there."""
        return os.path.isfile(self.address(path))  # noqa: PTH113 - see ``address``

    def remove(self, paths: Iterable[str]) -> None:
        """Deletes files and the folders that they leave empty; a file that is gone already is no error."""
        for path in paths:
            self._known.pop(path, None)
            target = self.locate(path)
            target.unlink(missing_ok=True)
            _remove_empty(target.parent, self.root)


@dataclass(frozen=True, slots=True)
class _Remembered(Generic[T]):
    stamp: tuple[int, int]
    digest: bytes
    value: T


class FileMemo(Generic[T]):
    """What was read from files, kept until a file changes.

    A file is read again only if its time or size changed, and handed to ``read`` only if its content did.

    Args:
        read: Makes the value from a file; gets the path and the name to show to people.

    Attributes:
        reads: How many times ``read`` was called.
        version: Grows whenever a value is new or gone.
    """

    def __init__(self, read: Callable[[Path, str], T]) -> None:
        self._read = read
        self._remembered: dict[tuple[Path, str], _Remembered[T]] = {}
        self.reads = 0
        self.version = 0

    def get(self, path: Path, name: str) -> T:
        """The value of one file.

        Raises:
            OSError: The file cannot be read.
        """
        stat = path.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        known = self._remembered.get((path, name))
        if known and known.stamp == stamp:
            return known.value
        digest = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
        if known and known.digest == digest:
            value = known.value
        else:
            value = self._read(path, name)
            self.reads += 1
            self.version += 1
        self._remembered[path, name] = _Remembered(stamp, digest, value)
        return value

    def keep_only(self, paths: Iterable[Path]) -> None:
        """Drops what was read from any other file."""
        wanted = set(paths)
        kept = {key: value for key, value in self._remembered.items() if key[0] in wanted}
        if len(kept) < len(self._remembered):
            self._remembered = kept
            self.version += 1


def holds(path: Path, content: bytes) -> bool:
    """Whether a file is there and has this content."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and root in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
