"""What a label introduces, by its words."""

from __future__ import annotations

import re
from functools import lru_cache

from elixir_design.log.wording.plain import normal
from elixir_design.log.wording.vocabulary.labels import LABELS, PHRASE_STARTS, PHRASES, QUALIFIERS, SUFFIXES
from elixir_design.log.wording.vocabulary.roles import ANSWERING, Role

_BRACKETED = re.compile("\\s*[(\\[\uff08][^()\\[\\]\uff08\uff09]*[)\\]\uff09]")
_LABEL_ROLES = {normal(word): role for role, words in LABELS.items() for word in words.split(",")}
_PHRASES = tuple((role, re.compile(pattern, re.VERBOSE)) for role, pattern in PHRASES.items())


@lru_cache(maxsize=16_384)
def role_of(label: str) -> Role | None:
    """What a label introduces, or None if its words are not in the vocabulary.

    ``label = (qualifier | number)* words [suffix] ["(" aside ")"] | words " / " words | phrase``
    """
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
    """The role of "Offene Fragen / Open questions", where each part is a label of the same meaning.

    What is said beside an answer takes nothing from it ("Decisions made / action items").
    """
    parts = [normal(part) for part in label.split(" / ")]
    roles = [_LABEL_ROLES.get(part) for part in parts] if len(parts) > 1 else []
    return next((role for role in roles if len(set(roles)) == 1 or role in ANSWERING), None)


def _role_of_phrase(words: str) -> Role | None:
    """The role of a clause that leads on to a list ("What we agreed on", "Before we meet again")."""
    if words.partition(" ")[0] not in PHRASE_STARTS:
        return None
    return next((role for role, pattern in _PHRASES if pattern.fullmatch(words)), None)
