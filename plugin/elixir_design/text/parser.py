"""The CommonMark parser for text from logs, with GitHub's tables and strike-through; it drops nothing."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token

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
        ruler.push(rule.name, _table if rule.name == "table" else rule.fn, {"alt": rule.alt})
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


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """GitHub's table, but cells beyond the header's are added to the last one instead of being dropped."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if silent:
        return True
    cells: list[Token] = []
    for token in state.tokens[first:]:
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            cells.append(token)
        elif token.type == "tr_close" and cells and cells[0].map:
            line = cells[0].map[0]
            text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
            if text.count("|") > len(cells):
                written = _split_cells(text)
                extra = [cell.strip() for cell in written[len(cells) :] if cell.strip()]
                if extra:
                    cells[-1].content = " \\| ".join([cells[-1].content, *extra])
    return True


def _split_cells(row: str) -> list[str]:
    cells = [cell.replace("\0", "|") for cell in row.replace("\\|", "\0").split("|")]
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells
