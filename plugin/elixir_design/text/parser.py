"""The CommonMark parser for text from logs, with tables and GitHub's strike-through; it drops nothing."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from elixir_design.log.markdown.table_rule import table
from elixir_design.log.markdown.tokens import DispatchingRuler

# Quotes and lists nested deeper than this are shown as plain text: the parser drops what is nested too
# deep for it, and the renderer of the site recurses.
_DEEPEST = 16
# The parser looks for the partner of every bracket up to the end of the paragraph, so its time grows with the
# square of their number. Nobody writes a paragraph with so many.
_MOST_BRACKETS = 1000


@cache
def parser() -> MarkdownIt:
    """The parser; it is the same for all texts and keeps no state between them."""
    parser = MarkdownIt(
        "commonmark",
        {"maxNesting": 10 * _DEEPEST, "inline_definitions": True, "store_labels": True},
    )
    parser.enable(["table", "strikethrough"])
    ruler = DispatchingRuler()
    ruler.push("too_deep", _too_deep, {"alt": []})
    for rule in parser.block.ruler.__rules__:
        ruler.push(rule.name, table if rule.name == "table" else rule.fn, {"alt": rule.alt})
        if not rule.enabled:
            ruler.disable(rule.name)
    parser.block.ruler = ruler
    # Which addresses may become links is decided in one place, for all schemes: in the module ``targets``.
    parser.validateLink = bool  # type: ignore[method-assign, assignment]
    # Inline content is parsed on demand: most of it needs no parsing.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def parse_blocks(text: str) -> tuple[list[Token], MutableMapping[str, object]]:
    """Parses the block structure.

    Returns:
        The tokens, whose ``inline`` ones hold unparsed content, and the environment that holds the
        reference definitions, which ``parse_inline`` needs.
    """
    environment: MutableMapping[str, object] = {}
    return parser().parse(text, environment), environment


def parse_inline(text: str, environment: MutableMapping[str, object] | None = None) -> list[Token]:
    """Parses inline content into flat tokens."""
    if text.count("[") > _MOST_BRACKETS:
        return _unparsed(text)
    tokens: list[Token] = []
    markdown = parser()
    markdown.inline.parse(text, markdown, {} if environment is None else environment, tokens)
    return tokens


def _unparsed(text: str) -> list[Token]:
    tokens: list[Token] = []
    for line in text.split("\n"):
        tokens += [Token("text", "", 0, content=line.strip()), Token("softbreak", "br", 0)]
    return tokens[:-1]


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.level < _DEEPEST:
        return False
    if not silent:
        token = state.push("literal", "", 0)
        token.content = state.getLines(start, end, state.blkIndent, keepLastLF=False)
        token.map = [start, end]
        state.line = end
    return True
