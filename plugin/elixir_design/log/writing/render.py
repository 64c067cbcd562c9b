"""What a session says, as the Markdown of its log.

Whatever people typed is placed so that the reader returns the very same values. Each part is written as
plainly as it can be: the result is read back, and a value that came back changed is set in a verbatim fence
instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from elixir_design.log.markdown.marks import mark_of
from elixir_design.log.markdown.verbatim import fenced
from elixir_design.log.model import Entry, Option, SessionLog, Status
from elixir_design.log.reader import read_log
from elixir_design.log.writing.input import says_something

_PROBE = "# Elixir Design Session - 2000-01-01\n"


class UnwritableError(ValueError):
    """A text that no form of the log can hold where it belongs, such as a title that is itself a label."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of a report, word for word, with where it stands."""

    text: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Header:
    """How a log begins.

    Attributes:
        started: When the session began, local time; with a time zone, the log says how far it is from UTC.
        goal: What it is to decide, one line.
        artifacts: Paths of the reports that it used.
        continues: File name of the session that it continues, or "".
        notes: Further list items of the context.
    """

    started: datetime
    goal: str = ""
    artifacts: tuple[str, ...] = ()
    continues: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One question with what was said about it and where that leaves it.

    Attributes:
        title: The question's name.
        status: ``DECIDED``, ``DEFERRED`` or ``OPEN``.
        number: The dimension's number; None where it has none, and for a revision.
        supersedes: For a revision: what it replaces, as the log names it.
        question: The core question.
        quotes: Evidence that was shown.
        options: Options that were shown; pros and cons as one line each.
        discussion: Notes.
        choice: What was picked, in the person's words or the option's label.
        rationale: Why, one item per paragraph.
        trade_offs: What is given up.
        revisit_if: What would reopen it.
        answered_by: Who answered.
        key: The question's key in the ledger; by it the entry's question is known whatever it is called.
    """

    title: str
    status: Status
    number: int | None = None
    supersedes: str = ""
    question: str = ""
    quotes: tuple[Quote, ...] = ()
    options: tuple[Option, ...] = ()
    discussion: tuple[str, ...] = ()
    choice: str = ""
    rationale: tuple[str, ...] = ()
    trade_offs: tuple[str, ...] = ()
    revisit_if: tuple[str, ...] = ()
    answered_by: str = ""
    key: str = ""

    @property
    def heading(self) -> str:
        """The heading's words."""
        if self.supersedes:
            return f"Architectural Revision: {self.title}"
        return f"Dimension: {self.title}" if self.number is None else f"Dimension {self.number}: {self.title}"


def render_header(header: Header) -> str:
    """The beginning of a log: title and context.

    Raises:
        UnwritableError: The goal would be read as something else.
    """
    artifacts = ", ".join(f"`{path}`" for path in header.artifacts) or "none"
    lines = [
        f"# Elixir Design Session - {header.started:%Y-%m-%d}",
        "",
        "## Session Context",
        f"- Analysis artifacts used: {artifacts}",
        f"- Session goal: {header.goal or 'none stated'}",
    ]
    if header.started.tzinfo is not None:
        # Logs of several machines are put in order by it; the file's name is in local time.
        said = header.started.isoformat(" ", "minutes")
        lines.append(f"- Started: {said[:16]} {said[16:]}")
    if header.continues:
        lines.append(f"- Continues: `{header.continues}`")
    lines += [f"- {note}" for note in header.notes]
    text = "\n".join(lines) + "\n"
    log = read_log(text, "probe.md")
    if (
        log.entries
        or (header.goal and log.goal != header.goal)
        or log.open_questions
        or log.next_steps
        or log.utc_offset != header.started.utcoffset()
    ):
        raise UnwritableError(
            "the goal would be read as something else; put it into plain words, on one line"
        )
    return text


def render_entry(entry: NewEntry, entry_id: str) -> str:
    """One entry, from the rule above it to the mark below it.

    Args:
        entry: What to write; its texts as ``typed.items_of`` gives them.
        entry_id: Identifies the entry in the journal.

    Texts that say nothing ("-", "none") are left out: the reader gives none back either.

    Raises:
        UnwritableError: The title would be read as something else.
    """
    entry = replace(
        entry,
        rationale=_telling(entry.rationale),
        trade_offs=_telling(entry.trade_offs),
        discussion=_telling(entry.discussion),
        revisit_if=_telling(entry.revisit_if),
    )
    expected: dict[str, Callable[[Entry], object]] = {
        "choice": lambda read: read.choices[0].text if len(read.choices) == 1 else None,
        "rationale": lambda read: read.rationale,
        "trade_offs": lambda read: read.trade_offs,
        "discussion": lambda read: read.discussion,
        "revisit_if": lambda read: read.revisit_if,
    }
    exact: set[str] = set()
    while True:
        text = _entry_text(entry, entry_id, exact)
        log = read_log(f"{_PROBE}{text}", "probe.md")
        read = log.entries[0] if log.entries else None
        if read is not None and _stands_alone(log, read, entry):
            wrong = {
                name
                for name, value_in in expected.items()
                if (wanted := getattr(entry, name)) and value_in(read) != wanted
            }
            if not wrong:
                return text
        else:
            wrong = {name for name in expected if getattr(entry, name)}
        if wrong <= exact:
            raise UnwritableError(
                f"{entry.title!r} would not be read as a question's name; choose other words"
            )
        exact |= wrong


def render_items(
    heading: str, items: Sequence[str], entry_id: str, found: Callable[[SessionLog], object]
) -> str:
    """A list of things left, such as open questions.

    Args:
        heading: Heading of the list.
        items: Texts, as ``typed.clean`` gives them.
        entry_id: Identifies the list in the journal.
        found: Takes from a log the items of this sort.

    Raises:
        UnwritableError: The list would be read as something else.
    """
    for text in _list_forms(heading, items, entry_id):
        log = read_log(f"{_PROBE}{text}", "probe.md")
        if not log.entries and found(log) == tuple(items):
            return text
    raise UnwritableError(f"{heading}: this cannot be written as a list; use plain words")


def render_notes(heading: str, items: Sequence[str], entry_id: str) -> str:
    """Points of a discussion that belong to no entry: shown, and nothing else.

    Raises:
        UnwritableError: They would be read as something else.
    """
    for text in _list_forms(heading, items, entry_id):
        log = read_log(f"{_PROBE}{text}", "probe.md")
        if not (log.entries or log.deferred or log.open_questions or log.next_steps or log.claims):
            return text
    raise UnwritableError(f"{heading}: these notes would be read as something else; use plain words")


def render_prose(text: str, entry_id: str) -> str:
    """Sections that are shown and carry no decision, set behind a rule.

    Raises:
        UnwritableError: They would be read as decisions.
    """
    block = f"\n---\n\n{_begin(entry_id)}\n\n{text.strip()}\n\n{mark_of({'id': entry_id})}\n"
    if read_log(f"{_PROBE}{block}", "probe.md").entries:
        raise UnwritableError("this would be read as a decision")
    return block


def _telling(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(item for item in items if says_something(item))


def _list_forms(heading: str, items: Sequence[str], entry_id: str) -> tuple[str, ...]:
    """A list as plainly as can be, then with each item word for word in a fence."""
    lists = (_list_form(items, verbatim=exact) for exact in (False, True))
    begin, end = _begin(entry_id), mark_of({"id": entry_id})
    return tuple(f"\n---\n\n{begin}\n\n## {heading}\n{form}\n\n{end}\n" for form in lists)


def _stands_alone(log: SessionLog, read: Entry, entry: NewEntry) -> bool:
    """Whether nothing but the one entry was read, under its own title and status."""
    return (
        len(log.entries) == 1
        and not log.problems
        and (log.deferred, log.open_questions, log.next_steps) == ((), (), ())
        and read.title == entry.title
        and read.status is entry.status
        and read.number == entry.number
        and read.question == (entry.key or None)
        and [option.name for option in read.options] == [option.name for option in entry.options]
        and bool(read.supersedes) is bool(entry.supersedes)
    )


def _entry_text(entry: NewEntry, entry_id: str, exact: set[str]) -> str:
    parts = [_begin(entry_id, entry.key), f"## {entry.heading}"]
    if entry.supersedes:
        parts.append(f"**Supersedes**: {entry.supersedes}")
    if presented := _options_text(entry):
        parts.append(f"### Options Presented\n{presented}")
    if entry.discussion:
        parts.append(f"### Discussion\n{_list_form(entry.discussion, verbatim='discussion' in exact)}")
    if entry.choice:
        fields = [
            _field("Choice", (entry.choice,), verbatim="choice" in exact),
            _field("Rationale", entry.rationale, verbatim="rationale" in exact),
            _field("Trade-offs accepted", entry.trade_offs or ("None",), verbatim="trade_offs" in exact),
        ]
        if entry.revisit_if:
            fields.append(_field("Revisit if", entry.revisit_if, verbatim="revisit_if" in exact))
        parts.append("### Decision\n" + _joined(fields))
    noted = {"answered_by": entry.answered_by, "id": entry_id, "question": entry.key}
    # The choice alone says so for most answers; a person's "skip the cache" must not be read as a refusal.
    noted["status"] = entry.status.value
    parts.append(mark_of(noted))
    return "\n---\n\n" + "\n\n".join(parts) + "\n"


def _options_text(entry: NewEntry) -> str:
    parts = [entry.question] if entry.question else []
    for quote in entry.quotes:
        quoted = "\n".join(f"> {line}".rstrip() for line in quote.text.split("\n"))
        parts.append(f"{quoted}\n>\n> `{quote.path}:{quote.line}`")
    lines = []
    for place, option in enumerate(entry.options, start=1):
        lines.append(f"{place}. **{option.name}**" + (f": {option.note}" if option.note else ""))
        lines += [f"   - Pros: {text}" for text in option.pros]
        lines += [f"   - Cons: {text}" for text in option.cons]
    return "\n\n".join([*parts, *(["\n".join(lines)] if lines else [])])


def _field(label: str, items: Sequence[str], *, verbatim: bool) -> str:
    if verbatim:
        return f"**{label}**:\n\n" + "\n\n".join(fenced(item) for item in items)
    if len(items) == 1:
        return f"**{label}**: {items[0]}"
    return f"**{label}**:\n" + _list_form(items, verbatim=False)


def _joined(fields: Sequence[str]) -> str:
    """Fields of one line each follow each other as in the format; others need a blank line to end."""
    text = fields[0]
    for before, field in pairwise(fields):
        text += ("\n" if "\n" not in before else "\n\n") + field
    return text


def _list_form(items: Sequence[str], *, verbatim: bool) -> str:
    if verbatim:
        return "\n\n".join(fenced(item) for item in items)
    return "\n".join(f"- {_indented(item)}" for item in items)


def _indented(item: str) -> str:
    first, *rest = item.split("\n")
    return "\n".join([first, *(f"  {line}".rstrip() for line in rest)])


def _begin(entry_id: str, question: str = "") -> str:
    """The mark above a block: if the one below it is missing, the block was cut short."""
    return mark_of({"begin": entry_id, "question": question})
