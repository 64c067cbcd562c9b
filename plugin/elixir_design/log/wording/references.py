"""Mentions of other questions and sessions: what replaces, details or continues what."""

from __future__ import annotations

import re

from elixir_design.log.model import Reference
from elixir_design.log.wording.codes import codes_in
from elixir_design.log.wording.plain import plain
from elixir_design.log.wording.records import MARKDOWN_ENDING, records_in
from elixir_design.log.wording.statuses import REPLACED_BETWEEN

SESSION_ID = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}-\d{4}(?!\d)(?:-[a-z0-9]+(?!\w))*")
"""The name of a log without its ending: when it began, then what tells it from others of that minute.

Words of prose that run on from a name ("the 2026-05-01-0930-Sitzung") are none of it, unless they look so.
"""
_QUESTION = re.compile(
    r"\b(?P<kind>dimensions?|dims?\.?|decisions?|adr|dimensi\u00f3n|entscheidung"
    r"|d\u00e9cision|decisi\u00f3n)\s*[-#]?\s*(?P<numbers>#?\d{1,4}(?:\s*(?:,|/|&|\+|and|und|et|y)\s*#?\d{1,4})*)"
    r"(?:\s*(?:\((?P<aside>[^()]{2,60})\)|:\s*(?P<name>[^.;,()\n]{2,60})))?",
    re.IGNORECASE,
)
_REPLACING = re.compile(
    r"\b(?<!not )(?P<verb>supersed(?:es|ing)|replac(?:es|ing)|overrid(?:es|ing)"
    r"|revers(?:es|ing)|overturns|obsoletes|revises|ersetzt|remplace|reemplaza)\s+"
    r"(?P<what>(?:the\s+|our\s+|la\s+)?(?:choice\s+(?:of|in)\s+|earlier\s+"
    r"|previous\s+)?(?:dimensions?|dims?\.?|decisions?|adr|dimensi\u00f3n|entscheidung"
    r"|d\u00e9cision|decisi\u00f3n)\s*[-#]?\s*\d[^.;\n]{0,80})",
    re.IGNORECASE,
)
_REPLACING_STEMS = (
    *("supersed", "replac", "overrid", "revers", "overturn", "obsolet", "revis"),
    *("ersetzt", "remplac", "reemplaz"),
)
_REPLACING_NAMED = re.compile(
    r"(?:^|[.!;]\s+)(?:this\s+(?:decision\s+)?|it\s+)?(?:supersedes|replaces|overrides|overturns|revises)\s+(?:"
    r"(?P<what>[\"\u201c\u201e\u00ab][^\"\u201d\u00bb]{3,100}[\"\u201d\u00bb])"
    r"|(?:the|our)\s+(?P<name>[^.;,\"\u201c]{3,60}?)\s+decision\b"
    r"|(?:the|our)\s+decision\s+(?P<day>(?:of|from)\s+\d{4}-\d{2}-\d{2}))",
    re.IGNORECASE,
)
_REFINING = re.compile(
    r"\b(?:refin(?:es|ing)|detail(?:s|ing)|extend(?:s|ing)|clarif(?:ies|ying)|builds on|adds to|amends"
    r"|belongs to|follow(?:s up| ?-?up) (?:on|to)|verfeinert|pr\u00e9cise|refina)\s+"
    r"(?P<what>(?:the\s+|our\s+)?(?:dimensions?|dims?\.?|decisions?|adr)\s*[-#]?\s*\d[^.;\n]{0,80})",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(
    r"\s*(?:[(\[;\"\u201c\u201e\u00ab]|\s[\u2014\u2013-]\s|\u2014"
    r"|\s+(?:of|from|on)\s+\d{4}-\d{2}-\d{2}\b"
    # "Choose where readings wait" is a name; ", where readings wait" is a remark.
    r"|,\s+(?:which|who|whose|where|when)\b"
    r"|,?\s+(?:because|since|as decided|as agreed|decided|taken|chosen|recorded)\b"
    r"|,\s*(?:[\"\u201c\u201e\u00ab]|(?:that|the|from|in|of|was|as|now|see|session|and not)\b))",
    re.IGNORECASE,
)
_SESSION_FILE = rf"[(\[]?(?:(?:in|from|session|of)\s+)*[\w./-]*%s(?:{MARKDOWN_ENDING})?[)\]]?(?:/|#)?"
_QUOTED = re.compile(r"[\"\u201c\u201e\u00ab][^\"\u201d\u00bb]*[\"\u201d\u00bb]")
_BY = re.compile(
    r"(?<!partially )(?<!partly )\b(?:superseded|superceded|replaced"
    r"|overridden|ersetzt|remplac\u00e9e?|reemplazad[oa])\s+(?:by"
    r"|durch|par|por)\s+(?P<what>[^.;\n]{1,120})",
    re.IGNORECASE,
)


def session_order(session_id: str) -> tuple[list[str | int], str]:
    """A key that sorts names of logs: by time, and the tenth session of a minute after the second."""
    pieces = re.split(r"(\d+)", session_id)
    return [int(piece) if place % 2 else piece for place, piece in enumerate(pieces)], session_id


def references_in(text: str, line: int) -> list[Reference]:
    """What a value refers to: records, dimensions by number, sessions by id, else a question by its name."""
    said = plain(text).strip(" .")
    if not SESSION_ID.search(text) and (records := records_in(text, line)):
        return records
    session = match.group() if (match := SESSION_ID.search(text)) else None
    if codes := codes_in(said):
        return [Reference(said, line, session=session, code=code) for code in codes]
    found = [
        Reference(said, line, int(number), (match["aside"] or match["name"] or "").strip() or None, session)
        for match in _questions_in(said)
        for number in re.findall(r"\d+", match["numbers"])
    ]
    if found or not said:
        return found
    return [Reference(said, line, None, _name_in(said, session), session)]


def _questions_in(said: str) -> list[re.Match[str]]:
    """Questions that are mentioned by number; a log of a branch "decision-50" is none of them."""
    names = [name.span() for name in SESSION_ID.finditer(said)]
    found: list[re.Match[str]] = []
    start = 0
    while match := _QUESTION.search(said, start):
        while names and names[0][1] <= match.start():
            names.pop(0)
        if names and names[0][0] < match.start():
            start = names[0][1]
        else:
            found.append(match)
            start = match.end()
    return found


def _name_in(said: str, session: str | None) -> str | None:
    """The name of a question: without the session that holds it, quotations of its answer and remarks."""
    if quoted := _QUOTED.match(said):
        return quoted.group()[1:-1].strip() or None
    name = said
    if session:
        name = re.sub(_SESSION_FILE % re.escape(session), "", name).strip(" ,:()/#")
        if not name and "/" in said and (tail := said.rsplit("/", 1)[1]) and session not in tail:
            name = tail.replace("-", " ")
    end = _NAME_ENDS.search(name)
    return (name[: end.start()] if end and end.start() > 0 else name).strip(" ,:./") or None


def refined_in(text: str, line: int) -> list[Reference]:
    """Decisions that prose says are refined ("Refines Dimension 10 (Error Handling)")."""
    return [
        reference
        for match in _REFINING.finditer(plain(text))
        for reference in references_in(match["what"], line)
    ]


def numbered_in(text: str, line: int) -> list[Reference]:
    """Questions that a text mentions by number, each once."""
    said = plain(text)
    found = {
        int(number): Reference(said, line, int(number), (match["aside"] or "").strip() or None)
        for match in _questions_in(said)
        for number in re.findall(r"\d+", match["numbers"])
    }
    return list(found.values())


def replaced_in(text: str, line: int) -> list[Reference]:
    """Decisions that prose says are replaced.

    Prose replaces many things, so they must be called by number, in quotation marks, or "the X decision".
    """
    folded = text.casefold()
    if not any(stem in folded for stem in _REPLACING_STEMS):
        return []
    said = plain(text)
    found = [
        reference for match in _REPLACING.finditer(said) for reference in references_in(match["what"], line)
    ]
    return found or [
        reference
        for match in _REPLACING_NAMED.finditer(said)
        for reference in references_in(match["what"] or match["name"] or match["day"], line)
    ]


def replacing_in(text: str, line: int) -> list[Reference]:
    """What a status says has replaced the decision ("Superseded by Dimension 4")."""
    said = plain(text)
    found = [*_BY.finditer(said), *REPLACED_BETWEEN.finditer(said)]
    return [reference for match in found for reference in references_in(match["what"].strip(), line)]


def sessions_in(text: str, line: int) -> list[Reference]:
    """Sessions mentioned by id, each with the words around it."""
    said = plain(text).replace("`", "").strip()
    return [Reference(said, line, session=session) for session in dict.fromkeys(SESSION_ID.findall(said))]
