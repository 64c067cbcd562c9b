"""Names for the addresses of entries."""

from __future__ import annotations

import re
import unicodedata

from elixir_design.log.wording.plain import plain

_NOT_SLUG = re.compile(r"[^\w]+|_+")
_LONGEST = 80


def slug_of(title: str) -> str:
    """The words of a title joined by dashes; "" when it has none."""
    words = unicodedata.normalize("NFKC", plain(title)).casefold()
    return _NOT_SLUG.sub("-", words).strip("-")[:_LONGEST].strip("-")
