"""Which addresses from a log may become links, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

Links = Callable[[str], str | None]
"""Maps the target of a link in a log to the target on its page; None keeps the text without the link."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_OUTSIDE = ("http:", "https:", "mailto:")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# Neither quotes, brackets, white space nor anything that an extension takes for markup stays as it is.
_SAFE = "!#%&+,-./:;=?@_~"


def no_links(target: str) -> str | None:
    """Keeps no link that stays within the site, for values whose place among the pages is not known."""
    del target
    return None


def is_outside(target: str) -> bool:
    """Whether the target names a host or a mailbox, so that its meaning does not depend on the page."""
    return target.startswith("//") or target.lower().startswith(_OUTSIDE)


def resolve(target: str, links: Links) -> str | None:
    """The address to write into a page for a target found in a log, or None for no link.

    Args:
        target: As the Markdown parser gives it, percent-encoded.
        links: Decides on targets within the site.

    Returns:
        An address with a scheme that cannot run code, or a relative one, free of markup; else None.
    """
    address: str | None = target
    if not is_outside(target):
        address = None if _SCHEME.match(target) else links(target)
    if not address:
        return None
    address = address.strip()
    if address.startswith("//"):
        address = "https:" + address
    if _SCHEME.match(address) and not address.lower().startswith(_OUTSIDE):
        return None
    return _ENTITY.sub("&amp;", quote(address, safe=_SAFE))
