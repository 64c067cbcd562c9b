"""The possible answers of a question, as a log presents them: headings, labels, lists or a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from elixir_design.log.markdown.blocks import Block, ListItem, source_of_item
from elixir_design.log.markdown.values import values_of
from elixir_design.log.model import Option
from elixir_design.log.sections.option_drafts import Draft, describe, draft_of, without_mark
from elixir_design.log.sections.option_tables import drafts_of_table, is_option_table
from elixir_design.log.sections.parts import Part
from elixir_design.log.wording.labels import label_in
from elixir_design.log.wording.plain import joined, normal, plain
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.vocabulary.labels import BAD, GOOD, VERSUS
from elixir_design.log.wording.vocabulary.lists import any_of
from elixir_design.log.wording.vocabulary.roles import ARGUING, SIDES, Role

_ARGUED = re.compile(rf"(?P<side>{GOOD}|{BAD}),?\s+(?:because\s+)?(?P<why>.+)", re.IGNORECASE | re.DOTALL)
_REMARKED = re.compile(r"(?P<name>.+?)\s*\((?P<remark>[^()]+)\)\s*$", re.DOTALL)
_SIDE_BY_SIDE = re.compile(rf"\s*,\s*(?![^()]*\))|\s+{any_of(VERSUS)}\s+")
_NAME_WORDS = 4


def options_of(parts: Sequence[Part], lines: list[str]) -> list[Option]:
    """The options among an entry's fields, in the order of the log, none marked by the choice yet.

    ``options = (option argument*)* | "Options:" (piece (";" | "," | "vs") ...)* list* table*``; arguments are
    ``PROS``, ``CONS`` and other labels below an option, of which those that judge may say that it was taken.
    """
    drafts: list[Draft] = []
    for part in parts:
        item = part.field
        if item.role is Role.OPTION:  # A heading, a label or an item "Option A: name".
            name, chosen = without_mark(item.label)
            draft = Draft(plain(name) or (item.option or ""), item.line, item.option, chosen=chosen)
            if item.text:
                draft.note.append(joined(item.text))
            _describe(draft, item.blocks, lines)
            drafts.append(draft)
        elif part.in_option and drafts:  # A label below it.
            describe(
                drafts[-1],
                item.role,
                [value.text for value in values_of(item.text, item.line, item.blocks, lines)],
            )
        elif item.role is Role.OPTIONS:  # "Options considered:" over or before the names.
            _from_value(item.text, item.line, item.blocks, drafts, lines)
        elif item.role in SIDES and drafts and part.container is Role.OPTIONS:
            describe(
                drafts[-1],
                item.role,
                [value.text for value in values_of(item.text, item.line, item.blocks, lines)],
            )
        elif item.role is None or item.role in {Role.CONTEXT, Role.DISCUSSION}:
            for block in item.blocks:
                if block.kind == "table" and is_option_table(block):
                    drafts_of_table(block, drafts)
    drafts = _merged(drafts)
    return [
        Option(d.name, d.line, d.label, tuple(d.pros), tuple(d.cons), "\n".join(d.note), d.chosen)
        for d in drafts
        if d.name.strip()
    ]


def _merged(drafts: list[Draft]) -> list[Draft]:
    """One draft per option: a list of names first and a section on each below it speak of the same ones."""
    by_name: dict[str, Draft] = {}
    for draft in drafts:
        bare, remark = _without_remark(draft.name)
        if normal(bare) in by_name and remark:
            draft.name, draft.note = bare, [remark, *draft.note]
        first = by_name.setdefault(normal(draft.name), draft)
        if first is not draft:
            first.label = first.label or draft.label
            first.pros += draft.pros
            first.cons += draft.cons
            first.note += draft.note
            first.chosen = first.chosen or draft.chosen
    return list(by_name.values())


def _without_remark(name: str) -> tuple[str, str]:
    """An option's name and the remark in brackets behind it ("Protocol (dispatch on what?)")."""
    match = _REMARKED.match(name)
    return (match["name"], match["remark"]) if match else (name, "")


def _from_value(text: str, line: int, blocks: Sequence[Block], drafts: list[Draft], lines: list[str]) -> None:
    if text.strip():
        pieces = [piece for piece in re.split(r"\s*;\s*|\s+[|/]\s+", text) if piece.strip()]
        if all(len(name.split()) <= _NAME_WORDS for piece in pieces for name in piece.split(",")):
            pieces = [name for piece in pieces for name in piece.split(",") if name.strip()]
        if len(pieces) == 1:
            pieces = [piece for piece in _SIDE_BY_SIDE.split(text) if piece.strip()]
        drafts += [draft_of(piece.strip(" ."), line) for piece in pieces]
    for block in blocks:
        if block.kind == "list":
            _from_list(block, drafts, lines)
        elif block.kind == "table":
            drafts_of_table(block, drafts)


def _from_list(block: Block, drafts: list[Draft], lines: list[str]) -> None:
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        label = (
            label_in(first.text.split("\n", 1)[0])
            if first is not None and first.kind == "paragraph"
            else None
        )
        if label is not None and label.role in ARGUING and drafts:
            values = [value.text for value in values_of(label.text, item.line, item.blocks[1:], lines)]
            describe(drafts[-1], label.role, values)
            continue
        if first is None or first.kind != "paragraph":
            continue
        head, _, rest = first.text.partition("\n")
        draft = draft_of(head, item.line)
        _describe(
            draft,
            [Block("paragraph", item.line + 1, first.end, rest), *item.blocks[1:]]
            if rest
            else item.blocks[1:],
            lines,
        )
        drafts.append(draft)


def _describe(draft: Draft, blocks: Sequence[Block], lines: list[str]) -> None:
    """Sorts what stands below an option's name into pros, cons and the rest."""
    role: Role | None = None
    for block in blocks:
        if block.kind == "paragraph":
            role = _describe_lines(draft, block.text.split("\n"), role)
        elif block.kind == "list":
            for item in block.items:
                _describe_item(draft, item, role, lines)
        elif block.kind == "table":
            for row in block.rows[1:]:
                if len(row) > 1 and (of_row := role_of(plain(row[0]))):
                    describe(draft, of_row, [row[1]])


def _describe_lines(draft: Draft, said: list[str], role: Role | None) -> Role | None:
    """Sorts the lines of a paragraph; returns the role that goes on below it."""
    for line in said:
        label = label_in(line)
        if label is not None and label.role is not None:
            role = label.role
            describe(draft, role, [label.text] if label.text else [])
        elif role in SIDES and label is None:
            describe(draft, role, [line])
        else:
            draft.note.append(line)
    return role


def _describe_item(draft: Draft, item: ListItem, role: Role | None, lines: list[str]) -> None:
    """``argument = label COLON text | ("Good" | "Bad")[","] ["because"] text | ("+" | "-") text | text``."""
    first = item.blocks[0] if item.blocks else None
    label = label_in(first.text) if first is not None and first.kind == "paragraph" else None
    if label is not None and label.role is not None and first is not None:
        below = [value.text for value in values_of("", item.line, item.blocks[1:], lines)]
        describe(draft, label.role, [*([joined(label.text)] if label.text else []), *below])
        return
    text = source_of_item(item, lines)
    if match := _ARGUED.match(text):
        (draft.pros if match["side"].casefold() == GOOD else draft.cons).append(match["why"].strip())
    elif text[:2] in {"+ ", "\u2795 ", "\u2705 ", "\u2713 "}:
        draft.pros.append(text[2:].strip())
    elif text[:2] in {"- ", "\u2212 ", "\u274c ", "\u2717 "}:
        draft.cons.append(text[2:].strip())
    else:
        describe(draft, role, [text])
