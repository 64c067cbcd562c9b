"""Exports of a chat with an assistant: turns as sections, and decisions noted down in a quotation."""

from __future__ import annotations

import re
from dataclasses import replace

from elixir_design.log.markdown.blocks import Block, reread
from elixir_design.log.wording.labels import label_in
from elixir_design.log.wording.vocabulary.lists import any_of
from elixir_design.log.wording.vocabulary.roles import PICKING
from elixir_design.log.wording.vocabulary.sentences import ASSISTANTS, PEOPLE, QUOTING

_SPEAKER = re.compile(
    r"(?:\*\*|__)?(?P<who>[A-Za-z]{2,12})(?:\s*\([^()\n]{1,40}\))?(?::(?:\*\*|__)|(?:\*\*|__)\s?:|:)(?:\s+|$)"
)
_QUOTING = re.compile(rf"\b{any_of(QUOTING)}\b", re.IGNORECASE)
_FEWEST_TURNS = 2
_DEEPEST = 6


def with_turns(blocks: list[Block], lines: list[str]) -> list[Block]:
    """Gives each turn of a chat export a section of its own, so that headings end with their message.

    Args:
        blocks: The blocks of a log.
        lines: All lines of the file.

    Returns:
        The same blocks when the log is no chat export: a conversation below the heading of a question is a
        discussion and stays where it is.
    """
    if not _is_chat(blocks):
        return blocks
    found: list[Block] = []
    level, inside = 1, False
    for block in blocks:
        who = _speaker(block)
        if who is not None:
            if not inside:
                level = block.level or min(_DEEPEST - 1, max((b.level for b in found), default=0) + 1)
            inside = True
            found.append(Block("heading", block.line, block.line, "", level))
            found += _said(block)
        elif inside and block.kind == "heading":
            found.append(replace(block, level=min(_DEEPEST, max(block.level, level + 1))))
        elif inside and block.kind == "quote" and _notes_down(block, found[-1], lines):
            found += reread([_unquoted(line) for line in lines[block.line - 1 : block.end]], block.line)
        else:
            found.append(block)
    return found


def _is_chat(blocks: list[Block]) -> bool:
    """Whether a person and an assistant take turns from the start, below nothing but a title."""
    turns: list[str] = []
    headings = 0
    for block in blocks:
        who = _speaker(block)
        if who is not None:
            turns.append(who)
        elif block.kind == "heading":
            headings += 1
        if headings > 1 and not turns:
            return False
    return (
        sum(who in ASSISTANTS for who in turns) >= _FEWEST_TURNS
        and sum(who in PEOPLE for who in turns) >= _FEWEST_TURNS
    )


def _speaker(block: Block) -> str | None:
    if block.kind == "heading":
        who = block.text.strip(" *_:").casefold()
        return who if who in ASSISTANTS or who in PEOPLE else None
    if block.kind != "paragraph" or (match := _SPEAKER.match(block.text)) is None:
        return None
    who = match["who"].casefold()
    return who if who in ASSISTANTS or who in PEOPLE else None


def _said(block: Block) -> list[Block]:
    """A turn's first paragraph without the speaker."""
    match = _SPEAKER.match(block.text) if block.kind == "paragraph" else None
    if match is None:
        return []
    text = block.text[match.end() :]
    skipped = block.text[: match.end()].count("\n")
    return [Block("paragraph", block.line + skipped, block.end, text)] if text.strip() else []


def _notes_down(quote: Block, before: Block, lines: list[str]) -> bool:
    """Whether a quotation is the decision of this conversation, rather than somebody else's words."""
    first = label_in(_unquoted(lines[quote.line - 1]))
    if first is None or first.role not in PICKING or not first.text:
        return False
    return before.kind != "paragraph" or _QUOTING.search(before.text) is None


def _unquoted(line: str) -> str:
    return re.sub(r"^\s{0,3}>\s?", "", line)
