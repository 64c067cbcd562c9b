"""Comparing the wording of people: normal forms, and what status some words stand for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from elixir_design.log.model import Status
from elixir_design.log.vocabulary import (
    ANSWERS,
    ANSWERS_OPEN,
    LABELS,
    PHRASE_STARTS,
    PHRASES,
    QUALIFIERS,
    STATUS_SUBJECTS,
    STATUSES,
    STRONG,
    SUFFIXES,
    VERDICTS,
    Role,
)

_APOSTROPHE = re.compile("['\u2019`]")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_BRACKETED = re.compile("\\s*[(\\[\uff08][^()\\[\\]\uff08\uff09]*[)\\]\uff09]")
_MARKS = re.compile(r"(?<![\\\w])(\*\*\*|\*\*|__|~~|\*|_)(?=\S)(.{1,800}?)(?<=\S)\1(?!\w)", re.DOTALL)
_MARK = re.compile(r"[*_~`\[]")
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_WORD_END = re.compile(r"[\w'\u2019]+")
_DELIMITED = re.compile(
    r"[\s*_`]*(?:$|[.,;:!?()/|\u2014\u2013\u2192]|-\s|->|\b(?:to|until|till|for now|as|by|because)\b)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"(?:\[[^\]]*\]|<[^>]*>|\{[^}]*\}|[\W_]+|x{3,})\s*", re.IGNORECASE)
_OF_OPTION = re.compile(
    r"\(?(?:option|alternative|approach|variant|choice)\s+(?:[A-Z]|\d{1,2})\)?\s*[:.,)\u2014\u2013-]+\s*",
    re.IGNORECASE,
)
_LONGEST_PHRASE = 6
_REFUSALS = frozenset({"rejected", "declined", "dropped", "abandoned", "turned down"})
_DISMISSED = re.compile(
    r"(?:the\s+)?[\w.+-]*[^\W\d_sS](?:\s+(?:is|was|has been|gets))?\s+"
    r"(?P<verdict>rejected|declined|dropped|abandoned|turned down|postponed|shelved|parked|put off)"
    r"\s*(?:$|[.;(]|(?:until|till|for now|to (?:the )?next)\b)",
    re.IGNORECASE,
)
"""A name and what becomes of it ("Linkerd rejected."). Plural subjects are left alone: what happens to
"invalid frames" or "duplicates" is how the system behaves."""


@lru_cache(maxsize=65_536)
def normal(text: str) -> str:
    """Words only, for comparing: folded case, no punctuation, no emoji ("Trade-offs:" is "trade offs")."""
    folded = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return _NOT_WORD.sub(" ", folded).strip()


def _phrases(table: dict[Status, str]) -> dict[str, Status]:
    return {
        normal(phrase): status
        for status, words in table.items()
        for phrase in words.split(",")
        if phrase.strip()
    }


_LABEL_ROLES = {normal(word): role for role, words in LABELS.items() for word in words.split(",")}
_PHRASES = tuple((role, re.compile(pattern, re.VERBOSE)) for role, pattern in PHRASES.items())
_VERDICT_WORDS = _phrases(VERDICTS)
_STATUS_WORDS = _phrases(STATUSES)


@lru_cache(maxsize=16_384)
def role_of(label: str) -> Role | None:
    """What a label introduces, or None if its words are not in the vocabulary."""
    words = normal(label)
    if role := _LABEL_ROLES.get(words):
        return role
    if (without := _BRACKETED.sub("", label)) != label:
        words = normal(without)
        if role := _LABEL_ROLES.get(words):
            return role
    parts = words.split(" ")
    while len(parts) > 1 and (parts[0] in QUALIFIERS or parts[0].isdigit()):
        parts = parts[1:]
        if role := _LABEL_ROLES.get(" ".join(parts)):
            return role
    if len(parts) > 1 and parts[-1] in SUFFIXES and (role := _LABEL_ROLES.get(" ".join(parts[:-1]))):
        return role
    return _role_in_two_languages(label) or _role_of_phrase(words)


def _role_in_two_languages(label: str) -> Role | None:
    """The role of "Offene Fragen / Open questions", where each part is a label of the same meaning."""
    parts = [normal(part) for part in label.split(" / ")]
    roles = {_LABEL_ROLES.get(part) for part in parts}
    return roles.pop() if len(parts) > 1 and len(roles) == 1 else None


def _role_of_phrase(words: str) -> Role | None:
    """The role of a clause that leads on to a list ("What we agreed on", "Before we meet again")."""
    if words.partition(" ")[0] not in PHRASE_STARTS:
        return None
    return next((role for role, pattern in _PHRASES if pattern.fullmatch(words)), None)


def plain(text: str) -> str:
    """Inline Markdown without its marks: bold, italics, strike-through, links; code spans keep their text."""
    if _MARK.search(text) is None:
        return text.strip()
    pieces = text.split("`")
    for place in range(0, len(pieces), 2):
        piece = _LINK.sub(r"\1", pieces[place])
        for _ in range(3):
            piece, count = _MARKS.subn(r"\2", piece)
            if not count:
                break
        pieces[place] = piece
    # Bold around a code span is cut in two by the split; what is left of its marks says nothing.
    return "".join(pieces).replace("**", "").strip()


def unwrapped(text: str) -> str:
    """A text without a bold or italic wrapper around the whole of it."""
    text = text.strip()
    for mark in ("***", "**", "__", "*", "_"):
        size = len(mark)
        if (
            len(text) > 2 * size
            and text.startswith(mark)
            and text.endswith(mark)
            and mark not in text[size:-size]
        ):
            inner = text[size:-size].strip()
            return inner or text
    return text


def is_placeholder(text: str) -> bool:
    """Whether a value is only a template's blank ("[what was decided]", "...", "-")."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def status_of_answer(text: str, *, verdict: bool) -> Status:
    """Where a question stands, judged by the text that answers it.

    Args:
        text: Value of a choice or verdict.
        verdict: True when a proposal is judged ("Recommendation: SKIP"), false when a question is answered
            ("Choice: none of the above").

    Returns:
        ``DECIDED`` unless the words say otherwise; a question or a blank is ``OPEN``.
    """
    words = plain(text).strip()
    if not words or is_placeholder(words):
        return Status.OPEN
    found = _leading(words, _VERDICT_WORDS)
    if found is not None:
        phrase, status, rest = found
        if not verdict and phrase in ANSWERS:
            status = Status.OPEN if phrase in ANSWERS_OPEN and not rest.strip(" .!") else Status.DECIDED
        strong = phrase in STRONG or " " in phrase
        if strong or _DELIMITED.match(rest) or (verdict and phrase.upper() in words[: len(phrase) + 1]):
            return status
    if words.endswith(("?", "\uff1f")):
        return Status.OPEN
    if (lead := _OF_OPTION.match(words)) and _puts_off(words[lead.end() :]):
        return Status.DEFERRED
    dismissed = _DISMISSED.match(words)
    if dismissed is None:
        return Status.DECIDED
    return Status.REJECTED if dismissed["verdict"].casefold() in _REFUSALS else Status.DEFERRED


def _puts_off(words: str) -> bool:
    """Whether an option, told by its words, is to put the question off ("Option C: defer.")."""
    found = _leading(words, _VERDICT_WORDS)
    if found is None or found[1] is not Status.DEFERRED:
        return False
    phrase, _, rest = found
    return (phrase in STRONG or " " in phrase) and _DELIMITED.match(rest) is not None


def after_bare_answer(text: str) -> str:
    """The sentences behind an answer that only names an option or a verdict: they say why.

    "Option B: a queue. It survives restarts." and "Rejected. It cannot be tested." give their second
    sentence; of "A queue. Two workers." nobody can tell whether the rest explains the answer.
    """
    first, stop, rest = text.partition(". ")
    if not stop or not rest.strip():
        return ""
    bare = _OF_OPTION.match(plain(first)) or normal(plain(first)) in _VERDICT_WORDS
    return rest.strip() if bare else ""


def says_nothing(text: str) -> bool:
    """Whether an answer is only a word for "not yet" ("TBD", "to be decided")."""
    found = _VERDICT_WORDS.get(normal(plain(text)))
    return found is Status.OPEN


def status_of_words(text: str) -> Status | None:
    """What a ``Status`` value says; None when its words are not known."""
    words = plain(text).strip().lstrip("\u2705\u274c\u26a0\u23f8\U0001f7e2\U0001f534\U0001f7e1\ufe0f -")
    if is_placeholder(words) or words.endswith("?"):
        return Status.OPEN
    found = _leading(words, _STATUS_WORDS) or _leading(_without_subject(words), _STATUS_WORDS)
    if found is None:
        return None
    status = found[1]
    # "Accepted, superseded by ADR-9": what came later counts.
    if status is Status.DECIDED and re.search(r"\b(?:superseded|replaced) by\b", words, re.IGNORECASE):
        return Status.SUPERSEDED
    return status


def _without_subject(words: str) -> str:
    """A status without what it is about ("Direction chosen" is "chosen"); "" when nothing is in front."""
    first, _, rest = words.partition(" ")
    if normal(first) not in STATUS_SUBJECTS:
        return ""
    return _without_subject(rest) or rest


def verdict_in(text: str) -> Status | None:
    """The verdict with which a text begins, if it begins with one as a whole ("ADOPT - clear win")."""
    words = plain(text).strip()
    found = _leading(words, _VERDICT_WORDS)
    if found is None:
        return None
    phrase, status, rest = found
    return status if phrase in STRONG or " " in phrase or _DELIMITED.match(rest) else None


def _leading(text: str, table: dict[str, Status]) -> tuple[str, Status, str] | None:
    """The longest phrase of the table with which a text begins, its status, and the text after it."""
    best: tuple[str, Status, str] | None = None
    ends = [
        match.end() for _, match in zip(range(_LONGEST_PHRASE), _WORD_END.finditer(text[:120]), strict=False)
    ]
    for end in ends:
        phrase = normal(text[:end])
        if phrase in table:
            best = (phrase, table[phrase], text[end:])
    return best
