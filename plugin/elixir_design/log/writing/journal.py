"""A second copy of what was said, kept beside the project until the log surely holds it.

An editor that saves an old buffer over a log, a full disk or a lost network drive cost no words: what is in
the journal and not in the log can be offered back. The journal is no truth of its own and may be deleted at
any time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from elixir_design.log.markdown.marks import marks_in

_FOLDER = ".design"
_FILE = "journal.jsonl"
_ROOT_MARKS = (".git", _FOLDER, "mkdocs.yml", "pyproject.toml", "mix.exs")
_LOCK_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Kept:
    """One text in the journal.

    Attributes:
        id: Identifies it; a log that holds the text holds this id in a mark.
        log: File name of the log that it belongs to.
        kind: ``entry`` for a block of the log, ``note`` for a discussion note that waits for its entry.
        text: The block, or the note.
        question: Key of the question that a note belongs to.
        notes: Ids of the notes that an entry includes.
        at: When it was said, ISO 8601.
    """

    id: str
    log: str
    kind: str
    text: str
    question: str = ""
    notes: tuple[str, ...] = ()
    at: str = ""


class Journal:
    """The journal of one project.

    Args:
        folder: The folder of session logs. The journal lies in ``.design/`` at the root of its project, so
            that every program that writes these logs finds the same one.
    """

    def __init__(self, folder: Path) -> None:
        self.path = project_root(folder) / _FOLDER / _FILE

    def keep(self, kept: Kept) -> None:
        """Adds a text.

        Raises:
            OSError: The journal cannot be written.
        """
        record = {
            "id": kept.id,
            "log": kept.log,
            "kind": kept.kind,
            "text": kept.text,
            "question": kept.question,
            "notes": list(kept.notes),
            "at": kept.at or datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._add({key: value for key, value in record.items() if value})

    def drop(self, kept_id: str) -> None:
        """Notes that a text is not wanted any more.

        Raises:
            OSError: The journal cannot be written.
        """
        self._add({"drop": kept_id})

    def waiting(self, log: str, text: str) -> tuple[Kept, ...]:
        """The texts that belong to a log and are not in it.

        Args:
            log: The log's file name.
            text: What the log holds now.

        Returns:
            Entries that the log lost and notes that no entry has taken up, the oldest first.
        """
        kept: dict[str, Kept] = {}
        settled: set[str] = set()
        for record in self._records():
            if dropped := record.get("drop"):
                settled.add(str(dropped))
            elif (found := _kept(record)) is not None and found.log == log:
                kept[found.id] = found
        for entry in kept.values():
            # The notes of a lost entry come back with it, not beside it.
            settled.update(entry.notes)
        settled |= ids_in(text)
        return tuple(found for found in kept.values() if found.id not in settled)

    @contextmanager
    def lock(self, log: str) -> Iterator[None]:
        """Holds the lock of one log, across processes.

        Raises:
            OSError: The lock cannot be taken; ``TimeoutError`` when another program holds it for long.
        """
        from filelock import FileLock, Timeout

        self._make_folder()
        try:
            with FileLock(self.path.parent / f"{log}.lock", timeout=_LOCK_TIMEOUT):
                yield
        except Timeout as error:
            raise TimeoutError(
                f"another program has been writing {log} for {_LOCK_TIMEOUT:.0f} seconds"
            ) from error

    def _make_folder(self) -> None:
        if not self.path.parent.is_dir():
            self.path.parent.mkdir(parents=True, exist_ok=True)
        ignore = self.path.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")

    def _add(self, record: dict[str, object]) -> None:
        self._make_folder()
        line = json.dumps(record, ensure_ascii=False) + "\n"
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            # A first newline ends a line that a crash left torn; readers skip blank and torn lines.
            write_whole(descriptor, (line if self._ends_clean() else "\n" + line).encode())
        finally:
            os.close(descriptor)

    def _ends_clean(self) -> bool:
        with self.path.open("rb") as file:
            if file.seek(0, os.SEEK_END) == 0:
                return True
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _records(self) -> Iterator[dict[str, object]]:
        text = ""
        with suppress(OSError):
            text = self.path.read_text("utf-8", errors="replace")
        for line in text.split("\n"):
            with suppress(ValueError, RecursionError):
                record = json.loads(line)
                if isinstance(record, dict):
                    yield record


def ids_in(text: str) -> set[str]:
    """The ids of what a log holds whole: of a block that was cut short, the mark at its end is missing."""
    return {noted for mark in marks_in(text) if isinstance(noted := mark.get("id"), str)}


def write_whole(descriptor: int, data: bytes) -> None:
    """Writes data at the end of a file, all of it or nothing.

    Raises:
        OSError: It could not be written; the file is as it was.
    """
    before = os.fstat(descriptor).st_size
    written = 0
    try:
        while written < len(data):
            written += os.write(descriptor, data[written:])
    except OSError:
        if written:
            os.ftruncate(descriptor, before)
        raise


def project_root(folder: Path) -> Path:
    """The root of the project that a folder of logs belongs to: the nearest above that looks like one."""
    resolved = folder.resolve()
    above = (resolved, *resolved.parents)
    return next((place for place in above if any((place / mark).exists() for mark in _ROOT_MARKS)), resolved)


def _kept(record: dict[str, object]) -> Kept | None:
    fields = [record.get(name, "") for name in ("id", "log", "kind", "text", "question", "at")]
    notes = record.get("notes", [])
    if not all(isinstance(field, str) for field in fields) or not isinstance(notes, list):
        return None
    entry_id, log, kind, text, question, at = (str(field) for field in fields)
    if not (entry_id and log and text) or kind not in {"entry", "note"}:
        return None
    return Kept(entry_id, log, kind, text, question, tuple(str(note) for note in notes), at)
