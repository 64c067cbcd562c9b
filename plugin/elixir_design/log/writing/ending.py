"""Whether the end of a log can be continued, and what closes what a torn end or an editor left open.

Only fences and HTML reach over headings. Logs are long and appends must be quick, so lines are scanned first
and Markdown is parsed only where scanning cannot tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from elixir_design.log.markdown.blocks import blocks_of

_FENCE = re.compile(r"( {0,3})(?:(`{3,})[^`]*|(~{3,}).*)$")
_ITEM_FENCE = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])[ \t]+(`{3,}|~{3,})")
_HTML = (
    (re.compile(r" {0,3}<!--"), "-->"),
    (re.compile(r" {0,3}<\?"), "?>"),
    (re.compile(r" {0,3}<!\[CDATA\["), "]]>"),
    (re.compile(r" {0,3}<![A-Za-z]"), ">"),
    *(
        (re.compile(rf" {{0,3}}<{tag}(?:[\s>]|$)", re.IGNORECASE), f"</{tag}>")
        for tag in ("script", "pre", "style", "textarea")
    ),
)
_TAG = re.compile(r" {0,3}</?[A-Za-z]")
_CANDIDATE = re.compile(r"^ {0,3}(?:[-+*]\s+|\d{1,9}[.)]\s+)?(?:```|~~~|<[!?A-Za-z])", re.MULTILINE)
_PROBE = "probe"


class _UnclearError(Exception):
    """The scan cannot tell: what opened may belong to a list item that has ended."""


def closing_of(text: str) -> str:
    r"""What has to follow a log's text so that a new block can stand below it.

    Args:
        text: The log; any line ends.

    Returns:
        "" or whole lines, each ended by ``\n``, that end an unfinished last line and close what it left open.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    start = "" if not text or text.endswith("\n") else "\n"
    if _CANDIDATE.search(text) is None:
        return start
    try:
        left_open = _scan(text)
    except _UnclearError:
        return start + _closing_by_parsing(text, start)
    return f"{start}{left_open}\n" if left_open else start


def _closing_by_parsing(text: str, start: str) -> str:
    if _can_follow(text):
        return ""
    closers = ["`" * 40, "~" * 40, *(end for _, end in _HTML)]
    for closer in closers:
        if _can_follow(f"{text}{start}{closer}\n"):
            return f"{closer}\n"
    return ""


def _scan(text: str) -> str:
    """What closes the block in which a text ends; "" when none is open."""
    here = _Scan()
    for line in text.split("\n"):
        if (
            not here.closer
            and not here.in_tag
            and "```" not in line
            and "~~~" not in line
            and "<" not in line
        ):
            continue
        unindented = line[:1] not in ("", " ", "\t")
        if here.closer and here.in_item and unindented:
            here.closer = here.fence = ""  # A list item ends here, and its fence with it.
        if here.closer:
            here.inside(line, unindented=unindented)
        else:
            here.outside(line, unindented=unindented)
    return "" if here.in_item else here.closer


@dataclass(slots=True)
class _Scan:
    """Where a scan stands: what would close the open block, and how that block began."""

    closer: str = ""
    fence: str = ""
    indented: bool = False
    in_item: bool = False
    in_tag: bool = False

    def inside(self, line: str, *, unindented: bool) -> None:
        if self.indented and not self.in_item and unindented:
            raise _UnclearError
        if self.fence:
            if _closes(line, self.fence):
                self.closer = self.fence = ""
        elif self.closer in line or self.closer in line.casefold():
            self.closer = ""

    def outside(self, line: str, *, unindented: bool) -> None:
        self.in_tag = self.in_tag and bool(line.strip())
        if self.in_tag and _CANDIDATE.match(line):
            raise _UnclearError  # HTML that ends at a blank line, or a paragraph that starts with a tag.
        self.in_tag = self.in_tag or bool(_TAG.match(line))
        self.in_item = False
        if match := _FENCE.match(line):
            self.fence = self.closer = match[2] or match[3]
            self.indented = bool(match[1])
        elif match := _ITEM_FENCE.match(line):
            self.fence = self.closer = match[1]
            self.in_item = True
        else:
            self.closer, self.indented = _html_closer(line), not unindented


def _html_closer(line: str) -> str:
    for opening, closer in _HTML:
        if opening.match(line):
            return "" if closer in line or closer in line.casefold() else closer
    return ""


def _closes(line: str, fence: str) -> bool:
    said = line.strip(" \t")
    return (
        len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" ")) < 4  # noqa: PLR2004 - deeper is indented code
        and len(said) >= len(fence)
        and not said.strip(fence[0])
    )


def _can_follow(text: str) -> bool:
    blocks = blocks_of(f"{text}\n\n## {_PROBE}\n")
    return bool(blocks) and blocks[-1].kind == "heading" and blocks[-1].text == _PROBE
