"""Everything that the log reader and ``lint`` can report, in one table; codes never change their meaning."""

from __future__ import annotations

from dataclasses import dataclass

from elixir_design.diagnostics import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of diagnostic.

    Attributes:
        name: Stable kebab-case name.
        severity: How much it matters by default.
        meaning: What it says about the log, in one line.
        remedy: What to do about it.
    """

    name: str
    severity: Severity
    meaning: str
    remedy: str


_TABLE = (
    Code(
        "unknown-label",
        Severity.INFO,
        "A bold label is not in the vocabulary",
        "Nothing, if it is a name of your own; its text stays on the session page",
    ),
    Code(
        "unknown-status",
        Severity.WARNING,
        "A status word is not known, so it only counts whether there is an answer; the words are kept",
        "Nothing, if that is right; otherwise use accepted, proposed, deferred, rejected or superseded",
    ),
    Code(
        "placeholder",
        Severity.WARNING,
        "A template's blank was never filled in",
        "Write the answer, or say that it is deferred",
    ),
    Code(
        "unclosed-fence",
        Severity.WARNING,
        "A code fence is never closed, so everything below it is code",
        "Close it with the same marks",
    ),
    Code(
        "unclosed-comment",
        Severity.WARNING,
        "A comment is not closed: at the start of a line it hides what stands below it, elsewhere it is text",
        "Close it with -->; write <!-- as code where it is meant as text",
    ),
    Code(
        "surplus-cells",
        Severity.WARNING,
        "A row of a table has more cells than the head; what goes beyond it belongs to no column",
        "Write a pipe within a cell as \\| or within code, or give the column a head",
    ),
    Code(
        "torn-entry",
        Severity.WARNING,
        "An entry breaks off in the middle",
        "Complete it; what our own program was writing is offered back by elixir-design resume",
    ),
    Code(
        "invalid-encoding",
        Severity.WARNING,
        "The file is not UTF-8; unreadable bytes were replaced",
        "Save the file as UTF-8",
    ),
    Code(
        "bad-front-matter",
        Severity.WARNING,
        "The front matter is no YAML; only its lines of the form key: value were read",
        "Put values with a colon, a bracket or an @ into quotation marks",
    ),
    Code(
        "edited-record",
        Severity.INFO,
        "An exported record was changed by hand, so the exact words kept in its front matter no longer count",
        "Nothing, if the record reads as it should; then remove the seal and what follows it",
    ),
    Code(
        "unused-correction",
        Severity.WARNING,
        "A correction in the reading: block names a heading or a line that the file does not have",
        "Copy the heading as it stands in the file, or give the line's number",
    ),
    Code(
        "unclear-date",
        Severity.WARNING,
        "A date can be read in two ways, or is not in the calendar, so it counts as missing",
        "Write it as YYYY-MM-DD",
    ),
    Code(
        "missing-rationale",
        Severity.WARNING,
        "A decision says what but not why",
        "Add a line **Rationale**: ...",
    ),
    Code(
        "missing-choice",
        Severity.WARNING,
        "A decision is called decided but does not say what was chosen",
        "Add a line **Choice**: ...",
    ),
    Code(
        "undecided",
        Severity.INFO,
        "An entry takes up a question and gives no answer",
        "Add a line **Choice**: ..., or say that it is deferred",
    ),
    Code(
        "count-mismatch",
        Severity.WARNING,
        "A count in the summary disagrees with the log",
        "Correct the count, or add what is missing",
    ),
    Code(
        "duplicate-number",
        Severity.WARNING,
        "Two entries of one log carry the same dimension number",
        "Number them differently, or call the later one a revision",
    ),
    Code(
        "duplicate-heading",
        Severity.INFO,
        "Two entries of one log have the same title, so addresses get a number",
        "Give them titles that tell them apart",
    ),
    Code(
        "unknown-option",
        Severity.INFO,
        "The choice names an option that was not presented",
        "Name the option as it was presented",
    ),
    Code(
        "bad-file-name", Severity.INFO, "The file's name gives no date and time", "Name it YYYY-MM-DD-HHmm.md"
    ),
    Code("empty-log", Severity.INFO, "The log holds no decision", "Nothing, if the session took none"),
)

CODES: dict[str, Code] = {code.name: code for code in _TABLE}
"""All codes by name."""


def report(  # noqa: PLR0913 - the parts of a place in a file, all but two by name
    code: str, message: str, *, path: str, line: int, lines: list[str], text: str = "", column: int = 0
) -> Diagnostic:
    """Makes a diagnostic with the source line and a caret below ``text``.

    Args:
        code: A name in ``CODES``.
        message: What is wrong, in one sentence.
        path: The file.
        line: 1-based line.
        lines: All lines of the file.
        text: The words concerned, looked up in the line.
        column: 1-based column, for when the words do not occur in the line as such.
    """
    known = CODES[code]
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    first = text.split("\n", 1)[0]
    found = source.find(first) if first else -1
    at = found + 1 if found >= 0 else max(1, min(column, len(source) or 1))
    width = len(first) if found >= 0 else max(1, len(source.rstrip()) - at + 1)
    return Diagnostic(path, line, at, code, message, known.severity, known.remedy, source, max(1, width))
