"""Reading a session log: from Markdown, as people and assistants really write it, to entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from elixir_design.diagnostics import Diagnostic
from elixir_design.log.about import read_about
from elixir_design.log.apart import taken_apart
from elixir_design.log.broken_off import cut_off, torn_block
from elixir_design.log.codes import report
from elixir_design.log.entry.assembly import assemble
from elixir_design.log.entry.torn import as_torn
from elixir_design.log.files import markdown_in
from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.remains import Remains, torn_entry
from elixir_design.log.finding.withdrawals import withdrawals_in
from elixir_design.log.kept import restored
from elixir_design.log.leftovers import Leftovers
from elixir_design.log.model import Entry, SessionLog
from elixir_design.log.reading_rules import Correction, ReadingRules
from elixir_design.log.unread import unread_in
from elixir_design.log.wording.dates import day_of_name, day_order
from elixir_design.log.wording.plain import plain
from elixir_design.log.wording.slugs import slug_of
from elixir_design.log.wording.vocabulary.roles import Role

ALL_BY_ITSELF = ReadingRules()
"""No rules: everything is read by what it looks like."""
_MESSAGES = {
    "unknown-label": "the label \u201c{}\u201d is not known, its text is kept as it is",
    "unknown-status": "the status \u201c{}\u201d is not known, so it only counts whether there is an answer",
    "placeholder": "\u201c{}\u201d is a template's blank, not an answer",
    "unclear-date": "the date \u201c{}\u201d {because}",
}


def read_log(text: str, path: str, log_id: str = "", rules: ReadingRules = ALL_BY_ITSELF) -> SessionLog:
    """Reads one log. Never raises, whatever the text.

    Args:
        text: The file's contents, with any line ends.
        path: The file as the caller names it.
        log_id: The log's id; the path's stem by default.
        rules: What the project says of how its logs are to be read.

    Returns:
        The log; what could not be interpreted is in its ``problems``, in the order of the lines.
    """
    path = path.replace("\\", "/")
    apart = taken_apart(text, path, log_id or PurePosixPath(path).stem or "log", rules)
    lines, said, found, own, rule = apart.lines, apart.said, apart.found, apart.own, apart.rule
    front = apart.front
    sources, log_id, text = apart.sources, apart.log_id, apart.text
    torn = [one for one in own.remains if not one.retold]
    begun = [(source, one) for one in torn if (source := torn_entry(one, said))]
    order = rule.dates or day_order("\n".join(said))
    entries: list[Entry] = []
    problems: list[Diagnostic] = []
    slugs: dict[str, int] = {}
    for source, remains in _in_file_order((own.clipped(source, said) for source in sources), begun):
        entry, unknown = assemble(source, _slug(source, slugs), said, order, rule.statuses)
        if remains is not None:
            entries.append(as_torn(entry, remains.question))
            continue  # That it is torn says why its words are not understood.
        entries.append(entry)
        problems += [
            report(
                item.code,
                _MESSAGES[item.code].format(plain(item.text).split("\n", 1)[0], because=item.because),
                path=path,
                line=item.line,
                lines=lines,
                text=item.text,
                column=item.column,
            )
            for item in unknown
        ]
    entry_lines = {source.line for source in sources}
    leftovers = Leftovers(said)
    leftovers.read(apart.root, entry_lines)
    about = read_about(apart.root, log_id, entry_lines, said, apart.in_front, order)
    if len(entries) == 1:
        entries[0] = _dated(entries[0], log_id)
        about.started = about.started or _midnight(entries[0].decided_on)
    if front and front.wrong:
        line, why = front.wrong
        message = f"the front matter is no YAML: {why}"
        problems.append(report("bad-front-matter", message, path=path, line=line, lines=lines))
    problems += [_unused(correction, path, lines) for correction in found.lost]
    problems += [torn_block(one, lines, path) for one in torn]
    problems += unread_in(apart.body, apart.unclosed, path, lines)
    if not torn or torn[-1].end < apart.blocks[-1].line:
        problems += cut_off(apart.blocks, entries, lines, said, path)
    log = SessionLog(
        id=log_id,
        path=path,
        text=text,
        title=about.title,
        started=about.started,
        unclear_day=about.unclear_day,
        day_order=order,
        utc_offset=about.utc_offset,
        goal=about.goal,
        artifacts=tuple(about.artifacts),
        continues=tuple(about.continues),
        entries=tuple(entries),
        deferred=tuple(leftovers.items[Role.DEFERRED]),
        open_questions=tuple(leftovers.items[Role.OPEN]),
        next_steps=tuple(leftovers.items[Role.NEXT]),
        withdrawals=tuple(withdrawals_in(text, apart.body)),
        recaps=tuple(sorted([*found.recaps, *((one.line, one.end) for one in own.remains if one.retold)])),
        claims=tuple(leftovers.claims),
        problems=tuple(sorted(problems)),
    )
    return restored(log, front) if front else log


def read_log_file(
    path: Path, name: str | None = None, log_id: str = "", rules: ReadingRules = ALL_BY_ITSELF
) -> SessionLog:
    """Reads a log file, whatever its encoding.

    Args:
        path: The file.
        name: How to call it in ``path`` and in diagnostics; the path itself by default.
        log_id: The log's id; the path's stem by default.
        rules: What the project says of how its logs are to be read.

    Returns:
        The log; bytes that are not UTF-8 are replaced and reported.

    Raises:
        OSError: The file cannot be read.
    """
    data = path.read_bytes()
    shown = (name or str(path)).replace("\\", "/")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return read_log(data.decode("utf-16", errors="replace"), shown, log_id, rules)
    try:
        return read_log(data.decode("utf-8-sig"), shown, log_id, rules)
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", errors="replace")
        log = read_log(text, shown, log_id, rules)
        line = data[: error.start].count(b"\n") + 1
        problem = report(
            "invalid-encoding",
            "this is not UTF-8, unreadable bytes are shown as \ufffd",
            path=shown,
            line=line,
            lines=log.text.split("\n"),
            text="\ufffd",
        )
        return replace(log, problems=tuple(sorted([*log.problems, problem])))


def _unused(correction: Correction, path: str, lines: list[str]) -> Diagnostic:
    said = f"reading: nothing stands at \u201c{correction.written}\u201d, which it corrects"
    return report("unused-correction", said, path=path, line=1, lines=lines)


def find_logs(directory: Path) -> list[Path]:
    """The logs of a directory and of those inside it, in the order of their ids.

    Logs are Markdown files that are neither hidden nor an index or a template. A link to another log of the
    directory is a second name of that log, not a log.
    """
    return list(markdown_in(directory).logs)


def _dated(entry: Entry, log_id: str) -> Entry:
    """The one entry of a file, with the day of the file's name where it gives none itself."""
    if entry.decided_on is not None:
        return entry
    return replace(entry, decided_on=day_of_name(PurePosixPath(log_id).name))


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime(day.year, day.month, day.day)  # noqa: DTZ001 - logs hold naive local times


def _slug(source: EntrySource, taken: dict[str, int]) -> str:
    """A name for an entry's address, unique in its log.

    The first entry of a title keeps the plain slug, so entries added below never rename those above.
    """
    slug = slug_of(source.title) or source.kind.value
    unique = slug
    while unique in taken:
        taken[slug] = taken.get(slug, 1) + 1
        unique = f"{slug}-{taken[slug]}"
    taken.setdefault(unique, 1)
    return unique


def _in_file_order(
    whole: Iterable[EntrySource], begun: Iterable[tuple[EntrySource, Remains]]
) -> list[tuple[EntrySource, Remains | None]]:
    placed: list[tuple[EntrySource, Remains | None]] = [*((source, None) for source in whole), *begun]
    return sorted(placed, key=lambda one: (one[0].line, -one[0].end))
