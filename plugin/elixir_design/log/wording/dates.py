"""Days as people write them: in figures, in either order, or with the month's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from elixir_design.log.model import DayOrder
from elixir_design.log.wording.vocabulary.months import DAY_FIRST, MONTHS

_YEAR = r"(?:19|20|21)\d{2}"
_MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"(?<![\w.])(?P<y1>{_YEAR})(?P<gap>[-/.])(?P<m1>\d{{1,2}})(?P=gap)(?P<d1>\d{{1,2}})(?!\d|-[^\W\d])"
    rf"|(?<!\w)(?P<y2>{_YEAR})(?P<m2>\d{{2}})(?P<d2>\d{{2}})(?!\d|-[^\W\d])"
    rf"|(?P<y3>{_YEAR})\s*[\u5e74\ub144]\s*(?P<m3>\d{{1,2}})\s*[\u6708\uc6d4]\s*(?P<d3>\d{{1,2}})\s*[\u65e5\uc77c\u53f7]?"
    rf"|(?<![\w./-])(?P<a>\d{{1,2}})(?P<mark>[./-])(?P<b>\d{{1,2}})(?P=mark)(?P<y4>{_YEAR})(?!\d)"
    rf"|(?<![\w./-])(?P<short>(?P<a2>\d{{1,2}})/(?P<b2>\d{{1,2}})/(?P<y7>\d{{2}}))(?![\w/.])"
    rf"|(?<!\w)(?P<d5>\d{{1,2}})(?:st|nd|rd|th|er|\.|\u00ba)?[\s-]+(?:of\s+|de\s+)?(?P<m5>{_MONTH_NAME})\.?,?"
    rf"[\s-]+(?:de\s+)?(?P<y5>{_YEAR})(?!\d)"
    rf"|(?<!\w)(?P<m6>{_MONTH_NAME})\.?\s+(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y6>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"[^\w\s]{0,4}")
_BEHIND_DAY = re.compile(
    r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm]|Z)?)?"
    r"[\])*_\uff09]{0,4}\s*(?:[:|,.\u2014\u2013\uff1a\u00b7-]\s*)?[*_]{0,3}\s*(?=\S)"
)
_PERIOD = re.compile(
    rf"\W*(?:(?:{_MONTH_NAME})\.?,?\s+(?:de\s+)?{_YEAR}|{_YEAR}[-/.]\d{{2}}|{_YEAR}\s*\u5e74\s*\d{{1,2}}\s*\u6708|{_YEAR}"
    rf"|Q[1-4][\s/-]*{_YEAR}|{_YEAR}[\s/-]*Q[1-4])\W*",
    re.IGNORECASE,
)
_IN_NAME = re.compile(
    rf"(?P<y>{_YEAR})(?P<gap>-?)(?P<m>\d{{2}})(?P=gap)(?P<d>\d{{2}})"
    # A number of its own may follow; four figures are a time of day, six of them one to the second.
    r"(?:\d{6})?(?:[-_ ]+\d{1,3})?[-_ ]+(?=[^\W\d])"
)
_FIGURES = re.compile(
    # The look behind comes second: a search for a figure is fast.
    rf"(?P<a>\d(?<![\w./-]\d)\d?)(?P<mark>[/-])(?P<b>\d{{1,2}})(?P=mark)(?P<year>{_YEAR}|\d{{2}})(?![\w/-]|\.\d)"
)
_IN_DAY_FIRST_WORDS = re.compile(
    rf"^\W{{0,6}}(?:{'|'.join(DAY_FIRST)})\b[^\w\n]{{0,6}}\d", re.IGNORECASE | re.MULTILINE
)
_LAST_MONTH = 12
_AFTER_DAY = " \t:,.()\uff1a\u3001\u2013\u2014-"


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text mentions.

    Attributes:
        text: As written.
        day: What it means; None where that is not certain.
        doubt: Why it is not, in words that go on after "the date".
        open_order: Whether knowing the order of the figures would settle it.
    """

    text: str
    day: date | None
    doubt: str = ""
    open_order: bool = False


def day_order(text: str) -> DayOrder:
    """The order for which the figures of a whole file speak; both, where they contradict each other.

    Where none speaks, the language of the label does: nobody writes "Fecha: 12/31/2026".
    """
    day_first = month_first = False
    for match in _FIGURES.finditer(text) if "/" in text or "-" in text else ():
        a, b = int(match["a"]), int(match["b"])
        # "25/03/26" may begin with its year, "03/25/26" with nothing but the month.
        day_first |= a > _LAST_MONTH >= b and len(match["year"]) > 2  # noqa: PLR2004 - figures of a year
        month_first |= b > _LAST_MONTH >= a
    if not month_first and _IN_DAY_FIRST_WORDS.search(text):
        day_first = True
    return DayOrder(day_first, month_first)


def first_day(text: str, order: DayOrder) -> Day | None:
    """The first day that a text mentions, None when it mentions none.

    Args:
        text: A value of a label, a status, a heading.
        order: What its file says of the order of figures.
    """
    match = _DAY.search(text)
    if match is None:
        return None
    said = match.group()
    if match["short"]:
        return _of_this_century(said, int(match["a2"]), int(match["b2"]), int(match["y7"]), order)
    if match["a"]:
        return _in_figures(said, int(match["a"]), int(match["b"]), int(match["y4"]), match["mark"], order)
    year, month, day = next(
        (match[f"y{form}"], match[f"m{form}"], match[f"d{form}"])
        for form in (1, 2, 3, 5, 6)
        if match[f"y{form}"]
    )
    return _of_calendar(said, int(year), MONTHS.get(month.casefold()) or int(month), int(day))


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day in front of a text, and the text behind it."""

    day: date
    rest: str


def stamp_in(text: str) -> Stamp | None:
    """The day with which a text begins: ``stamp = ["["] day [time] ["]"] [SEP] text``.

    Returns:
        None where it begins with something else, or nothing stands behind the day.
    """
    start = _LEAD.match(text)
    found = _DAY.match(text, start.end() if start else 0)
    behind = _BEHIND_DAY.match(text, found.end()) if found else None
    if found is None or behind is None or behind.end() == found.end():
        return None
    day = first_day(found.group(), DayOrder())
    return Stamp(day.day, text[behind.end() :].strip()) if day and day.day else None


def is_period(text: str) -> bool:
    """Whether a text is a month, a quarter or a year and nothing else ("June 2021")."""
    return _PERIOD.fullmatch(text) is not None


def is_day(text: str) -> bool:
    """Whether a text is a day and nothing else."""
    return _DAY.fullmatch(text.strip(" .")) is not None


def without_day(text: str) -> str:
    """A text without the day with which it begins, and without the mark behind that."""
    match = _DAY.match(text)
    return text[match.end() :].lstrip(_AFTER_DAY) if match else text


def day_of_name(name: str) -> date | None:
    """The day with which the name of a record begins ("20260105-use-numbers"), if it begins with one."""
    match = _IN_NAME.match(name)
    return _of_calendar(name, int(match["y"]), int(match["m"]), int(match["d"])).day if match else None


def _in_figures(said: str, a: int, b: int, year: int, mark: str, order: DayOrder) -> Day:  # noqa: PLR0913, PLR0917 - the parts of one date
    # Nobody writes a month, a point and a day.
    if mark == "." or a == b or a > _LAST_MONTH:
        return _of_calendar(said, year, b, a)
    if b > _LAST_MONTH:
        return _of_calendar(said, year, a, b)
    if order.day_first is order.month_first:
        return Day(said, None, "may begin with the day or with the month", open_order=True)
    return _of_calendar(said, year, b, a) if order.day_first else _of_calendar(said, year, a, b)


def _of_this_century(said: str, a: int, b: int, year: int, order: DayOrder) -> Day:
    """Years of two figures: a record of decisions is younger than the century, but the order is open."""
    if a <= _LAST_MONTH < b:
        order = DayOrder(month_first=True)
    if order.day_first is order.month_first:
        return Day(said, None, "leaves the century, and mostly the order, to the reader", open_order=True)
    day, month = (a, b) if order.day_first else (b, a)
    return _of_calendar(said, 2000 + year, month, day)


def _of_calendar(said: str, year: int, month: int, day: int) -> Day:
    try:
        return Day(said, date(year, month, day))
    except ValueError:
        return Day(said, None, "is not in the calendar")
