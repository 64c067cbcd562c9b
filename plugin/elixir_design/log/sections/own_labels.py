"""Labels of a file's own: they come again, and their nouns tell what they introduce ("Marble choice")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from elixir_design.log.markdown.blocks import Block
from elixir_design.log.wording.heads import head_role
from elixir_design.log.wording.labels import label_in
from elixir_design.log.wording.plain import normal
from elixir_design.log.wording.vocabulary.roles import Role

_TELLING = frozenset({Role.RATIONALE})
"""Roles that a label has at its first occurrence: nobody calls a topic "Why ..."."""


def own_labels(blocks: Iterable[Block]) -> Mapping[str, Role]:
    """Bold labels that no list knows, by what they introduce, in normal form.

    One alone may be the name of a topic ("**Font choice**: serif"); one that comes again is a label.

    Args:
        blocks: All blocks of a file.
    """
    names = Counter(_unknown(blocks))
    roles = {normal(name): (head_role(name), times) for name, times in names.items()}
    return {name: role for name, (role, times) in roles.items() if role and (times > 1 or role in _TELLING)}


def _unknown(blocks: Iterable[Block]) -> Iterator[str]:
    waiting = list(blocks)
    while waiting:
        block = waiting.pop()
        if block.kind == "paragraph" and ("**" in block.text or "__" in block.text):
            for line in block.text.split("\n"):
                if (label := label_in(line)) is not None and label.bold and label.role is None:
                    yield label.name
        for item in block.items:
            waiting += item.blocks
