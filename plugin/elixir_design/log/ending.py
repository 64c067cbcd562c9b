"""Whether the end of a log can be continued, and what closes what a torn end or an editor left open.

Only fences and HTML reach over headings. Logs are long and appends must be quick, so lines are scanned first
and Markdown is parsed only where scanning cannot tell.
"""

from __future__ import annotations

import re
from enum import Enum

from elixir_design.log.blocks import blocks_of

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


class _Unclear(Enum):
    """The scan cannot tell: what opened may belong to a list item that has ended."""

    UNCLEAR = "unclear"


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
    left_open = _scan(text)
    if isinstance(left_open, str):
        return f"{start}{left_open}\n" if left_open else start
    if _can_follow(text):
        return start
    closers = ["`" * 40, "~" * 40, *(end for _, end in _HTML)]
    for closer in closers:
        if _can_follow(f"{text}{start}{closer}\n"):
            return f"{start}{closer}\n"
    return start


def _scan(text: str) -> str | _Unclear:
    """What closes the block in which a text ends; "" when none is open."""
    closer, fence, indented, in_item, in_tag = "", "", False, False, False
    for line in text.split("\n"):
        unindented = line[:1] not in ("", " ", "\t")
        if closer and in_item and unindented:
            closer = fence = ""  # A list item ends here, and its fence with it.
        if not closer:
            in_tag = in_tag and bool(line.strip())
            if "```" not in line and "~~~" not in line and "<" not in line:
                continue
            if in_tag and _CANDIDATE.match(line):
                return _Unclear.UNCLEAR
            in_tag = in_tag or bool(_TAG.match(line))
            in_item = False
            if match := _FENCE.match(line):
                fence = closer = match[2] or match[3]
                indented = bool(match[1])
            elif match := _ITEM_FENCE.match(line):
                fence = closer = match[1]
                in_item = True
            else:
                closer, indented = _html_closer(line), not unindented
        elif indented and not in_item and unindented:
            return _Unclear.UNCLEAR
        elif fence:
            closer, fence = ("", "") if _closes(line, fence) else (closer, fence)
        elif closer in line or closer in line.casefold():
            closer = ""
    return "" if in_item else closer


def _html_closer(line: str) -> str:
    for opening, closer in _HTML:
        if match := opening.match(line):
            return "" if closer in line[match.end() :].casefold() or closer in line[match.end() :] else closer
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
