"""Prose that takes a decision back without putting another in its place ("Withdrawn on 27 May")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.model import Reference
from elixir_design.log.wording.plain import joined, plain

_TAKEN_BACK = r"(?:withdrawn|revoked|retracted|rescinded|annulled|repealed)"
_TAKES_BACK = r"(?:withdr[ae]w|revoked?|retract(?:ed)?|rescind(?:ed)?|annul(?:led)?|repeal(?:ed)?)"
_WAS = r"(?:was|is|has\s+been|had\s+been)\s+(?:hereby\s+|later\s+|since\s+)?"
_WHAT = (
    r"(?P<what>(?:dimension|decision|adr|d)\s*[-#]?\s*0*(?P<number>\d{1,4})(?:\s*\((?P<aside>[^()]{2,60})\))?"
    r"|the\s+decision\s+(?:on|about|for)\s+(?P<name>[^.;:,?!]{2,60}?)"
    r"(?=\s+(?:was|is|has|had|because|since|as)\b|\s*(?:$|[.;:,!]))"
    r"|[\"\u201c](?P<quoted>[^\"\u201d]{2,60})[\"\u201d])"
)
# "is withdrawn if nobody objects" has not happened.
_DONE = r"\b(?!\s+(?:if|when|once|unless|should)\b)"
_OF_ANOTHER = (
    re.compile(rf"(?<!\w){_WHAT}\s+{_WAS}{_TAKEN_BACK}{_DONE}", re.IGNORECASE),
    re.compile(rf"\bwe\s+(?:have\s+|hereby\s+)?{_TAKES_BACK}\s+{_WHAT}{_DONE}", re.IGNORECASE),
)
# "Revoked on logout" and "revoked by an admin" are what happens to tokens.
_WHEN = (
    r"(?:on|in|since)\s+(?:the\s+)?(?:\d|mon|tues|wednes|thurs|fri|satur|sun|session|meeting"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_OF_ITSELF = re.compile(
    rf"(?:^|[.!;]\s+)(?:this(?:\s+(?:decision|choice|record))?\s+{_WAS}{_TAKEN_BACK}{_DONE}"
    rf"|{_TAKEN_BACK}(?=\s*(?:$|[.,;:\u2014\u2013(]|because\s|{_WHEN}))"
    rf"|(?!revoked){_TAKEN_BACK}(?=\s+by\s))",
    re.IGNORECASE,
)
_STEMS = ("withdr", "revok", "retract", "rescind", "annul", "repeal")


def _may_withdraw(text: str) -> bool:
    """Whether a text has any of the words; looking for these first costs a tenth of the patterns."""
    folded = text.casefold()
    return any(stem in folded for stem in _STEMS)


def withdraws(text: str) -> bool:
    """Whether a paragraph of an entry says that the entry itself was taken back."""
    return _may_withdraw(text) and _OF_ITSELF.search(plain(joined(text))) is not None


def withdrawals_in(text: str, blocks: Iterable[Block]) -> list[Reference]:
    """Decisions that the prose of a log says were taken back.

    Args:
        text: The whole log; most hold none of the words, and need no look at their blocks.
        blocks: Its blocks. Code and quotations are somebody else's words.
    """
    if not _may_withdraw(text):
        return []
    return [reference for said, line in _prose(blocks) for reference in _withdrawn_in(said, line)]


def _prose(blocks: Iterable[Block]) -> Iterator[tuple[str, int]]:
    for block in blocks:
        if block.kind == "paragraph" and _may_withdraw(block.text):
            yield plain(joined(block.text)), block.line
        elif block.kind == "list":
            for item in block.items:
                yield from _prose(item.blocks)


def _withdrawn_in(said: str, line: int) -> Iterator[Reference]:
    for sentence in re.findall(r"[^.!?;]+(?:[.!?;]|$)", said):
        if sentence.endswith("?"):
            continue
        for pattern in _OF_ANOTHER:
            for match in pattern.finditer(sentence):
                name = match["aside"] or match["name"] or match["quoted"]
                number = int(match["number"]) if match["number"] else None
                yield Reference(match["what"], line, number, name and name.strip())
