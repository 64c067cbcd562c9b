"""``elixir-design update``: brings a generated project to decisions that changed since."""

from __future__ import annotations

from pathlib import Path

import click

from elixir_design.commands.common import (
    catalog_option,
    choose,
    progress_lines,
    refuse_unmatched,
    selection_options,
)


@click.command()
@click.argument("target", type=click.Path(path_type=Path, exists=True, file_okay=False))
@selection_options
@catalog_option
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--keep-going", is_flag=True, help="Update although some choices match no option.")
def command(  # noqa: PLR0913 - one parameter per option
    target: Path,
    sessions: Path | None,
    decisions: Path | None,
    settings: tuple[str, ...],
    catalog_path: Path | None,
    *,
    dry_run: bool,
    keep_going: bool,
) -> None:
    """Bring the Elixir project in TARGET to decisions that changed since it was generated.

    What you edited stays. Without --sessions or --decisions the answers stand that the project was made from,
    and --set changes some of them; with nothing at all, newer templates are brought in.

    Exits with 1 when you and the decisions changed the same lines; they are marked in the files.
    """
    from elixir_design.architecture.derive import CombinationError
    from elixir_design.skeleton.names import InvalidNameError
    from elixir_design.skeleton.update import UpdateError, UpdateReport, stored_selection, update

    def show(report: UpdateReport) -> None:
        for line in report.lines():
            click.echo(line)

    try:
        stored = stored_selection(target)
        selection = choose(sessions, decisions, settings, catalog_path, stored=stored)
        if not keep_going:
            refuse_unmatched(selection)
        report = update(
            selection.named(stored.app, stored.module),
            target,
            dry_run=dry_run,
            show=show,
            progress=progress_lines(),
        )
    except (CombinationError, InvalidNameError) as error:
        raise click.UsageError(str(error)) from error
    except UpdateError as error:
        raise click.ClickException(str(error)) from error
    if report.conflicts:
        raise click.ClickException(
            f"{len(report.conflicts)} files {'would have' if dry_run else 'have'} conflicts: "
            f"{', '.join(report.conflicts)}"
        )
