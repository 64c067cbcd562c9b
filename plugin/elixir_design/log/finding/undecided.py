"""What looks like decisions and decides nothing: legends, and descriptions of what a log will hold."""

from __future__ import annotations

import re

from elixir_design.log.markdown.blocks import Block, ListItem
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.inline import pieces
from elixir_design.log.wording.plain import joined, normal, plain
from elixir_design.log.wording.statuses import status_of_words
from elixir_design.log.wording.vocabulary.roles import ANSWERING
from elixir_design.log.wording.vocabulary.sentences import DESCRIBING

_LONGEST_STATUS = 3
_HALF = 2
_DEFINES = re.compile(
    rf"\W*(?:(?:the|a|an|any|one|short)\s+)?(?:[\w-]+\s+)?(?:{'|'.join(DESCRIBING)})\b", re.IGNORECASE
)


def explains_statuses(block: Block) -> bool:
    """Whether every item of a list begins with a status: a legend ("Accepted - confirmed").

    Args:
        block: A list.
    """
    return len(block.items) > 1 and all(_status_first(item) for item in block.items)


def _status_first(item: ListItem) -> bool:
    if len(item.blocks) != 1 or item.blocks[0].kind != "paragraph":
        return False
    name, *rest = pieces(plain(joined(item.blocks[0].text)))
    words = normal(name)
    return bool(rest) and len(words.split()) <= _LONGEST_STATUS and status_of_words(words) is not None


def describes_a_record(section: Section) -> bool:
    """Whether a section says what a record will hold ("**Situation**: where the ball lies") and holds none.

    Args:
        section: A section with labels.
    """
    told = [part for part in section.fields if part.label and not part.empty]
    defining = [part for part in told if _DEFINES.match(_words(part))]
    answers = [part for part in told if part.role in ANSWERING]
    return (
        len(defining) > 1 and _HALF * len(defining) >= len(told) and all(one in defining for one in answers)
    )


def _words(part: Field) -> str:
    return plain(part.text or next((block.text for block in part.blocks if block.kind == "paragraph"), ""))
