"""Codes by which a log numbers its decisions: "D-11", "DEC-007", "ADR-3", "AUTH-2"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_PREFIX = r"(?P<prefix>[A-Z][A-Z0-9]{0,7}?)"
_SEPARATOR = r"(?:\s*[:\uff1a]\s*|\s*[.)\]]+\s+|\s+[|\u2014\u2013-]{1,2}\s+|\s*[\u2014\u2013]\s*)(?=\S)"
_LEADING = re.compile(
    rf"\[?{_PREFIX}(?P<join>[-_ ]?)0*(?P<number>\d{{1,4}})(?![\w-]*\d)(?P<part>[a-z]?)\]?"
    rf"(?:(?P<sep>{_SEPARATOR})|\s+(?=\S))"
)
_MENTIONED = re.compile(
    r"(?<![\w-])(?P<prefix>[A-Z][A-Z0-9]{0,7}?)[-_]?0*(?P<number>\d{1,4})(?P<part>[a-z]?)(?![\w-])"
)
_ONLY_CODES = re.compile(
    r"\W*(?:[A-Z][A-Z0-9]{0,7}?[-_]?\d{1,4}[a-z]?(?:\s*(?:,|;|/|&|\+|and|und|et|y)\s*)?)+(?:\W+.*)?",
    re.DOTALL,
)


def leading_code(text: str, series: Iterable[str] = ()) -> tuple[str, str] | None:
    """The code with which a title begins, and the title behind it: ``code SEP title``.

    Args:
        text: A heading's words, without date and mark.
        series: Prefixes that number several headings of the file; behind one of them a space separates.

    Returns:
        None where the title begins with no code. Of "UTF-8: encoding" only its neighbours can tell.
    """
    match = _LEADING.match(text)
    if match is None or not (match["sep"] or match["prefix"] in series):
        return None
    return _normal(match), text[match.end() :].strip()


def series_in(titles: Iterable[str]) -> frozenset[str]:
    """Prefixes that stand before different numbers in several titles; "" where bare numbers count up."""
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    bare: set[int] = set()
    for title in titles:
        if (match := _LEADING.match(title)) is not None:
            numbers[match["prefix"]].add(match["number"])
        elif match := re.match(r"(\d{1,3})\s+(?=[^\W\d])", title):
            bare.add(int(match[1]))
    found = {prefix for prefix, used in numbers.items() if len(used) > 1}
    return frozenset(found | ({""} if any(number + 1 in bare for number in bare) else set()))


def codes_in(text: str) -> list[str]:
    """The codes that a value consists of or begins with ("D-11, D-12: two regions"); else nothing."""
    if _ONLY_CODES.fullmatch(text.strip()) is None:
        return []
    return [_normal(match) for match in _MENTIONED.finditer(text)]


def _normal(match: re.Match[str]) -> str:
    """One form of a code, however it is written: "D-011" and "D11" are "D-11"."""
    return f"{match['prefix']}-{int(match['number'])}{match['part']}"
