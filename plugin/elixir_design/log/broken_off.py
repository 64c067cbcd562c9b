"""What breaks off in the middle: entries that our own programs did not finish, files that were cut."""

from __future__ import annotations

import re
from dataclasses import replace

from elixir_design.diagnostics import Diagnostic
from elixir_design.log.codes import report
from elixir_design.log.finding.remains import Remains
from elixir_design.log.markdown.blocks import Block
from elixir_design.log.model import Entry

_FENCE = re.compile(r"^(?:[ >]*|[ \t]*(?:[-*+]|\d+[.)])\s+)(?P<fence>`{3,}|~{3,})")


def torn_block(remains: Remains, lines: list[str], path: str) -> Diagnostic:
    """What our own programs began to write and did not finish."""
    line = remains.blocks[0].line if remains.blocks else remains.line
    problem = report(
        "torn-entry",
        "our program was stopped while it wrote this, so nothing in it counts",
        path=path,
        line=line,
        lines=lines,
    )
    hint = (
        "`elixir-design resume` offers the whole of it back; or delete it, or complete it and delete the"
        " comment above it"
    )
    return replace(problem, hint=hint)


def cut_off(
    blocks: list[Block], entries: list[Entry], lines: list[str], said: list[str], path: str
) -> list[Diagnostic]:
    """What speaks for a file that was cut off: an unclosed fence, a label without its value at the end."""
    if not blocks:
        return []
    last = blocks[-1]
    if last.kind == "code" and (match := _FENCE.match(lines[last.line - 1])):
        closing = lines[last.end - 1].strip() if last.end > last.line else ""
        if not closing.startswith(match["fence"]) or closing.strip(match["fence"][0]):
            return [
                report(
                    "unclosed-fence",
                    "this code fence is never closed",
                    path=path,
                    line=last.line,
                    lines=lines,
                    text=match["fence"],
                )
            ]
    if not entries or last.end < entries[-1].line or last.end > entries[-1].end_line:
        return []
    if lines[last.end - 1 :] != said[last.end - 1 :]:
        return []  # It ends with a comment, so nobody was cut short.
    source = lines[last.end - 1].rstrip()
    bare = source.strip().strip("-*+ ")
    unfinished = (
        (last.kind == "paragraph" and (source.endswith((":", ":**", ":__")) or source.count("**") % 2 == 1))
        or (last.kind == "table" and not source.endswith("|") and lines[last.line - 1].rstrip().endswith("|"))
        or (
            last.kind == "list" and (not bare or source.count("**") % 2 == 1 or source.endswith((":", ":**")))
        )
        or last.kind == "heading"
    )
    if not unfinished:
        return []
    return [
        report(
            "torn-entry",
            "the log ends here, in the middle of an entry",
            path=path,
            line=last.end,
            lines=lines,
            text=source.strip(),
        )
    ]
