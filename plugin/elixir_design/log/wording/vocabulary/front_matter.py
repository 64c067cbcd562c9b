"""Keys of front matter: those that only a record has, and those of sites."""

from __future__ import annotations

from elixir_design.log.wording.vocabulary.lists import names
from elixir_design.log.wording.vocabulary.roles import Role

FRONT_LABELS: dict[str, Role] = {"stage": Role.STATUS, "start date": Role.DATE, "data": Role.DATE}
"""Words that label a record in its front matter, and too many other things elsewhere."""

SITE_KEYS = names("""
    parent, grand parent, part of, next, prev, previous, follows, sources, references, documents, inputs,
    input, owner, owners, team, people, present, who, author, authors, when, on, but
""")
"""Keys with which a site places a page or names those who keep it; as labels in a text they mean more."""

SITE_STATUSES = names("new")
"""What a site notes of a page under ``status``, and no record of a decision."""
