"""Finding labels in lines, whoever wrote them: ``**Choice**: x``, ``**Choice: x**``, ``Choice: x``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from elixir_design.log.wording.dates import is_day
from elixir_design.log.wording.inline import named
from elixir_design.log.wording.plain import normal
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.vocabulary.labels import DAY_LABELS, OPTION_WORDS
from elixir_design.log.wording.vocabulary.lists import any_of
from elixir_design.log.wording.vocabulary.roles import ANSWERING, LEFT_OVER, REASONING, Role
from elixir_design.log.wording.vocabulary.sentences import VAGUE_ANSWERS

_BOLD = re.compile(
    r"(?P<lead>[^\w*]{0,4}?)(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<inner>[^*\n]{1,"
    r"300}?)(?<=\S)(?P=mark)(?P<rest>.*)",
    re.DOTALL,
)
_TORN = re.compile(r"\*\*(?P<label>\w[^*:\n]{1,40})(?:$|:\s*(?P<text>[^*]*)$)")
_SEPARATOR = re.compile(r"\s*(?:[:\uff1a]|[\u2014\u2013]|-(?=\s)|=(?=\s))\s*")
_ASIDE = re.compile(r"\s*\([^()\n]{1,40}\)\s*[:\uff1a]")
_PLAIN = re.compile(
    r"(?P<lead>[^\w\n:`|<\[(]{0,4})"
    r"(?P<label>\w[\w '\u2019/&(),.+-]{0,58}?(?:\([^()\n]{1,30}\))?)\s?(?::(?=\s|$)"
    r"|\uff1a|(?:->|\u2192|=>)(?=\s))\s*(?P<text>.*)",
    re.DOTALL,
)
_BEFORE_DAY = re.compile(
    r"[*_]{0,3}(?P<label>[^\W\d_]+(?: [^\W\d_]+){0,3})[*_]{0,3}\s*[:\uff1a=\u2014\u2013-]?[*_]{0,3}\s*"
    r"[*_`<\[(]{0,3}(?P<day>[^\W_][^*_`<>\[\]]{5,40}?)[*_`>\])]{0,3}\.?\s*"
)
_FIGURE = re.compile(r"\d")
_LONGEST_DATED = 90
_INLINE_BOLD = re.compile(r"(?:^|[\s;|.])(\*\*|__)(?P<label>[^*_\n]{2,40}?)(?::\1|\1\s?[:\uff1a])\s*")
_INLINE_PLAIN = re.compile(r"(?:[.;|)]\s+|\s[\u2014|]\s+)(?P<label>[A-Z\u00c0-\u00de][\w -]{1,24}):\s+")
_AFTER_SENTENCE = re.compile(
    r"[.!?;\u3002)\"\u201d]\s+(?P<mark>\*\*|__)(?P<label>[^*_\n:\uff1a]{2,40})(?:[:\uff1a](?P=mark)|(?P=mark)\s?[:\uff1a])\s+(?=\S)"
)
_OPTION = re.compile(
    rf"{any_of(OPTION_WORDS)}(?:\s+#?|#|(?<=[^\x00-\x7f]))"
    r"(?P<label>[A-Za-z]|\d{1,2}|[IVX]{1,"
    r"4})(?![\w'])\s*(?P<extra>\([^)]*\))?\s*[:.)\u2014\u2013\uff1a-]*\s*(?P<name>.*)",
    re.IGNORECASE | re.DOTALL,
)
_MOST_WORDS = 8
_SPLITTING = REASONING | {*ANSWERING, Role.STATUS}
"""Roles that may follow on the line of another label ("Choice: X. Why: Y")."""
_IN_PROSE = _SPLITTING | LEFT_OVER
"""Roles that a bold label gives to what follows it in a paragraph ("We talked. **Agreed:** X")."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line.

    Attributes:
        role: What it introduces; None when its words are not in the vocabulary.
        name: Its words as written, without marks.
        text: What follows it on the line.
        column: 1-based column of its first letter within the line.
        bold: Whether it is set off by marks; plain labels are accepted only with a known role.
        option: For ``Role.OPTION``: letter or number.
        wraps: Whether the value stood inside the bold, too (``**Decision: X**``).
        relation: Whether it is a verb with a record behind it, without a colon.
    """

    role: Role | None
    name: str
    text: str
    column: int
    bold: bool
    option: str | None = None
    wraps: bool = False
    relation: bool = False


def option_in(text: str) -> tuple[str, str] | None:
    """Letter and name of an option's title: ``option = word (letter | number) ["(" extra ")"] SEP name``."""
    match = _OPTION.match(text)
    if match is None:
        return None
    name = match["name"].strip().strip("*").strip()
    if not name and match["extra"]:
        name = match["extra"].strip("() ")
    elif match["extra"]:
        name = f"{name} {match['extra']}"
    return match["label"].upper(), name


@lru_cache(maxsize=4096)
def label_in(line: str) -> Label | None:
    """The label with which a line begins, if it begins with one.

    ``label = BOLD name [COLON] BOLD [COLON | DASH | "="] text | name (COLON | ARROW) text``

    A bold label counts when a colon belongs to it, or when its words are known and it stands alone or
    before a dash. A plain label counts only when its words are known.
    """
    if line.startswith("~~") and line.find("~~", 2) > line.find(":"):
        return None  # The label is struck through together with what it said.
    return _dated_label(line) or _marked_label(line)


def _marked_label(line: str) -> Label | None:
    head = line[:8]
    if "*" in head or "_" in head:
        match = _BOLD.match(line)
        if match is not None:
            return _bold_label(match)
        # "**Decision: ETS" without the closing marks.
        if (torn := _TORN.match(line)) is not None and (role := role_of(torn["label"])) is not None:
            return Label(
                role, torn["label"].strip(), (torn["text"] or "").strip(), torn.start("label") + 1, bold=True
            )
    start = line[:72]
    if ":" in start or "\uff1a" in start or "->" in start or "\u2192" in start or "=>" in start:
        match = _PLAIN.match(line)
        if match is not None:
            label = match["label"].strip()
            if len(label.split()) <= _MOST_WORDS:
                role = role_of(label)
                if role is not None:
                    return Label(role, label, match["text"].strip(), match.start("label") + 1, bold=False)
                # "Option B: a queue": the letter is the label, what follows names the option.
                if (option := option_in(label)) is not None and not option[1]:
                    text = match["text"].strip()
                    return Label(
                        Role.OPTION, text, "", match.start("label") + 1, bold=False, option=option[0]
                    )
    return None


def _dated_label(line: str) -> Label | None:
    """A label with a day and nothing else, which needs no colon ("Date 09/04/2018", "Data: 2026-01-05")."""
    if len(line) > _LONGEST_DATED or _FIGURE.search(line) is None:
        return None
    match = _BEFORE_DAY.fullmatch(line)
    if match is None or not is_day(match["day"]):
        return None
    if role_of(match["label"]) is not Role.DATE and normal(match["label"]) not in DAY_LABELS:
        return None
    return Label(
        Role.DATE, match["label"], match["day"], match.start("label") + 1, bold=line.startswith(("*", "_"))
    )


def _bold_label(match: re.Match[str]) -> Label | None:
    inner, rest = match["inner"].strip(), match["rest"]
    column = match.start("inner") + 1
    if (option := option_in(inner.rstrip(":\uff1a"))) is not None and len(inner) < 160:  # noqa: PLR2004 - a title, not a sentence
        letter, name = option
        separator = _SEPARATOR.match(rest)
        text = rest[separator.end() :] if separator else rest.strip()
        if not name:
            name, text = text, ""
        return Label(Role.OPTION, name, text.strip(), column, bold=True, option=letter)
    separator = _SEPARATOR.match(rest)
    # "**Choice:** x" and "**Choice**: x".
    if inner[-1] in ":\uff1a" or (separator is not None and separator.group().strip() in {":", "\uff1a"}):
        text = rest[separator.end() :] if separator is not None and inner[-1] not in ":\uff1a" else rest
        return _known_or_short(inner.rstrip(":\uff1a").strip(), text.strip(), column)
    # "**Choice** (final): x".
    if (aside := _ASIDE.match(rest)) and role_of(inner) is not None:
        return _known_or_short(inner, rest[aside.end() :].strip(), column)
    return _colonless_label(inner, rest, column, separator)


def _colonless_label(inner: str, rest: str, column: int, separator: re.Match[str] | None) -> Label | None:
    """A bold label without a colon behind it: only words that are known count."""
    # "**Decision.** We keep it."
    stop = inner[-1] in ".\u3002" or rest.startswith((". ", ".\n", "\u3002"))
    if stop and (role := role_of(inner)) is not None:
        return Label(role, inner.rstrip(".\u3002"), rest.lstrip(".\u3002").strip(), column, bold=True)
    role = role_of(inner)
    # "**Why?** It is simple."
    if role is not None and inner[-1] in "?\uff1f":
        return Label(role, inner.rstrip("?\uff1f"), rest.strip(" :-\u2014\u2013"), column, bold=True)
    # "**Decision** - x", or "**Decision**" over its value.
    if role is not None and (separator is not None or not rest.strip()):
        text = rest[separator.end() :] if separator else ""
        return Label(role, inner, text.strip(), column, bold=True)
    # "**Decision: x**": the bold holds label and value.
    said = named(inner)
    if said and (role := role_of(said.name)) is not None:
        return Label(role, said.name, (said.rest + rest).strip(), column, bold=True, wraps=not rest.strip())
    return None


def _known_or_short(name: str, text: str, column: int) -> Label | None:
    role = role_of(name)
    if role is None and (len(name.split()) > _MOST_WORDS or not normal(name)):
        return None
    return Label(role, name, text, column, bold=True)


def labels_in_prose(line: str) -> tuple[str, list[Label]]:
    """Cuts a line of prose where a bold label begins a sentence of it.

    Args:
        line: A line that does not begin with a label ("It hung twice. **Decision:** a limit of 30 s.").

    Returns:
        The prose before the first such label, and the labels with what follows each.
    """
    if "**" not in line and "__" not in line:
        return line, []
    cuts = [
        (match, role)
        for match in _AFTER_SENTENCE.finditer(line)
        if (role := role_of(match["label"])) in _IN_PROSE and normal(match["label"]) not in VAGUE_ANSWERS
    ]
    ends = [match.start() + 1 for match, _ in cuts[1:]] + [len(line)]
    labels = [
        Label(
            role, match["label"].strip(), line[match.end() : end].strip(), match.start("label") + 1, bold=True
        )
        for (match, role), end in zip(cuts, ends, strict=False)
    ]
    return (line[: cuts[0][0].start() + 1] if cuts else line), labels


def split_line(text: str) -> tuple[str, list[Label]]:
    """Splits ``text (SEP label COLON text)*``: labels behind the value of the first one on a line.

    Args:
        text: What follows a label ("X. Why: Y. Trade-offs: Z").

    Returns:
        The text before the first further label, and those labels.
    """
    if ":" not in text and "\uff1a" not in text:
        return text, []
    found = [(match, True) for match in _INLINE_BOLD.finditer(text)] if "**" in text or "__" in text else []
    found += [(match, False) for match in _INLINE_PLAIN.finditer(text)]
    cuts = sorted(
        ((match, bold, role) for match, bold in found if (role := role_of(match["label"])) in _SPLITTING),
        key=lambda cut: cut[0].start(),
    )
    if not cuts:
        return text, []
    labels = []
    for place, (match, bold, role) in enumerate(cuts):
        end = cuts[place + 1][0].start() + 1 if place + 1 < len(cuts) else len(text)
        value = text[match.end() : end].strip(" |;\u2014")
        value = value.removesuffix(".") if value.count(".") == 1 else value
        labels.append(Label(role, match["label"], value, match.start("label") + 1, bold=bold))
    first = cuts[0][0]
    before = text[: first.start() + 1].strip(" |;\u2014")
    return before.removesuffix(".") if before.count(".") == 1 else before, labels
