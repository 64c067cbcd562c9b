"""CommonMark block tokens with exact lines, fast enough for thousands of logs.

markdown-it-py tries up to eleven rules on each line. The first character of a line, its indentation and the
line below rule out most of them, so a dispatcher in front of the rules makes parsing less than half as long
without changing a single token but the cells of tables (a property test compares it with the undisturbed
parser). Inline content is left as text: the reader needs the marks at the start of a few lines only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock, hr

from elixir_design.log.markdown.table_rule import table

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
_DELIMITERS = frozenset("-:|")
_DELIMITER_ROW = re.compile(r"[-:|][-:|\s]*")
_RULE = re.compile(r"[-*_][-*_ \t]*")


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
        firsts = "".join(_STARTS.values())
        plain, tabular = (
            {first: _candidates(rules, first, row=row, indented=False) for first in ("", *firsts)}
            for row in (False, True)
        )
        indented, indented_row = (_candidates(rules, "", row=row, indented=True) for row in (False, True))

        def dispatch(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
            source, begins, shift = state.src, state.bMarks, state.tShift
            row = False
            if (below := start + 1) < end:
                at = begins[below] + shift[below]
                row = (
                    source[at : at + 1] in _DELIMITERS
                    and _DELIMITER_ROW.fullmatch(source, at, state.eMarks[below]) is not None
                )
            if state.sCount[start] - state.blkIndent > _DEEPEST_INDENT:
                candidates = indented_row if row else indented
            else:
                at = begins[start] + shift[start]
                by_first = tabular if row else plain
                candidates = by_first.get(source[at : at + 1], by_first[""])
            for rule in candidates:  # noqa: SIM110 - a generator costs a third of the time
                if rule(state, start, end, silent):
                    return True
            return False

        return dispatch


def _candidates(
    rules: Iterable[tuple[str, RuleFuncBlockType]], first: str, *, row: bool, indented: bool
) -> tuple[RuleFuncBlockType, ...]:
    """The rules that may apply to a line.

    Args:
        rules: All rules of a chain by name.
        first: The line's first character if any rule asks for it, else "".
        row: Whether the line below may be the delimiter row of a table.
        indented: Whether the line is indented as code, which leaves it to tables and code.
    """

    def may_apply(name: str) -> bool:
        if name in _STARTS:
            return not indented and first != "" and first in _STARTS[name]
        return {"table": row, "code": indented}.get(name, True)

    return tuple(fn for name, fn in rules if may_apply(name))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    ruler = DispatchingRuler()
    own = {"lheading": _text, "paragraph": _text, "hr": _rule, "table": table}
    for rule in parser.block.ruler.__rules__:
        ruler.push(rule.name, own.get(rule.name, rule.fn), {"alt": rule.alt})
        if not rule.enabled:
            ruler.disable(rule.name)
    parser.block.ruler = ruler
    return parser


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """A thematic break; most lines that may be one are items of lists, which the pattern sees at once."""
    at = state.bMarks[start] + state.tShift[start]
    return _RULE.fullmatch(state.src, at, state.eMarks[start]) is not None and hr(state, start, end, silent)


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
    if line == start + 1:
        content = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip(_SPACE)
    else:
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


class BlockToken:
    """A block token with what the reader needs; markdown-it's own class costs twice the time to make."""

    tag = ""
    content = ""
    markup = ""
    info = ""
    hidden = False
    block = True
    map: list[int] | None = None
    attrs: ClassVar[dict[str, object]] = {}
    meta: ClassVar[dict[str, object]] = {}

    def __init__(self, kind: str, tag: str, level: int) -> None:
        self.type = kind
        self.tag = tag
        self.level = level


_LEFT_OUT = frozenset(
    ["paragraph_close", "heading_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_close"]
    + [f"{cell}_{end}" for cell in ("th", "td") for end in ("open", "close")]
)
"""Tokens that say nothing which their neighbours do not say, too."""


_SCRAP = cast("Token", BlockToken("", "", 0))
"""What rules may write on where a token is left out; nobody reads it."""


class _State(StateBlock):
    """Markdown-it's state, with lighter tokens and fewer of them."""

    def __init__(self, text: str, parser: MarkdownIt, tokens: list[Token]) -> None:
        super().__init__("", parser, {}, tokens)
        self.src = text
        self._mark_lines(text)

    def _mark_lines(self, text: str) -> None:
        """Notes where lines begin and end and how deep they are indented, with few steps for each line."""
        lines = text.split("\n")
        if not lines[-1].strip(" \t"):
            del lines[-1]  # What follows the last line's end is no line.
        begins, ends, shifts, depths = [], [], [], []
        at = 0
        for line in lines:
            shift = len(line) - len(line.lstrip(" \t"))
            begins.append(at)
            shifts.append(shift)
            depths.append(_columns(line[:shift]) if shift else 0)
            at += len(line)
            ends.append(at)
            at += 1
        # Markdown-it looks one line beyond the last.
        self.bMarks, self.eMarks = [*begins, len(text)], [*ends, len(text)]
        self.tShift, self.sCount, self.bsCount = [*shifts, 0], [*depths, 0], [0] * (len(lines) + 1)
        self.lineMax = len(lines)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if nesting < 0:
            self.level -= 1
        level = self.level
        if nesting > 0:
            self.level += 1
        if ttype in _LEFT_OUT:
            return _SCRAP
        token: Any = BlockToken(ttype, tag, level)
        self.tokens.append(token)
        return token  # type: ignore[no-any-return]  # a cast takes as long as making the token


def _columns(space: str) -> int:
    """How wide blanks and tabs at the start of a line are."""
    return len(space.expandtabs(4)) if "\t" in space else len(space)


def block_tokens(text: str) -> list[BlockToken]:
    r"""Block tokens of a text whose line ends are ``\n``.

    Args:
        text: Any text without ``\r`` and NUL.

    Returns:
        What ``MarkdownIt("commonmark").enable("table")`` yields before inline parsing, with the cells of
        ``table_rule``, and without the tokens that close a paragraph or a heading and those around the cells
        and rows of a table.
    """
    if not text:
        return []
    tokens: list[Token] = []
    parser = _parser()
    state = _State(text, parser, tokens)
    parser.block.tokenize(state, state.line, state.lineMax)
    return cast("list[BlockToken]", tokens)
