"""Whether a heading names a question, or only the occasion on which questions were taken up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.plain import normal
from elixir_design.log.wording.vocabulary.roles import ANSWERING, PICKING, Role
from elixir_design.log.wording.vocabulary.sentences import ASKING

_MEETING_WORD = (
    r"(?:\b(?:sessions?|meetings?|notes|minutes|log|protokoll|sitzung|workshop|sync|standup"
    r"|call|chat|s\u00e9ance|r\u00e9union|sesi\u00f3n|reuni\u00f3n|reuni\u00e3o|sess\u00e3o|riunione|spotkanie|ata|acta|verbale"
    r"|transcript|retro)\b"
    r"|\u30bb\u30c3\u30b7\u30e7\u30f3|\u8b70\u4e8b\u9332|\u4f1a\u8bae)"
)

_MEETING = re.compile(_MEETING_WORD + r"|\d{4}-\d{2}-\d{2}", re.IGNORECASE)

_NAMES_A_MEETING = re.compile(
    # "Team sync", "Notes on billing", "Workshop 3": not "Session storage" or "Call center routing".
    _MEETING_WORD + r"(?:\W*$|\s*[:\u2013\u2014(#\uff08\uff1a\d-]"
    r"|\s+(?:of|on|from|with|about|for|vom|zu|zum|mit|du|de|del|sur)\b)",
    re.IGNORECASE,
)

_BEGINS_AS_MEETING = re.compile(_MEETING_WORD + r"\s*(?:[:\u2013\u2014(#\uff08\uff1a-]|\d)", re.IGNORECASE)

_COUNTED = re.compile(r"(?P<word>[^\W\d]{3,})\s+#?(?P<number>\d{1,4})\b")

_ONLY_A_MEETING = re.compile(
    rf"(?:{_MEETING_WORD}|\b(?:design|elixir|architecture|team|project|planning)\b"
    r"|\b(?:weekly|daily|kick-?off|review)\b|[\W\d_])+",
    re.IGNORECASE,
)

_REASONED = frozenset({Role.RATIONALE, Role.OPTIONS, Role.OPTION, Role.CONTEXT})


def is_legend(section: Section) -> bool:
    """Whether a section only explains marks ("Status legend"); "Map legend" with reasons is a question."""
    if not section.heading.legend:
        return False
    return not _REASONED & {part.role for part in section.fields}


def names_no_question(section: Section) -> bool:
    """Whether a heading names no question: the file's title, "Decisions", "Meeting notes"."""
    heading = section.heading
    if (
        section.parent is None
        or not heading.text
        or heading.container
        or heading.summary
        or heading.role in {*PICKING, Role.META, Role.DISCUSSION}
    ):
        return section.parent is None or not heading.value
    if _answers_several_questions(section):
        return True
    if heading.text.endswith("?"):
        return False
    if heading.kind is None and heading.date is None and _names_a_meeting(section):
        return True
    if (
        heading.kind is not None
        or not heading.date
        or any(above.heading.announces for above in section.above())
    ):
        return False
    return _MEETING.search(heading.title) is not None


def _counts(section: Section, siblings: Sequence[Section]) -> bool:
    """Whether headings side by side count occasions by one word ("Reuni\u00e3o 1 - 09/09/2025")."""
    counted = [match for other in siblings if (match := _COUNTED.match(other.heading.text))]
    own = _COUNTED.match(section.heading.text)
    return own is not None and len({match["number"] for match in counted if match["word"] == own["word"]}) > 1


def _answers_several_questions(section: Section) -> bool:
    """Whether a section holds several pairs of a question and its answer."""
    pairs, asked = 0, False
    for part in section.fields:
        if part.role is Role.CONTEXT and normal(part.label) in ASKING:
            asked = True
        elif part.role in ANSWERING and asked:
            pairs, asked = pairs + 1, False
    return pairs > 1


def _names_a_meeting(section: Section) -> bool:
    """Whether a heading without a date names the occasion rather than a question.

    Only a title above everything else may name it among other words; elsewhere "Encrypt customer notes" and
    "Session storage" are questions.
    """
    text = section.heading.text
    if _ONLY_A_MEETING.fullmatch(text):
        return True
    siblings = section.parent.children if section.parent else []
    if section.heading.date is not None and _counts(section, siblings):
        return True
    if _BEGINS_AS_MEETING.match(text) and len(siblings) > 1:
        # "Session 3 - caching" among others like it; a lone "Session: token" may be a question.
        return sum(_BEGINS_AS_MEETING.match(other.heading.text) is not None for other in siblings) > 1
    return len(siblings) == 1 and _NAMES_A_MEETING.search(text) is not None
