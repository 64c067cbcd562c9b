"""The files that a site is made from, read once and again only when they change. Knows nothing of MkDocs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from elixir_design.catalog.model import Catalog, Finding
from elixir_design.ledger.fold import fold
from elixir_design.ledger.load import check_artifacts, display_paths
from elixir_design.ledger.meaning import Meanings
from elixir_design.ledger.model import Ledger
from elixir_design.ledger.questions import fold_questions
from elixir_design.log.files import log_id
from elixir_design.log.model import SessionLog
from elixir_design.log.reader import ALL_BY_ITSELF, find_logs, read_log_file
from elixir_design.log.reading_rules import ReadingRules
from elixir_design.site.cache import FileMemo

T = TypeVar("T")


class SourceError(Exception):
    """A source is missing or cannot be read; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the sources are; a folder that does not exist holds nothing.

    Attributes:
        root: The project's root, to which the paths that people see are relative.
        sessions: Folder of the session logs.
        reports: Folder of the analysis reports.
        catalog: File or folder with a team's own dimensions.
        rules: How the logs are to be read.
    """

    root: Path
    sessions: Path
    reports: Path | None = None
    catalog: Path | None = None
    rules: ReadingRules = ALL_BY_ITSELF

    @property
    def watched(self) -> tuple[Path, ...]:
        """The files and folders whose changes change the site."""
        return tuple(path for path in (self.sessions, self.reports, self.catalog) if path and path.exists())


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read: what the pages are made from."""

    ledger: Ledger
    catalog: Catalog
    findings: tuple[Finding, ...]
    reports: dict[str, str]


class Sources:
    """Reads the sources, remembering every file that did not change since."""

    def __init__(self) -> None:
        self._logs: FileMemo[SessionLog] = FileMemo(self._read_log)
        self._reports: FileMemo[str] = FileMemo(_read_text)
        self._catalog: tuple[object, Catalog] | None = None
        self._meanings: tuple[Catalog, Meanings] | None = None
        self._last: tuple[object, Reading] | None = None
        self._folder = Path()
        self._rules = ALL_BY_ITSELF

    @property
    def logs_read(self) -> int:
        """How many log files have been parsed so far."""
        return self._logs.reads

    def read(self, places: Places) -> Reading:
        """Reads what changed.

        Returns:
            The very object of the call before when nothing changed.

        Raises:
            SourceError: A file cannot be read, or the catalog has errors.
        """
        try:
            catalog = self._read_catalog(places.catalog)
            self._folder = places.sessions
            if places.rules != self._rules:
                self._rules, self._logs = places.rules, FileMemo(self._read_log)
            logs = _read_all(self._logs, find_logs(places.sessions), places.root)
            reports = self._read_reports(places)
        except OSError as error:
            raise SourceError(f"{error.filename} cannot be read: {error.strerror}") from error
        state = (places, id(catalog), self._logs.version, self._reports.version)
        if self._last and self._last[0] == state:
            return self._last[1]
        ledger = fold(logs.values(), catalog, self._meanings_in(catalog))
        ledger = check_artifacts(ledger, places.root, places.sessions)
        if self._last:
            ledger = _with_known_objects(ledger, self._last[1].ledger, catalog)
        reading = Reading(ledger, catalog, _findings(places, catalog), reports)
        self._last = (state, reading)
        return reading

    def _read_log(self, path: Path, name: str) -> SessionLog:
        return read_log_file(path, name, log_id(path, self._folder), self._rules)

    def with_reports(self, ledger: Ledger, catalog: Catalog, places: Places) -> Reading:
        """Completes a ledger that was read elsewhere with the reports.

        Raises:
            SourceError: A report cannot be read.
        """
        return Reading(ledger, catalog, _findings(places, catalog), self._read_reports(places))

    def _read_reports(self, places: Places) -> dict[str, str]:
        found = sorted(places.reports.glob("*.md")) if places.reports else []
        return _read_all(self._reports, found, places.root)

    def _meanings_in(self, catalog: Catalog) -> Meanings:
        if self._meanings is None or self._meanings[0] is not catalog:
            self._meanings = (catalog, Meanings(catalog))
        return self._meanings[1]

    def _read_catalog(self, path: Path | None) -> Catalog:
        # Imported late: reading YAML costs more than a build without changes.
        from elixir_design.catalog.loader import CatalogError, load_catalog

        stamp = _stamps(path)
        if self._catalog and self._catalog[0] == stamp:
            return self._catalog[1]
        try:
            catalog = load_catalog(path)
        except CatalogError as error:
            raise SourceError(str(error)) from error
        self._catalog = (stamp, catalog)
        return catalog


def _with_known_objects(ledger: Ledger, earlier: Ledger, catalog: Catalog) -> Ledger:
    """The ledger with the objects of the one before where they are equal: comparing them later is free."""
    sessions = {session.id: session for session in earlier.sessions}
    decisions = {decision.id: decision for decision in earlier.decisions}
    known = tuple(_known(decision, decisions.get(decision.id)) for decision in ledger.decisions)
    return replace(
        ledger,
        sessions=tuple(_known(session, sessions.get(session.id)) for session in ledger.sessions),
        decisions=known,
        questions=fold_questions(known, catalog),
    )


def _known(now: T, earlier: T | None) -> T:
    return earlier if earlier == now and earlier is not None else now


def _read_all(memo: FileMemo[T], paths: list[Path], root: Path) -> dict[str, T]:
    memo.keep_only(paths)
    named = dict(zip(display_paths(paths, root), paths, strict=True))
    return {name: memo.get(path, name) for name, path in named.items()}


def _read_text(path: Path, _name: str) -> str:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _findings(places: Places, catalog: Catalog) -> tuple[Finding, ...]:
    from elixir_design.catalog.findings import load_findings

    if places.reports is None or not places.reports.is_dir():
        return ()
    return load_findings(sorted(places.reports.glob("*.md")), catalog, root=places.root)


def _stamps(path: Path | None) -> object:
    if path is None:
        return None
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return tuple((file, (stat := file.stat()).st_mtime_ns, stat.st_size) for file in files)
