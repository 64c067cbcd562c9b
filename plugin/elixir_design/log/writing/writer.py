"""Appending to a session log so that no word is lost: by a crash, a full disk, another writer or an editor.

An append is one ``write`` to a file opened for appending, under a lock that all our programs share, followed
by ``fsync``. What the file held before is never written again. The text is in the journal before it is in the
log.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from elixir_design.log.files import is_markdown, without_ending
from elixir_design.log.model import SessionLog
from elixir_design.log.writing.branch import branch_slug
from elixir_design.log.writing.ending import closing_of
from elixir_design.log.writing.journal import Journal, Kept, ids_in, write_whole
from elixir_design.log.writing.numbering import free_number
from elixir_design.log.writing.render import (
    Header,
    NewEntry,
    render_entry,
    render_header,
    render_items,
    render_notes,
    render_prose,
)

_MOST_OF_A_MINUTE = 1000
_REASONS = {
    errno.EACCES: "the folder or the file is read-only",
    errno.EPERM: "the folder or the file is read-only",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EFBIG: "files may not grow any larger here",
}


class LogWriteError(Exception):
    """A log could not be written.

    Attributes:
        path: The log.
        text: What was to be written.
        kept: Where the text is now; None when it is nowhere but here, so that the caller has to show it.
    """

    def __init__(self, path: Path, error: OSError, text: str, kept: Path | None) -> None:
        self.path, self.text, self.kept = path, text, kept
        reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
        rest = f"; nothing is lost, the text is in {kept} and will be offered again" if kept else ""
        super().__init__(f"{path} cannot be written: {reason}{rest}")


@dataclass(frozen=True, slots=True)
class Appended:
    """What an append did.

    Attributes:
        id: Identifies the text in log and journal.
        lost: What the log has lost since it was appended, by an editor that saved an older text over it.
    """

    id: str
    lost: tuple[Kept, ...] = ()


class LogWriter:
    """Appends to one log.

    Args:
        path: The log; it must exist.
        journal: The project's journal; by default the one that belongs to the log's folder.
    """

    def __init__(self, path: Path, journal: Journal | None = None) -> None:
        self.path = path
        self.journal = journal or Journal(path.parent)
        self._appended: set[str] = set()

    def append_entry(self, entry: NewEntry, notes: Sequence[Kept] = (), *, own: bool = False) -> Appended:
        """Appends one question with its answer.

        Args:
            entry: The entry.
            notes: Discussion notes of the journal that the entry includes; they stop waiting.
            own: Whether the question is the team's own: where the log has given its number to another
                question meanwhile, it gets a free one.

        Raises:
            UnwritableError: The title would be read as something else.
            LogWriteError: The log cannot be written.
        """
        entry_id = new_id()
        block = render_entry(entry, entry_id)

        def renumbered() -> str:
            number = free_number(entry, self._text(), self.path.name)
            return block if number == entry.number else render_entry(replace(entry, number=number), entry_id)

        return self._append(
            block, entry_id, tuple(note.id for note in notes), final=renumbered if own else None
        )

    def append_items(
        self, heading: str, items: Sequence[str], found: Callable[[SessionLog], object]
    ) -> Appended:
        """Appends a list of things left; see ``render.render_items`` for arguments and errors.

        Raises:
            LogWriteError: The log cannot be written.
        """
        entry_id = new_id()
        return self._append(render_items(heading, items, entry_id, found), entry_id)

    def append_notes(self, heading: str, notes: Sequence[Kept]) -> Appended:
        """Appends notes of the journal that no entry takes up; they stop waiting.

        Raises:
            UnwritableError: They would be read as something else.
            LogWriteError: The log cannot be written.
        """
        entry_id = new_id()
        block = render_notes(heading, [note.text for note in notes], entry_id)
        return self._append(block, entry_id, tuple(note.id for note in notes))

    def append_prose(self, text: str) -> Appended:
        """Appends sections that carry no decision.

        Raises:
            UnwritableError: They would be read as decisions.
            LogWriteError: The log cannot be written.
        """
        entry_id = new_id()
        return self._append(render_prose(text, entry_id), entry_id)

    def keep_note(self, question: str, note: str) -> Kept:
        """Keeps a discussion note until the entry on its question is written.

        Raises:
            LogWriteError: The journal cannot be written.
        """
        kept = Kept(new_id(), self.path.name, "note", note, question)
        try:
            self.journal.keep(kept)
        except OSError as error:
            raise LogWriteError(self.journal.path, error, note, None) from error
        return kept

    def waiting(self) -> tuple[Kept, ...]:
        """What belongs to the log and is not in it: entries that it lost, notes that wait for their entry."""
        found = self._waiting()
        if any(kept.kind == "entry" for kept in found):
            # It may be on its way from the journal to the log: look again while nobody writes.
            with suppress(OSError), self.journal.lock(self.path.name):
                found = self._waiting()
        return found

    def _waiting(self) -> tuple[Kept, ...]:
        try:
            text = self._text()
        except FileNotFoundError:
            text = ""
        return self.journal.waiting(self.path.name, text)

    def _text(self) -> str:
        return self.path.read_bytes().decode("utf-8", errors="replace")

    def restore(self, kept: Kept) -> Appended:
        """Appends an entry that the log has lost, unless it is back by now.

        Raises:
            LogWriteError: The log cannot be written.
        """
        return self._append(kept.text, kept.id, kept.notes, journaled=True)

    def _append(
        self,
        block: str,
        entry_id: str,
        notes: tuple[str, ...] = (),
        *,
        journaled: bool = False,
        final: Callable[[], str] | None = None,
    ) -> Appended:
        """Writes a block; ``final`` makes it anew by what the log holds while nobody else writes."""
        kept: Path | None = self.journal.path if journaled else None
        try:
            with self.journal.lock(self.path.name):
                if final is not None:
                    block = final()
                if not journaled:
                    self.journal.keep(Kept(entry_id, self.path.name, "entry", block, notes=notes))
                    kept = self.journal.path
                before = self._write(block, entry_id)
        except OSError as error:
            raise LogWriteError(self.path, error, block.strip(), kept) from error
        lost = self._lost(before)
        self._appended.add(entry_id)
        return Appended(entry_id, lost)

    def _lost(self, before: str) -> tuple[Kept, ...]:
        """What this writer appended and the log no longer holds."""
        gone = self._appended - ids_in(before)
        if not gone:
            return ()
        return tuple(kept for kept in self.journal.waiting(self.path.name, before) if kept.id in gone)

    def _write(self, block: str, entry_id: str) -> str:
        """Writes one block; returns what the log held before."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND)
        try:
            data = _read(descriptor)
            before = data.decode("utf-8", errors="replace")
            text = _text_to_add(before, block, entry_id)
            if b"\r\n" in data[:4096]:
                text = text.replace("\n", "\r\n")
            write_whole(descriptor, text.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return before


def _text_to_add(before: str, block: str, entry_id: str) -> str:
    """What has to be written so that a log holds a block; not the block when only its end was missing."""
    known = entry_id in before
    if known and entry_id in ids_in(before):
        return ""
    closing = closing_of(before)
    return closing if known and entry_id in ids_in(before + closing) else closing + block


def create_log(folder: Path, header: Header) -> Path:
    """Creates the log of a new session, named by the time at which it began.

    On another branch than the default one the name also has the branch; when another log has the name
    already, it also has a number.

    Args:
        folder: Where the logs are; made if it is not there.
        header: How the log begins.

    Returns:
        The log's path.

    Raises:
        UnwritableError: The header would be read as something else.
        LogWriteError: The folder cannot be written.
    """
    text = render_header(header)
    path = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stem = "-".join(filter(None, [f"{header.started:%Y-%m-%d-%H%M}", branch_slug(folder)]))
        taken_names = {without_ending(path.name) for path in folder.iterdir() if is_markdown(path.name)}
        for number in range(1, _MOST_OF_A_MINUTE):
            name = f"{stem}-{number}" if number > 1 else stem
            if name in taken_names:
                continue
            path = folder / f"{name}.md"
            try:
                descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o666)
            except FileExistsError:
                continue
            try:
                write_whole(descriptor, text.encode())
                os.fsync(descriptor)
            except OSError:
                path.unlink(missing_ok=True)
                raise
            finally:
                os.close(descriptor)
            return path
    except OSError as error:
        raise LogWriteError(path, error, text, None) from error
    taken = FileExistsError(errno.EEXIST, f"{_MOST_OF_A_MINUTE} sessions began in this minute")
    raise LogWriteError(path, taken, text, None)


def now() -> datetime:
    """The local time to the minute, as logs are named, with its offset from UTC."""
    return datetime.now().astimezone().replace(second=0, microsecond=0)


def new_id() -> str:
    """A short identifier that no other entry has."""
    return secrets.token_hex(5)


def _read(descriptor: int) -> bytes:
    data = b""
    while piece := os.pread(descriptor, 1 << 20, len(data)):
        data += piece
    return data
