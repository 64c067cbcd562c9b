"""CommonMark block tokens with exact lines, fast enough for thousands of logs.

markdown-it-py tries up to eleven rules on each line. The first character of a line rules out most of them,
so a dispatcher in front of the rules makes parsing about half as long without changing a single token
(a property test compares it with the undisturbed parser). Inline content is left as text: the reader needs
the marks at the start of a few lines only.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

if TYPE_CHECKING:
    from markdown_it.token import Token

_STARTS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "-*_",
    "list": "-+*0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""Characters with which a line must begin for a rule to apply; rules not listed apply to any line."""

_UNDERLINE = re.compile(r"([=-])\1*[ \t]*")
_DEEPEST_INDENT = 3
_SPACE = (
    "\t\n\x0b\x0c\r "
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""What markdown-it strips from a paragraph; not what Python calls white space."""
_DELIMITER_ROW = re.compile(r"[-:|][-:|\s]*")


class DispatchingRuler(Ruler[RuleFuncBlockType]):
    """Hands out, per chain, one rule that tries only those rules which the line's first character allows."""

    def __init__(self) -> None:
        super().__init__()
        self._chains: dict[str, list[RuleFuncBlockType]] = {}

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803 - markdown-it's names
        """The rules of a chain: the one that chooses among them."""
        if chainName not in self._chains:
            self._chains[chainName] = [self._dispatcher(chainName)]
        return self._chains[chainName]

    def _dispatcher(self, chain: str) -> RuleFuncBlockType:
        rules = [
            (rule.name, rule.fn)
            for rule in self.__rules__
            if rule.enabled and (not chain or chain in rule.alt)
        ]
        anything = tuple(fn for name, fn in rules if name not in _STARTS)
        by_first = {
            first: tuple(fn for name, fn in rules if first in _STARTS.get(name, first))
            for first in "".join(_STARTS.values())
        }

        def dispatch(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
            first = state.src[(at := state.bMarks[start] + state.tShift[start]) : at + 1]
            for rule in by_first.get(first, anything):  # noqa: SIM110 - a generator costs a third of the time
                if rule(state, start, end, silent):
                    return True
            return False

        return dispatch


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    ruler = DispatchingRuler()
    own = {"lheading": _text, "paragraph": _text}
    for rule in parser.block.ruler.__rules__:
        fn = guarded_table(rule.fn) if rule.name == "table" else own.get(rule.name, rule.fn)
        ruler.push(rule.name, fn, {"alt": rule.alt})
        if not rule.enabled:
            ruler.disable(rule.name)
    parser.block.ruler = ruler
    return parser


def _text(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """A setext heading or a paragraph, found in one pass where markdown-it's two rules take one each."""
    if silent or state.is_code_block(start):
        return False
    (ends,) = state.md.block.ruler.getRules("paragraph")
    outer, state.parentType = state.parentType, "paragraph"
    level, line = 0, start + 1
    while line < end and not state.isEmpty(line):
        indent = state.sCount[line] - state.blkIndent
        if indent <= _DEEPEST_INDENT and state.sCount[line] >= 0:
            if indent >= 0 and (
                match := _UNDERLINE.fullmatch(
                    state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]
                )
            ):
                level = 1 if match[1] == "=" else 2
                break
            if ends(state, line, end, True):  # noqa: FBT003 - markdown-it's signature
                break
        line += 1
    if level:
        # A paragraph leaves its mark, as it does in markdown-it; lists below it rely on that.
        state.parentType = outer
    content = state.getLines(start, line, state.blkIndent, False).strip(_SPACE)  # noqa: FBT003 - markdown-it's signature
    kind, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
    state.line = line + 1 if level else line
    opening = state.push(f"{kind}_open", tag, 1)
    opening.markup = "" if not level else "=-"[level - 1]
    opening.map = [start, state.line]
    inline = state.push("inline", "", 0)
    inline.content = content
    inline.map = [start, line]
    state.push(f"{kind}_close", tag, -1)
    return True


def guarded_table(table: RuleFuncBlockType) -> RuleFuncBlockType:
    """A table needs a delimiter row below its first line; looking there first spares most calls."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        below = start + 1
        if below >= end:
            return False
        at = state.bMarks[below] + state.tShift[below]
        if state.src[at : at + 1] not in ("|", "-", ":"):
            return False
        return _DELIMITER_ROW.fullmatch(state.src, at, state.eMarks[below]) is not None and table(
            state, start, end, silent
        )

    return guarded


class BlockToken:
    """A block token with what the reader needs; markdown-it's own class costs twice the time to make."""

    tag = ""
    content = ""
    markup = ""
    info = ""
    level = 0
    hidden = False
    block = True
    map: list[int] | None = None
    attrs: ClassVar[dict[str, object]] = {}
    meta: ClassVar[dict[str, object]] = {}

    def __init__(self, kind: str, tag: str) -> None:
        self.type = kind
        self.tag = tag


_LEFT_OUT = frozenset(
    ["paragraph_close", "heading_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_close"]
    + [f"{cell}_{end}" for cell in ("th", "td") for end in ("open", "close")]
)
"""Tokens that say nothing which their neighbours do not say, too."""


_SCRAP = cast("Token", BlockToken("", ""))
"""What rules may write on where a token is left out; nobody reads it."""


class _State(StateBlock):
    """Markdown-it's state, with lighter tokens and fewer of them."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if nesting < 0:
            self.level -= 1
        level = self.level
        if nesting > 0:
            self.level += 1
        if ttype in _LEFT_OUT:
            return _SCRAP
        token = BlockToken(ttype, tag)
        token.level = level
        light = cast("Token", token)
        self.tokens.append(light)
        return light


def block_tokens(text: str) -> list[BlockToken]:
    r"""Block tokens of a text whose line ends are ``\n``.

    Args:
        text: Any text without ``\r`` and NUL.

    Returns:
        What ``MarkdownIt("commonmark").enable("table")`` yields before inline parsing, without the tokens
        that close a paragraph or a heading and those around the cells and rows of a table.
    """
    if not text:
        return []
    tokens: list[Token] = []
    parser = _parser()
    state = _State(text, parser, {}, tokens)
    parser.block.tokenize(state, state.line, state.lineMax)
    return cast("list[BlockToken]", tokens)
