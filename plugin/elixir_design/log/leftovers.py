"""What is left over: deferred items, open questions and next steps, from wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from elixir_design.log.finding.naming import is_legend
from elixir_design.log.markdown.blocks import Block
from elixir_design.log.markdown.tables import table_of
from elixir_design.log.markdown.values import is_nothing, tick, values_of
from elixir_design.log.markdown.verbatim import verbatim_text
from elixir_design.log.model import CountClaim, Item
from elixir_design.log.sections.fields import Field
from elixir_design.log.sections.tree import Section
from elixir_design.log.wording.labels import label_in
from elixir_design.log.wording.plain import normal, plain
from elixir_design.log.wording.records import MARKDOWN_ENDING
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.vocabulary.items import COUNTED, COUNTED_ITEMS, COUNTS, DONE_HEADS, YES
from elixir_design.log.wording.vocabulary.lists import any_of
from elixir_design.log.wording.vocabulary.roles import LEFT_OVER, PICKING, Role
from elixir_design.log.wording.vocabulary.sentences import NUMBER_WORDS

_KINDS = (Role.DEFERRED, Role.OPEN, Role.NEXT)
_COUNT = re.compile(
    r"^\W*(?P<count>\d{1,4}|" + "|".join(NUMBER_WORDS) + r")\b(?!\s*[.)]\s|-\w)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_CLAIM = re.compile(r"^(?P<what>[^:]{3,60}):\s*(?P<count>\d{1,4})\b", re.IGNORECASE)
_COUNTED_FIRST = re.compile(
    rf"^(?P<count>\d{{1,4}})\s+(?P<what>{any_of(COUNTED_ITEMS)}\b[\w\s]{{0,30}}?)[.,;]?$", re.IGNORECASE
)
_ONLY_PATH = re.compile(
    rf"^`?[\w./-]+(?:{MARKDOWN_ENDING}|\.(?:txt|pdf|ya?ml|html?))`?\s*(?:\([^()]*\))?\.?$"
)


class Leftovers:
    """Collects items and count claims from all sections of a log."""

    def __init__(self, lines: list[str]) -> None:
        self.items: dict[Role, list[Item]] = {role: [] for role in _KINDS}
        self.claims: list[CountClaim] = []
        self._lines = lines
        self._seen: set[tuple[Role, int, str]] = set()

    def read(self, root: Section, entry_lines: set[int]) -> None:
        """Reads every section; ``entry_lines`` are the lines of headings that are entries themselves."""
        for section in root.walk():
            if is_legend(section):
                continue
            role = section.heading.role
            for part in section.fields:
                if part.role in LEFT_OVER:
                    self._add_field(part.role, part)
                elif part.role is Role.PENDING:
                    self._add_pending(part.blocks, part.line)
                else:
                    self._add_nested(part.blocks)
                self._claims(part)
            if role is Role.PENDING:
                self._add_pending(section.blocks, section.line)
            elif role in LEFT_OVER:
                self._add_section(role, section, entry_lines)
            elif section.heading.summary or role is Role.DECISION:
                self._list_claims(section)

    def _add_pending(self, blocks: Iterable[Block], line: int) -> None:
        """A list of what is still to be decided; prose below such a label belongs to its entry."""
        lists = tuple(block for block in blocks if block.kind == "list")
        self._add_value(Role.OPEN, Field(Role.OPEN, "", line, blocks=lists))

    def _add_nested(self, blocks: Iterable[Block]) -> None:
        """Items of lists that are labels themselves ("todo" over a list, "open: which one?" below a name)."""
        waiting = [block for block in blocks if block.kind == "list"]
        while waiting:
            for item in waiting.pop().items:
                if not item.blocks or item.blocks[0].kind != "paragraph":
                    continue
                first, *below = item.blocks
                label = label_in(first.text)
                role = label.role if label is not None else role_of(first.text)
                if role not in LEFT_OVER or (label is None and not below):
                    waiting += [block for block in below if block.kind == "list"]
                    continue
                text = label.text if label is not None else ""
                self._add_value(role, Field(role, "", item.line, text=text, blocks=tuple(below)))

    def _add_section(self, role: Role, section: Section, entry_lines: set[int]) -> None:
        heading = section.heading
        if heading.value and section.line not in entry_lines:
            self._add(role, heading.value, section.line)
            return
        lead = section.fields[0]
        if section.children and all(block.kind == "paragraph" for block in lead.blocks):
            lead = replace(lead, blocks=())  # It introduces the headings below.
        self._add_value(role, lead)
        for part in section.fields[1:]:
            if part.origin == "rule":
                break  # What stands below a rule closes the session, not the list.
            if part.role in {None, Role.META, Role.TOPIC} or part.role not in LEFT_OVER:
                text = f"{part.label}: {part.text}" if part.text else part.label
                if part.origin in {"bold", "plain", "item", "row"} and part.role not in {
                    Role.RATIONALE,
                    Role.STATUS,
                    Role.DATE,
                    Role.DECIDERS,
                }:
                    if part.text or not part.blocks:
                        self._add(role, text, part.line)
                    else:
                        self._add_value(role, Field(role, "", part.line, blocks=part.blocks))
        for child in section.children:
            if (
                child.line not in entry_lines
                and child.heading.role not in LEFT_OVER
                and child.heading.kind is None
            ):
                self._add_child(role, child)

    def _add_child(self, role: Role, child: Section) -> None:
        """A heading below "Open questions": it sorts the lists below it, or is a question itself."""
        lists = tuple(block for block in child.blocks if block.kind == "list")
        is_item = role is Role.NEXT and any(char.isdigit() for char in child.heading.text)
        if lists and not is_item and all(block.kind in {"list", "paragraph", "hr"} for block in child.blocks):
            self._add_value(role, Field(role, "", child.line, blocks=lists))
        else:
            self._add(role, child.heading.text, child.line)

    def _add_field(self, role: Role, part: Field) -> None:
        """``field = label COLON count ["(" remark ")"]``, which claims, or a label over its items."""
        if (count := _count_in(part.text)) is None:
            self._add_value(role, part)
            return
        self.claims.append(CountClaim(_what(part.label), count, part.line))
        if part.blocks:
            self._add_value(role, Field(role, part.label, part.line, blocks=part.blocks))

    def _add_value(self, role: Role, part: Field) -> None:
        blocks = part.blocks
        if part.text and ";" in part.text and not blocks:
            for piece in part.text.split(";"):
                self._add(role, piece, part.line)
            return
        rest: list[Block] = []
        for place, block in enumerate(blocks):
            if (exact := verbatim_text(block, self._lines)) is not None:
                self.items[_kept_as(role, exact)].append(Item(exact, block.line))
            elif block.kind == "table":
                self._add_table(role, block)
            elif (
                block.kind == "paragraph"
                and place + 1 < len(blocks)
                and blocks[place + 1].kind in {"list", "table"}
            ):
                continue  # It introduces the list.
            elif block.kind in {"list", "paragraph"}:
                rest.append(block)
        text = "" if part.text.rstrip().endswith(":") and blocks else part.text
        if text and part.label:
            # A sentence on the label's own line is the item; only a list can add to it.
            rest = [block for block in rest if block.kind == "list"]
        for value in values_of(text, part.line, rest, self._lines):
            self._add(role, value.text, value.line)

    def _add_table(self, role: Role, block: Block) -> None:
        """``row = [number] item cell*``, where a column "Status" or "Done" may say that it is done."""
        table = table_of(block)
        if role is not Role.DEFERRED and not PICKING.isdisjoint(table.roles[1:]):
            return  # A table of decisions that happens to stand below the list.
        tells = [at for at, head in enumerate(table.heads) if normal(head) in DONE_HEADS]
        for row in table.rows:
            cells = [cell for cell in row.cells[table.name :] if cell.strip()]
            if not cells:
                continue
            struck, done = tick(cells[0])
            rest = " \u2014 ".join(cells[1:])
            done = done or any(_says_done(row.cells[at]) for at in tells)
            self._add(role, f"{struck}: {rest}" if rest else struck, row.line, done=done)

    def _add(self, role: Role, text: str, line: int, *, done: bool = False) -> None:
        said, ticked = tick(text.strip())
        said = said.strip()
        role = _kept_as(role, said)
        if not said or is_nothing(said) or _ONLY_PATH.match(said) or (role, line, said) in self._seen:
            return
        self._seen.add((role, line, said))
        self.items[role].append(Item(said, line, done or ticked))

    def _claims(self, part: Field) -> None:
        words = normal(part.label)
        counts = any(counted in words for counted in (*COUNTED, "question"))
        if counts and part.role in {Role.DECISION, None, Role.META}:
            count = _count_in(part.text, COUNTED)
            if count is not None:
                self.claims.append(CountClaim(_what(part.label), count, part.line))

    def _list_claims(self, section: Section) -> None:
        for block in section.blocks:
            if block.kind != "list":
                continue
            for item in block.items:
                if not item.blocks or item.blocks[0].kind != "paragraph":
                    continue
                text = plain(item.blocks[0].text)
                match = _CLAIM.match(text) or _COUNTED_FIRST.match(text)
                if (
                    match
                    and role_of(match["what"]) is None
                    and any(part in match["what"].casefold() for part in COUNTED)
                ):
                    claim = CountClaim(_what(match["what"]), _number(match["count"]), item.line)
                    if all(known.line != claim.line for known in self.claims):
                        self.claims.append(claim)


def _kept_as(role: Role, text: str) -> Role:
    """Where an item belongs: a parking lot holds questions and things put off."""
    if role is not Role.PARKING_LOT:
        return role
    return Role.OPEN if text.rstrip(" *_").endswith(("?", "\uff1f")) else Role.DEFERRED


def _says_done(cell: str) -> bool:
    """Whether a cell of a column "Status" or "Done" says that the row is done."""
    return normal(plain(cell)) in YES or tick(f"x {cell}")[1]


def _count_in(text: str, nouns: tuple[str, ...] = ()) -> int | None:
    """The number of ``count [noun] [remark]``, where a mark sets the remark off; None for any other value."""
    match = _COUNT.match(text.strip())
    rest = match["rest"].strip() if match else ""
    counts = match and (not rest or rest[0] in "(,;.\u2014-:" or normal(rest).startswith(nouns))
    return _number(match["count"]) if match and counts else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBER_WORDS[word.casefold()]


def _what(label: str) -> str:
    """What is counted: ``decided``, ``deferred``, ``open``, ``next`` or ``rejected``, else the words."""
    words = normal(label)
    for name, marks in COUNTS.items():
        if any(mark in words for mark in marks):
            return name
    return words
