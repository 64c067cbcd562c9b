"""``elixir-design export``: the decisions in forms that other programs take."""

from __future__ import annotations

import json
from pathlib import Path

import click

from elixir_design.commands.common import catalog_option, read_ledger, sessions_option
from elixir_design.ledger.json import ledger_json


@click.command()
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output",
    type=click.Choice(["json", "json-schema", "markdown", "madr", "cookiecutter"]),
    default="json",
    show_default=True,
    help="The ledger, its schema, the site's pages, one decision record per file, or a replay file.",
)
@sessions_option
@catalog_option
@click.option(
    "--reports",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("reports/synthesis"),
    show_default=True,
    help="Folder with the analysis reports that the pages quote.",
)
@click.option("--force", is_flag=True, help="Write into a folder that holds other files.")
def command(  # noqa: PLR0913 - one parameter per option
    target: Path | None,
    output: str,
    sessions: Path,
    catalog_path: Path | None,
    reports: Path,
    *,
    force: bool,
) -> None:
    """Write the decisions to TARGET.

    JSON, its schema and the replay file for `cookiecutter --replay-file` go to the file TARGET, or to
    standard output without one. The other formats need TARGET, a folder: only files that changed are written,
    and only files written by an earlier export are removed.
    """
    if output == "json-schema":
        from elixir_design.ledger.exported.schema import schema_text

        _put(target, schema_text())
        return
    ledger, catalog = read_ledger(sessions, catalog_path)
    if output == "json":
        _put(target, json.dumps(ledger_json(ledger), ensure_ascii=False, indent=2) + "\n")
        return
    if output == "cookiecutter":
        from elixir_design.architecture.selection import selection_from_ledger
        from elixir_design.skeleton.replay import replay_json

        _put(target, replay_json(selection_from_ledger(ledger, catalog)))
        return
    if target is None:
        raise click.UsageError(f"--format {output} needs TARGET, the folder to write to")
    from elixir_design.site.assembly.export import ExportError, export_files

    try:
        if output == "madr":
            from elixir_design.madr import madr_records

            files = {path: record.encode() for path, record in madr_records(ledger).items()}
        else:
            from elixir_design.site.assembly.export import site_files

            files = site_files(ledger, catalog, reports)
        written = export_files(files, target, force=force)
    except ExportError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{target}: {written}")


def _put(target: Path | None, text: str) -> None:
    if target is None:
        click.echo(text, nl=False)
        return
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error
