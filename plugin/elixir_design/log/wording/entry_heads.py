"""The entry that a heading announces: "Dimension 7: Memory", "Gap 2 of Dimension 20", "ADR-4 - Queue"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from elixir_design.log.model import EntryKind
from elixir_design.log.wording.plain import normal
from elixir_design.log.wording.vocabulary import headings as known
from elixir_design.log.wording.vocabulary.lists import any_of

_KIND_OF = {normal(word): kind for kind, words in known.KINDS.items() for word in words.split(",")}

_KIND_WORDS = "|".join(
    sorted((re.escape(word).replace(r"\ ", r"\s+") for word in _KIND_OF), key=len, reverse=True)
)

_SEP = r"(?:\s*[:\uff1a]\s*|\s*[.)]\s+|\s+[|\u2014\u2013-]{1,2}\s+|\s*[\u2014\u2013]\s*|\s+|$)"

_MARKED = r"(?:\s*[:\uff1a]\s*|\s*[.)]\s+|\s+[|\u2014\u2013-]{1,2}\s+|\s*[\u2014\u2013]\s*)"
"""After a letter and a number alone: "G3 assessed" is no third gap."""

_NUMBERS = (
    rf"#?(?P<number>\d{{1,4}})(?P<more>(?:\s*(?:[,/&+\u2013-]|{any_of(known.CONJUNCTIONS)})\s*#?\d{{1,4}})*)"
)

_ENTRY = re.compile(
    rf"(?P<kind>{_KIND_WORDS})(?![^\W\d])(?:\s*{any_of(known.NUMBER_SIGNS)}?\s*[-#]?\s*{_NUMBERS}(?![\w.]*\d))?"
    rf"(?:\s*\((?P<aside>[^()]*)\))?"
    rf"(?:\s*[,/\u2014\u2013-]?\s*(?P<sub>{any_of(known.DETAILS)})\s*#?(?P<subnumber>\d{{0,3}}(?:\.\d+)?)(?!\w))?"
    rf"(?P<sep>{_SEP})(?P<title>.*)$",
    re.IGNORECASE,
)

_SHORT_ENTRY = re.compile(
    rf"(?P<kind>[{''.join(known.SHORT_KINDS)}])[-#]?(?P<number>\d{{1,3}})(?:[-./]?G(?P<gap>\d{{1,2}}))?(?!\w){_MARKED}(?P<title>.*)$"
)

_APPENDIX = re.compile(
    rf"{any_of(known.APPENDICES)}\s+(?:[A-Z]|\d{{1,2}}){_SEP}(?P<title>\S.*)$", re.IGNORECASE
)

_DIMENSION_WORDS = "|".join(sorted(known.KINDS[EntryKind.DIMENSION].split(", "), key=len, reverse=True))

_MENTION = re.compile(rf"\b(?P<kind>{_DIMENSION_WORDS})\.?\s*{_NUMBERS}", re.IGNORECASE)

_RANGE_TITLE = re.compile(rf"^{any_of(known.OF)}\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EntryHead:
    """What a heading says of the entry that it announces; ``word`` is the kind as written, in normal form."""

    kind: EntryKind
    title: str
    number: int | None
    numbered: bool = False
    aside: str = ""
    names_decision: bool = False
    word: str = ""


def entry_head(rest: str) -> EntryHead | None:
    """The kind, number and title that a heading announces, or None if it announces no entry.

    ``entry = letter number ["G" number] SEP title | "Appendix" letter SEP title
    | kind [["No."] number] ["(" aside ")"] [part [number]] SEP title``
    """
    match = _ENTRY.match(rest)
    if (short := _short_entry(rest)) is not None or match is None:
        return short
    kind = _KIND_OF[normal(match["kind"])]
    marked = any(mark in match["sep"] for mark in ":\uff1a\u2014\u2013-")
    # Only a kind and words: they must go on with the dimension that they speak of.
    if match["number"] is None and not match["sub"] and not marked:
        return _of_dimension(rest, kind, match.end("kind"))
    number = int(match["number"]) if match["number"] else None
    title, aside = match["title"].strip(), match["aside"] or ""
    if match["sub"] and not match["subnumber"] and not marked:
        title = f"{match['sub']} {title}".strip()  # "Dimension 20 Gap Resolution" only gathers gaps.
    elif match["sub"]:  # "Dimension 20, Gap 1: Trigger" is a gap of dimension 20.
        return EntryHead(_KIND_OF[normal(match["sub"])], title or rest, number, numbered=number is not None)
    if kind is EntryKind.DIMENSION:
        return EntryHead(kind, title or rest, number, numbered=number is not None, aside=aside)
    return _with_parent(rest, kind, normal(match["kind"]), number, (title, aside))


def _short_entry(rest: str) -> EntryHead | None:
    """An entry by initials ("D20-G1: Trigger", "Q3: ...") or by a letter ("Appendix A: ...")."""
    if match := _APPENDIX.match(rest):
        title = match["title"].strip()
        return EntryHead(EntryKind.TOPIC, title, None, numbered=True, names_decision=True, word="appendix")
    match = _SHORT_ENTRY.match(rest)
    if match is None or not match["title"].strip():
        return None
    kind = known.SHORT_KINDS[match["kind"]]
    counts = kind is EntryKind.DIMENSION or match["gap"]
    kind = EntryKind.GAP if match["gap"] else kind
    return EntryHead(kind, match["title"].strip(), int(match["number"]) if counts else None, numbered=True)


def _of_dimension(rest: str, kind: EntryKind, after: int) -> EntryHead | None:
    """An entry on a dimension ("Refinement of Dimension 5: Time-outs"; not "Question of style")."""
    mention = _MENTION.search(rest)
    if mention is None or kind is EntryKind.DIMENSION:
        return None
    if kind is not EntryKind.REVISION and not _RANGE_TITLE.match(
        rest[after : mention.start()].lstrip() + " x"
    ):
        return None
    named = rest[mention.end() :].strip(" :\uff1a\u2014\u2013-")
    return EntryHead(kind, named or mention.group(), int(mention["number"]), numbered=True)


def _with_parent(rest: str, kind: EntryKind, word: str, own: int | None, said: tuple[str, str]) -> EntryHead:
    """A gap, revision, topic, ... with the dimension that its title or aside mentions."""
    title, aside = said
    names = kind is EntryKind.TOPIC
    number = None
    for place in said:
        if mention := _MENTION.search(place):
            number = int(mention["number"])
            around = (place[: mention.start()] + place[mention.end() :]).strip(" :\uff1a,()\u2014\u2013-")
            around = _RANGE_TITLE.sub("", around)
            if place is title and around and not names:
                title = around
            break
    if names and number is None and word in known.IDENTIFYING:
        number = own
    numbered = number is not None or own is not None
    return EntryHead(
        kind, title or rest, number, numbered=numbered, aside=aside, names_decision=names, word=word
    )
