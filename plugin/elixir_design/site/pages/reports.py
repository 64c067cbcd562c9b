"""The reports with an anchor at every passage that is quoted, and links back to what rests on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from elixir_design.catalog.model import Finding
from elixir_design.ledger.model import Question, Session
from elixir_design.site.html.templating import render
from elixir_design.site.html.text_html import words
from elixir_design.site.html.widgets import Widgets
from elixir_design.site.model import Page
from elixir_design.site.options import Section
from elixir_design.site.view import View
from elixir_design.text.markdown import session_markdown


@dataclass(frozen=True, slots=True)
class Report:
    """One report with what is quoted from it and what that bears on."""

    path: str
    page: str
    title: str
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]


def report_pages(view: View) -> Iterator[Page]:
    """The index of reports and a page for each; quotes link to these pages, so they are always made."""
    by_report: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in view.findings:
        by_report[finding.report].append(finding)
    by_key = {question.key: question for question in view.questions}
    used = _used_in(view)
    reports = [_report(view, path, tuple(by_report[path]), by_key) for path in view.report_paths]
    if view.has(Section.REPORTS):
        page = view.addresses.index("reports")
        yield Page(
            path=page,
            title="Reports",
            markdown=render("reports", view, page, reports=reports),
            metadata={
                "description": "The analysis that the decisions rest on.",
                "search": {"exclude": True},
                "hide": ["toc"],
            },
            in_nav=True,
        )
    for report in reports:
        text = view.options.reports.get(report.path, "")
        yield Page(
            path=report.page,
            title=words(report.title),
            markdown=render(
                "report",
                view,
                report.page,
                report=report,
                source=view.options.source_url(report.path, None),
                sessions=used.get(_file_name(report.path), ()),
                bears_on=[
                    [by_key[slug] for slug in finding.dimensions if slug in by_key]
                    for finding in report.findings
                ],
                text=_body(view, report, text),
            ),
            metadata={"description": f"Report: {words(report.title)}.", "search": {"boost": 0.7}},
            source=report.path,
            replaces_source=True,
        )


def _body(view: View, report: Report, text: str) -> Markup:
    anchors = {finding.line: f"line-{finding.line}" for finding in report.findings}
    options = replace(view.options.text, page_title=words(report.title))
    links = Widgets(view, report.page).target
    return Markup(session_markdown(text, anchors, links=links, options=options))  # noqa: S704 - made safe there


def _report(view: View, path: str, findings: tuple[Finding, ...], by_key: dict[str, Question]) -> Report:
    keys = dict.fromkeys(slug for finding in findings for slug in finding.dimensions if slug in by_key)
    return Report(
        path=path,
        page=view.report_path(path),
        title=_title(view.options.reports.get(path, ""), path),
        findings=findings,
        questions=tuple(by_key[key] for key in keys),
    )


def _title(text: str, path: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return first.lstrip("# ").strip() if first.startswith("# ") else _file_name(path).removesuffix(".md")


def _file_name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _used_in(view: View) -> dict[str, list[Session]]:
    used: defaultdict[str, list[Session]] = defaultdict(list)
    for session in view.ledger.sessions:
        for artifact in dict.fromkeys(_file_name(name) for name in session.artifacts):
            used[artifact].append(session)
    return used
