"""Which passages of the reports speak for an answer: those that its own log quotes, then the best others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from elixir_design.catalog.findings import findings_for
from elixir_design.catalog.model import Finding
from elixir_design.ledger.model import Decision, Ledger

# ``reports/antipatterns.md:165`` or ``antipatterns.md:165-170``, as people cite lines.
_CITATION = re.compile(r"(?<![\w/.-])((?:[\w.-]+/)*[\w.-]+\.md):(\d{1,6})\b")
_MARK = ".md:"


@dataclass(frozen=True, slots=True)
class Quotes:
    """What the logs quote.

    Attributes:
        findings: All findings, and the quoted passages that were not among them, by report and line.
        by_decision: The findings that a decision's part of the log cites, by the decision's id.
    """

    findings: tuple[Finding, ...]
    by_decision: Mapping[str, tuple[Finding, ...]]


def quotes(
    ledger: Ledger, reports: Mapping[str, str], findings: Sequence[Finding], home: Mapping[str, str]
) -> Quotes:
    """Resolves the citations of all logs.

    Args:
        ledger: All logs folded.
        reports: Text of each report by its path.
        findings: The passages that are known to bear on a question.
        home: The key of the question on whose page a decision is shown, by the decision's id.
    """
    index = _Passages(reports, findings)
    decided: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in ledger.decisions:
        decided[decision.session].append(decision)
    found: defaultdict[str, dict[tuple[str, int], Finding]] = defaultdict(dict)
    for session in ledger.sessions:
        text = session.log.text
        if _MARK not in text:
            continue
        for line, report, cited in _citations(text):
            around = _innermost(decided[session.id], line)
            finding = index.at(report, cited, home[around.id]) if around else None
            if around and finding:
                found[around.id][finding.report, finding.line] = finding
    return Quotes(index.everything(), {known: tuple(ones.values()) for known, ones in found.items()})


def evidence(quoted: Iterable[Finding], known: Sequence[Finding], question: str) -> list[Finding]:
    """The passages on a question, the most telling first.

    Args:
        quoted: What the logs of its decisions quote; comes first.
        known: What bears on it.
        question: Its key.

    Returns:
        All of them once; sentences come before rows of tables, which say less by themselves.
    """
    first = {(finding.report, finding.line): finding for finding in quoted}
    others = [finding for finding in known if (finding.report, finding.line) not in first]
    prose = [finding for finding in others if not is_row(finding)]
    rows = [finding for finding in others if is_row(finding)]
    return [
        *first.values(),
        *findings_for(prose, question, len(prose)),
        *findings_for(rows, question, len(rows)),
    ]


def is_row(finding: Finding) -> bool:
    """Whether a finding is a row of a table."""
    return finding.text.startswith("|")


def _citations(text: str) -> Iterator[tuple[int, str, int]]:
    """The line of the log, the report's name and the line of the report of each citation."""
    for number, line in enumerate(text.split("\n"), 1):
        if _MARK in line:
            for match in _CITATION.finditer(line):
                yield number, match[1], int(match[2])


def _innermost(decisions: Iterable[Decision], line: int) -> Decision | None:
    around = [one for one in decisions if one.entry.line <= line <= one.entry.end_line]
    return max(around, key=lambda one: one.entry.line, default=None)


class _Passages:
    """Passages of reports by their lines; a passage that is asked for becomes a finding."""

    def __init__(self, reports: Mapping[str, str], findings: Sequence[Finding]) -> None:
        self._reports = reports
        self._findings: dict[str, dict[int, Finding]] = {report: {} for report in reports}
        for finding in findings:
            self._findings.setdefault(finding.report, {})[finding.line] = finding
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        for report in self._findings:
            self._by_name[report.rsplit("/", 1)[-1]].append(report)
        self._cut: dict[str, list[Finding]] = {}

    def at(self, name: str, line: int, question: str) -> Finding | None:
        """The passage on a line of the report that a log calls ``name``; None when it is not ours to show."""
        named = self._by_name.get(name.rsplit("/", 1)[-1], [])
        report = next((path for path in named if path.endswith(name)), named[0] if len(named) == 1 else None)
        if report is None:
            return None
        passage = next(
            (one for one in self._findings[report].values() if one.line <= line <= one.end_line), None
        )
        if passage is None:
            passage = self._passage(report, line)
            if passage is None:
                return None
        if question not in passage.dimensions:
            passage = replace(
                passage,
                dimensions=(*passage.dimensions, question),
                weights=(*passage.weights, 0) if passage.weights else (),
            )
            self._findings[report][passage.line] = passage
        return passage

    def everything(self) -> tuple[Finding, ...]:
        """All findings by report and line."""
        return tuple(ones[line] for report, ones in self._findings.items() if ones for line in sorted(ones))

    def _passage(self, report: str, line: int) -> Finding | None:
        from elixir_design.catalog.passages import passages

        if report not in self._cut:
            self._cut[report] = [
                Finding(
                    report=report,
                    line=one.line,
                    end_line=one.end_line,
                    heading=one.headings[-1].text if one.headings else "",
                    anchor=one.headings[-1].anchor if one.headings else "",
                    text=one.text,
                )
                for one in passages(self._reports.get(report, ""))
            ]
        cut = self._cut[report]
        before = bisect_right([one.line for one in cut], line) - 1
        return cut[before] if before >= 0 and line <= cut[before].end_line else None
