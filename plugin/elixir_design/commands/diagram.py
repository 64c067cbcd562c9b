"""``elixir-design diagram``: the supervision tree that the decisions mean."""

from __future__ import annotations

from pathlib import Path

import click

from elixir_design.commands.common import catalog_option, choose, selection_options


@click.command()
@selection_options
@catalog_option
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "dot", "svg", "json"]),
    default="text",
    show_default=True,
    help="Lines for a terminal, Graphviz source, a picture, or data.",
)
@click.option("--name", default="my_agents", show_default=True, help="Name of the OTP application.")
@click.option("--module", help="Module above all others; by default the name in CamelCase.")
def command(  # noqa: PLR0913, PLR0917 - one parameter per option
    sessions: Path | None,
    decisions: Path | None,
    settings: tuple[str, ...],
    catalog_path: Path | None,
    output: str,
    name: str,
    module: str | None,
) -> None:
    """Draw the supervision tree to standard output."""
    from elixir_design.architecture import render
    from elixir_design.architecture.derive import CombinationError, derive
    from elixir_design.skeleton.names import InvalidNameError, check_names

    selection = choose(sessions, decisions, settings, catalog_path).named(name, module)
    try:
        check_names(selection.app, selection.module)
        architecture = derive(selection)
    except (CombinationError, InvalidNameError) as error:
        raise click.UsageError(str(error)) from error
    if output == "svg":
        from elixir_design.architecture.graphviz import INSTALL_HINT, render_svgs

        title = f"Supervision tree of {selection.module}"
        drawn = render_svgs(
            {"tree": render.to_dot(architecture)}, titles={"tree": title}, warn=lambda _text: None
        )
        if "tree" not in drawn:
            raise click.ClickException(INSTALL_HINT)
        click.echo(drawn["tree"])
        return
    writers = {"text": render.to_ascii, "dot": render.to_dot, "json": render.to_json}
    click.echo(writers[output](architecture).rstrip("\n"))
