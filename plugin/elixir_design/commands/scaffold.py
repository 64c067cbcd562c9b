"""``elixir-design scaffold``: an Elixir project from the decisions."""

from __future__ import annotations

import re
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
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the OTP application; by default the name of TARGET.")
@click.option("--module", help="Module above all others; by default the name in CamelCase.")
@selection_options
@catalog_option
@click.option("--dry-run", is_flag=True, help="Say what would be made, and write nothing.")
@click.option(
    "--force",
    is_flag=True,
    help="Replace files in a folder that is not empty; remove what an earlier run left and nobody edited.",
)
@click.option("--keep-going", is_flag=True, help="Make the project although some choices match no option.")
def command(  # noqa: PLR0913, PLR0917 - one parameter per option
    target: Path,
    name: str | None,
    module: str | None,
    sessions: Path | None,
    decisions: Path | None,
    settings: tuple[str, ...],
    catalog_path: Path | None,
    *,
    dry_run: bool,
    force: bool,
    keep_going: bool,
) -> None:
    """Make an Elixir project in TARGET.

    The decisions come from the session logs (docs/elixir-sessions unless another folder is named) or from a
    file (--decisions); --set adds to them, or stands alone. A project that was edited is better brought to
    other decisions by `elixir-design update`.

    Exits with 2 when a choice matches no option, and then makes nothing.
    """
    from elixir_design.architecture.derive import CombinationError
    from elixir_design.skeleton.generate import GenerationError, generate
    from elixir_design.skeleton.names import InvalidNameError

    selection = choose(sessions, decisions, settings, catalog_path)
    if not keep_going:
        refuse_unmatched(selection)
    named = selection.named(name or _app_name(target), module)
    try:
        report = generate(named, target, force=force, dry_run=dry_run, progress=progress_lines())
    except InvalidNameError as error:
        hint = "" if name or module else "; name the application with --name"
        raise click.UsageError(f"{error}{hint}") from error
    except CombinationError as error:
        raise click.UsageError(str(error)) from error
    except GenerationError as error:
        raise click.ClickException(str(error)) from error
    for line in report.lines():
        click.echo(line)
    if not dry_run:
        click.echo(f"next: cd {target} && mix test")


def _app_name(target: Path) -> str:
    """A folder's name as an application's name, as far as that is plain; its checks say the rest."""
    return re.sub(r"[-. ]+", "_", Path(target).absolute().name).lower()
