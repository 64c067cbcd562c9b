"""What people are told before they answer: what the analysis found, and what to steer away from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from elixir_design.catalog.findings import findings_for, load_findings
from elixir_design.catalog.model import Catalog, Finding
from elixir_design.catalog.passages import labelled_cells
from elixir_design.ledger.model import Question
from elixir_design.log.wording.plain import plain
from elixir_design.log.writing.render import Quote

REPORTS = ("comparison-matrix.md", "antipatterns.md", "reference-architecture.md")
"""The reports that the analysis of frameworks leaves behind."""

CONCEPTS = (
    ("Reasoning", "agent-loop"),
    ("State", "state-model"),
    ("Tools", "tool-system"),
    ("Memory and context", "memory-context"),
    ("Coordination", "multi-agent-coordination"),
    ("Errors", "error-handling"),
)
"""What the analysis is summed up by, with the dimension whose findings say it."""

_STEER_AWAY = (
    (
        "Deep inheritance hierarchies: a behaviour says what a part must do, a protocol lets data choose how",
        ("tool-system", "message-protocol", "agent-loop", "llm-integration"),
    ),
    (
        "Shared state that several parties change: one process owns it, the others send messages",
        ("process-architecture", "state-model", "memory-context", "multi-agent-coordination"),
    ),
    (
        "Waiting inside a server's callback: start a task and take its result as a message",
        ("process-architecture", "tool-system", "agent-loop", "llm-integration", "error-handling"),
    ),
)
"""What the method warns of on any project, with the dimensions on which it bears."""

_FINDINGS = 2
_WARNINGS = 2
_MOST_PATTERNS = 6
_SENTENCE = range(60, 320)
"""Length of a passage that says something and can be taken in at a glance."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The reports of a project and what they say.

    Attributes:
        folder: Where they are, as the person named it.
        present: Paths of the reports that exist.
        missing: Names of the usual reports that do not.
        findings: Their passages.
    """

    folder: Path
    present: tuple[str, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def advice(self) -> str:
        """What to say when reports are missing; "" when none is."""
        if not self.missing:
            return ""
        if not self.present:
            return (
                f"There are no analysis reports in {self.folder}. Run /analyze-frameworks first to get them, "
                "or go on without evidence: options and trade-offs are shown, findings are not."
            )
        names = ", ".join(self.missing)
        return f"Missing in {self.folder}: {names}. Run /analyze-frameworks to get them, or go on without."


@dataclass(frozen=True, slots=True)
class Briefing:
    """What bears on one question.

    Attributes:
        findings: The strongest passages, word for word.
        warnings: Passages that say what goes wrong.
        steer_away: What the method itself warns of.
    """

    findings: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    steer_away: tuple[str, ...] = ()

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The passages in the form of the log."""
        return tuple(quote_of(finding) for finding in (*self.findings, *self.warnings))


@dataclass(frozen=True, slots=True)
class Concept:
    """What the analysis found on one subject, whatever language it found it in.

    Attributes:
        name: The subject.
        patterns: What the analysed systems do, by the names that a table of a report gives it.
        place: Where that table stands, ``report:line``; "" without one.
        said: The strongest sentence on it, to be quoted.
    """

    name: str
    patterns: tuple[str, ...] = ()
    place: str = ""
    said: Finding | None = None


def gather_evidence(folder: Path, catalog: Catalog) -> Evidence:
    """Reads the reports of a folder; none if it does not exist."""
    paths = sorted(folder.glob("*.md")) if folder.is_dir() else []
    names = {path.name for path in paths}
    return Evidence(
        folder,
        tuple(path.as_posix() for path in paths),
        tuple(name for name in REPORTS if name not in names),
        load_findings(paths, catalog),
    )


def briefing_for(question: Question, evidence: Evidence) -> Briefing:
    """The few passages and warnings that bear most on a question."""
    if question.dimension is None:
        return Briefing()
    slug = question.dimension.slug
    good = [finding for finding in evidence.findings if not finding.antipattern]
    # The questions of a checklist make people think; they do not say what goes wrong.
    bad = [f for f in evidence.findings if f.antipattern and not f.text.rstrip().endswith("?")]
    return Briefing(
        findings_for(good, slug, _FINDINGS),
        findings_for(bad, slug, _WARNINGS),
        tuple(text for text, slugs in _STEER_AWAY if slug in slugs),
    )


def concepts(evidence: Evidence) -> tuple[Concept, ...]:
    """The patterns that the analysis found, as concepts; those on which it says nothing are left out."""
    good = [finding for finding in evidence.findings if not finding.antipattern]
    found = (_concept(name, findings_for(good, slug, len(good)), slug) for name, slug in CONCEPTS)
    return tuple(concept for concept in found if concept.patterns or concept.said)


def _concept(name: str, findings: Sequence[Finding], slug: str) -> Concept:
    """Sums a subject up: the rows of the table that bears most on it, and the strongest sentence."""
    said = next((finding for finding in findings if _is_sentence(finding)), None)
    tables: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if labelled_cells(finding.text):
            tables.setdefault((finding.report, finding.anchor), []).append(finding)
    rows = max(tables.values(), key=lambda table: sum(row.weight(slug) for row in table), default=[])
    if len(rows) < 2:  # noqa: PLR2004 - one row is no overview
        return Concept(name, said=said)
    rows = sorted(rows, key=lambda row: row.line)[:_MOST_PATTERNS]
    patterns = dict.fromkeys(plain(labelled_cells(row.text)[0][1]) for row in rows)
    return Concept(name, tuple(patterns), f"{rows[0].report}:{rows[0].line}-{rows[-1].line}", said)


def _is_sentence(finding: Finding) -> bool:
    return not labelled_cells(finding.text) and len(finding.text) in _SENTENCE


def quote_of(finding: Finding) -> Quote:
    """A finding in the form of the log."""
    return Quote(finding.text, finding.report, finding.line)


def names_of(questions: Sequence[Question]) -> str:
    """Names in a row, for a sentence."""
    return ", ".join(question.name for question in questions)
