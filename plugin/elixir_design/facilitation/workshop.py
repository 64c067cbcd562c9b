"""The one place where a session touches the disk: reads logs, appends to one, keeps derived documents fresh.

Both fronts work through it. After every change the state is folded again from what is on disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from elixir_design.catalog.model import Catalog
from elixir_design.facilitation.answers import Answer, AnsweredBy, Presented, entry_for, presented_options
from elixir_design.facilitation.briefing import Briefing, Evidence, briefing_for, gather_evidence
from elixir_design.facilitation.closing import Summary, summarize
from elixir_design.ledger.fold import fold
from elixir_design.ledger.load import display_path
from elixir_design.ledger.questions import Question, State, state_of
from elixir_design.log.journal import Kept
from elixir_design.log.model import SessionLog, Status
from elixir_design.log.reader import find_logs, read_log_file
from elixir_design.log.render import Header, NewEntry
from elixir_design.log.typed import clean, items_of, line_of, says_something
from elixir_design.log.writer import LogWriter, create_log, now

_OURS = re.compile(
    r"^# Elixir Design Session - \d{4}-\d{2}-\d{2}\n\n## Session Context\n- Analysis artifacts used: "
)
_SUMMARY = re.compile(r"^## Session Summary$", re.MULTILINE)


class NoSessionError(Exception):
    """There is no such session to go on with; the text says which there are."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording did: the place of the log, and what an editor had taken out of the log meanwhile."""

    log: Path
    lost: tuple[Kept, ...] = ()
    document: str = ""


class Workshop:
    """A design session on disk.

    Args:
        sessions: The folder of session logs.
        catalog: What can be decided.
        reports: The folder of analysis reports.
        document: The design document to keep up to date; None for none.
    """

    def __init__(self, sessions: Path, catalog: Catalog, reports: Path, document: Path | None = None) -> None:
        self.sessions = sessions
        self.catalog = catalog
        self.reports = reports
        self.document = document
        self.writer: LogWriter | None = None
        self._read: dict[Path, tuple[tuple[int, int], SessionLog]] = {}
        self._evidence: Evidence | None = None
        self._planned = ("", "")

    @property
    def evidence(self) -> Evidence:
        """The analysis reports, read when they are first needed."""
        if self._evidence is None:
            self._evidence = gather_evidence(self.reports, self.catalog)
        return self._evidence

    def state(self) -> State:
        """Where the design stands, by what is on disk now.

        Raises:
            OSError: A log cannot be read.
        """
        base = Path.cwd().resolve()
        logs = [self._log(path, base) for path in find_logs(self.sessions)]
        return state_of(fold(logs, self.catalog), self.catalog)

    def briefing(self, question: Question) -> Briefing:
        """What people should know before they answer."""
        return briefing_for(question, self.evidence)

    # --- sessions -----------------------------------------------------------------------------------------

    def start(self, goal: str = "", continues: str = "") -> Path:
        """Begins a new session, with its log.

        Args:
            goal: What it is to decide.
            continues: File name of an earlier session that it goes on from.

        Raises:
            UnwritableError: The goal would be read as something else.
            LogWriteError: The folder cannot be written.
        """
        header = Header(now(), line_of(goal), self.evidence.present, continues)
        path = create_log(self.sessions, header)
        self.writer = LogWriter(path)
        return path

    def resume(self, session_id: str = "") -> SessionLog:
        """Goes on with a session.

        A log that our tools wrote and nobody has summed up is continued in place. Any other stays untouched:
        a new log that names it is begun when there is something to write.

        Args:
            session_id: File name with or without ``.md``; the latest session without one.

        Returns:
            The session that is gone on with.

        Raises:
            NoSessionError: There is no such session.
            OSError: A log cannot be read.
        """
        paths = find_logs(self.sessions)
        wanted = Path(session_id).name.removesuffix(".md")
        found = [path for path in paths if path.stem == wanted] if wanted else paths[-1:]
        if not found:
            there_are = ", ".join(path.stem for path in paths) or "none"
            missing = f"there is no session {session_id}" if session_id else "there is no session to resume"
            raise NoSessionError(f"{missing} in {self.sessions}; there are: {there_are}")
        log = self._log(found[0], Path.cwd().resolve())
        if can_go_on(log):
            self.writer = LogWriter(found[0])
        else:
            self.writer = None
            self._planned = (f"continue the session of {log.id}", found[0].name)
        return log

    def plan(self, goal: str) -> None:
        """Prepares a new session that begins when there is something to write."""
        self.writer = None
        self._planned = (goal, "")

    @property
    def is_planned(self) -> bool:
        """Whether a session begins with the next thing that is written."""
        return self._planned != ("", "")

    def unfinished(self) -> str:
        """Id of the latest session if it is ours and not summed up; else ""."""
        paths = find_logs(self.sessions)
        if not paths:
            return ""
        return paths[-1].stem if can_go_on(self._log(paths[-1], Path.cwd().resolve())) else ""

    @property
    def log(self) -> Path:
        """The log that is written.

        Raises:
            LogWriteError: A new one cannot be begun.
        """
        return self._opened().path

    # --- what is said -------------------------------------------------------------------------------------

    def notes(self, question: Question) -> tuple[Kept, ...]:
        """Discussion notes on a question that no entry has taken up yet."""
        waiting = self.writer.waiting() if self.writer else ()
        return tuple(kept for kept in waiting if kept.kind == "note" and kept.question == question.key)

    def lost(self) -> tuple[Kept, ...]:
        """Entries that the log should hold and does not."""
        waiting = self.writer.waiting() if self.writer else ()
        return tuple(kept for kept in waiting if kept.kind == "entry")

    def record(self, question: Question, answer: Answer, answered_by: AnsweredBy) -> Recorded:
        """Writes an answer into the log, with what was shown and noted before it.

        Raises:
            AnswerError: The choice or the rationale is missing.
            UnwritableError: The question's name would be read as something else.
            LogWriteError: The log cannot be written.
        """
        notes = self.notes(question)
        entry = entry_for(
            question, answer, self._presented(question), answered_by, [note.text for note in notes]
        )
        appended = self._opened().append_entry(entry, notes)
        return Recorded(self.log, appended.lost, self.refresh())

    def note(self, question: Question, text: str) -> Kept | None:
        """Keeps a point of the discussion until the question is answered or left; None if it says nothing.

        Raises:
            LogWriteError: It cannot be kept.
        """
        said = clean(text)
        return self._opened().keep_note(question.key, said) if says_something(said) else None

    def ask_later(self, text: str) -> bool:
        """Writes an unresolved question into the log; false if the text says nothing.

        Raises:
            UnwritableError: It would be read as something else.
            LogWriteError: The log cannot be written.
        """
        said = clean(text)
        if not says_something(said):
            return False
        self._opened().append_items("Open Questions", [said], _asked)
        self.refresh()
        return True

    def leave_notes(self) -> None:
        """Writes notes that no answer took up into the log, so that none is lost.

        Raises:
            LogWriteError: The log cannot be written.
        """
        waiting = self.writer.waiting() if self.writer else ()
        notes = [kept for kept in waiting if kept.kind == "note"]
        if self.writer is None or not notes:
            return
        state = self.state()
        for key in dict.fromkeys(note.question for note in notes):
            own = [note for note in notes if note.question == key]
            question = state.question(key)
            if question is None or question.decided or question.deferred:
                self.writer.append_notes(f"Notes on {question.name if question else key}", own)
                continue
            discussion = tuple(item for note in own for item in items_of(note.text))
            entry = NewEntry(question.name, Status.OPEN, question.number, discussion=discussion)
            self.writer.append_entry(entry, own)

    def restore(self, lost: Iterable[Kept]) -> None:
        """Puts back what the log has lost.

        Raises:
            LogWriteError: The log cannot be written.
        """
        for kept in lost:
            self._opened().restore(kept)
        self.refresh()

    def give_up(self, lost: Iterable[Kept]) -> None:
        """Notes that what the log has lost is not wanted back.

        Raises:
            OSError: The journal cannot be written.
        """
        for kept in lost:
            self._opened().journal.drop(kept.id)

    def finish(self) -> Summary:
        """Writes the architecture sketch and the summary; the session is closed with them.

        Raises:
            LogWriteError: The log cannot be written.
            OSError: The drawing of the supervision tree cannot be written; the log has everything.
        """
        from elixir_design.architecture.sketch import draw_tree, tree_picture

        self.leave_notes()
        writer = self._opened()
        summary = summarize(self.state(), writer.path.stem)
        if summary.sketch:
            writer.append_prose(summary.sketch.as_markdown())
        writer.append_prose(summary.as_markdown())
        if self.document is not None:
            draw_tree(self.state(), tree_picture(self.document))
        self.refresh()
        return summary

    def refresh(self) -> str:
        """Brings the design document up to date; returns what to tell people about it, or "".

        A document that cannot be written is told, too, and stops nobody: the log has everything.
        """
        if self.document is None:
            return ""
        from elixir_design.design_doc import DocumentError, update_document

        try:
            return update_document(self.document, self.state())
        except DocumentError as error:
            return str(error)

    # --- inside -------------------------------------------------------------------------------------------

    def _opened(self) -> LogWriter:
        if self.writer is None:
            self.start(*self._planned)
        if self.writer is None:
            raise NoSessionError("no session is open")
        return self.writer

    def _presented(self, question: Question) -> Presented:
        options = question.dimension.options if question.dimension else ()
        return Presented(self.briefing(question).quotes, presented_options(options))

    def _log(self, path: Path, base: Path) -> SessionLog:
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        known = self._read.get(path)
        if known is None or known[0] != stamp:
            known = (stamp, read_log_file(path, display_path(path, base)))
            self._read[path] = known
        return known[1]


def can_go_on(log: SessionLog) -> bool:
    """Whether a log is ours and not summed up, so that entries may be appended to it."""
    return bool(_OURS.match(log.text)) and not _SUMMARY.search(log.text)


def _asked(log: SessionLog) -> Sequence[str]:
    return tuple(item.text for item in log.open_questions if not item.done)
