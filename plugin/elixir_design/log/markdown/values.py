"""Turning blocks into lists of Markdown strings: one per paragraph, list item or table row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from elixir_design.log.markdown.blocks import Block, source_of, source_of_item
from elixir_design.log.markdown.tables import table_of
from elixir_design.log.markdown.verbatim import verbatim_text
from elixir_design.log.wording.inline import ARROW
from elixir_design.log.wording.plain import joined, normal, plain, unwrapped
from elixir_design.log.wording.vocabulary.items import DONE, DONE_FIRST, INSTEAD, NOTHING
from elixir_design.log.wording.vocabulary.lists import any_of

_TICKED = re.compile(r"^\[(?P<mark>[ xX])\]\s+")
_STRUCK = re.compile(r"^~~(?P<text>.+?)~~(?P<rest>.*)$", re.DOTALL)
_STRIKE = re.compile(r"~~(?=\S).+?~~", re.DOTALL)
_REMARK = re.compile(r"[(\[\u2014\u2013,;.]|-\s|$")
_INSTEAD = re.compile(rf"^(?:{ARROW}|:|{any_of(INSTEAD)}\b:?)\s*", re.IGNORECASE)
_DONE_WORDS = re.compile(
    rf"(?:^\u2705\s*|\s*[(\[]?\b{any_of(DONE)}[)\]]?\s*\.?\s*$"
    # More about it only behind a dash or colon: "until it is done (Ilse)" names who has yet to do it.
    rf"|(?:\s+[\u2014\u2013-]|:)\s*{any_of(DONE)}\s*\([^()]*\)\s*$"
    rf"|\s*\u2705\s*$|^{any_of(DONE_FIRST)}\s*:\s*)",
    re.IGNORECASE,
)
_SHORT_INTRO = 6


@dataclass(frozen=True, slots=True)
class Value:
    """One item of a label's value."""

    text: str
    line: int


def values_of(
    text: str, line: int, blocks: Sequence[Block], lines: list[str], *, keep_intros: bool = False
) -> list[Value]:
    """The items of a value that starts with ``text`` on ``line`` and goes on with ``blocks``.

    Args:
        text: What stands on the label's own line.
        line: That line.
        blocks: Blocks below.
        lines: All lines of the file.
        keep_intros: Keep a short paragraph that only introduces the list below it ("Key points:").
    """
    found = [Value(joined(text), line)] if text.strip() else []
    for place, block in enumerate(blocks):
        if block.kind == "paragraph":
            below = blocks[place + 1].kind if place + 1 < len(blocks) else ""
            said = joined(block.text)
            if keep_intros or below != "list" or not _introduces(said):
                found.append(Value(said, block.line))
        elif block.kind == "list":
            found += [
                Value(source, item.line) for item in block.items if (source := source_of_item(item, lines))
            ]
        elif block.kind == "table":
            found += _rows_as_values(block)
        elif (exact := verbatim_text(block, lines)) is not None:
            found.append(Value(exact, block.line))
        elif block.kind in {"code", "quote"}:
            source = source_of(block, lines)
            if found:
                found[-1] = Value(f"{found[-1].text}\n\n{source}", found[-1].line)
            else:
                found.append(Value(source, block.line))
    if (
        len(found) > 1
        and text.strip()
        and not keep_intros
        and _introduces(found[0].text)
        and blocks
        and blocks[0].kind == "list"
    ):
        found = found[1:]
    return found


def _introduces(text: str) -> bool:
    return text.endswith((":", "\uff1a")) and len(text.split()) <= _SHORT_INTRO


def _rows_as_values(block: Block) -> Iterator[Value]:
    """Each row as ``First: second``, further cells behind a dash."""
    for row in table_of(block).rows:
        cells = [unwrapped(cell) for cell in row.cells if cell.strip()]
        if cells:
            first, rest = cells[0], " \u2014 ".join(cells[1:])
            yield Value(f"{first.rstrip(':')}: {rest}" if rest else first, row.line)


def unstruck(text: str) -> str:
    """What an answer says once its struck-through parts are gone; a remark on what was struck says nothing.

    "~~Redis~~ ETS" says "ETS"; "~~Redis~~ (too slow)" and "~~Redis~~ - too slow" say nothing.
    """
    if "~~" not in text:
        return text
    rest = _STRIKE.sub(" ", text).strip()
    if text.lstrip(" *_").startswith("~~"):
        rest = "" if _REMARK.match(rest) else _INSTEAD.sub("", rest)
    return rest if any(char.isalnum() for char in rest) else ""


def is_nothing(text: str) -> bool:
    """Whether an item only says that there is none."""
    return normal(plain(text)) in NOTHING


def tick(text: str) -> tuple[str, bool]:
    """An item's text, and whether it is done: ``item = [box] ("~~" text "~~" rest | text [done])``."""
    done = False
    if match := _TICKED.match(text):
        done, text = match["mark"] != " ", text[match.end() :]
    if match := _STRUCK.match(text.strip()):
        done = True
        text = match["text"].strip() + match["rest"]
    elif _DONE_WORDS.search(text):
        done = True
    return text.strip(), done
