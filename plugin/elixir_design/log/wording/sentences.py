"""What sentences say without a label: what was chosen, what was set aside, and Y-statements."""

from __future__ import annotations

import re

from elixir_design.log.wording.labels import Label
from elixir_design.log.wording.plain import joined, normal, plain
from elixir_design.log.wording.statuses import says_nothing
from elixir_design.log.wording.vocabulary import PROCEEDINGS, Role

_SAID = re.compile(
    r"^(?:so\s+|therefore,?\s+|in the end,?\s+|after .{3,40}?,\s+)?"
    r"(?:(?:we|the team|team|everyone|all)\s+(?:have\s+|has\s+|then\s+|all\s+|finally\s+)?"
    r"(?:chose|choose|decided(?: to| on| for)?|agreed(?: to| on)?|picked|settled on"
    r"|went with|went for|go with|go for|are going with|will go with|opted for|selected|will use)"
    r"|(?:we['\u2019](?:re|ll)\s+)(?:going with|go with|use)|going with|let['\u2019]?s (?:go with|use)"
    r"|settled on|opted for|we stay (?:with|on))\s+(?P<what>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_LATER_TIME = (
    r"(?:(?:issue\s|ticket\s)?#\d+|phase\s\d|q[1-4]\b|v(?:ersion\s)?\d|20\d\d|spring|summer|autumn|fall|winter"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)[^.;,]{0,40}"
)
_SET_ASIDE = re.compile(
    r"(?:(?:we|this|that|it|this one|the topic)(?:['\u2019]ll|\s+(?:is|was|will be|will|stays|remains))?\s+)?"
    r"(?:(?:skip|skipped|park|parked|postpone|postponed|defer|deferred|shelve|shelved|put off|on hold"
    r"|leave|left|out of scope)(?:\s+(?:this|that|it))?"
    r"(?:(?<=postponed)\s+to\s[^.;,]{2,60}|\s+(?:for now|for later|for another day"
    # Not "deferred to the caller", which says who does it.
    rf"|(?:until|till)\s[^.;]{{3,80}}|to\s+(?:(?:the\s+)?(?:next|a later)\s[^.;]{{3,40}}|{_LATER_TIME})))?"
    r"|(?:comes?|follows)\s+later|not now|not in this version)"
    r"\s*(?=$|[.,;:!(\u2014\u2013]|-\s|\bbecause\b|\bsince\b)",
    re.IGNORECASE,
)
_LONGEST_STATEMENT = 900
_OPEN_WORDS = frozenset({"undecided", "unresolved", "tbd", "\u672a\u5b9a", "\u5f85\u5b9a"})
_BARE = frozenset({"leave", "left", "skip", "park", "defer", "we leave", "we left", "out of scope"})
_Y_STATEMENT = re.compile(
    r"in the context of\s+(?P<context>.+?),?\s+facing\s+(?P<facing>.+?),?\s+"
    r"we\s+(?:have\s+)?(?:decided (?:for|on|to use|to)|chose|choose|opted for|went with|selected)\s+"
    r"(?P<choice>.+?)"
    r"(?:,?\s+(?:and\s+)?(?:neglected|against|over|rather than|instead of|not)\s+(?P<against>.+?))?"
    r"(?:,?\s+(?:in order to|so as to|to achieve|to get|to)\s+(?P<why>.+?))?"
    r"(?:,?\s+(?:and\s+)?accepting(?:\s+that)?\s+(?P<price>.+?))?"
    r"(?:,?\s+(?P<because>because\s+.+?))?\s*\.?\s*$",
    re.IGNORECASE | re.DOTALL,
)


def said_choice(text: str) -> str | None:
    """What a sentence says was chosen ("We went with X"), or None.

    A question chooses nothing, and neither does an arrangement among people ("we decided to meet again").
    """
    match = _SAID.match(text)
    if match is None:
        return None
    what = match["what"].strip()
    if what.rstrip("*_ ").endswith(("?", "\uff1f")) or normal(plain(what)).split(" ")[0] in PROCEEDINGS:
        return None
    return what


def sets_aside(text: str) -> bool:
    """Whether a text begins by saying that its question is set aside ("Skipped for now, ...")."""
    said = plain(text).strip()
    match = _SET_ASIDE.match(said)
    return match is not None and normal(match.group()) not in _BARE


def leaves_open(text: str) -> bool:
    """Whether the first sentence of a text only says that nothing is decided ("No consensus.")."""
    first = re.split(r"[.;!\u3002]", plain(text), maxsplit=1)[0]
    return (" " in normal(first) and says_nothing(first)) or normal(first) in _OPEN_WORDS


def y_statement(text: str) -> list[Label]:
    """The parts of a Y-statement as labels, nothing when the text is none.

    "In the context of C, facing F, we decided for X and against Y, to achieve Q, accepting that P."
    """
    said = joined(text)
    if len(said) > _LONGEST_STATEMENT or not said.lstrip(" *_").casefold().startswith("in the context of"):
        return []
    match = _Y_STATEMENT.match(plain(said))
    if match is None:
        return []
    parts = (
        (Role.CONTEXT, "Context", match["context"]),
        (Role.CONTEXT, "Facing", match["facing"]),
        (Role.DECISION, "Decided", match["choice"]),
        (Role.OPTIONS, "Against", match["against"]),
        (Role.RATIONALE, "To achieve", match["why"] or match["because"]),
        (Role.TRADE_OFFS, "Accepting", match["price"]),
    )
    return [Label(role, name, value.strip(), 1, bold=False) for role, name, value in parts if value]
