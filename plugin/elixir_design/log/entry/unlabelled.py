"""Answers without a label of their own."""

from __future__ import annotations

from collections.abc import Sequence

from elixir_design.log.entry.answers import Answers, answer_in, reasons_in
from elixir_design.log.entry.choice_tables import choices_in_table, reasons_in_table
from elixir_design.log.markdown.values import values_of
from elixir_design.log.model import Choice, Status
from elixir_design.log.sections.parts import Part
from elixir_design.log.wording.plain import joined
from elixir_design.log.wording.sentences import said_choice
from elixir_design.log.wording.statuses import status_of_answer
from elixir_design.log.wording.vocabulary.roles import PICKING, Role


def read_unlabelled(parts: Sequence[Part], found: Answers, statuses: list[Status], lines: list[str]) -> None:
    """Answers without a label of their own: headings below "Decision", tables by aspect, "We chose X"."""
    taken = _below_heads(parts, found, lines) or _in_tables(parts, found)
    if not taken and (said := _said(parts)):
        taken = [said]
        found.in_prose = True
    found.reasons += reasons_in(taken)
    found.choices += taken
    if taken:
        found.line = taken[0].line
        statuses.extend(status_of_answer(choice.text, verdict=False) for choice in taken)


def _below_heads(parts: Sequence[Part], found: Answers, lines: list[str]) -> list[Choice]:
    """The first paragraph below each heading under "Decision", with that heading as aspect."""
    taken = []
    for part in parts:
        item = part.field
        if part.in_option or item.role is not None or part.head is None or item.origin != "intro":
            continue
        if part.container not in PICKING or not item.blocks:
            continue
        first, *rest = item.blocks
        if first.kind == "paragraph":
            taken.append(Choice(answer_in(joined(first.text)), first.line, part.head.heading.title))
            explained = [block for block in rest if block.kind in {"paragraph", "list"}]
            found.explanation += values_of("", first.line, explained, lines)
    return taken


def _in_tables(parts: Sequence[Part], found: Answers) -> list[Choice]:
    """Choices by aspect from tables that say so themselves, with their reasons."""
    taken = []
    for part in parts:
        if part.in_option or part.head is not None:
            continue
        if part.field.role not in {None, Role.DISCUSSION, Role.CONTEXT, Role.RATIONALE}:
            continue
        for table in (block for block in part.field.blocks if block.kind == "table"):
            if rows := choices_in_table(table, loosely=False):
                taken += rows
                found.reasons += reasons_in_table(table)
    return taken


def _said(parts: Sequence[Part]) -> Choice | None:
    """A sentence that says what was chosen ("We went with X"), the last one if there are several."""
    found = None
    for part in parts:
        if (
            part.in_option
            or part.head is not None
            or part.field.role not in {None, Role.DISCUSSION, Role.CONTEXT}
        ):
            continue
        for block in part.field.blocks:
            if block.kind == "paragraph" and (what := said_choice(joined(block.text))):
                found = Choice(what, block.line)
    return found
