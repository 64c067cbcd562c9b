"""Mentions of records: by a link to the record's file, by the file's name, or by its number."""

from __future__ import annotations

import re
from posixpath import basename
from urllib.parse import unquote, urlsplit

from elixir_design.log.model import Reference
from elixir_design.log.wording.dates import day_of_name
from elixir_design.log.wording.plain import plain

FILE_NUMBER = re.compile(
    r"(?:(?:[a-z]{2,8}[-_ ])?(?:adr|rfc)(?:[-_ ][a-z]{1,10})?)?[-_ ]?0*(?P<number>\d{1,5})(?=[-_. ]|$)",
    re.IGNORECASE,
)
"""The number with which the name of a record's file begins: "0012-names", "adr-012-names", "UI-ADR-12"."""

MARKDOWN_ENDINGS = ("md", "markdown", "mdown", "mkdn", "mkd")
"""Endings of the names of Markdown files, in any case: those that MkDocs takes for such."""
MARKDOWN_ENDING = rf"(?i:\.(?:{'|'.join(MARKDOWN_ENDINGS)})\b)"
"""Pattern of such an ending."""

_LINK = r"\[(?P<words>(?:\\.|[^\]\[\\])*)\]\((?P<target>[^()\s]+)(?:\s+\"[^\"]*\")?\)"
_NAMED = r"(?:ADR|RFC)[\s-]*#?\d{1,5}(?![0-9A-Za-z_])"
_FILE = rf"(?<![\w/])(?:\d{{4,8}}|\d{{4}}-\d{{2}}-\d{{2}})-[^\W\d_][\w-]*(?:{MARKDOWN_ENDING})?"
_PATH = rf"(?:{_FILE}|(?:\.{{0,2}}/)?(?:[\w.-]+/)+[\w.-]+{MARKDOWN_ENDING})"
_BARE = r"#?\d{1,5}(?![0-9A-Za-z_]|[./-]\d)"
_LINK_ONLY = re.sub(r"\?P<[a-z]+>", "?:", _LINK)
RECORD = rf"(?:{_LINK_ONLY}|{_NAMED}|{_FILE})"
"""Pattern of what names a record wherever it stands."""
RECORDS = rf"(?:{RECORD}|{_BARE})(?:\s*(?:,|;|&|/|\band\b)\s*(?:{RECORD}|{_BARE}))*"
"""Pattern of the records behind a verb, where a bare number names one, too."""

_MARKDOWN = re.compile(rf"(?:{MARKDOWN_ENDING}|\.(?:mdx|html?))$", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?:(?:ADR|RFC)[\s-]*)?#?0*(?P<first>\d{1,5})(?P<more>(?:\s*(?:,|/|&|\+|\band\b)\s*(?:(?:ADR|RFC)[\s-]*)?#?\d{1,5})*)"
    r"(?:\s*[.:)\u2013\u2014]\s+(?P<name>\S.*)|\s+-\s+(?P<title>\S.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_BEHIND_DATE = re.compile(r"(?:19|20)\d{2}-?\d{2}-?\d{2}[-_ ]+0*(?P<number>\d{1,3})(?=[-_ ])")
_DATED = re.compile(r"(?:19|20)\d{2}-?\d{2}-?\d{2}(?:\d{6})?(?!\d)")


def record_of(target: str) -> str | None:
    """The record to which a link leads: the path of its file without its ending, as the link gives it.

    Args:
        target: Where the link leads, on disk or on a site.

    Returns:
        None where the link does not lead to a Markdown file or to a page named like a record.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    path = unquote(parts.path).rstrip("/")
    stem = _MARKDOWN.sub("", path)
    if stem == path and FILE_NUMBER.match(basename(path)) is None:
        return None
    if not basename(stem):
        return None
    return basename(stem) if parts.scheme or parts.netloc or path.startswith("/") else stem


def file_number(stem: str) -> int | None:
    """The number with which the name of a file begins, or that follows its date; a date is none."""
    match = _numbered(basename(stem))
    return int(match["number"]) if match else None


def _numbered(name: str) -> re.Match[str] | None:
    """The number of a file, at the head of its name or behind a date there."""
    if _DATED.match(name) is None:
        return FILE_NUMBER.match(name)
    return _BEHIND_DATE.match(name)


def is_called_like_a_record(stem: str) -> bool:
    """Whether a file's name begins with a number, or with a day before words."""
    return file_number(stem) is not None or day_of_name(basename(stem)) is not None


def name_in_file(stem: str) -> str:
    """The title that the name of a record's file gives ("0012-use-names" -> "Use names")."""
    name = basename(stem)
    if (found := _numbered(name) or _DATED.match(name)) is not None:
        name = name[found.end() :].lstrip("0123456789")
    words = " ".join(re.split(r"[-_ ]+", name)).strip()
    return words[:1].upper() + words[1:] if words else basename(stem)


def records_in(text: str, line: int) -> list[Reference]:
    """The records that a value names, nothing when it names a question in words.

    A link says most, then the name of a file, then a number; what stands beside them is only a title.
    """
    linked = [
        _reference(plain(match["words"]), line, record)
        for match in re.finditer(_LINK, text)
        if (record := record_of(match["target"])) is not None
    ]
    if linked:
        return linked
    said = plain(text).strip(" .")
    if re.fullmatch(_PATH, said, re.IGNORECASE):
        return [_reference(basename(said), line, _MARKDOWN.sub("", said))]
    if match := _NUMBERS.match(said):
        name = match["name"] or match["title"]
        numbers = [match["first"], *re.findall(r"\d+", match["more"])]
        return [Reference(said, line, int(number), name if len(numbers) == 1 else None) for number in numbers]
    return []


def _reference(words: str, line: int, record: str) -> Reference:
    match = _NUMBERS.match(words)
    number = int(match["first"]) if match and not match["more"] else file_number(record)
    name = (match["name"] or match["title"]) if match else words
    return Reference(words or record, line, number, name or None, record)
