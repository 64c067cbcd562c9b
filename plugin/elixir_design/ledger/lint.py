"""What only shows when logs, catalog and files are seen together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from elixir_design.catalog.model import Catalog, CatalogDimension, Match, Pick
from elixir_design.diagnostics import Diagnostic, Severity
from elixir_design.ledger.model import Decision, LedgerChoice, Session
from elixir_design.log.model import Status


def lint_choices(decisions: Iterable[Decision], catalog: Catalog) -> list[Diagnostic]:
    """Choices of catalog dimensions that the catalog does not know, only infers, or cannot combine.

    Args:
        decisions: Only decided ones are looked at.
        catalog: What they were matched against.
    """
    problems: list[Diagnostic] = []
    for decision in decisions:
        dimension = catalog.dimension(decision.dimension.slug) if decision.dimension.slug else None
        if (
            dimension is None
            or decision.question != dimension.slug
            or decision.entry.status is not Status.DECIDED
        ):
            continue
        problems += [
            problem
            for choice in decision.choices
            if choice.aspect is None and (problem := _unmatched(decision, choice, dimension))
        ]
        problems += _too_many(decision, dimension)
    return problems


def lint_artifacts(sessions: Sequence[Session], exists: Callable[[str], bool]) -> list[Diagnostic]:
    """Reports and documents that a session names but that are not there.

    Args:
        sessions: All sessions.
        exists: Whether a path, as the log names it, can be found.
    """
    problems: list[Diagnostic] = []
    for session in sessions:
        missing = [artifact for artifact in session.artifacts if not exists(artifact)]
        lines = session.log.text.split("\n") if missing else []
        for artifact in missing:
            number = next((n for n, line in enumerate(lines, 1) if artifact in line), 1)
            source = lines[number - 1] if lines else ""
            problems.append(
                Diagnostic(
                    session.path,
                    number,
                    max(1, source.find(artifact) + 1),
                    "missing-artifact",
                    f"the session names {artifact}, which is not there",
                    hint="correct the path, or add the file",
                    source=source,
                    width=len(artifact),
                )
            )
    return problems


def _unmatched(decision: Decision, choice: LedgerChoice, dimension: CatalogDimension) -> Diagnostic | None:
    if choice.match is Match.NONE:
        return _at(
            decision,
            choice,
            "unknown-choice",
            f"no option of {dimension.name} is recognised in this choice",
            Severity.WARNING,
            choice.reason or f"options are: {', '.join(option.slug for option in dimension.options)}",
        )
    if choice.match is Match.INFERRED:
        return _at(
            decision,
            choice,
            "inferred-choice",
            f"read as {' + '.join(choice.options)}",
            Severity.INFO,
            choice.reason,
        )
    return None


def _too_many(decision: Decision, dimension: CatalogDimension) -> list[Diagnostic]:
    if dimension.pick is not Pick.ONE:
        return []
    modifiers = {option.slug for option in dimension.options if option.modifies}
    primary = [
        slug
        for slug in dict.fromkeys(slug for choice in decision.choices for slug in choice.options)
        if slug not in modifiers
    ]
    if len(primary) < 2:  # noqa: PLR2004 - two is what "several" means
        return []
    return [
        _at(
            decision,
            decision.choices[0],
            "several-options",
            f"{dimension.name} takes one option, but the choice names {' and '.join(primary)}",
            Severity.WARNING,
            "say which one stands, or split the decision by aspect",
        )
    ]


def _at(  # noqa: PLR0913, PLR0917 - the parts of one diagnostic
    decision: Decision, choice: LedgerChoice, code: str, message: str, severity: Severity, hint: str
) -> Diagnostic:
    return Diagnostic(
        decision.path,
        choice.line,
        1,
        code,
        message,
        severity,
        hint=hint,
        source=choice.text.split("\n", 1)[0],
        width=len(choice.text),
    )
