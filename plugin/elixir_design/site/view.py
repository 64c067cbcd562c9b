"""The ledger arranged for showing: every look-up that a page needs, made once.

All of it is dictionaries built in one pass, so the time for all pages is in proportion to their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from elixir_design.catalog.model import Catalog, CatalogDimension, Finding
from elixir_design.ledger.model import Decision, Ledger, Question, Session
from elixir_design.site.evidence import quotes
from elixir_design.site.links import Addresses
from elixir_design.site.options import Section, SiteOptions
from elixir_design.site.renamed import former_names
from elixir_design.site.system import Brought, System, brought_by, system_of

_T = TypeVar("_T")


class Maker(Protocol):
    """Calls a function that makes pages from a view and values, or remembers what it made."""

    def __call__(self, view: View, make: Callable[..., _T], subject: str, /, *values: object) -> _T:
        """Makes them; ``subject`` names what they are about, once for each function."""
        ...


def make_now(view: View, make: Callable[..., _T], _subject: str, /, *values: object) -> _T:
    """The maker that remembers nothing."""
    return make(view, *values)


@dataclass(frozen=True, slots=True)
class View:
    """The ledger, the catalog and the findings with all look-ups.

    Attributes:
        question_of: The question on whose page a decision is shown, by decision id.
        refined_by: Decisions that detail a decision, by its id.
        heir_of: The decision that stands in the end for a superseded one, by its id.
        findings_on: Passages that bear on a question, by its key.
        quoted_in: Passages that a decision's part of the log quotes, by the decision's id.
        report_paths: The page of each report, by the report's path.
        page_of_file: The page that was made from a log or report, by the file's name.
        anchor_of: The id, on its session's page, of the place where a decision was taken, by decision id.
        system: What the decisions mean for the running system; None when none chose an option of the catalog.
        brought_by: What a question (by its key) and a decision (by its id) bring into the system.
        maker: How pages of one subject are made.
    """

    ledger: Ledger
    catalog: Catalog
    options: SiteOptions
    addresses: Addresses
    decisions: Mapping[str, Decision]
    sessions: Mapping[str, Session]
    decided_in: Mapping[str, tuple[Decision, ...]]
    question_of: Mapping[str, Question]
    refined_by: Mapping[str, tuple[Decision, ...]]
    heir_of: Mapping[str, Decision]
    findings: tuple[Finding, ...]
    findings_on: Mapping[str, tuple[Finding, ...]]
    quoted_in: Mapping[str, tuple[Finding, ...]]
    report_paths: Mapping[str, str]
    page_of_file: Mapping[str, str]
    anchor_of: Mapping[str, str]
    system: System | None = None
    brought_by: Mapping[str, Brought] = field(default_factory=dict)
    maker: Maker = make_now

    @property
    def questions(self) -> tuple[Question, ...]:
        """Rows of the overview; details of another question have none."""
        return self.ledger.questions

    def made(self, make: Callable[..., _T], subject: str, *values: object) -> _T:
        """What ``make`` makes of this view and the values; a maker that remembers may have it already.

        ``make`` may look up anything in the view's tables but not go through all of them, nor use the whole
        ledger, the questions or the findings: it is given what it needs of these.
        """
        return self.maker(self, make, subject, *values)

    def has(self, section: Section) -> bool:
        """Whether an optional part of the site is made."""
        return section in self.options.sections

    def record_path(self, decision: Decision) -> str:
        """The page of a decision."""
        return self.addresses.record(decision.session, decision.entry.slug)

    def aliases(self, session: str, page_of: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
        """The old addresses of a page of a session that was renamed, as metadata; nothing when it was not."""
        names = former_names(self.options.renamed, session) if self.options.renamed else ()
        return {"aliases": tuple(map(page_of, names))} if names else {}

    def catalog_of(self, decision: Decision) -> CatalogDimension | None:
        """What the catalog knows about a decision's question or, for a detail, about its parent's."""
        return self.catalog.dimension(decision.dimension.slug) if decision.dimension.slug else None

    def report_path(self, report: str) -> str:
        """The page of a report."""
        return self.report_paths[report]

    def question_path(self, question: Question) -> str:
        """The page of a question."""
        return self.addresses.dimension(question.key)

    def successor(self, decision: Decision) -> Decision | None:
        """The decision that replaced this one directly."""
        return self.decisions.get(decision.superseded_by) if decision.superseded_by else None

    def heir(self, decision: Decision) -> Decision | None:
        """The decision that stands in its place today, through all replacements."""
        return self.heir_of.get(decision.id)

    def predecessors(self, decision: Decision) -> tuple[Decision, ...]:
        """The decisions that this one replaced."""
        return tuple(self.decisions[known] for known in decision.supersedes if known in self.decisions)


def arrange(ledger: Ledger, catalog: Catalog, findings: Iterable[Finding], options: SiteOptions) -> View:
    """Builds the view of a ledger."""
    findings = tuple(findings)
    decisions = {decision.id: decision for decision in ledger.decisions}
    refined_by = _refined_by(ledger.decisions)
    question_of = {
        decision.id: question
        for question in ledger.questions
        for decision in (*question.history, *question.refinements)
    }
    home = {known: question.key for known, question in question_of.items()}
    quoted = quotes(ledger, options.reports, findings, home)
    findings = quoted.findings
    addresses = Addresses(options.base.strip("/"))
    system = (
        system_of(ledger, catalog, options.application) if Section.ARCHITECTURE in options.sections else None
    )
    if system is None:
        # As an option, so that remembered pages with links to it are made again when this changes.
        options = replace(options, sections=options.sections - {Section.ARCHITECTURE})
    report_paths = _report_paths([*options.reports, *(finding.report for finding in findings)], addresses)
    return View(
        ledger=ledger,
        catalog=catalog,
        options=options,
        addresses=addresses,
        decisions=decisions,
        sessions={session.id: session for session in ledger.sessions},
        decided_in=grouped((decision.session, decision) for decision in ledger.decisions),
        question_of=question_of,
        refined_by=refined_by,
        heir_of=_heirs(ledger.decisions, decisions),
        findings=findings,
        findings_on=grouped((slug, finding) for finding in findings for slug in finding.dimensions),
        quoted_in=quoted.by_decision,
        report_paths=report_paths,
        page_of_file={
            **{_file_name(report): page for report, page in report_paths.items()},
            **_session_files(ledger.sessions, addresses),
        },
        anchor_of=_anchors(ledger.decisions),
        system=system,
        brought_by=brought_by(system),
    )


def grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    """Values that share a key, in their order."""
    groups: defaultdict[str, list[_T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def decision_line(decision: Decision) -> int:
    """The line of the log on which a decision was taken: its choice, else its heading."""
    return decision.entry.decision_line or decision.entry.line


def _anchors(decisions: Iterable[Decision]) -> dict[str, str]:
    """One id for each line: decisions that stand on one line, as in a table of verdicts, share it."""
    by_place: dict[tuple[str, int], str] = {}
    return {
        decision.id: by_place.setdefault(
            (decision.session, decision_line(decision)), f"decision-{decision.entry.slug}"
        )
        for decision in decisions
    }


def _session_files(sessions: Iterable[Session], addresses: Addresses) -> dict[str, str]:
    """The page of each log by the name of its file; a name that several folders have tells nothing."""
    pages = grouped((_file_name(session.path), addresses.session(session.id)) for session in sessions)
    return {name: found[0] for name, found in pages.items() if len(found) == 1}


def _file_name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _report_paths(reports: Iterable[str], addresses: Addresses) -> dict[str, str]:
    """Pages are called like the reports; where two share a name, the later one carries its folders too."""
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for report in dict.fromkeys(reports):
        name = report.rsplit("/", 1)[-1].removesuffix(".md")
        page = addresses.report(name)
        if page in taken:
            page = addresses.report(report)
        taken.add(page)
        paths[report] = page
    return paths


def _refined_by(decisions: Sequence[Decision]) -> dict[str, tuple[Decision, ...]]:
    return grouped((parent, decision) for decision in decisions for parent in decision.refines)


def _heirs(ordered: Sequence[Decision], decisions: Mapping[str, Decision]) -> dict[str, Decision]:
    heirs: dict[str, Decision] = {}
    for decision in ordered:
        trail: list[str] = []
        seen: set[str] = set()
        last = decision
        while last.superseded_by in decisions and last.id not in seen and last.id not in heirs:
            seen.add(last.id)
            trail.append(last.id)
            last = decisions[last.superseded_by or ""]
        # A log may claim that decisions replace each other in a circle: then none of them stands.
        if last.id not in seen:
            heirs.update(dict.fromkeys(trail, heirs.get(last.id, last)))
    return heirs


def newest_first(decisions: Iterable[Decision]) -> list[Decision]:
    """Newest first; decisions without a date come last, in the order of the logs."""
    ordered = list(decisions)
    ordered.reverse()
    return sorted(ordered, key=lambda decision: decision.date or date.min, reverse=True)
