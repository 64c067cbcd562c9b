"""Front matter as labelled fields."""

from __future__ import annotations

import re

from elixir_design.log.markdown.comments import uncommented
from elixir_design.log.markdown.front_matter import FrontMatter
from elixir_design.log.sections.fields import Field
from elixir_design.log.wording.plain import normal
from elixir_design.log.wording.roles import role_of
from elixir_design.log.wording.vocabulary.front_matter import FRONT_LABELS, SITE_KEYS, SITE_STATUSES
from elixir_design.log.wording.vocabulary.roles import OF_RECORDS, Role

_HUMP = re.compile(r"([^\W\d_A-Z])([A-Z])")
_ABOUT_FILE = frozenset({Role.DATE, Role.GOAL, Role.ARTIFACTS, Role.CONTINUES})


def front_fields(front: FrontMatter) -> list[Field]:
    """The keys of front matter that speak of a decision or a session, in order.

    What a site keeps there for itself (its title, tags, place in the menu) decides nothing. An item of a list
    is a field of its own, of origin ``front-item``; other values have the origin ``front``.
    """
    found = []
    for value in front.values:
        role = _role(value.key)
        if role is None:
            continue
        origin = "front" if value.items is None or role is Role.STATUS else "front-item"
        found += [
            Field(role, value.key, value.line, text=text, origin=origin)
            for text in (uncommented(text).strip() for text in value.texts)
            if text and not (role is Role.STATUS and normal(text) in SITE_STATUSES)
        ]
    return found


def _role(key: str) -> Role | None:
    words = normal(_HUMP.sub(r"\1 \2", key))
    if words in SITE_KEYS:
        return None
    role = FRONT_LABELS.get(words) or role_of(words)
    return role if role in OF_RECORDS | _ABOUT_FILE else None
