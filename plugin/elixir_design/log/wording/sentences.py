"""What sentences say without a label: what was chosen, what was set aside, and Y-statements."""

from __future__ import annotations

import re

from elixir_design.log.wording.labels import Label
from elixir_design.log.wording.plain import joined, normal, plain
from elixir_design.log.wording.statuses import says_nothing
from elixir_design.log.wording.vocabulary import sentences as spoken
from elixir_design.log.wording.vocabulary.lists import any_of
from elixir_design.log.wording.vocabulary.roles import Role
from elixir_design.log.wording.vocabulary.sentences import PROCEEDINGS

_SAID = re.compile(
    rf"^(?:{any_of(spoken.LEAD_INS)},?\s+|after .{{3,40}}?,\s+)?"
    rf"(?:{any_of(spoken.WHO_CHOOSES)}\s+(?:{any_of(spoken.HAVING)}\s+)?{any_of(spoken.CHOSE)}|{any_of(spoken.CHOSEN_BY_NOBODY)})"
    r"\s+(?P<what>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_LATER_TIME = (
    rf"(?:(?:{any_of(spoken.TICKETS)}\s)?#\d+|phase\s\d|q[1-4]\b|v(?:ersion\s)?\d|20\d\d|{any_of(spoken.SEASONS)}"
    rf"|{any_of(spoken.MONTH_STEMS)}[a-z]*\b)[^.;,]{{0,40}}"
)
_SET_ASIDE = re.compile(
    rf"(?:{any_of(spoken.PUT_ASIDE)}(?:['\u2019]ll|\s+{any_of(spoken.BEING)})?\s+)?"
    rf"(?:{any_of(spoken.SET_ASIDE)}(?:\s+{any_of(spoken.THIS)})?"
    rf"(?:(?<=postponed)\s+to\s[^.;,]{{2,60}}|\s+(?:{any_of(spoken.FOR_NOW)}"
    # Not "deferred to the caller", which says who does it.
    rf"|{any_of(spoken.UNTIL)}\s[^.;]{{3,80}}|to\s+(?:(?:the\s+)?{any_of(spoken.NEXT)}\s[^.;]{{3,40}}|{_LATER_TIME})))?"
    rf"|{any_of(spoken.SET_ASIDE_WHOLE)})"
    rf"\s*(?=$|[.,;:!(\u2014\u2013]|-\s|\b{any_of(spoken.BECAUSE)}\b)",
    re.IGNORECASE,
)
_LONGEST_STATEMENT = 900
_Y_STATEMENT = re.compile(
    rf"{any_of(spoken.Y_CONTEXT)}\s+(?P<context>.+?),?\s+{spoken.Y_FACING}\s+(?P<facing>.+?),?\s+"
    rf"we\s+(?:have\s+)?{any_of(spoken.Y_CHOSE)}\s+"
    r"(?P<choice>.+?)"
    rf"(?:,?\s+(?:and\s+)?{any_of(spoken.Y_AGAINST)}\s+(?P<against>.+?))?"
    rf"(?:,?\s+{any_of(spoken.Y_TO_ACHIEVE)}\s+(?P<why>.+?))?"
    rf"(?:,?\s+(?:and\s+)?{any_of(spoken.Y_ACCEPTING)}\s+(?P<price>.+?))?"
    rf"(?:,?\s+(?P<because>{spoken.Y_BECAUSE}\s+.+?))?\s*\.?\s*$",
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
    return match is not None and normal(match.group()) not in spoken.BARELY_SET_ASIDE


def leaves_open(text: str) -> bool:
    """Whether the first sentence of a text only says that nothing is decided ("No consensus.")."""
    first = re.split(r"[.;!\u3002]", plain(text), maxsplit=1)[0]
    return (" " in normal(first) and says_nothing(first)) or normal(first) in spoken.UNDECIDED


def y_statement(text: str) -> list[Label]:
    """The parts of a Y-statement as labels, nothing when the text is none.

    "In the context of C, facing F, we decided for X and against Y, to achieve Q, accepting that P."
    """
    said = joined(text)
    if len(said) > _LONGEST_STATEMENT or not said.lstrip(" *_").casefold().startswith(spoken.Y_CONTEXT):
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
