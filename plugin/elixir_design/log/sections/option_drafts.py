"""One option while it is being read: its name, what speaks for and against it, whether it was marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from elixir_design.log.model import Status
from elixir_design.log.wording.labels import option_in
from elixir_design.log.wording.plain import joined, plain
from elixir_design.log.wording.statuses import status_of_words
from elixir_design.log.wording.vocabulary.labels import CHOSEN_MARKS, NOT_CHOSEN
from elixir_design.log.wording.vocabulary.lists import any_of
from elixir_design.log.wording.vocabulary.roles import ANSWERING, Role

_LEAD_BOLD = re.compile(
    r"^(?P<mark>\*\*|__)(?P<name>.+?)(?P=mark)\s*(?:[:\uff1a\u2014\u2013(-]+\s*)?(?P<note>.*)$", re.DOTALL
)

_NAMED = re.compile(
    r"^(?P<name>[^\n]{2,80}?)(?:\s+[\u2014\u2013-]{1,2}\s+|\s*[:\uff1a]\s+|\s*\u2014\s*)(?P<note>.*)$",
    re.DOTALL,
)

_LETTER = re.compile(r"^\(?(?P<label>[A-Z])[).:]\s+(?P<rest>.*)$", re.DOTALL)

_CHOSEN = re.compile(
    rf"\s*(?:[\u2190<-]+\s*)?[(\[]?\b{any_of(CHOSEN_MARKS)}\b(?!\s+because)[)\]]?\s*[\u2705\u2714\u2713]?"
    r"|\s*[\u2705\u2714\u2713]\ufe0f?\s*",
    re.IGNORECASE,
)

_NOT_CHOSEN = re.compile(rf"\bnot\s+{any_of(NOT_CHOSEN)}\b", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """An option so far; ``label`` is its letter or number."""

    name: str
    line: int
    label: str | None = None
    pros: list[str] = field(default_factory=list)
    cons: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    chosen: bool = False


def draft_of(text: str, line: int) -> Draft:
    """Reads an option from one line ("A) **Name** (chosen): a remark").

    ``option = [tick] (BOLD name BOLD | name) [mark] [SEP note]``, ``name = [letter SEP] words``.
    """
    body, chosen = without_mark(text)
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
    # A dash or colon cuts a plain name off, but not the letter of "Option B: a queue".
    elif (named := _NAMED.match(body)) is not None and option_in(named["name"]) is None:
        name, note = named["name"], named["note"]
    else:
        name, note = body, ""
    if (option := option_in(plain(name))) is not None:
        letter, name = option
        if not name:  # "**Option B**: a queue - slow" has its name behind the bold.
            inner = _NAMED.match(note)
            name, note = (inner["name"], inner["note"]) if inner else (note, "")
    elif match := _LETTER.match(name):
        letter, name = match["label"], match["rest"]
    return Draft(plain(name), line, letter, note=[joined(note)] if note.strip() else [], chosen=chosen)


def describe(draft: Draft, role: Role | None, texts: list[str]) -> None:
    """Adds texts to an option by what their label introduces."""
    if role is Role.PROS:
        draft.pros += texts
    elif role in {Role.CONS, Role.TRADE_OFFS}:
        draft.cons += texts
    elif role in ANSWERING or role is Role.STATUS:
        draft.chosen = draft.chosen or any(status_of_words(text) is Status.DECIDED for text in texts)
        draft.note += texts
    else:
        draft.note += texts


def without_mark(text: str) -> tuple[str, bool]:
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
