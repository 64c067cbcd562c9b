"""What is wrong in a file that a person wrote: where, why, and what to do about it.

Diagnostics are collected, never raised: bad input costs no data and gives no traceback.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic matters to ``lint`` and to a strict build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding about one place in a file.

    Attributes:
        path: The file as the person named it, with forward slashes.
        line: 1-based line.
        column: 1-based column of the first character concerned.
        code: A stable kebab-case name, such as ``missing-rationale``; levels are configured by it.
        message: What is wrong, in one sentence without a final full stop.
        severity: How much it matters by default.
        hint: What to do about it; empty when the message says it all.
        source: The line as it stands in the file; empty when there is none to show.
        width: How many characters the caret underlines, at least 1.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    severity: Severity = Severity.WARNING
    hint: str = ""
    source: str = ""
    width: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code}: {self.message}"

    def render(self) -> str:
        """Draws the diagnostic as a compiler would: the place, the source line, a caret, the hint."""
        lines = [f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.code}: {self.message}"]
        if self.source:
            gutter = f"{self.line:>5} | "
            # Tabs keep their width under the caret only when the padding repeats them.
            padding = "".join("\t" if char == "\t" else " " for char in self.source[: self.column - 1])
            room = max(1, len(self.source) - self.column + 1)
            lines.append(gutter + self.source)
            lines.append(" " * (len(gutter) - 2) + "| " + padding + "^" * max(1, min(self.width, room)))
        if self.hint:
            lines.append(f"      = {self.hint}")
        return "\n".join(lines)
