"""``elixir-design lint``: what in the logs cannot be read, is missing or contradicts itself."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from elixir_design.commands.common import catalog_option, read_ledger, sessions_option
from elixir_design.diagnostics import Diagnostic, Severity

_GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


@click.command()
@sessions_option
@catalog_option
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations in a GitHub workflow.",
)
@click.option("--quiet", is_flag=True, help="Leave out notes that need no action.")
@click.option("--explain", is_flag=True, help="Say how each log was read: forms, columns, what is unread.")
def command(  # noqa: PLR0913 - click hands each option over by itself
    sessions: Path, catalog_path: Path | None, output: str, *, strict: bool, quiet: bool, explain: bool
) -> None:
    """Check session logs.

    Exits with 1 when there are errors (with --strict, warnings too), else with 0.
    """
    ledger, _ = read_ledger(sessions, catalog_path)
    if explain:
        _explain(sessions, as_json=output == "json")
        return
    problems = [problem for problem in ledger.problems if not (quiet and problem.severity is Severity.INFO)]
    if output == "json":
        click.echo(json.dumps([_as_json(problem) for problem in problems], ensure_ascii=False, indent=2))
    elif output == "github":
        for problem in problems:
            click.echo(_as_annotation(problem))
    else:
        for problem in problems:
            click.echo(problem.render() + "\n")
        click.echo(_summary(len(ledger.sessions), len(ledger.decisions), problems))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in failing for problem in problems):
        raise SystemExit(1)


def _explain(sessions: Path, *, as_json: bool) -> None:
    from dataclasses import asdict

    from elixir_design.ledger.explain import explained_folder
    from elixir_design.log.explanation import told

    found = explained_folder(sessions)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo("\n".join(told(one)) + "\n")


def _summary(sessions: int, decisions: int, problems: list[Diagnostic]) -> str:
    counts = Counter(problem.severity for problem in problems)
    read = f"{_many(sessions, 'session')}, {_many(decisions, 'entry', 'entries')} read"
    found = ", ".join(
        _many(counts[severity], word)
        for severity, word in (
            (Severity.ERROR, "error"),
            (Severity.WARNING, "warning"),
            (Severity.INFO, "note"),
        )
        if counts[severity]
    )
    return f"{read}: {found or 'nothing to report'}"


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def _as_json(problem: Diagnostic) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint or None,
    }


def _as_annotation(problem: Diagnostic) -> str:
    """A workflow command; GitHub asks for percent-encoding of what would end it."""
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    return f"::{_GITHUB_LEVELS[problem.severity]} {place},title={_property(problem.code)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
