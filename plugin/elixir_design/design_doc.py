"""The consolidated design document: what stands now, without the conversation that led there.

It is derived and can be deleted; but people edit it. Each generated section carries a hash of its text, so
that a section which somebody changed is recognised, kept as it is, and reported.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from elixir_design.architecture.sketch import architecture_of, sketch_of, tree_picture
from elixir_design.ledger.model import Decision, LedgerItem
from elixir_design.ledger.questions import Question, State
from elixir_design.log.blocks import blocks_of
from elixir_design.log.ending import closing_of
from elixir_design.log.model import EntryKind, Status
from elixir_design.log.typed import line_of
from elixir_design.log.verbatim import fenced

DEFAULT_DOCUMENT = Path("docs/elixir-design.md")
_DETAILS = frozenset({EntryKind.GAP, EntryKind.REFINEMENT, EntryKind.ENHANCEMENT})
_PROSE = frozenset({"paragraph", "list", "code"})
_BEGIN = re.compile(r"<!-- elixir-design: begin (?P<key>[\w./:-]+) (?P<hash>[0-9a-f]{12}) -->")
_END = "<!-- elixir-design: end -->"
_TITLE = """\
# Elixir Agent Framework Design

What stands now, made from the session logs. Sections that you edit here are kept as you leave them and no
longer follow the logs; to change a decision, revise it in a session."""


class DocumentError(Exception):
    """The document cannot be read or written; the text says why, for people."""


@dataclass(frozen=True, slots=True)
class Section:
    """A generated section: its key and its Markdown."""

    key: str
    body: str

    def __str__(self) -> str:
        return f"<!-- elixir-design: begin {self.key} {_hash(self.body)} -->\n{self.body}\n{_END}"


@dataclass(frozen=True, slots=True)
class _Found:
    """A section in the file, with the hash of what was generated into it."""

    key: str
    body: str
    generated: str
    line: int

    @property
    def edited(self) -> bool:
        return _hash(self.body) != self.generated

    def __str__(self) -> str:
        return f"<!-- elixir-design: begin {self.key} {self.generated} -->\n{self.body}\n{_END}"


@dataclass(frozen=True, slots=True)
class Merged:
    """A document brought up to date.

    Attributes:
        text: The whole document.
        kept: Sections that people edited, as (first line of the body, line number).
    """

    text: str
    kept: tuple[tuple[str, int], ...] = ()


def update_document(path: Path, state: State) -> str:
    """Brings the document up to date, if anything in it changed.

    Args:
        path: The document; made if it does not exist.
        state: Where the design stands.

    Returns:
        What to tell people, or "" when there is nothing to say.

    Raises:
        DocumentError: The file cannot be read or written.
    """
    try:
        before = path.read_text("utf-8") if path.exists() else ""
        merged = merge(before, sections_of(state, path))
        if merged is None:
            return f"{path} was not made by elixir-design and is left alone; rename it to have one made"
        if merged.text != before:
            _replace(path, merged.text)
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path} is not UTF-8 and is left alone; save it as UTF-8") from error
    except OSError as error:
        raise DocumentError(f"{path} cannot be written: {error.strerror}; the log has everything") from error
    return "\n".join(f"{path}:{line}: kept as you edited it: {title}" for title, line in merged.kept)


def sections_of(state: State, path: Path) -> tuple[Section, ...]:
    """What the document should hold, in order.

    Args:
        state: Where the design stands.
        path: Where the document is, for links to the logs.
    """
    details = _details_by_parent(state.ledger.decisions)
    decided = [
        Section(f"decision:{question.key}", _decision(question, details, path)) for question in state.decided
    ]
    sections = [
        Section("title", _TITLE),
        Section("decisions", f"## Design Decisions\n\n{_counted(state)}"),
        *decided,
        Section("deferred", f"## Deferred Decisions\n\n{_deferred(state, path)}"),
        Section("open", f"## Open Questions\n\n{_items(state.open_questions, path, state)}"),
    ]
    architecture = architecture_of(state)
    if architecture is not None:
        picture = tree_picture(path)
        drawn = f"\n\n![Supervision tree]({picture.name})" if picture.exists() else ""
        sections.append(Section("architecture", sketch_of(architecture).as_markdown() + drawn))
    return tuple(sections)


def merge(before: str, wanted: Sequence[Section]) -> Merged | None:
    """Puts sections into a document, around whatever people wrote.

    Args:
        before: The document as it is; "" for none.
        wanted: The sections that it should hold.

    Returns:
        The document, or None if there is one that we did not make.
    """
    before = before.replace("\r\n", "\n")
    if not before.strip():
        return Merged("\n\n".join(map(str, wanted)) + "\n")
    parts = _parse(before)
    if not any(isinstance(part, _Found) for part in parts):
        return None
    by_key = {section.key: section for section in wanted}
    result: list[str | _Found | Section] = []
    kept: list[tuple[str, int]] = []
    for part in parts:
        if isinstance(part, str):
            result.append(part)
        elif part.edited:
            result.append(part)
            kept.append((part.body.strip().split("\n", 1)[0].lstrip("# "), part.line))
        elif part.key in by_key:
            result.append(by_key[part.key])
    _insert_missing(result, wanted)
    text = "\n\n".join(stripped for part in result if (stripped := str(part).strip("\n")))
    return Merged(text + "\n", tuple(kept))


def _parse(text: str) -> list[str | _Found]:
    parts: list[str | _Found] = []
    loose: list[str] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        match = _BEGIN.fullmatch(lines[at])
        end = (
            next((place for place in range(at + 1, len(lines)) if lines[place] == _END), None)
            if match
            else None
        )
        if match is None or end is None:
            loose.append(lines[at])
            at += 1
            continue
        if any(line.strip() for line in loose):
            parts.append("\n".join(loose))
        loose = []
        parts.append(_Found(match["key"], "\n".join(lines[at + 1 : end]), match["hash"], at + 2))
        at = end + 1
    if any(line.strip() for line in loose):
        parts.append("\n".join(loose))
    return parts


def _insert_missing(result: list[str | _Found | Section], wanted: Sequence[Section]) -> None:
    """Puts each section that the document lacks behind the one that it follows."""
    after = 0
    for section in wanted:
        keys = [None if isinstance(part, str) else part.key for part in result]
        if section.key in keys:
            after = keys.index(section.key) + 1
        else:
            result.insert(after, section)
            after += 1


def _decision(question: Question, details: dict[str, list[Decision]], path: Path) -> str:
    decision = question.answer
    if decision is None:
        return f"### {question.name}"
    lines = [f"### {line_of(question.name)}", ""]
    word = "Rejected" if decision.status is Status.REJECTED else "Decision"
    lines += _field(word, [question.choice] if question.choice else ["see the log"])
    lines += _field("Rationale", decision.rationale)
    lines += _field("Trade-offs accepted", decision.trade_offs)
    lines += _field("Revisit if", decision.entry.revisit_if)
    refined = [detail for earlier in question.history for detail in details.get(earlier.id, ())]
    if refined:
        lines += ["**Refined by**:", ""]
        lines += [
            f"- {line_of(d.title)}: {_safe_line('; '.join(c.text for c in d.choices))} ({_link(d, path)})"
            for d in refined
        ]
        lines.append("")
    earlier = len(_revised(question))
    revised = f", revised {'once' if earlier == 1 else f'{earlier} times'}" if earlier else ""
    lines.append(f"Decided in {_link(decision, path)}{revised}.")
    return "\n".join(lines)


def _revised(question: Question) -> list[Decision]:
    return [
        one
        for one in question.history
        if one.status is Status.SUPERSEDED and one.entry.status is Status.DECIDED
    ]


def _field(label: str, values: Sequence[str]) -> list[str]:
    if not values:
        return []
    if all(_is_line(value) for value in values):
        if len(values) == 1:
            return [f"**{label}**: {values[0]}", ""]
        return [f"**{label}**:", "", *(f"- {value}" for value in values), ""]
    return [f"**{label}**:", "", *(line for value in values for line in (_safe_block(value), ""))]


def _details_by_parent(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.entry.kind in _DETAILS and decision.status is Status.DECIDED:
            for parent in decision.refines[:1]:
                found.setdefault(parent, []).append(decision)
    return found


def _counted(state: State) -> str:
    decided, deferred = len(state.decided), len(state.deferred)
    undecided = len(state.pending) - deferred
    return f"{decided} decided, {deferred} deferred, {undecided} undecided."


def _deferred(state: State, path: Path) -> str:
    """Questions that were put off, with the reason, then whatever else a log lists as deferred."""
    lines = []
    places = set()
    for question in state.deferred:
        if question.answer is not None:
            places.add((question.answer.session, question.answer.entry.line))
            reason = _safe_line(" ".join(question.answer.rationale)) or "no reason given"
            lines.append(f"- {line_of(question.name)}: {reason} ({_link(question.answer, path)})")
    rest = [
        item
        for item in state.ledger.deferred
        if item.resolved_by is None and (item.session, item.line) not in places
    ]
    if rest:
        lines.append(_items(rest, path, state))
    return "\n".join(lines) or "None."


def _items(items: Sequence[LedgerItem], path: Path, state: State) -> str:
    if not items:
        return "None."
    return "\n".join(
        f"- {_safe_line(item.text)} ({_session_link(item.session, path, state)})" for item in items
    )


def _link(decision: Decision, path: Path) -> str:
    return f"[{decision.session}]({_relative(decision.path, path)})"


def _session_link(session_id: str, path: Path, state: State) -> str:
    session = state.session(session_id)
    return f"[{session_id}]({_relative(session.path, path)})" if session else session_id


def _relative(target: str, path: Path) -> str:
    return Path(os.path.relpath(target, path.parent)).as_posix().replace(" ", "%20")


def _is_line(value: str) -> bool:
    """Whether a value can stand in a line of the document without becoming structure."""
    if "\n" in value or _END in value:
        return False
    blocks = blocks_of(value)
    return len(blocks) == 1 and blocks[0].kind == "paragraph" and "<!--" not in value


def _safe_line(value: str) -> str:
    """A value on one line, whatever it holds."""
    text = line_of(value)
    return text if _is_line(text) else f"`{text.replace('`', chr(0x2019))}`"


def _safe_block(value: str) -> str:
    """A value as a block that cannot end its section or open another."""
    if _END in value or _BEGIN.search(value):
        return "\n".join(f"> {line}" for line in value.split("\n"))
    closed = not closing_of(f"{value}\n")
    if closed and "<!--" not in value and {block.kind for block in blocks_of(value)} <= _PROSE:
        return value
    return fenced(value)


def _hash(text: str) -> str:
    # Blank space at the ends of lines is no edit that anybody meant.
    plain = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def _replace(path: Path, text: str) -> None:
    """Writes beside the file and renames, so that no reader ever sees half a document."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
