"""What the heading of a section says: kind of question, number, name, date, status, what it refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from html import unescape

from elixir_design.log.model import DayOrder, EntryKind, Status
from elixir_design.log.wording.codes import leading_code
from elixir_design.log.wording.dates import first_day, is_day, stamp_in
from elixir_design.log.wording.entry_heads import EntryHead, entry_head
from elixir_design.log.wording.inline import ARROW, named, pieces
from elixir_design.log.wording.labels import option_in
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.statuses import status_of_words, verdict_in
from elixir_design.log.wording.vocabulary import headings as known
from elixir_design.log.wording.vocabulary.heads import CUTS
from elixir_design.log.wording.vocabulary.lists import any_of
from elixir_design.log.wording.vocabulary.roles import Role

_RECAP_PHRASES = re.compile(known.RECAP_PHRASES, re.VERBOSE)
_LEAD = re.compile(r"^(?:[^\w\"'`(\[#:@~/.]|\ufe0f)+")
_TICK = re.compile(r"^\[[ xX]\]\s*")
_OUTLINE = re.compile(
    r"^(?P<outline>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.):]\s*|\s+[\u2014\u2013-]\s+|\s+(?=\D))(?=\S)"
)
_DATE = re.compile(
    r"^[\[(]?(?P<date>\d{4}-\d{2}-\d{2})(?:[T ]\d{1,"
    r"2}[:h]?\d{2})?[\])]?(?:\s*[:|.,\u00b7\u2014\u2013-]\s*|\s+)(?=\S)"
)
_DATE_AFTER = re.compile(r"\s*[\[(,\u2014\u2013-]+\s*(?P<date>\d{4}-\d{2}-\d{2})[\])]?\s*$")
_ASIDE_LAST = re.compile(r"\s*[\[(\uff08](?P<inside>[^()\[\]\uff08\uff09]+)[\])\uff09]\s*$")
_WEEKDAY = any_of(known.WEEKDAYS)
_ONLY_DATE = re.compile(
    rf"(?:{_WEEKDAY}\.?,?\s+)?(?P<date>\d{{4}}-\d{{2}}-\d{{2}})(?:[,\s]*\(?{_WEEKDAY}\)?)?\s*$", re.IGNORECASE
)
# Behind a status in capitals an aside may say more: "Who may dig? \u2014 RESOLVED (see D33: members)".
_HINT_ASIDE = re.compile(r"\s[\u2014\u2013-]\s*(?P<caps>[A-Z]{4,12})\s*\([^()]*(?:\([^()]*\)[^()]*)?\)\s*$")
_HINT = re.compile(
    r"\s*(?:[\[(](?P<words>[^\[\]()]{2,60})[\])]"
    r"|(?:\s[\u2014\u2013-]\s*)(?P<caps>[A-Z][A-Z ]{3,24}))\s*[^\w\s)\]\"'`]*\s*$"
)
_TRAIL = re.compile(r"[\s\u2705\u274c\u23f8\u26a0\U0001f7e2\U0001f534\U0001f7e1\ufe0f]+$")
_BECOMES = re.compile(rf"^(?P<old>.{{2,80}}?)\s*{ARROW}\s*(?P<new>.{{2,}})$")
_INSTEAD = re.compile(
    rf"^(?P<new>.{{2,80}}?)\s+{any_of(known.INSTEAD_OF)}\s+(?P<old>.{{2,}})$", re.IGNORECASE
)
_WAS = re.compile(rf"\s*\({any_of(known.FORMERLY)}[:\s]+(?P<old>[^()]+)\)\s*$", re.IGNORECASE)
_REVISED = re.compile(rf"^(?:{any_of(known.REVISED)}|rev\.?\s*\d+|v\d+)$", re.IGNORECASE)
_REVISED_FROM = re.compile(r"^(?P<new>.{2,80}?)\s*,?\s+revised from\s+(?P<old>.{2,})$", re.IGNORECASE)
_ASKED = re.compile(r"^Q[:.]\s+(?=\S.*[?\uff1f]$)")
_LONGEST_HINT = 6
_MOST_KINDS = 4
_CONJUNCTIONS = frozenset(known.CONJUNCTIONS.split(", "))
_JOINED_GATHERER = re.compile(
    "(?:\u51b3\u7b56|\u51b3\u5b9a|\u6c7a\u5b9a|\u6c7a\u7b56|\u8a2d\u8a08)(?:\u8bb0\u5f55|\u65e5\u5fd7|\u8a18\u9332|\u30ed\u30b0|\u4e8b\u9805)$"
)
_GATHERER_ENDS = ("protokoll", "logbuch", "verzeichnis", "register")
_LONGEST_LEGEND = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, understood as far as its own words go.

    Attributes:
        text: As written, without inline marks.
        title: Without number, kind, date and status.
        kind: Kind of entry it announces, or None.
        numbered: Whether the kind came with a number.
        number: The dimension's number (for a gap, its parent's).
        outline: Leading outline number ("3." -> "3").
        role: What the heading labels when it is a label ("Decision", "Options Presented").
        value: Text after the label ("Decision: Use Postgres" -> "Use Postgres").
        option: Letter and name when it is the title of an option.
        code: The code with which it begins ("D-11"), in one form.
        date: A date in front or at the end.
        status: What a word at the end says ("(deferred)").
        old: What the heading says is replaced, in words.
        new: What replaces it, in words.
        revises: Whether it says that an earlier decision is taken again.
        names_decision: Whether the kind is a word like Decision or ADR.
        judged: Whether it ends with a verdict in capitals ("Tagged ids - SKIP").
        word: The word that names the kind, in normal form.
        recap: Whether it announces a repetition of earlier decisions.
        summary: Whether it sums up.
        container: Whether it only gathers entries.
        legend: Whether it may only explain marks ("Status legend").
    """

    text: str
    title: str
    kind: EntryKind | None = None
    numbered: bool = False
    number: int | None = None
    outline: str | None = None
    role: Role | None = None
    value: str = ""
    option: tuple[str, str] | None = None
    code: str = ""
    date: date | None = None
    status: Status | None = None
    old: str | None = None
    new: str | None = None
    revises: bool = False
    names_decision: bool = False
    judged: bool = False
    word: str = ""
    recap: bool = False
    summary: bool = False
    container: bool = False
    legend: bool = False

    @property
    def announces(self) -> bool:
        """Whether each line below is a decision: a container of decisions, not "Notes"."""
        if not self.container:
            return False
        said = {normal(piece) for piece in pieces(self.title)}
        return len(said) > 1 or not said & known.VAGUE_CONTAINERS


@lru_cache(maxsize=4096)
def read_heading(raw: str, series: frozenset[str] | None = None) -> Heading:
    """Reads one heading's inline Markdown; never fails, unknown wording is just a title.

    ``heading = option | [tick] [date] ["Q:"] [outline] (label | entry | label COLON value | title) [status]``
    where ``title = [code SEP] [old ARROW new | new "instead of" old | new "(was" old ")"]``.

    Args:
        raw: The heading.
        series: How the headings of its file are numbered, as ``series_in`` tells; None where nobody knows.
    """
    text = " ".join(unescape(plain(raw)).split())
    if (option := option_in(_LEAD.sub("", text))) is not None and option[1]:
        return Heading(text, option[1], option=option)
    # Not an option: ticks, dates and statuses may stand at both ends.
    rest, status, on, revises = _strip_ends(text)
    rest = _ASKED.sub("", rest)
    outline, code = None, ""
    if (match := _OUTLINE.match(rest)) and not _is_a_word(match, series):
        outline, rest = match["outline"], rest[match.end() :]
    elif coded := leading_code(rest, series or ()):
        code, untitled = coded
        entry = entry_head(rest)
        # Only a mark sets a code off; "E-3 iterations" is a title of two words.
        if series is not None and code.partition("-")[0] in series and entry is None and leading_code(rest):
            rest = untitled
    base = Heading(text, rest, outline=outline, code=code, date=on, status=status)
    # Nothing but a label: "Decision", "Options Presented", "Decisions made".
    if (role := role_of(rest)) is not None and rest.lower() not in known.ENTRY_LABELS:
        return _marked(base, role=role)
    # An entry by its kind; what sounds like a recap must give the number, too.
    entry = entry_head(rest)
    if entry is not None and (entry.number is not None or not _recaps(normal(rest))):
        return _with_revision(entry, base, status_revises=revises)
    said = named(rest)
    # A label with its value. "Phase 2: Billing" names a phase; "Phase 2" alone, over a list, puts things off.
    if said and (role := role_of(said.name)) is not None and not said.name[-1:].isdigit():
        return replace(base, title=said.rest or rest, role=role, value=said.rest)
    found = _marked(base, revises=revises, judged=status is not None and _judges(text))
    return found if found.recap or found.summary or found.container else _with_arrow(found)


def _is_a_word(outline: re.Match[str], series: frozenset[str] | None) -> bool:
    """Whether a number belongs to the title: "3 retries for each call", where no heading is the fourth."""
    bare = outline.group().strip() == outline["outline"] and "." not in outline["outline"]
    return bare and series is not None and "" not in series


def _marked(
    base: Heading, *, role: Role | None = None, revises: bool = False, judged: bool = False
) -> Heading:
    """A heading that announces no entry, with what its words say of the entries below it."""
    words = normal(base.title)
    return replace(
        base,
        role=role,
        revises=revises,
        judged=judged,
        container=words in known.CONTAINERS or _named_container(base.title) or _gathers(words),
        summary=not known.SUMMARY.isdisjoint(words.split(" "))
        or any(f" {phrase} " in f" {words} " for phrase in known.SUMMARY_PHRASES),
        legend=words.count(" ") < _LONGEST_LEGEND and words.rpartition(" ")[2] in known.LEGENDS,
        recap=_recaps(words),
    )


def _gathers(words: str) -> bool:
    """Whether a title says that it gathers decisions ("Implementation decisions", "Decision journal").

    ``title = kind* "decisions" | "decision" noun | noun "of" "decisions"``.
    """
    said = _before_conjunction(words.split(" "))
    if len(said) > _MOST_KINDS or _JOINED_GATHERER.search(words):
        return len(said) <= _MOST_KINDS
    if not known.DECISIONS.isdisjoint(said) and (CUTS | known.SPEAKING_OF).isdisjoint(said):
        return True
    gathered = known.GATHERERS.intersection((said[0], said[-1])) or said[-1].endswith(_GATHERER_ENDS)
    return bool(gathered) and any(word.startswith(known.DECISION_STEMS) for word in said)


def _before_conjunction(said: list[str]) -> list[str]:
    """The words before "and", or what decisions are about: "Entscheidungen zur Umsetzung"."""
    gathered = next((at for at, word in enumerate(said) if word in known.DECISIONS), len(said))
    ends = _CONJUNCTIONS | CUTS - {"to"}
    at = next((at for at, word in enumerate(said) if at > gathered and word in ends), len(said))
    return said[:at]


def _named_container(title: str) -> bool:
    """Whether a title says what it gathers ("Heron: decisions"); "Heron: notes" gathers anything."""
    said = [normal(piece) for piece in pieces(title)]
    is_pair = len(said) == 2  # noqa: PLR2004 - a name, and what it gathers
    return is_pair and any(
        piece in known.CONTAINERS - known.VAGUE_CONTAINERS or _gathers(piece) for piece in said
    )


def _judges(text: str) -> bool:
    match = _HINT.search(_TRAIL.sub("", text))
    words = (match["words"] or match["caps"]) if match else ""
    first = re.split(r"[^A-Za-z]", words.strip(), maxsplit=1)[0]
    return first.isupper() and first.casefold() in known.JUDGEMENTS


def _recaps(words: str) -> bool:
    """Whether words announce a repetition; "Progress" needs company: "Progress bars" is a topic."""
    said = set(words.split(" "))
    if (
        said & known.EARLIER
        and said & known.RECAPPED
        and said & (known.EARLIER | known.RECAPPED) != {"progress"}
    ):
        return True
    return words in known.SO_FAR or _RECAP_PHRASES.fullmatch(words) is not None


def _strip_ends(text: str) -> tuple[str, Status | None, date | None, bool]:
    """Takes ticks, emoji, dates and status words off both ends."""
    rest = _TICK.sub("", _LEAD.sub("", text))
    status, on, revises = None, None, False
    if "~~" in text:
        rest = rest.replace("~~", "")
    rest = _TRAIL.sub("", rest)
    if match := _ONLY_DATE.match(rest):
        on = _date(match["date"])
    elif match := _DATE.match(rest):
        on, rest = _date(match["date"]), rest[match.end() :]
    elif (match := _DATE_AFTER.search(rest)) and match.start() > 0:
        on, rest = _date(match["date"]), rest[: match.start()]
    if on is None:
        on, rest = _dated(rest)
    if match := _HINT.search(rest):
        words = match["words"] or match["caps"]
        if _REVISED.match(words.strip()):
            revises, rest = True, rest[: match.start()]
        elif (
            match.start() > 0
            and normal(words).split(" ")[0] in known.STATUS_HINTS
            and len(words.split()) <= _LONGEST_HINT
        ):
            status = status_of_words(words) or verdict_in(words)
            rest = rest[: match.start()]
    if (match := _HINT_ASIDE.search(rest)) and normal(match["caps"]) in known.STATUS_HINTS:
        status, rest = status_of_words(match["caps"]) or verdict_in(match["caps"]), rest[: match.start()]
    return rest.strip(" #") or text, status, on, revises


def _dated(text: str) -> tuple[date | None, str]:
    """A day in words or in figures in front, in brackets at the end, or as the whole of a heading."""
    if (stamp := stamp_in(text)) is not None:
        return stamp.day, stamp.rest
    match = _ASIDE_LAST.search(text)
    inside = match["inside"].strip() if match and match.start() else text
    day = first_day(inside, DayOrder())
    if (
        day is None
        or day.day is None
        or not inside.startswith(day.text)
        or (inside is text and not is_day(text))
    ):
        return None, text
    return day.day, text[: match.start()] if match and match.start() else text


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _with_revision(entry: EntryHead, base: Heading, *, status_revises: bool) -> Heading:
    title, old, new = _replacement(entry.title)
    label = rest_label(base.text) if entry.names_decision and not entry.numbered else None
    revises = status_revises or entry.kind is EntryKind.REVISION or bool(_REVISED.match(entry.aside.strip()))
    return replace(
        base,
        title=title,
        kind=EntryKind.REVISION if revises and entry.kind is EntryKind.DIMENSION else entry.kind,
        numbered=entry.numbered,
        number=entry.number,
        old=old if revises or old is None or entry.kind is EntryKind.TOPIC else None,
        new=new,
        revises=revises,
        names_decision=entry.names_decision,
        word=entry.word,
        role=label,
        value=entry.title if label else "",
    )


def rest_label(text: str) -> Role | None:
    """Role of the words before the first colon or dash ("Decision: Use Postgres")."""
    return role_of(pieces(_LEAD.sub("", text))[0])


def _with_arrow(found: Heading) -> Heading:
    title, old, new = _replacement(found.title)
    if old is None:
        return found
    return replace(found, title=title, old=old, new=new)


def _replacement(title: str) -> tuple[str, str | None, str | None]:
    """Title, what is replaced and what replaces it ("Broadway -> Tasks", "Tasks instead of Broadway")."""
    if match := _WAS.search(title):
        return title[: match.start()].strip(), match["old"].strip(), None
    for pattern in (_BECOMES, _REVISED_FROM, _INSTEAD):
        if match := pattern.match(title):
            return title, match["old"].strip(" ."), match["new"].strip(" .")
    return title, None, None
