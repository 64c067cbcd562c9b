"""What a log says about its session: title, start, goal, artifacts, and which sessions it continues."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from elixir_design.log.markdown.values import Value, is_nothing, values_of
from elixir_design.log.model import DayOrder, Reference
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.tree import Section, clean
from elixir_design.log.wording.dates import first_day
from elixir_design.log.wording.inline import named
from elixir_design.log.wording.plain import is_placeholder, joined, normal, plain
from elixir_design.log.wording.records import MARKDOWN_ENDING
from elixir_design.log.wording.references import SESSION_ID, sessions_in
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.vocabulary.headings import CONTEXT, SESSION
from elixir_design.log.wording.vocabulary.lists import any_of
from elixir_design.log.wording.vocabulary.roles import OF_THE_LOG, Role
from elixir_design.log.wording.vocabulary.sentences import CONTINUING

_STAMP = re.compile(
    r"(?<!\d)(?P<y>(?:19|20|21)\d{2})-?(?P<m>\d{2})-?(?P<d>\d{2})"
    r"(?:[-_T ,]+(?:at )?(?P<h>\d{2})[:h.-]?(?P<min>\d{2})(?!\d))?"
)
_MOMENT = re.compile(
    r"(?P<local>\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2})(?::\d{2})? ?(?:(?P<utc>Z|UTC)|(?P<offset>[+-]\d{2}:\d{2}))"
)
_PATH = re.compile(
    r"`(?P<code>[^`\s]+\.[A-Za-z0-9]{1,8}(?:#[^`\s]*)?|[^`\s]*/[^`\s]*)`"
    rf"|\]\((?P<link>[^()\s]+)\)|(?P<bare>(?<![\w/:.])(?:[\w.-]+/)*[\w.-]+(?:{MARKDOWN_ENDING}"
    r"|\.(?:txt|pdf|ya?ml|json|csv|adoc|rst|html?|exs?|org|docx?)\b))"
)
_CONTINUING = re.compile(rf"^\W*(?:\"|\u201c)?(?:this (?:session )?)?{any_of(CONTINUING)}\b", re.IGNORECASE)
_CONTEXT_WORDS = 3


@dataclass(slots=True)
class About:
    """Values for the log as a whole."""

    title: str = ""
    started: datetime | None = None
    unclear_day: str = ""
    utc_offset: timedelta | None = None
    goal: str = ""
    artifacts: list[str] = field(default_factory=list)
    continues: list[Reference] = field(default_factory=list)


def read_about(  # noqa: PLR0913, PLR0917 - all that speaks of a session
    root: Section,
    log_id: str,
    entry_lines: set[int],
    lines: list[str],
    in_front: list[Field],
    order: DayOrder,
) -> About:
    """Reads what stands outside of the entries: ``(GOAL | ARTIFACTS | CONTINUES | DATE)*``, and prose.

    What stands in front of the text comes first.
    """
    about = About(title=log_id)
    first = next((section for section in root.walk() if section.parent is not None), None)
    if first is not None and (title := clean(first.raw)):
        about.title = title
    dates: list[str] = [log_id, about.title]
    for part in in_front:
        _take(about, part, lines, dates)
    for section in _outside(root, entry_lines):
        role = section.heading.role
        if role in OF_THE_LOG:
            heading, blocks = section.heading, section.fields[0].blocks
            _take(
                about,
                Field(role, heading.text, section.line, text=heading.value, blocks=blocks),
                lines,
                dates,
            )
        elif section.heading.recap:
            _sessions_of_recap(about, section, lines)
        for part in section.fields:
            _take(about, part, lines, dates)
            _look_around(about, section, part, lines)
    if about.started is None:
        about.started = next((found for text in dates if (found := _moment(text, order))), None)
    if about.started is None:
        days = (first_day(text, order) for text in dates)
        about.unclear_day = next((day.text for day in days if day is not None and day.open_order), "")
    known: dict[str | None, Reference] = {}
    about.continues = [
        known.setdefault(reference.session or reference.text, reference)
        for reference in about.continues
        if (reference.session or reference.text) not in known and reference.session != log_id
    ]
    about.artifacts = list(dict.fromkeys(about.artifacts))
    return about


def _look_around(about: About, section: Section, part: Field, lines: list[str]) -> None:
    """Finds artifacts and sessions under labels of the team's own, where a log speaks about itself."""
    words = normal(section.heading.text).split()
    # "Session context", not "Context budget", which is a question.
    context = section.heading.role is Role.CONTEXT or (
        words[-1:] == [CONTEXT] and len(words) <= _CONTEXT_WORDS
    )
    if part.label:
        if (context or section.level <= 1) and part.role not in OF_THE_LOG:
            said = values_of(part.text, part.line, part.blocks, lines)
            _paths(about, "\n".join(value.text for value in said), everything=False)
        return
    _prose(about, part)
    if context:
        _unlabelled_items(about, part, lines)


def _outside(root: Section, entry_lines: set[int]) -> list[Section]:
    found = []
    stack = [root]
    while stack:
        section = stack.pop()
        found.append(section)
        stack.extend(child for child in reversed(section.children) if child.line not in entry_lines)
    return found


def _take(about: About, part: Field, lines: list[str], dates: list[str]) -> None:
    if part.role not in OF_THE_LOG | {Role.DATE}:
        return
    values = values_of(part.text, part.line, part.blocks, lines)
    if part.role is Role.GOAL and not about.goal:
        said = "\n".join(value.text for value in values)
        about.goal = "" if is_nothing(said) or is_placeholder(plain(said)) else said
    elif part.role is Role.DATE:
        dates += [plain(value.text) for value in values[:1]]
        if "started" in normal(part.label).split() and about.utc_offset is None and values:
            _start(about, plain(values[0].text))
    elif part.role is Role.ARTIFACTS:
        for value in values:
            if not is_nothing(value.text) and not is_placeholder(plain(value.text)):
                _paths(about, value.text, everything=True)
    elif part.role is Role.CONTINUES:
        about.continues += [reference for value in values for reference in _continued(value)]


def _start(about: About, said: str) -> None:
    """Takes a moment that says how far its clock is from UTC; file names and other dates leave that open."""
    match = _MOMENT.fullmatch(said.strip())
    if match is None:
        return
    try:
        moment = datetime.fromisoformat(match["local"] + ("+00:00" if match["utc"] else match["offset"]))
    except ValueError:
        return  # 30 February: as with any other date, the next one counts.
    about.started, about.utc_offset = moment.replace(tzinfo=None), moment.utcoffset()


def _continued(value: Value) -> list[Reference]:
    """The sessions that a value names; a session named only in words is kept in words."""
    found: list[Reference] = []
    for line, text in enumerate(value.text.split("\n"), start=value.line):
        named = sessions_in(text, line)
        if not named and text.strip() and not is_nothing(text) and not is_placeholder(plain(text)):
            named = [Reference(plain(text), line)]
        found += named
    return found


def _paths(about: About, text: str, *, everything: bool) -> None:
    found = [match["code"] or match["link"] or match["bare"] for match in _PATH.finditer(text)]
    kept = [
        path.strip(".,;")
        for path in found
        if "://" not in path and not SESSION_ID.search(path) and not path.startswith(("#", "@"))
    ]
    about.artifacts += kept
    if everything and not found and len(said := plain(joined(text)).strip(" .")) <= 120 and said:  # noqa: PLR2004 - a name, not a paragraph
        about.artifacts.append(said)


def _prose(about: About, part: Field) -> None:
    for block in part.blocks:
        if (
            block.kind == "paragraph"
            and SESSION_ID.search(block.text)
            and _CONTINUING.match(plain(block.text))
        ):
            about.continues += sessions_in(joined(block.text), block.line)


def _unlabelled_items(about: About, part: Field, lines: list[str]) -> None:
    for value in values_of("", part.line, [block for block in part.blocks if block.kind == "list"], lines):
        said = named(value.text)
        if said and role_of(said.name) is None and "\n" not in said.name:
            _paths(about, said.rest, everything=False)


def _sessions_of_recap(about: About, section: Section, lines: list[str]) -> None:
    """Sessions from a heading like "Prior Sessions" with a list of files."""
    if SESSION not in normal(section.heading.text):
        return
    for value in values_of("", section.line, section.blocks, lines):
        about.continues += sessions_in(value.text, value.line)


def _moment(text: str, order: DayOrder) -> datetime | None:
    for match in _STAMP.finditer(text):
        try:
            parts = [int(match[name] or 0) for name in ("y", "m", "d", "h", "min")]
            return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - logs hold naive local times
        except ValueError:
            continue
    found = first_day(text, order)
    if found is None or found.day is None:
        return None
    return datetime(found.day.year, found.day.month, found.day.day)  # noqa: DTZ001 - logs hold naive local times
