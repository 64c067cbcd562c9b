"""Decisions without a label: in a heading, as the only list of a topic, or behind a key."""

from __future__ import annotations

import re

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.plain import joined, normal
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.vocabulary.roles import ANSWERING, Role

_UNSETTLED = frozenset({Role.OPTIONS, Role.OPTION, Role.PENDING, Role.OPEN, Role.DEFERRED})
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S+[^.\s]\.")
_NAMED_ANSWER = re.compile(r"(?P<name>[^:\uff1a]*[^\W\d][^:\uff1a\d]*)[:\uff1a]\s*(?P<answer>\S.*)")
_BELOW_TITLE = 2
_LEFT_TO_OTHERS = frozenset({"discretion", "delegated", "ermessen"})
_KEYED = re.compile(r"(?:\*\*)?[A-Z]{1,5}-?\d{1,4}(?:\s*\([^()]*\))?(?:\*\*)?\s*[:.\u2014\u2013-]")


def answer_in_heading(section: Section) -> tuple[str, str] | None:
    """Question and answer where decisions are listed under headings, each with its reason.

    Below "Design decisions", "Party size: four" with a reason answers "Party size"; a heading without an
    answer leaves it to the text before the reason. A heading that is a sentence ("Values are stored as an
    enum.") is the decision, and the text below says why. Options listed without a choice leave it open.
    """
    heading = section.heading
    if heading.role is not None or not section.blocks or heading.text.endswith(("?", "\uff1f")):
        return None
    roles = {part.role for part in section.fields if not part.empty}
    listed = any(above.heading.announces for above in section.above())
    if not roles.isdisjoint((*ANSWERING, *_UNSETTLED)) or not listed:
        return None
    if _SENTENCE.fullmatch(heading.title):
        return heading.title.rstrip("."), heading.title
    if Role.RATIONALE not in roles:
        return None
    if match := _NAMED_ANSWER.fullmatch(heading.title):
        return match["name"].strip(), match["answer"]
    said = next((block for block in section.fields[0].blocks if block.kind == "paragraph"), None)
    return heading.title, joined(said.text) if said is not None else heading.title


def lists_answers(section: Section) -> bool:
    """Whether a topic below "Decisions" has nothing but a list: what was decided on it.

    Not so when its items are decisions of their own, by their keys, or left to whoever implements them.
    """
    above = section.parent
    if above is None or above.level < _BELOW_TITLE or not above.heading.announces or section.children:
        return False
    if not any(role_of(word) is Role.DECISION for word in normal(above.heading.text).split()):
        return False
    if section.heading.role is not None or _LEFT_TO_OTHERS & set(normal(section.heading.text).split()):
        return False
    lists = [block for block in section.blocks if block.kind != "hr"]
    return (
        bool(lists)
        and all(block.kind == "list" and not holds_keys(block) for block in lists)
        and all(part.role is None and not part.label for part in section.fields)
    )


def holds_keys(block: Block) -> bool:
    """Whether items of a list begin with the keys of decisions ("D-07: ..."): all of them, or several."""
    keyed = [
        bool(item.blocks)
        and item.blocks[0].kind == "paragraph"
        and _KEYED.match(item.blocks[0].text) is not None
        for item in block.items
    ]
    return all(keyed) or sum(keyed) > 1
