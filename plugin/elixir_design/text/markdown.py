"""Text from logs for pages and records.

Logs are untrusted: people and assistants write raw HTML, scripts and whatever else into them. They are
CommonMark, while the site is rendered by Python-Markdown with any set of extensions and plugins that its
owner has switched on. These functions parse the text once and write it anew, so that it looks on the page as
CommonMark says and nothing in it acts: no HTML, no script, no include, no macro, no request to another host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from elixir_design.text.blocks import BlockWriter, Layout
from elixir_design.text.escape import escape_text, visible_controls
from elixir_design.text.inline import Style, inline_words, write_inline
from elixir_design.text.parser import parse_blocks
from elixir_design.text.targets import Links, no_links

__all__ = [
    "DEFAULTS",
    "Links",
    "TextOptions",
    "block_markdown",
    "html_inline",
    "inline_markdown",
    "plain_text",
    "session_markdown",
]


@dataclass(frozen=True, slots=True)
class TextOptions:
    """What a site allows and understands.

    Attributes:
        raw_html: ``text`` shows HTML as text; ``keep`` lets it act, for logs that are trusted.
        nested_fences: Whether the site understands fenced code within lists (``pymdownx.superfences``);
            otherwise such code is indented and not highlighted.
        page_title: The page's title; a log's first heading is not repeated when it says the same.
    """

    raw_html: Literal["text", "keep"] = "text"
    nested_fences: bool = False
    page_title: str | None = None


DEFAULTS = TextOptions()

# A value without these is one paragraph without markup.
_PLAIN = re.compile(
    r"[^\\`*_\[\]{}<>&|~^$#=+:()!?@/\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff-]*"
)


def session_markdown(
    text: str,
    anchors: Mapping[int, str],
    *,
    links: Links = no_links,
    heading_shift: int = 0,
    options: TextOptions = DEFAULTS,
) -> str:
    """A whole log as Markdown for its page: every line of it is shown.

    Args:
        text: The log.
        anchors: Ids to be placed, by 1-based line: on headings as ``{ #id }`` (needs ``attr_list``),
            elsewhere as empty ``<a id>`` elements.
        links: Maps the target of a link or image within the site to the one on the page; None keeps only
            its text.
        heading_shift: Added to the level of headings, which never come out above 2, as the page has its own
            title.
        options: What the site allows and understands.

    Returns:
        Markdown that ends in a line end, or an empty text.
    """
    layout = Layout(heading_shift=heading_shift, title=options.page_title)
    return _write(text, _style(links, options), layout, anchors)


def block_markdown(text: str, *, links: Links = no_links, options: TextOptions = DEFAULTS) -> str:
    """A value such as a rationale as Markdown blocks; its headings become bold lines.

    Takes and returns what ``session_markdown`` does.
    """
    if _PLAIN.fullmatch(text):
        return _line(text) + "\n" if text.strip() else ""
    return _write(text, _style(links, options), Layout(bold_headings=True), {})


def inline_markdown(text: str, *, links: Links = no_links) -> str:
    """One line of Markdown, for a heading, a list item or a table cell; line breaks become spaces."""
    if links is no_links:
        return _inline_without_links(text)
    return write_inline(_folded(text), Style(links=links, one_line=True))


@lru_cache(maxsize=16384)
def _inline_without_links(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return _line(text)
    return write_inline(_folded(text), Style(one_line=True))


@lru_cache(maxsize=16384)
def html_inline(text: str) -> str:
    """One line of HTML with no elements but ``code``, ``em``, ``strong`` and ``del``.

    It is safe as content of an element, also where Markdown or a template language reads the page.
    """
    return write_inline(_folded(text), Style(one_line=True, tags_only=True))


@lru_cache(maxsize=16384)
def plain_text(text: str) -> str:
    """The words alone on one line, for titles, attributes and search: not escaped for any markup."""
    if _PLAIN.fullmatch(text):
        return " ".join(text.split())
    words = []
    tokens, _ = parse_blocks(visible_controls(text))
    for token in tokens:
        if token.type == "inline":
            words += inline_words(token.content).split()
        elif token.content:
            words += token.content.split()
    return " ".join(words)


def _write(text: str, style: Style, layout: Layout, anchors: Mapping[int, str]) -> str:
    tokens, environment = parse_blocks(visible_controls(text))
    markdown = BlockWriter(tokens, environment, style, layout, anchors).write()
    return markdown + "\n" if markdown else ""


def _style(links: Links, options: TextOptions) -> Style:
    return Style(links=links, keep_html=options.raw_html == "keep", fences=options.nested_fences)


def _folded(text: str) -> str:
    return " ".join(visible_controls(text).split())


def _line(text: str) -> str:
    return escape_text(_folded(text), line_start=True)
