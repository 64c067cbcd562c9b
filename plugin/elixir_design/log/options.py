"""The possible answers of a question, as a log presents them: headings, labels, lists or a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from elixir_design.log.blocks import Block, ListItem, source_of_item
from elixir_design.log.labels import label_in, option_in
from elixir_design.log.model import Choice, Option, Status
from elixir_design.log.stream import Part
from elixir_design.log.values import joined, values_of
from elixir_design.log.vocabulary import Role
from elixir_design.log.words import normal, plain, role_of, status_of_words, unwrapped

_LEAD_BOLD = re.compile(
    r"^(?P<mark>\*\*|__)(?P<name>.+?)(?P=mark)\s*(?:[:\uff1a\u2014\u2013(-]+\s*)?(?P<note>.*)$", re.DOTALL
)
_NAMED = re.compile(
    r"^(?P<name>[^\n]{2,80}?)(?:\s+[\u2014\u2013-]{1,2}\s+|\s*[:\uff1a]\s+|\s*\u2014\s*)(?P<note>.*)$",
    re.DOTALL,
)
_LETTER = re.compile(r"^\(?(?P<label>[A-Z])[).:]\s+(?P<rest>.*)$", re.DOTALL)
_CHOSEN = re.compile(
    r"\s*(?:[\u2190<-]+\s*)?[(\[]?\b(?:chosen|selected|picked|accepted|our choice|winner"
    r"|gew\u00e4hlt|retenue?|elegida?)\b(?!\s+because)[)\]]?\s*[\u2705\u2714\u2713]?"
    r"|\s*[\u2705\u2714\u2713]\ufe0f?\s*",
    re.IGNORECASE,
)
_NOT_CHOSEN = re.compile(r"\bnot\s+(?:chosen|selected|picked|accepted)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:instead of|rather than|over|not|without|versus|vs\.?|beats|rejected|ruled out|except)\b",
    re.IGNORECASE,
)
_ARGUED = re.compile(r"(?P<side>good|bad),?\s+(?:because\s+)?(?P<why>.+)", re.IGNORECASE | re.DOTALL)
_REMARKED = re.compile(r"(?P<name>.+?)\s*\((?P<remark>[^()]+)\)\s*$", re.DOTALL)
_SHORTEST_NAME = 2
_LONGEST_LABEL = 4
_NAME_WORDS = 4
_FILLERS = frozenset(
    {"a", "an", "the", "and", "with", "of", "for", "per", "in", "to", "on", "via", "by", "or", "using"}
)
_ENOUGH_WORDS = 0.75


@dataclass(slots=True)
class _Draft:
    name: str
    line: int
    label: str | None = None
    pros: list[str] = field(default_factory=list)
    cons: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    chosen: bool = False


def options_of(parts: list[Part], lines: list[str]) -> list[Option]:
    """The options among an entry's fields, in the order of the log, none marked by the choice yet."""
    drafts: list[_Draft] = []
    for part in parts:
        item = part.field
        if item.role is Role.OPTION:
            name, chosen = _without_mark(item.label)
            draft = _Draft(plain(name) or (item.option or ""), item.line, item.option, chosen=chosen)
            if item.text:
                draft.note.append(joined(item.text))
            _describe(draft, item.blocks, lines)
            drafts.append(draft)
        elif part.in_option and drafts:
            _add_described(
                drafts[-1],
                item.role,
                [value.text for value in values_of(item.text, item.line, item.blocks, lines)],
            )
        elif item.role is Role.OPTIONS:
            _from_value(item.text, item.line, item.blocks, drafts, lines)
        elif item.role in {Role.PROS, Role.CONS} and drafts and part.container is Role.OPTIONS:
            _add_described(
                drafts[-1],
                item.role,
                [value.text for value in values_of(item.text, item.line, item.blocks, lines)],
            )
        elif item.role is None or item.role in {Role.CONTEXT, Role.DISCUSSION}:
            for block in item.blocks:
                if block.kind == "table" and _is_option_table(block):
                    _from_table(block, drafts)
    drafts = _merged(drafts)
    return [
        Option(d.name, d.line, d.label, tuple(d.pros), tuple(d.cons), "\n".join(d.note), d.chosen)
        for d in drafts
        if d.name.strip()
    ]


def _merged(drafts: list[_Draft]) -> list[_Draft]:
    """One draft per option: a list of names first and a section on each below it speak of the same ones."""
    by_name: dict[str, _Draft] = {}
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


def _from_value(text: str, line: int, blocks: list[Block], drafts: list[_Draft], lines: list[str]) -> None:
    if text.strip():
        pieces = [piece for piece in re.split(r"\s*;\s*|\s+[|/]\s+", text) if piece.strip()]
        if all(len(name.split()) <= _NAME_WORDS for piece in pieces for name in piece.split(",")):
            pieces = [name for piece in pieces for name in piece.split(",") if name.strip()]
        if len(pieces) == 1:
            pieces = [
                piece
                for piece in re.split(r"\s*,\s*(?![^()]*\))|\s+(?:vs\.?|versus)\s+", text)
                if piece.strip()
            ]
        drafts += [_from_text(piece.strip(" ."), line) for piece in pieces]
    for block in blocks:
        if block.kind == "list":
            _from_list(block, drafts, lines)
        elif block.kind == "table":
            _from_table(block, drafts)


def _from_list(block: Block, drafts: list[_Draft], lines: list[str]) -> None:
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        label = (
            label_in(first.text.split("\n", 1)[0])
            if first is not None and first.kind == "paragraph"
            else None
        )
        if label is not None and label.role in {Role.PROS, Role.CONS, Role.TRADE_OFFS} and drafts:
            values = [value.text for value in values_of(label.text, item.line, item.blocks[1:], lines)]
            _add_described(drafts[-1], label.role, values)
            continue
        if first is None or first.kind != "paragraph":
            continue
        head, _, rest = first.text.partition("\n")
        draft = _from_text(head, item.line)
        _describe(
            draft,
            [Block("paragraph", item.line + 1, first.end, rest), *item.blocks[1:]]
            if rest
            else item.blocks[1:],
            lines,
        )
        drafts.append(draft)


def _from_text(text: str, line: int) -> _Draft:
    body, chosen = _without_mark(text)
    letter = None
    if match := re.match(r"^\[(?P<mark>[ xX])\]\s+", body):
        chosen, body = chosen or match["mark"] != " ", body[match.end() :]
    match = _LEAD_BOLD.match(body)
    if match is not None:
        name, note = (
            match["name"].rstrip(":"),
            match["note"].removesuffix(")")
            if "(" not in match["note"] and match["note"].endswith(")")
            else match["note"],
        )
    elif (named := _NAMED.match(body)) is not None and option_in(named["name"]) is None:
        name, note = named["name"], named["note"]
    else:
        name, note = body, ""
    if (option := option_in(plain(name))) is not None:
        letter, name = option
        if not name:
            inner = _NAMED.match(note)
            name, note = (inner["name"], inner["note"]) if inner else (note, "")
    elif match := _LETTER.match(name):
        letter, name = match["label"], match["rest"]
    return _Draft(plain(name), line, letter, note=[joined(note)] if note.strip() else [], chosen=chosen)


def _describe(draft: _Draft, blocks: list[Block], lines: list[str]) -> None:
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
                    _add_described(draft, of_row, [row[1]])


def _describe_lines(draft: _Draft, said: list[str], role: Role | None) -> Role | None:
    """Sorts the lines of a paragraph; returns the role that goes on below it."""
    for line in said:
        label = label_in(line)
        if label is not None and label.role is not None:
            role = label.role
            _add_described(draft, role, [label.text] if label.text else [])
        elif role in {Role.PROS, Role.CONS} and label is None:
            _add_described(draft, role, [line])
        else:
            draft.note.append(line)
    return role


def _describe_item(draft: _Draft, item: ListItem, role: Role | None, lines: list[str]) -> None:
    first = item.blocks[0] if item.blocks else None
    label = label_in(first.text) if first is not None and first.kind == "paragraph" else None
    if label is not None and label.role is not None and first is not None:
        below = [value.text for value in values_of("", item.line, item.blocks[1:], lines)]
        _add_described(draft, label.role, [*([joined(label.text)] if label.text else []), *below])
        return
    text = source_of_item(item, lines)
    if match := _ARGUED.match(text):
        (draft.pros if match["side"].casefold() == "good" else draft.cons).append(match["why"].strip())
    elif text[:2] in {"+ ", "\u2795 ", "\u2705 ", "\u2713 "}:
        draft.pros.append(text[2:].strip())
    elif text[:2] in {"- ", "\u2212 ", "\u274c ", "\u2717 "}:
        draft.cons.append(text[2:].strip())
    else:
        _add_described(draft, role, [text])


def _add_described(draft: _Draft, role: Role | None, texts: list[str]) -> None:
    if role is Role.PROS:
        draft.pros += texts
    elif role in {Role.CONS, Role.TRADE_OFFS}:
        draft.cons += texts
    elif role is Role.VERDICT or role is Role.STATUS or role is Role.DECISION or role is Role.CHOICE:
        draft.chosen = draft.chosen or any(status_of_words(text) is Status.DECIDED for text in texts)
        draft.note += texts
    else:
        draft.note += texts


def _is_option_table(table: Block) -> bool:
    if _has_options_across(table):
        return True
    roles = [role_of(plain(cell)) for cell in table.rows[0]] if table.rows else []
    first = normal(table.rows[0][0]) if table.rows and table.rows[0] else ""
    return bool({Role.PROS, Role.CONS} & set(roles[1:])) and (
        first.startswith(("option", "alternative", "approach", "candidate", "choice"))
        or roles[0] is Role.OPTIONS
        or not first
        or roles[0] is None
    )


def _from_table(table: Block, drafts: list[_Draft]) -> None:
    if len(table.rows) < 2 or len(table.rows[0]) < 2:  # noqa: PLR2004 - a head and a row, a name and a remark
        return
    if _has_options_across(table):
        drafts += _from_columns(table)
        return
    heads = [plain(cell) for cell in table.rows[0]]
    roles = [role_of(head) for head in heads]
    name_at = 1 if _begins_with_labels(table) else 0
    for place, row in enumerate(table.rows[1:], start=1):
        draft = _from_text(row[name_at], table.row_line(place))
        if name_at == 1 and row[0].strip() and draft.label is None:
            draft.label = plain(row[0]).strip().upper()[:4]
        for head, role, cell in list(zip(heads, roles, row, strict=False))[name_at + 1 :]:
            if not cell.strip():
                continue
            if role in {
                Role.PROS,
                Role.CONS,
                Role.TRADE_OFFS,
                Role.VERDICT,
                Role.STATUS,
                Role.DECISION,
                Role.CHOICE,
            }:
                _add_described(draft, role, [unwrapped(cell)])
            else:
                draft.note.append(f"{head}: {cell}")
        drafts.append(draft)


def _begins_with_labels(table: Block) -> bool:
    """Whether the first column only numbers or letters the options, which the second one names."""
    head = normal(plain(table.rows[0][0]))
    cells = [plain(row[0]) for row in table.rows[1:]]
    return head in {"", "no", "nr", "id", "label"} and all(len(cell) <= _LONGEST_LABEL for cell in cells)


def _has_options_across(table: Block) -> bool:
    """Whether each column but the first describes one option ("| | Option 1: X | Option 2: Y |")."""
    names = [option_in(plain(cell)) for cell in table.rows[0][1:]] if table.rows else []
    return len(names) > 1 and all(name is not None and name[1] for name in names)


def _from_columns(table: Block) -> list[_Draft]:
    drafts = [_from_text(cell, table.row_line(0)) for cell in table.rows[0][1:]]
    for head, *cells in table.rows[1:]:
        role = role_of(plain(head))
        for draft, cell in zip(drafts, cells, strict=False):
            if cell.strip():
                described = role in {Role.PROS, Role.CONS, Role.TRADE_OFFS}
                _add_described(
                    draft, role if described else None, [cell if described else f"{plain(head)}: {cell}"]
                )
    return drafts


def _without_mark(text: str) -> tuple[str, bool]:
    """An option's name without a mark that says it was chosen."""
    if _NOT_CHOSEN.search(text):
        return text, False
    match = _CHOSEN.search(text)
    if match is None or (
        match.start() > 0
        and match.end() < len(text)
        and "(" not in match.group()
        and "[" not in match.group()
    ):
        return text, False
    rest = (text[: match.start()] + text[match.end() :]).strip()
    return (rest, True) if rest else (text, False)


def mark_chosen(options: list[Option], choices: list[Choice]) -> list[Option]:
    """Marks the options that the choices name, by letter or by name, but not those they rule out."""
    if not choices:
        return options
    said = [_affirmed(choice.text) for choice in choices]
    texts = [normal(plain(text)) for text in said]
    marked = []
    for option in options:
        chosen = option.chosen or any(
            _names(option, text, words) for text, words in zip(said, texts, strict=True)
        )
        marked.append(replace(option, chosen=chosen))
    if not any(option.chosen for option in marked) and (near := _nearest(marked, texts)) is not None:
        marked[near] = replace(marked[near], chosen=True)
    return marked


def _nearest(options: list[Option], texts: list[str]) -> int | None:
    """The one option of which nearly all words occur in the choices, if there is exactly one."""
    said = {word for text in texts for word in text.split()}
    shares = []
    for place, option in enumerate(options):
        words = set(normal(option.name).split()) - _FILLERS
        common = len(words & said)
        if common > 1 and common / len(words) >= _ENOUGH_WORDS:
            shares.append((common / len(words), common, place))
    shares.sort(reverse=True)
    return shares[0][2] if shares and (len(shares) == 1 or shares[0][:2] > shares[1][:2]) else None


def _affirmed(text: str) -> str:
    match = _AGAINST.search(text)
    return text[: match.start()] if match and match.start() > 0 else text


def _names(option: Option, text: str, words: str) -> bool:
    if option.label and re.search(
        rf"\b(?:options?|alternatives?|approach|variante?|choice)\s+(?:[A-Z0-9]{{1,2}}\s*(?:,"
        rf"|\+|&|and)\s*)*{re.escape(option.label)}\b",
        text,
        re.IGNORECASE,
    ):
        return True
    if option.label and re.match(
        rf"^\W*(?:\(?{re.escape(option.label)}\)?)(?:$|[\s,.:)\u2014-]+(?![a-z]))", text
    ):
        return True
    name = normal(re.sub(r"\s*\([^)]*\)", "", option.name)) or normal(option.name)
    if len(name) < _SHORTEST_NAME or not words:
        return False
    return (
        f" {name} " in f" {words} "
        or (len(words) > _SHORTEST_NAME and words.startswith(name + " "))
        or f" {words} " in f" {name} "
    )
