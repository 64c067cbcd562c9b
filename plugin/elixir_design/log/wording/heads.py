"""What a label of several words introduces, by the noun at its head."""

from __future__ import annotations

import re
from functools import lru_cache

from elixir_design.log.wording.plain import normal
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.vocabulary import heads as known
from elixir_design.log.wording.vocabulary.labels import LABELS
from elixir_design.log.wording.vocabulary.roles import ANSWERING, Role

_ASIDE = re.compile("\\s*[(\\[\uff08][^()\\[\\]\uff08\uff09]*[)\\]\uff09]")
_AFTER_COMMA = re.compile(r"\s*[,;].*$", re.DOTALL)
_BESIDE = re.compile(r"\s*[/&+]\s*|\s+(?:and|und|et|y|e|o|or|oder|ou)\s+")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HEADS = {
    word: role
    for role in reversed(known.HEAD_ROLES)
    for phrase in LABELS[role].split(",")
    if " " not in (word := normal(phrase)) and word not in known.NO_HEADS
}
_COMPOUNDS = sorted((word for word in _HEADS if len(word) > len("options") and word.isalpha()), key=len)[::-1]
_SUFFIXES = sorted((word for word in _HEADS if _IDEOGRAPHS.search(word)), key=len)[::-1]
_OTHERWISE = {word: role for role, words in known.NOW_OTHERWISE.items() for word in words.split()}
_MOST_WORDS = 4
_MOST_SIGNS = 4


@lru_cache(maxsize=8192)
def head_role(label: str) -> Role | None:
    """What a label introduces by its noun: ``label = modifier* noun [participle] ["of" words]``.

    Of two nouns ("Notes / rationale") the one that says more counts. Where words beside the noun make
    something else of it, that counts: a "superseding decision" is what came in place of the one at hand.

    Args:
        label: A label that ``role_of`` does not know, as written.

    Returns:
        None where no noun is known. A free word beside a noun is often the name of a topic ("Font choice"),
        so callers need further evidence that it is a label: it comes again, or heads a column.
    """
    said = _AFTER_COMMA.sub("", _ASIDE.sub(" ", label)).strip()
    roles = [role for part in _BESIDE.split(said) if (role := role_of(part) or _of_noun(normal(part)))]
    ranked = [role for role in known.HEAD_ROLES if role in roles]
    return next(iter(ranked), next(iter(roles), None))


def _of_noun(words: str) -> Role | None:
    if _IDEOGRAPHS.search(words):
        suffix = next((word for word in _SUFFIXES if words.endswith(word)), None)
        return _HEADS[suffix] if suffix and len(words) - len(suffix) <= _MOST_SIGNS else None
    parts = words.split(" ")
    if (parts[0] in known.WHY or words.startswith(known.WHY_PHRASES)) and not words.startswith(known.NOT_WHY):
        return Role.RATIONALE
    cut = next((at for at, word in enumerate(parts) if at and word in known.CUTS), len(parts))
    behind, parts = parts[cut:], parts[:cut]
    while len(parts) > 1 and parts[-1] in known.TRAILING:
        behind.append(parts.pop())
    if len(parts) > _MOST_WORDS:
        return None
    noun, beside = _noun_of(parts)
    return _turned(_HEADS[noun], {*beside, *behind}) if noun else None


def _noun_of(parts: list[str]) -> tuple[str, list[str]]:
    """The noun among the words of a label, and the words beside it."""
    *before, last = parts
    if last in _HEADS:
        return last, before
    if parts[0] in known.HEAD_FIRST and parts[0] in _HEADS:
        return parts[0], parts[1:]
    compound = next((word for word in _COMPOUNDS if last.endswith(word)), "")
    return compound, before


def _turned(role: Role, beside: set[str]) -> Role | None:
    if role is Role.OPTIONS:
        return Role.CHOICE if beside & known.CHOSEN else role
    if role in ANSWERING:
        return next((_OTHERWISE[word] for word in sorted(beside) if word in _OTHERWISE), role)
    return Role.CONTEXT if any(_OTHERWISE.get(word) is Role.CONTEXT for word in beside) else role
