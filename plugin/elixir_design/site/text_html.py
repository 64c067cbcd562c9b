"""Words from logs as HTML, for tables, lists and headings that are written as HTML."""

from __future__ import annotations

import html
import re

from markupsafe import Markup

from elixir_design.text.markdown import html_inline, plain_text
from elixir_design.text.parser import parse_blocks


def escape(text: str) -> str:
    """Escapes for element content and attributes; braces too, since other plugins read them in pages."""
    return html.escape(text).replace("{", "&#123;").replace("}", "&#125;")


def inline_html(text: str) -> Markup:
    """A run of Markdown text (no blocks) as safe HTML on one line."""
    return Markup(html_inline(text))  # noqa: S704 - made safe there


def words(text: str) -> str:
    """The words of Markdown text without its marks, on one line."""
    return plain_text(text)


def shortened(text: str, length: int) -> str:
    """Plain words cut at a word's end with an ellipsis when they are longer than ``length``."""
    plain = words(text)
    if len(plain) <= length:
        return plain
    cut = plain[: length - 1]
    head, space, _ = cut.rpartition(" ")
    return f"{(head if space else cut).rstrip(' ,;:.')}…"


def short_html(text: str, length: int) -> Markup:
    """Inline HTML of a text that fits, else its shortened words."""
    if len(text) <= length:
        return inline_html(text)
    return Markup(escape(shortened(text, length)))  # noqa: S704 - escaped in this call


def excerpt_html(markdown: str, length: int = 600) -> Markup:
    """The first blocks of a passage as safe HTML: paragraphs and list items, without code."""
    parts: list[str] = []
    room = length
    tokens = parse_blocks(markdown)[0]
    item = False
    for token in tokens:
        if token.type == "list_item_open":
            item = True
        elif token.type == "inline" and room > 0:
            text = token.content
            tag = "li" if item else "p"
            parts.append(f"<{tag}>{short_html(text, room)}</{tag}>")
            room -= len(text)
            item = False
        elif room <= 0:
            parts.append("<p>…</p>")
            break
    body = re.sub(r"((?:<li>.*?</li>)+)", r"<ul>\1</ul>", "".join(parts))
    return Markup(body)  # noqa: S704 - built from escaped parts
