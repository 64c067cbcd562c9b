"""Elements of finished HTML in a page's Markdown, kept as they are without being parsed.

Python-Markdown looks for Markdown inside of every HTML element, with a parser that costs as much as all of
its other work on pages like ours. An element that starts and ends its lines and says nothing of Markdown has
none inside. Anything else is left to Python-Markdown, with all that follows it on the page. A test compares
both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped,unused-ignore]

# Nothing possessive below: Python 3.11.2, which Debian 12 has, matches some of that wrongly.
_MARKUP = re.compile(r"<[!?/a-zA-Z]")
_TAG = r"""<(/?) ([a-zA-Z][a-zA-Z0-9-]*)
           (?: \s+ (?!markdown\b) [a-zA-Z_:][^\s<>="'/`]* (?: =" [^"<>`\x02\x03]* " )? )*
           \s* (/?) >"""
# Backticks, and character references that are cut short, are for Python-Markdown.
_PLAIN = r"[^<&`\x02\x03]*"
_TEXT = rf"{_PLAIN} (?: & (?: \#?[0-9A-Za-z]+ ; | (?![\#0-9A-Za-z]) ) {_PLAIN} )*"
_PLAIN_TAG = re.compile(_TAG, re.VERBOSE)
_NEXT_TAG = re.compile(_TEXT + _TAG, re.VERBOSE)
_TEXT_ELEMENTS = frozenset({"script", "style", "textarea", "title"})
_INDENT = re.compile(r"(?:\A|\n) {0,3}\Z")
_BLANK_LINE = re.compile(r"(?: *\n){2}")


class FinishedHtml(Preprocessor):  # type: ignore[misc,unused-ignore]
    """Stashes finished elements, right before the extractor of Python-Markdown (priority 20)."""

    NAME = "elixir_design_finished_html"
    PRIORITY = 20.5

    def run(self, lines: list[str]) -> list[str]:
        """The lines with placeholders for the elements, as the extractor would have put them."""
        return "".join(self._parts("\n".join(lines))).split("\n")

    def _parts(self, source: str) -> Iterator[str]:
        done = 0
        for start, end in self._elements(source):
            html = source[start:end] + ("\n" if _BLANK_LINE.match(source, end) else "")
            yield f"{source[done:start]}\n{self.md.htmlStash.store(html)}\n\n"
            done = end
        yield source[done:]

    def _elements(self, source: str) -> Iterator[tuple[int, int]]:
        """Where finished elements start and end, up to the first markup that has to be parsed."""
        position = 0
        while found := _MARKUP.search(source, position):
            start = found.start()
            tag = _PLAIN_TAG.match(source, start)
            if tag is None or tag[2].lower() in _TEXT_ELEMENTS:
                return
            position = tag.end()
            if self.md.is_block_level(tag[2]) and _INDENT.search(source, max(0, start - 4), start):
                end = self._end(source, start) if not (tag[1] or tag[3] or tag[2].lower() == "hr") else None
                if end is None:
                    return
                yield start, end
                position = end

    @staticmethod
    def _end(source: str, start: int) -> int | None:
        """Where the element that starts here ends, if it is finished there."""
        open_tags: list[str] = []
        position = start
        while tag := _NEXT_TAG.match(source, position):
            position = tag.end()
            name = tag[2].lower()
            if name in _TEXT_ELEMENTS:
                return None
            if not tag[1]:
                if not tag[3] and name != "hr":
                    open_tags.append(name)
            elif name in open_tags:
                while open_tags.pop() != name:
                    pass
                if not open_tags:
                    return position if source.startswith("\n", position) else None
        return None
