"""Tags of a log's own around its parts (``<decisions>`` ... ``</decisions>``), as assistants write them.

For CommonMark such a line is HTML that swallows the heading below it, or text that runs on from the list
above it. It is neither: what stands between the tags is Markdown.
"""

from __future__ import annotations

import re
from dataclasses import replace

from elixir_design.log.markdown.blocks import Block, ended, last_paragraph, reread
from elixir_design.log.wording.vocabulary.lists import words

_TAG = re.compile(r"\s*<(?P<closes>/?)(?P<name>[A-Za-z][\w-]*)>\s*$")
_ELEMENTS = words("""
    a abbr address article aside audio b base blockquote body br button canvas caption center cite code col
    colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer
    form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link
    main map mark menu meta meter nav noscript object ol optgroup option output p param picture pre progress q
    s samp script search section select slot small source span strike strong style sub summary sup svg table
    tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr
""")


def without_tags(blocks: list[Block], lines: list[str]) -> list[Block]:
    """Takes tags of the log's own out of text and lists, and reads what HTML swallowed below them.

    Args:
        blocks: The blocks of a log.
        lines: All lines of the file.

    Returns:
        The blocks, each such tag an HTML block of its own.
    """
    tags = _own_tags(lines)
    return [part for block in blocks for part in _cut_out(block, lines, tags)] if tags else blocks


def _own_tags(lines: list[str]) -> frozenset[str]:
    """Names of tags that are no HTML and that some line closes; an unclosed one may be a blank to fill in."""
    closing = (match for line in lines if "</" in line and (match := _TAG.match(line)))
    return frozenset(match["name"] for match in closing if match["closes"]) - _ELEMENTS


def _cut_out(block: Block, lines: list[str], tags: frozenset[str]) -> list[Block]:
    if block.kind == "list":
        return _end_list(block, lines, tags)
    if block.kind == "paragraph" and "<" in block.text:
        return _reread(lines[block.line - 1 : block.end], block.line, tags) or [block]
    if block.kind == "html" and _is_own(lines[block.line - 1], tags):
        return _reread(lines[block.line - 1 : block.end], block.line, tags) or [block]
    return [block]


def _end_list(block: Block, lines: list[str], tags: frozenset[str]) -> list[Block]:
    """Ends a list at a tag that runs on from its last item."""
    last = last_paragraph(block.items[-1])
    said = last.text.split("\n") if last is not None else []
    cut = next((at for at, text in enumerate(said) if at and _is_own(text, tags)), None)
    if last is None or cut is None:
        return [block]
    item = ended(block.items[-1], said[:cut])
    shorter = replace(block, items=(*block.items[:-1], item), end=item.end)
    return [shorter, *_reread(lines[item.end : block.end], item.end + 1, tags)]


def _reread(said: list[str], line: int, tags: frozenset[str]) -> list[Block]:
    """The blocks between the tags in some lines; nothing when there is no tag."""
    if not any(_is_own(text, tags) for text in said):
        return []
    found: list[Block] = []
    start = 0
    for at, text in enumerate(said):
        if _is_own(text, tags):
            found += reread(said[start:at], line + start)
            found.append(Block("html", line + at, line + at, text))
            start = at + 1
    return found + reread(said[start:], line + start)


def _is_own(line: str, tags: frozenset[str]) -> bool:
    match = _TAG.match(line)
    return match is not None and match["name"] in tags
