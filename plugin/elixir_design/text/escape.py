"""Escapes that no Markdown dialect and no extension can see through.

A backslash protects a character only from the dialects that know it as special, and what is special
depends on the extensions that a site has switched on. A numeric character reference means the same
character in CommonMark, in Python-Markdown under any extension, and in HTML, and it never contains the
character that it stands for. So everything that could be markup anywhere is written as a reference.
"""

from __future__ import annotations

import re
import string

_CONTROL = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
_CONTROL |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
# Some tools split lines at these; a line start in the middle of a sentence would be a way in.
_CONTROL |= {0x85: 0x20, 0x2028: 0x20, 0x2029: 0x20}
# Neither UTF-8 nor XML has these.
_CONTROL |= dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], 0xFFFD)
_CONTROL_PATTERN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")

_REFERENCES = {mark: f"&#{ord(mark)};" for mark in "\t\n" + string.punctuation}
_REFERENCES |= {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_LITERAL = str.maketrans(_REFERENCES)
_LITERAL_EVERYWHERE = str.maketrans(_REFERENCES | {" ": "&#32;"})

# Characters that open markup wherever they stand, then those that do so in company: `==mark==`,
# `++keys++`, `--`, `:emoji:`, `(c)`, `1/2`, `+/-`, addresses of the web and of people. An underscore inside
# a word opens nothing.
_SPECIAL = re.compile(
    r"[\\`*\[\]{}<>&|~^$]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|=(?=[=/])|(?<==)="
    r"|\+(?=[+/])|(?<=\+)\+"
    r"|-(?=-)"
    r"|:(?=[\w+-]+:|//)"
    r"|(?<=\bwww)\.|@(?=\w)"
    r"|\#(?=\#|\s*$)|!(?=$)"
    r"|\((?=(?:c|r|p|tm)\))"
    r"|(?<=[\dc])/(?=[\do])",
    re.IGNORECASE,
)
# What means something only as the first thing on a line: headings, lists (also lettered ones),
# underlines of headings, definitions, admonitions, tabs and other fenced blocks.
_LINE_START = re.compile(
    r"[\#=:]|[-+](?=\s|$)|[!?](?=[!?]{2})|/(?=//)|(?P<number>\(?(?:[^\W_]+|\#))(?P<delimiter>[.)])(?=\s|$)"
)


def visible_controls(text: str) -> str:
    r"""Replaces control characters by symbols for them, and line separators other than ``\n`` by spaces.

    Markdown processors use some control characters as marks of their own; a log must not forge them.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_CONTROL) if _CONTROL_PATTERN.search(text) else text


def escape_text(text: str, *, line_start: bool = False) -> str:
    """Text as Markdown that shows exactly that text.

    Args:
        text: One line, or a part of one.
        line_start: Whether it is the first thing on its line.

    Returns:
        The text with references in place of whatever could be read as markup.
    """
    if line_start:
        text = text.lstrip(" \t")
        match = _LINE_START.match(text)
        if match:
            before, after = match["number"] or "", text[match.end() :]
            return escape_text(before) + _reference(match["delimiter"] or match[0]) + escape_text(after)
    return _SPECIAL.sub(_replace, text)


def escape_literal(text: str) -> str:
    """Text with a reference for every ASCII character that is neither a letter, a digit nor a space."""
    return text.translate(_LITERAL)


def escape_character(text: str) -> str:
    """Like ``escape_literal``, for white space too: for characters that the author wrote as escapes."""
    return text.translate(_LITERAL_EVERYWHERE)


def _replace(match: re.Match[str]) -> str:
    return _REFERENCES[match[0]]


def _reference(character: str) -> str:
    return _REFERENCES[character]
