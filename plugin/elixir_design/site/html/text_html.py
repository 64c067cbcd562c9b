"""Words from logs as HTML, for tables, lists and headings that are written as HTML.

Pieces are put together in f-strings or by ``str.join``, and the whole becomes ``Markup`` once, at the end.
They are never added: ``+`` between text and ``Markup`` takes the text for words and shows its tags.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from markupsafe import Markup

from elixir_design.log.markdown.table_rule import SURPLUS
from elixir_design.text.markdown import html_inline, plain_text
from elixir_design.text.parser import parse_blocks


def escape(text: str) -> str:
    """Escapes for element content and attributes; braces too, since other plugins read them in pages."""
    return html.escape(text).replace("{", "&#123;").replace("}", "&#125;")


@lru_cache(maxsize=16384)
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


@lru_cache(maxsize=16384)
def short_html(text: str, length: int) -> Markup:
    """Inline HTML of a text that fits, else its shortened words."""
    if len(text) <= length:
        return inline_html(text)
    return Markup(escape(shortened(text, length)))  # noqa: S704 - escaped in this call


def excerpt_html(markdown: str, length: int = 600) -> Markup:
    """The first blocks of a passage as safe HTML: paragraphs, list items and rows of tables, without code."""
    parts: list[str] = []
    room = length
    for tag, texts in _blocks(markdown):
        if room <= 0:
            parts.append("<p>…</p>")
            break
        if tag == "dl":
            cells = "".join(
                f"<dt>{inline_html(head)}</dt><dd>{short_html(cell, room)}</dd>" for head, cell in texts
            )
            parts.append(f'<dl class="ed-row">{cells}</dl>')
        else:
            parts.append(f"<{tag}>{short_html(texts[0][1], room)}</{tag}>")
        room -= sum(len(text) for _, text in texts)
    body = re.sub(r"((?:<li>.*?</li>)+)", r"<ul>\1</ul>", "".join(parts))
    return Markup(body)  # noqa: S704 - built from escaped parts


def _blocks(markdown: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Element and texts of each block; a row of a table is a list of its cells by their columns' heads."""
    heads: list[str] = []
    cells: list[str] = []
    within = ""
    for token in parse_blocks(markdown)[0]:
        if token.type in {"th_open", "td_open", "list_item_open", "thead_open"}:
            within = token.type
            if within == "thead_open":
                heads = []
        elif token.type == "inline" and within == "th_open":
            heads.append(token.content)
        elif token.type == SURPLUS or (token.type == "inline" and within == "td_open"):
            cells.append(token.content)
        elif token.type == "tr_close" and cells:
            named = zip_longest(heads, cells, fillvalue="")
            yield "dl", [(head, cell) for head, cell in named if cell.strip()]
            cells = []
        elif token.type == "inline":
            yield "li" if within == "list_item_open" else "p", [("", token.content)]
            within = ""
