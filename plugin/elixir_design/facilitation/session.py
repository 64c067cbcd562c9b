"""The one place where a session writes: appends to one log and keeps the derived documents fresh.

Both fronts work through it. After every change the state is folded again from what is on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from elixir_design.catalog.model import Catalog
from elixir_design.facilitation.answers import Answer, AnsweredBy, Presented, entry_for, presented_options
from elixir_design.facilitation.briefing import Briefing, Evidence, briefing_for, gather_evidence
from elixir_design.facilitation.closing import Summary, summarize
from elixir_design.facilitation.project_logs import ProjectLogs, can_go_on
from elixir_design.ledger.model import Question
from elixir_design.ledger.questions import State
from elixir_design.log.model import SessionLog, Status
from elixir_design.log.writing.input import clean, items_of, line_of, says_something
from elixir_design.log.writing.journal import Kept
from elixir_design.log.writing.render import Header, NewEntry
from elixir_design.log.writing.writer import LogWriter, create_log, now


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording did: the place of the log, and what an editor had taken out of the log meanwhile."""

    log: Path
    lost: tuple[Kept, ...] = ()
    document: str = ""


class DesignSession:
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
        self.project_logs = ProjectLogs(sessions, catalog)
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
        return self.project_logs.state()

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
        return self._begin(goal, continues).path

    def resume(self, session_id: str = "") -> SessionLog:
        """Goes on with a session.

        A log that our tools wrote and nobody has summed up is continued in place. Any other stays untouched:
        a new log that names it is begun when there is something to write.

        Args:
            session_id: File name with or without its ending; the latest session without one.

        Returns:
            The session that is gone on with.

        Raises:
            NoSessionError: There is no such session.
            OSError: A log cannot be read.
        """
        path, log = self.project_logs.find(session_id)
        if can_go_on(log):
            self.writer = LogWriter(path)
        else:
            self.writer = None
            self._planned = (f"continue the session of {log.id}", path.name)
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
        return self.project_logs.unfinished()

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
        question = self._numbered(question)
        entry = entry_for(
            question, answer, self._presented(question), answered_by, [note.text for note in notes]
        )
        appended = self._opened().append_entry(entry, notes, own=question.dimension is None)
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
            entry = NewEntry(
                question.name, Status.OPEN, question.position, discussion=discussion, key=question.key
            )
            self.writer.append_entry(entry, own, own=question.dimension is None)

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
        """Writes the architecture sketch and the summary; the session is closed with them, and so is its log.

        Raises:
            LogWriteError: The log cannot be written.
            OSError: The drawing of the supervision tree cannot be written; the log has everything.
        """
        from elixir_design.architecture.sketch import draw_tree, tree_picture

        self.leave_notes()
        writer = self._opened()
        summary = summarize(self.state(), writer.path.stem)
        writer.append_prose(summary.sketch_as_markdown())
        writer.append_prose(summary.as_markdown())
        if self.document is not None:
            draw_tree(self.state(), tree_picture(self.document))
        self.refresh()
        self.writer = None
        return summary

    def refresh(self) -> str:
        """Brings the design document up to date; returns what to tell people about it, or "".

        A document that cannot be written is told, too, and stops nobody: the log has everything.
        """
        if self.document is None:
            return ""
        from elixir_design.design_doc.document import DocumentError, update_document

        try:
            return update_document(self.document, self.state())
        except DocumentError as error:
            return str(error)

    # --- inside -------------------------------------------------------------------------------------------

    def _opened(self) -> LogWriter:
        return self.writer or self._begin(*self._planned)

    def _begin(self, goal: str, continues: str) -> LogWriter:
        header = Header(now(), line_of(goal), self.evidence.present, continues)
        self.writer = LogWriter(create_log(self.sessions, header))
        self._planned = ("", "")
        return self.writer

    def _numbered(self, question: Question) -> Question:
        """A question of the team's own that is new, with a number that no log has given away meanwhile."""
        if question.dimension is not None or question.answer is not None:
            return question
        questions = self.state().questions
        known = next((one for one in questions if one.key == question.key), None)
        if known is not None:
            return replace(question, position=known.position)
        taken = {one.position for one in questions}
        return (
            replace(question, position=self.state().new_position())
            if question.position in taken
            else question
        )

    def _presented(self, question: Question) -> Presented:
        options = question.dimension.options if question.dimension else ()
        return Presented(self.briefing(question).quotes, presented_options(options))


def _asked(log: SessionLog) -> Sequence[str]:
    return tuple(item.text for item in log.open_questions if not item.done)
