"""Reading a session log: from Markdown, as people and assistants really write it, to entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from elixir_design.diagnostics import Diagnostic
from elixir_design.log.about import read_about
from elixir_design.log.codes import report
from elixir_design.log.entry.assembly import assemble
from elixir_design.log.entry.torn import as_torn
from elixir_design.log.files import markdown_in
from elixir_design.log.finding.entry_source import EntrySource
from elixir_design.log.finding.remains import Remains, own_blocks, torn_entry
from elixir_design.log.finding.structure import find_entries
from elixir_design.log.finding.whole import whole_record
from elixir_design.log.finding.withdrawals import withdrawals_in
from elixir_design.log.kept import restored
from elixir_design.log.leftovers import Leftovers
from elixir_design.log.markdown.blocks import Block, blocks_of
from elixir_design.log.markdown.chat import with_turns
from elixir_design.log.markdown.front_matter import front_matter_of
from elixir_design.log.markdown.tags import without_tags
from elixir_design.log.model import Entry, SessionLog
from elixir_design.log.sections.front import ABOUT_DECISION, front_fields
from elixir_design.log.sections.parts import Part
from elixir_design.log.sections.tree import section_tree
from elixir_design.log.wording.dates import day_of_name, day_order
from elixir_design.log.wording.plain import plain
from elixir_design.log.wording.slugs import slug_of
from elixir_design.log.wording.vocabulary.roles import Role

_FENCE = re.compile(r"^(?:[ >]*|[ \t]*(?:[-*+]|\d+[.)])\s+)(?P<fence>`{3,}|~{3,})")
_MESSAGES = {
    "unknown-label": "the label \u201c{}\u201d is not known, its text is kept as it is",
    "unknown-status": "the status \u201c{}\u201d is not known, so it only counts whether there is an answer",
    "placeholder": "\u201c{}\u201d is a template's blank, not an answer",
    "unclear-date": "the date \u201c{}\u201d {because}",
}


def read_log(text: str, path: str, log_id: str = "") -> SessionLog:
    """Reads one log. Never raises, whatever the text.

    Args:
        text: The file's contents, with any line ends.
        path: The file as the caller names it.
        log_id: The log's id; the path's stem by default.

    Returns:
        The log; what could not be interpreted is in its ``problems``, in the order of the lines.
    """
    path = path.replace("\\", "/")
    log_id = log_id or PurePosixPath(path).stem or "log"
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    lines = text.split("\n")
    if lines[-1] == "" and len(lines) > 1:
        lines.pop()
    front = front_matter_of(lines)
    blocks = blocks_of("\n" * front.end + "\n".join(lines[front.end :]) if front else text)
    own = own_blocks(blocks, lines)
    body = with_turns(without_tags(own.blocks, lines), lines)
    root = section_tree(body, len(lines))
    found = find_entries(root, lines)
    in_front = front_fields(front) if front else []
    sources = found.entries
    if not sources and (whole := whole_record(root, log_id, in_front, lines)) is not None:
        sources = (whole,)
    if len(sources) == 1:
        # A file that is one record keeps its status in front of it; of several it could mean any.
        more = (Part(part) for part in in_front if part.role in ABOUT_DECISION)
        sources = (replace(sources[0], parts=(*sources[0].parts, *more)),)
    torn = [one for one in own.remains if not one.retold]
    begun = [(source, one) for one in torn if (source := torn_entry(one, lines))]
    order = day_order(text)
    entries: list[Entry] = []
    problems: list[Diagnostic] = []
    slugs: dict[str, int] = {}
    for source, remains in _in_file_order((own.clipped(source, lines) for source in sources), begun):
        entry, unknown = assemble(source, _slug(source, slugs), lines, order)
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
    leftovers = Leftovers(lines)
    leftovers.read(root, entry_lines)
    about = read_about(root, log_id, entry_lines, lines, in_front, order)
    if len(entries) == 1:
        entries[0] = _dated(entries[0], log_id)
        about.started = about.started or _midnight(entries[0].decided_on)
    if front and front.wrong:
        line, why = front.wrong
        said = f"the front matter is no YAML: {why}"
        problems.append(report("bad-front-matter", said, path=path, line=line, lines=lines))
    problems += [_torn_block(one, lines, path) for one in torn]
    if not torn or torn[-1].end < blocks[-1].line:
        problems += _torn(blocks, entries, lines, path)
    log = SessionLog(
        id=log_id,
        path=path,
        text=text,
        title=about.title,
        started=about.started,
        utc_offset=about.utc_offset,
        goal=about.goal,
        artifacts=tuple(about.artifacts),
        continues=tuple(about.continues),
        entries=tuple(entries),
        deferred=tuple(leftovers.items[Role.DEFERRED]),
        open_questions=tuple(leftovers.items[Role.OPEN]),
        next_steps=tuple(leftovers.items[Role.NEXT]),
        withdrawals=tuple(withdrawals_in(text, body)),
        recaps=tuple(sorted([*found.recaps, *((one.line, one.end) for one in own.remains if one.retold)])),
        claims=tuple(leftovers.claims),
        problems=tuple(sorted(problems)),
    )
    return restored(log, front) if front else log


def read_log_file(path: Path, name: str | None = None, log_id: str = "") -> SessionLog:
    """Reads a log file, whatever its encoding.

    Args:
        path: The file.
        name: How to call it in ``path`` and in diagnostics; the path itself by default.
        log_id: The log's id; the path's stem by default.

    Returns:
        The log; bytes that are not UTF-8 are replaced and reported.

    Raises:
        OSError: The file cannot be read.
    """
    data = path.read_bytes()
    shown = (name or str(path)).replace("\\", "/")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return read_log(data.decode("utf-16", errors="replace"), shown, log_id)
    try:
        return read_log(data.decode("utf-8-sig"), shown, log_id)
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", errors="replace")
        log = read_log(text, shown, log_id)
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


def _torn_block(remains: Remains, lines: list[str], path: str) -> Diagnostic:
    """What our own programs began to write and did not finish."""
    line = remains.blocks[0].line if remains.blocks else remains.line
    problem = report(
        "torn-entry",
        "our program was stopped while it wrote this, so nothing in it counts",
        path=path,
        line=line,
        lines=lines,
    )
    hint = (
        "`elixir-design resume` offers the whole of it back; or delete it, or complete it and delete the"
        " comment above it"
    )
    return replace(problem, hint=hint)


def _torn(blocks: list[Block], entries: list[Entry], lines: list[str], path: str) -> list[Diagnostic]:
    """What speaks for a file that was cut off: an unclosed fence, a label without its value at the end."""
    if not blocks:
        return []
    last = blocks[-1]
    if last.kind == "code" and (match := _FENCE.match(lines[last.line - 1])):
        closing = lines[last.end - 1].strip() if last.end > last.line else ""
        if not closing.startswith(match["fence"]) or closing.strip(match["fence"][0]):
            return [
                report(
                    "unclosed-fence",
                    "this code fence is never closed",
                    path=path,
                    line=last.line,
                    lines=lines,
                    text=match["fence"],
                )
            ]
    if not entries or last.end < entries[-1].line or last.end > entries[-1].end_line:
        return []
    source = lines[last.end - 1].rstrip()
    bare = source.strip().strip("-*+ ")
    unfinished = (
        (last.kind == "paragraph" and (source.endswith((":", ":**", ":__")) or source.count("**") % 2 == 1))
        or (last.kind == "table" and not source.endswith("|") and lines[last.line - 1].rstrip().endswith("|"))
        or (
            last.kind == "list" and (not bare or source.count("**") % 2 == 1 or source.endswith((":", ":**")))
        )
        or last.kind == "heading"
    )
    if not unfinished:
        return []
    return [
        report(
            "torn-entry",
            "the log ends here, in the middle of an entry",
            path=path,
            line=last.end,
            lines=lines,
            text=source.strip(),
        )
    ]
