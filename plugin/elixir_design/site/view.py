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
from elixir_design.ledger.model import Decision, Ledger, Session
from elixir_design.log.model import EntryKind, Status
from elixir_design.site.evidence import quotes
from elixir_design.site.links import Addresses
from elixir_design.site.options import Section, SiteOptions
from elixir_design.site.renamed import former_names
from elixir_design.site.system import Brought, System, brought_by, system_of

_T = TypeVar("_T")
_DETAIL_KINDS = {EntryKind.GAP, EntryKind.REFINEMENT}


@dataclass(frozen=True, slots=True)
class Question:
    """One design question with everything that was said on it.

    Attributes:
        key: What its decisions share (``Decision.question``) or the catalog's slug.
        name: As people call it.
        number: Its number in the catalog or, failing that, in the log.
        catalog: What the catalog knows about it.
        decisions: Oldest first; empty when nobody has taken it up.
        current: The decision to show as the present state, superseded only when a decision on another
            question took its place.
        also: Further decisions that stand beside ``current``.
        refinements: Decisions on details of it, oldest first.
        revised: How many of its decisions replaced an earlier one.
    """

    key: str
    name: str
    number: int | None
    catalog: CatalogDimension | None
    decisions: tuple[Decision, ...] = ()
    current: Decision | None = None
    also: tuple[Decision, ...] = ()
    refinements: tuple[Decision, ...] = ()
    revised: int = 0

    @property
    def status(self) -> Status | None:
        """Where it stands; None when nobody has taken it up."""
        return self.current.status if self.current else None


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
        questions: Rows of the overview: catalog questions in the catalog's order, then a team's own by
            number, then the others in the order in which they came up. Details of another question have none.
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
    questions: tuple[Question, ...]
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
    questions, question_of = _questions(ledger.decisions, decisions, catalog)
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
        decided_in=_grouped((decision.session, decision) for decision in ledger.decisions),
        questions=questions,
        question_of=question_of,
        refined_by=refined_by,
        heir_of=_heirs(ledger.decisions, decisions),
        findings=findings,
        findings_on=_grouped((slug, finding) for finding in findings for slug in finding.dimensions),
        quoted_in=quoted.by_decision,
        report_paths=report_paths,
        page_of_file={
            **{_file_name(report): page for report, page in report_paths.items()},
            **{_file_name(session.path): addresses.session(session.id) for session in ledger.sessions},
        },
        anchor_of=_anchors(ledger.decisions),
        system=system,
        brought_by=brought_by(system),
    )


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


def _grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    groups: defaultdict[str, list[_T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _refined_by(decisions: Sequence[Decision]) -> dict[str, tuple[Decision, ...]]:
    return _grouped((parent, decision) for decision in decisions for parent in decision.refines)


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


def _parent_key(decision: Decision, decisions: Mapping[str, Decision]) -> str | None:
    """The question that a gap or refinement details; None for a decision that stands on its own."""
    if decision.entry.kind not in _DETAIL_KINDS:
        return None
    for known in decision.refines:
        parent = decisions.get(known)
        if parent is not None and parent.question != decision.question:
            return parent.question
    slug = decision.dimension.slug
    return slug if slug != decision.question else None


def _questions(
    ordered: Sequence[Decision], decisions: Mapping[str, Decision], catalog: Catalog
) -> tuple[tuple[Question, ...], dict[str, Question]]:
    groups = _grouped((decision.question, decision) for decision in ordered)
    known = {dimension.slug: dimension for dimension in catalog.dimensions}
    home = _homes(groups, decisions, known)
    refining: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in ordered:
        if home[decision.question] != decision.question:
            refining[home[decision.question]].append(decision)
    keys = [*known, *(key for key in groups if key not in known and home[key] == key)]
    made = [_question(key, groups.get(key, ()), known.get(key), tuple(refining.get(key, ()))) for key in keys]
    # A stable sort: what has no number stays in the order in which it came up.
    made.sort(key=lambda question: (question.catalog is None, question.number is None, question.number or 0))
    questions = {question.key: question for question in made}
    shown = {decision.id: questions[home[key]] for key, group in groups.items() for decision in group}
    return tuple(questions.values()), shown


def _homes(
    groups: Mapping[str, Sequence[Decision]],
    decisions: Mapping[str, Decision],
    known: Mapping[str, CatalogDimension],
) -> dict[str, str]:
    """For each question the one on whose page it is shown: its own, or for details the one they detail."""
    above: dict[str, str] = {}
    for key, group in groups.items():
        parents = [_parent_key(decision, decisions) for decision in group]
        last = parents[-1]
        if key not in known and last is not None and None not in parents:
            above[key] = last
    homes: dict[str, str] = {}
    for key in groups:
        seen: set[str] = set()
        top = key
        while top in above and top not in seen:
            seen.add(top)
            top = above[top]
        # Details that refine one another in a circle have no home elsewhere: each keeps its own page.
        homes[key] = top if top not in above and (top in groups or top in known) else key
    return homes


def _question(
    key: str,
    group: tuple[Decision, ...],
    dimension: CatalogDimension | None,
    refinements: tuple[Decision, ...],
) -> Question:
    standing = tuple(decision for decision in group if decision.status is not Status.SUPERSEDED)
    answered = tuple(decision for decision in standing if decision.status is Status.DECIDED)
    latest = group[-1] if group else None
    current = (answered or standing or group or (None,))[-1]
    named = next((decision.dimension for decision in reversed(group) if decision.dimension.name), None)
    numbered = next(
        (decision.dimension.number for decision in reversed(group) if decision.dimension.number), None
    )
    return Question(
        key=key,
        name=dimension.name if dimension else ((named and named.name) or (latest.title if latest else key)),
        number=dimension.number if dimension else numbered,
        catalog=dimension,
        decisions=group,
        current=current,
        also=tuple(decision for decision in standing if decision is not current),
        refinements=refinements,
        revised=sum(1 for decision in group if decision.supersedes),
    )


def newest_first(decisions: Iterable[Decision]) -> list[Decision]:
    """Newest first; decisions without a date come last, in the order of the logs."""
    ordered = list(decisions)
    ordered.reverse()
    return sorted(ordered, key=lambda decision: decision.date or date.min, reverse=True)
