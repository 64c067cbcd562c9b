"""The session logs of a project as they are on disk now: read when they changed, folded into one state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from elixir_design.catalog.model import Catalog
from elixir_design.configuration import reading_rules
from elixir_design.ledger.fold import fold
from elixir_design.ledger.load import display_path
from elixir_design.ledger.questions import State, state_of
from elixir_design.log.files import log_id, without_ending
from elixir_design.log.markdown.marks import marks_in
from elixir_design.log.model import SessionLog
from elixir_design.log.reader import find_logs, read_log_file
from elixir_design.log.reading_rules import ReadingRules
from elixir_design.log.writing.journal import ids_in

_OURS = re.compile(
    r"^# Elixir Design Session - \d{4}-\d{2}-\d{2}\n\n## Session Context\n- Analysis artifacts used: "
)
_SUMMARY = re.compile(r"^(?P<mark><!-- elixir-design: .*-->\n\n)?## Session Summary$", re.MULTILINE)


class NoSessionError(Exception):
    """There is no such session to go on with; the text says which there are."""


class ProjectLogs:
    """The logs of one folder.

    Args:
        folder: Where they are.
        catalog: What can be decided.
    """

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self.folder = folder
        self._catalog = catalog
        self._read: dict[Path, tuple[tuple[int, int], SessionLog]] = {}
        self._folded: tuple[list[SessionLog], State] | None = None
        self._rules = ReadingRules()

    def state(self) -> State:
        """Where the design stands, by what is on disk now.

        Raises:
            OSError: A log cannot be read.
            ReadingRulesError: What ``mkdocs.yml`` says of reading has errors.
        """
        if (rules := reading_rules(self.folder)) != self._rules:
            self._rules, self._read = rules, {}
        logs = [self._log(path) for path in find_logs(self.folder)]
        if self._folded is None or not _same(logs, self._folded[0]):
            self._folded = (logs, state_of(fold(logs, self._catalog), self._catalog))
        return self._folded[1]

    def find(self, session_id: str = "") -> tuple[Path, SessionLog]:
        """A session's file and what it says.

        Args:
            session_id: File name with or without its ending; the latest session without one.

        Raises:
            NoSessionError: There is no such session.
            OSError: It cannot be read.
        """
        paths = self._begun()
        wanted = without_ending(Path(session_id).name)
        found = [path for path in paths if path.stem == wanted] if wanted else paths[-1:]
        if not found:
            there_are = ", ".join(path.stem for path in paths) or "none"
            missing = f"there is no session {session_id}" if session_id else "there is no session to resume"
            raise NoSessionError(f"{missing} in {self.folder}; there are: {there_are}")
        return found[0], self._log(found[0])

    def unfinished(self) -> str:
        """Id of the latest session if it is ours and not summed up; else ""."""
        paths = self._begun()
        return paths[-1].stem if paths and can_go_on(self._log(paths[-1])) else ""

    def _begun(self) -> list[Path]:
        """The sessions that say something: a program that was killed may leave a new log empty.

        Sessions are held in the folder itself; what lies in folders inside it is only read.
        """
        return [path for path in find_logs(self.folder) if path.parent == self.folder and path.stat().st_size]

    def _log(self, path: Path) -> SessionLog:
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        known = self._read.get(path)
        if known is None or known[0] != stamp:
            shown = display_path(path, Path.cwd().resolve())
            known = (stamp, read_log_file(path, shown, log_id(path, self.folder), self._rules))
            self._read[path] = known
        return known[1]


def _same(logs: Sequence[SessionLog], others: Sequence[SessionLog]) -> bool:
    """Whether nothing was read anew: a log that has not changed is the same value as before."""
    return len(logs) == len(others) and all(log is other for log, other in zip(logs, others, strict=True))


def can_go_on(log: SessionLog) -> bool:
    """Whether a log is ours and not summed up, so that entries may be appended to it."""
    return bool(_OURS.match(log.text)) and not _is_summed_up(log.text)


def _is_summed_up(text: str) -> bool:
    """Whether a summary closes a log; one that was cut short does not."""
    whole = ids_in(text)
    for summary in _SUMMARY.finditer(text):
        begins = next((mark["begin"] for mark in marks_in(summary["mark"] or "") if "begin" in mark), None)
        if begins is None or begins in whole:
            return True
    return False
