"""Text inside one block: CommonMark in; Markdown or HTML out, with none of the author's markup left raw."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from elixir_design.text.escape import escape_character, escape_literal, escape_text
from elixir_design.text.parser import parse_inline
from elixir_design.text.targets import Links, is_outside, no_links, resolve, split_addresses

# Without any of these, inline content is nothing but text.
_MARKUP = re.compile(r"[\\`*_\[\]<>&!~]|://")
# Code without spaces at its ends, and words in bold.
_SIMPLE = re.compile(r"(`[^`\s](?:[^`\n]*[^`\s])?`|\*\*[^\W_](?:[^\\`*_\[\]<>&!~]*[^\\`*_\[\]<>&!~\s])?\*\*)")
# Code that some extension reads through back ticks, or that cannot stand between single ones.
_UNSAFE_CODE = re.compile(r"[`<&|]|8<-|\{[{%#+~=>-]|^(?:#!|:::)|^\s*$")
_OWN_COMMENT = re.compile(r"<!--\s*elixir-design:.*?-->", re.DOTALL)
_TAGS = {"strong": "strong", "em": "em", "s": "del"}
_MARKS = {"strong": "**", "em": "*"}
_BEFORE_MARK = re.compile(r"(?:^|[\s(])\Z")
_AFTER_MARK = re.compile(r"\Z|[\s.,:;!?)]")


@dataclass(frozen=True, slots=True)
class Style:
    """How text is written.

    Attributes:
        links: What becomes of targets within the site.
        keep_html: Whether raw HTML of the author stays HTML.
        tags_only: Write HTML tags even where Markdown's marks would do, for HTML islands.
        one_line: The place takes no line breaks: a heading, a table cell, an HTML attribute.
        fences: The site understands fenced code anywhere, not only at the margin.
    """

    links: Links = no_links
    keep_html: bool = False
    tags_only: bool = False
    one_line: bool = False
    fences: bool = False


def own_comment(text: str) -> bool:
    """Whether the text is a comment in which our own tools keep what is not for readers."""
    return _OWN_COMMENT.match(text.strip()) is not None


def without_own_comments(text: str) -> str:
    """The text without the comments of our own tools."""
    return _OWN_COMMENT.sub("", text) if "<!--" in text else text


def code_span(code: str, *, tags_only: bool = False) -> str:
    """Code within a line, between back ticks where every extension leaves those alone."""
    if tags_only or _UNSAFE_CODE.search(code) or code != code.strip():
        return f"<code>{escape_literal(code)}</code>"
    return f"`{code}`"


def anchor_tag(name: str) -> str:
    """An empty element that can be linked to."""
    return f'<a id="{html.escape(name)}"></a>'


def write_inline(
    content: str,
    style: Style,
    *,
    environment: MutableMapping[str, object] | None = None,
    anchors: Mapping[int, Sequence[str]] | None = None,
) -> str:
    r"""Writes inline content as Markdown.

    Args:
        content: CommonMark as a block parser hands it on: no block structure, lines parted by ``\n``.
        style: How to write it.
        environment: Holds the reference definitions of the text.
        anchors: Ids to place, by the 0-based line within the content.

    Returns:
        Markdown (with ``style.tags_only`` HTML) with as many lines as the content, or one.
    """
    if not anchors and not _MARKUP.search(content):
        separator = " " if style.one_line else "\n"
        return separator.join([escape_text(line, line_start=True) for line in content.strip().split("\n")])
    if not anchors and (written := _write_simple(content, style)) is not None:
        return written
    writer = _Writer(style, anchors or {})
    return writer.write(parse_inline(content, environment))


def _write_simple(content: str, style: Style) -> str | None:
    """Writes one line of text, bold words and code that can be told apart at sight; None for any other.

    Most lines of a log are of this kind, and parsing them costs more than all the rest.
    """
    if style.tags_only or "\n" in content or "``" in content:
        return None
    pieces = _SIMPLE.split(content)
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        if not index % 2:
            if _MARKUP.search(piece) or (not piece and 0 < index < last):
                return None
            pieces[index] = escape_text(piece, line_start=not index)
        elif piece[0] == "`":
            pieces[index] = code_span(piece[1:-1])
        else:
            if not (_BEFORE_MARK.search(pieces[index - 1]) and _AFTER_MARK.match(pieces[index + 1])):
                return None
            pieces[index] = f"**{escape_text(piece[2:-2])}**"
    return "".join(pieces)


def inline_words(content: str) -> str:
    """The words that a reader sees, without markup; line breaks become spaces."""
    if not _MARKUP.search(content):
        return content
    return _words(parse_inline(content))


def _words(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type == "image":
            parts.append(_words(token.children or ()))
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "html_inline":
            parts.append(without_own_comments(token.content))
        else:
            parts.append(token.content)
    return "".join(parts)


def _starts_with_label(tokens: Sequence[Token]) -> bool:
    """Whether a line begins with a label such as ``**Choice**:``; the colon may be bold too.

    Logs write one label to a line without blank lines between; run together they could not be told apart.
    """
    # The parser may leave empty texts around marks.
    tokens = [token for token in tokens if token.type != "text" or token.content]
    if not tokens or tokens[0].type != "strong_open":
        return False
    end = next((place for place, token in enumerate(tokens) if token.type == "strong_close"), len(tokens))
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    inside = _words(tokens[1:end]).rstrip()
    return inside.endswith(":") or (
        after is not None and after.type == "text" and after.content.lstrip().startswith(":")
    )


@dataclass(slots=True)
class _Writer:
    """Writes one run of tokens; ``at_start`` is true while nothing stands on the current line."""

    style: Style
    anchors: Mapping[int, Sequence[str]]
    parts: list[str] = field(default_factory=list)
    # What closes each open link or emphasis; "" where a link was dropped.
    open_ends: list[str] = field(default_factory=list)
    line: int = 0
    at_start: bool = True

    def write(self, tokens: Sequence[Token]) -> str:
        self._place_anchors()
        for index, token in enumerate(tokens):
            self._write_token(tokens, index, token)
        return "".join(self.parts)

    def _write_token(self, tokens: Sequence[Token], index: int, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self._text(token.content)
        elif kind == "code_inline":
            touches = bool(self.parts) and self.parts[-1].endswith("`")
            self._add(code_span(token.content, tags_only=self.style.tags_only or touches))
        elif kind in ("softbreak", "hardbreak"):
            lined = not self.style.one_line and not self.open_ends and _starts_with_label(tokens[index + 1 :])
            self._break(hard=kind == "hardbreak" or lined)
        elif kind == "text_special":
            self._add(escape_character(token.content))
        elif kind == "html_inline":
            self._html(token.content)
        elif kind == "image":
            self._image(token)
        elif token.nesting == 1:
            self._open(tokens, index)
        else:
            self._add(self.open_ends.pop())

    def _add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.at_start = False

    def _break(self, *, hard: bool) -> None:
        self.line += 1
        if self.style.one_line:
            self.parts.append("<br>" if hard else " ")
        else:
            self.parts.append("  \n" if hard else "\n")
            self.at_start = True
        self._place_anchors()

    def _place_anchors(self) -> None:
        for name in self.anchors.get(self.line, ()):
            self._add(anchor_tag(name))

    def _text(self, text: str) -> None:
        if "://" not in text or self.style.tags_only or self._in_link():
            self._add(escape_text(text, line_start=self.at_start))
            return
        for piece, is_address in split_addresses(text):
            escaped = escape_text(piece, line_start=self.at_start)
            self._add(f"[{escaped}]({resolve(piece, self.style.links)})" if is_address else escaped)

    def _in_link(self) -> bool:
        return any(end.startswith("](") for end in self.open_ends)

    def _html(self, raw: str) -> None:
        raw = without_own_comments(raw)
        if self.style.keep_html:
            self._add(raw.replace("\n", " "))
            return
        for number, line in enumerate(raw.split("\n")):
            if number:
                self._break(hard=False)
            self._add(escape_text(line, line_start=self.at_start))

    def _image(self, token: Token) -> None:
        source = str(token.attrs.get("src", ""))
        words = escape_text(_words(token.children or ()).strip(), line_start=self.at_start)
        target = None if self.style.tags_only else resolve(source, self.style.links)
        if target is None or self._in_link():
            self._add(words)
        elif is_outside(source):
            # A picture from elsewhere would tell its host who reads the page.
            self._add(f"[{words or escape_text(source)}]({target})")
        else:
            self._add(f"![{words}]({target})")

    def _open(self, tokens: Sequence[Token], index: int) -> None:
        if tokens[index].type == "link_open":
            self._open_link(tokens[index])
        else:
            self._open_mark(tokens, index)

    def _open_link(self, token: Token) -> None:
        target = None if self.style.tags_only else resolve(str(token.attrs.get("href", "")), self.style.links)
        self.open_ends.append("" if target is None else f"]({target})")
        if target is not None:
            self._add("[")

    def _open_mark(self, tokens: Sequence[Token], index: int) -> None:
        name = tokens[index].type.removesuffix("_open")
        if not self.style.tags_only and name in _MARKS and self._marks_will_do(tokens, index):
            self.open_ends.append(_MARKS[name])
            self._add(_MARKS[name])
        else:
            self.open_ends.append(f"</{_TAGS[name]}>")
            self._add(f"<{_TAGS[name]}>")

    def _marks_will_do(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether asterisks mean emphasis here in every dialect: around one plain piece, between words."""
        if index + 2 >= len(tokens) or tokens[index + 2].nesting != -1 or tokens[index + 1].nesting:
            return False
        inner = tokens[index + 1]
        if inner.type not in ("text", "code_inline") or not inner.content.strip():
            return False
        if inner.content != inner.content.strip() or _UNSAFE_CODE.search(inner.content):
            return False
        before = self.parts[-1] if self.parts else ""
        after = tokens[index + 3] if index + 3 < len(tokens) else None
        if after is None or after.type in ("softbreak", "hardbreak"):
            following = ""
        elif after.type == "text":
            following = after.content
        else:
            return False
        return _BEFORE_MARK.search(before) is not None and _AFTER_MARK.match(following) is not None
