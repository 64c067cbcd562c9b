"""Titles and descriptions for themes, which put them into elements and attributes as they are."""

from __future__ import annotations

import re

# Quotes and braces are replaced by look-alikes, not escaped: themes escape a title in some places and not in
# others, and an entity would be seen where they do.
_LOOK_ALIKE = str.maketrans({'"': "\u201d", "'": "\u2019", "`": "\u2019"})
_ENTITY = re.compile(r"&(?=#?\w)")
_TEMPLATE_MARK = re.compile(r"\{(?=[{%#])")


def theme_text(text: str) -> str:
    """Plain text as a theme can show it anywhere: in an element, in an attribute, as the title of the window.

    Args:
        text: Plain text, as ``plain_text`` gives it.

    Returns:
        Text without quotes and without anything that HTML or a template language takes for markup, also
        when a theme decodes it once (which Material does for the window's title).
    """
    text = _ENTITY.sub("&amp;", text.translate(_LOOK_ALIKE))
    # After decoding, only the end tag of the title could end it: a division sign stands in for its slash.
    text = text.replace("</", "<\u2215").replace("<", "&lt;")
    return _TEMPLATE_MARK.sub("{\u2060", text)
