"""The title of a record, where its headings do not show it: all of one level, or none but labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.sections.tree import LABEL_ROLES
from elixir_design.log.wording.headings import Heading, read_heading
from elixir_design.log.wording.plain import plain
from elixir_design.log.wording.records import file_number, is_called_like_a_record, name_in_file
from elixir_design.log.wording.vocabulary.roles import ANSWERING, Role

_DEEPEST = 6
_ANNOUNCED = re.compile(r"\W{0,4}(?P<title>(?:ADR|RFC)\b.{3,120})")


def with_title(blocks: Sequence[Block], log_id: str, named: str, *, stated: bool) -> list[Block]:
    """Puts the labels of a record below its title, where both are headings of one level or none is there.

    "# Use names", "# Status", "# Decision" are a title and two labels; where "# Status" comes first, the
    title is what the front matter, a line above it ("ADR 7: Use names") or the file's name says.

    Args:
        blocks: Blocks of the file.
        log_id: The log's id.
        named: The title that the front matter gives, if it gives one.
        stated: Whether the front matter says where the question stands.

    Returns:
        The blocks as they are for a file that is not called like a record, that has a title above its labels,
        or that decides more than once in headings of this level.
    """
    every = list(blocks)
    at = next((place for place, block in enumerate(every) if block.kind == "heading"), None)
    if at is None or not is_called_like_a_record(log_id):
        return every
    first = every[at]
    labelled = _is_label(read_heading(first.text))
    if not labelled and file_number(log_id) is not None and _decides_once(every[at:], first.level):
        return [*every[: at + 1], *(_at_least(block, first.level + 1) for block in every[at + 1 :])]
    if not _labels_one_record(every[at:], first.level, stated=stated and labelled):
        return every
    if not labelled:
        return [*every[: at + 1], *(_lower(block) for block in every[at + 1 :])]
    above, title = _announced(every[:at]), Block("heading", first.line, first.line, named, level=1)
    if above is not None:
        title, at = above, at - 1
    elif not named:
        title = replace(title, text=name_in_file(log_id))
    labels = every[at + (above is not None) :]
    if first.level > 1:
        return [*every[:at], title, *(_at_least(block, first.level) for block in labels)]
    return [*every[:at], title, *(_lower(block) for block in labels)]


def _labels_one_record(blocks: Sequence[Block], level: int, *, stated: bool) -> bool:
    """Whether the headings of a level say where one question stands or how it was answered, each once."""
    beside = [
        read_heading(block.text) for block in blocks if block.kind == "heading" and block.level <= level
    ]
    statuses = sum(heading.role is Role.STATUS for heading in beside)
    answers = sum(heading.role in ANSWERING and not heading.container for heading in beside)
    gathers = any(heading.container and heading.announces for heading in beside)
    return (
        len(beside) > 1
        and not gathers
        and statuses <= 1
        and answers <= 1
        and (stated or statuses + answers > 0)
    )


def _decides_once(blocks: Sequence[Block], level: int) -> bool:
    """Whether a numbered file with several headings of its title's level has one answer in all."""
    headings = [(block.level, read_heading(block.text)) for block in blocks if block.kind == "heading"]
    answers = sum(heading.role in ANSWERING and not heading.container for _, heading in headings)
    statuses = sum(heading.role is Role.STATUS for _, heading in headings)
    beside = [heading for depth, heading in headings[1:] if depth <= level]
    return (
        bool(beside) and answers == 1 and statuses <= 1 and not any(heading.container for heading in beside)
    )


def _is_label(heading: Heading) -> bool:
    return heading.summary or (heading.role in LABEL_ROLES | {Role.META} and not heading.container)


def _announced(above: Sequence[Block]) -> Block | None:
    """The line right above the first heading as a title, where it says that it is one ("ADR: Use names")."""
    block = above[-1] if above else None
    if block is None or block.kind != "paragraph" or "\n" in block.text:
        return None
    match = _ANNOUNCED.fullmatch(plain(block.text))
    return Block("heading", block.line, block.end, match["title"], level=1) if match else None


def _at_least(block: Block, level: int) -> Block:
    return replace(block, level=level) if block.kind == "heading" and block.level < level else block


def _lower(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, _DEEPEST)) if block.kind == "heading" else block
