"""Which addresses from a log may become links, and how they are written."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote

Links = Callable[[str], str | None]
"""Maps the target of a link in a log to the target on its page; None keeps the text without the link."""

# Wider than the rule for schemes: browsers skip some characters, and other tools decode percent signs.
_SCHEME = re.compile(r"[^/?#]*:")
_OUTSIDE = ("http:", "https:", "mailto:")
_BARE = re.compile(r"(?<!\w)https?://[\w-][^\s<>\"`{}|\\^]*", re.IGNORECASE)
_TRAILING = frozenset("?!.,:;*_~'")
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


def split_addresses(text: str) -> Iterator[tuple[str, bool]]:
    """Parts a text into pieces that are bare web addresses, as GitHub links them, and pieces that are not."""
    end = 0
    for match in _BARE.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], False
        end = match.start() + _address_length(match[0])
        yield text[match.start() : end], True
    if end < len(text):
        yield text[end:], False


def _address_length(address: str) -> int:
    """How much of what looks like an address is one: not the punctuation of the sentence around it."""
    length = len(address)
    surplus = {closing: address.count(closing) - address.count(opening) for opening, closing in ("()", "[]")}
    while length and (address[length - 1] in _TRAILING or surplus.get(address[length - 1], 0) > 0):
        length -= 1
        if address[length] in surplus:
            surplus[address[length]] -= 1
    return length


def _has_scheme(address: str) -> bool:
    return _SCHEME.match(html.unescape(unquote(address))) is not None


def _closes_more(address: str) -> bool:
    return address.count(")") > address.count("(") or address.count("]") > address.count("[")


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
        address = None if _has_scheme(target) else links(target)
    if not address:
        return None
    address = address.strip()
    if address.startswith("//"):
        address = "https:" + address
    if _has_scheme(address) and not address.lower().startswith(_OUTSIDE):
        return None
    return _ENTITY.sub("&amp;", quote(address, safe=_SAFE))
