"""Where words leave a question: verdicts, answers and the values of a status."""

from __future__ import annotations

import re

from elixir_design.log.model import Status
from elixir_design.log.wording.dates import without_day
from elixir_design.log.wording.plain import is_placeholder, normal, plain
from elixir_design.log.wording.vocabulary import verdicts as known
from elixir_design.log.wording.vocabulary.labels import OPTION_WORDS
from elixir_design.log.wording.vocabulary.lists import any_of

_WORD_END = re.compile(r"[\w'\u2019]+")
_DELIMITED = re.compile(
    rf"[\s*_`]*(?:$|[.,;:!?()/|\u2014\u2013\u2192]|-\s|->|\b{any_of(known.AFTER_VERDICT)}\b)", re.IGNORECASE
)
_OF_OPTION = re.compile(
    rf"\(?{any_of(OPTION_WORDS)}\s+(?:[A-Z]|\d{{1,2}})\)?\s*[:.,)\u2014\u2013-]+\s*", re.IGNORECASE
)
_REPLACED = re.compile(rf"\b{any_of(known.REPLACED)}\b", re.IGNORECASE)
_PARTLY = re.compile(rf"\b{any_of(known.PARTLY)}\b[^.;\n]{{0,60}}$", re.IGNORECASE)
REPLACED_BETWEEN = re.compile(
    rf"(?:{'|'.join(known.REPLACED_BETWEEN[0])})(?P<what>.{{1,24}}?)(?:{'|'.join(known.REPLACED_BETWEEN[1])})"
)
"""What came in the place of a decision, between the words that say so."""
_LONGEST_PHRASE = 6
_OPENING = {"[": "]", "{": "}", "<": ">", "(": ")"}
_MARKS = "".join(known.MARKS) + "\u26a0\ufe0f -"
_ONLY_WHEN = re.compile(r"\W*(?:\b(?:on|since|as of|am|le|el)\b)?[\W\d]*", re.IGNORECASE)
_DISMISSED = re.compile(
    r"(?:the\s+)?[\w.+-]*[^\W\d_sS](?:\s+(?:is|was|has been|gets))?\s+"
    rf"(?P<verdict>{any_of(*known.DISMISSALS.values())})"
    rf"\s*(?:$|[.;(]|{any_of(known.UNTIL_WHEN)}\b)",
    re.IGNORECASE,
)
"""A name and what becomes of it ("Linkerd rejected."). Plural subjects are left alone: what happens to
"invalid frames" or "duplicates" is how the system behaves."""


def _phrases(table: dict[Status, str]) -> dict[str, Status]:
    return {
        normal(phrase): status
        for status, words in table.items()
        for phrase in words.split(",")
        if phrase.strip()
    }


_VERDICT_WORDS = _phrases(known.VERDICTS)
_STATUS_WORDS = _phrases(known.STATUSES)
_DISMISSAL_WORDS = _phrases(known.DISMISSALS)


def status_of_answer(text: str, *, verdict: bool) -> Status:
    """Where a question stands, judged by the text that answers it.

    ``answer = verdict [SEP reason] | option SEP deferral | name ["is"] dismissal | text``

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
        if not verdict and phrase in known.ANSWERS:
            status = Status.OPEN if phrase in known.ANSWERS_OPEN and not rest.strip(" .!") else Status.DECIDED
        strong = phrase in known.STRONG or " " in phrase
        if strong or _DELIMITED.match(rest) or (verdict and phrase.upper() in words[: len(phrase) + 1]):
            return status
    if words.endswith(("?", "\uff1f")):
        return Status.OPEN
    if (lead := _OF_OPTION.match(words)) and _puts_off(words[lead.end() :]):
        return Status.DEFERRED
    dismissed = _DISMISSED.match(words)
    return _DISMISSAL_WORDS[normal(dismissed["verdict"])] if dismissed else Status.DECIDED


def _puts_off(words: str) -> bool:
    """Whether an option, told by its words, is to put the question off ("Option C: defer.")."""
    found = _leading(words, _VERDICT_WORDS)
    if found is None or found[1] is not Status.DEFERRED:
        return False
    phrase, _, rest = found
    return (phrase in known.STRONG or " " in phrase) and _DELIMITED.match(rest) is not None


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
    said = plain(_picked(text)).strip()
    words = _unmarked(said)
    if said and not words:
        return known.MARKS.get(said[0])
    if is_placeholder(words) or words.endswith("?") or _offers_several(words):
        return Status.OPEN
    if REPLACED_BETWEEN.search(words):
        return Status.SUPERSEDED
    found = _leading(words, _STATUS_WORDS) or _leading(_without_subject(words), _STATUS_WORDS)
    if found is None:
        return None
    status = found[1]
    # "Accepted, superseded by ADR-9": what came later counts.
    if status is Status.DECIDED and any(
        not in_part(words, verb.start()) for verb in _REPLACED.finditer(words)
    ):
        return Status.SUPERSEDED
    return status


def in_part(text: str, verb: int) -> bool:
    """Whether the words before a verb say that only a part is meant ("Parts of this were superseded by").

    Args:
        text: A status.
        verb: Where the verb begins.
    """
    return _PARTLY.search(text[:verb]) is not None


def status_note(text: str) -> str:
    """The words of a ``Status`` value where they say more than the status and its day; else nothing."""
    words = _unmarked(plain(_picked(text)).strip())
    if not words or is_placeholder(words) or _offers_several(words):
        return ""
    found = _leading(words, _STATUS_WORDS) or _leading(_without_subject(words), _STATUS_WORDS)
    return "" if found is not None and _ONLY_WHEN.fullmatch(found[2]) else words


def _unmarked(said: str) -> str:
    """The words of a status without signs or a day before and brackets around ("2026-01-05: [Accepted]")."""
    words = without_day(said.lstrip(_MARKS))
    inner = words[1:-1] if words[:1] in _OPENING and words[-1:] == _OPENING[words[0]] else ""
    found = _leading(inner.strip(), _STATUS_WORDS) if inner else None
    return inner.strip() if found is not None and not found[2].strip() else words


def _picked(text: str) -> str:
    """The one word of a template's list that is set in bold ("Proposed | **Accepted**"), else all."""
    pieces = text.split("|")
    bold = [piece for piece in pieces if piece.strip().startswith(("**", "__"))]
    return bold[0] if len(bold) == 1 < len(pieces) else text


def _offers_several(words: str) -> bool:
    """Whether a status still is the list of a template from which one is to be taken."""
    offered = [piece.strip(" *_[]{}<>().") for piece in words.split("|")]
    found = {
        status for piece in offered if (match := _leading(piece, _STATUS_WORDS)) for status in (match[1],)
    }
    return len(offered) > 2 and len(found) > 1  # noqa: PLR2004 - "Accepted | 2026-01-05" is no list


def _without_subject(words: str) -> str:
    """A status without what it is about ("Direction chosen" is "chosen"); "" when nothing is in front."""
    first, _, rest = words.partition(" ")
    if normal(first) not in known.STATUS_SUBJECTS:
        return ""
    return _without_subject(rest) or rest


def verdict_in(text: str) -> Status | None:
    """The verdict with which a text begins, if it begins with one as a whole ("ADOPT - clear win")."""
    words = plain(text).strip()
    found = _leading(words, _VERDICT_WORDS)
    if found is None:
        return None
    phrase, status, rest = found
    return status if phrase in known.STRONG or " " in phrase or _DELIMITED.match(rest) else None


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
