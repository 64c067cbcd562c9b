"""Text from logs for the pages of the site; see ``elixir_design.text.markdown``."""

from elixir_design.text.markdown import (
    DEFAULTS,
    Links,
    TextOptions,
    block_markdown,
    html_inline,
    inline_markdown,
    plain_text,
    session_markdown,
)

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
